"""Tests that always run and errors that are never swallowed."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.hygiene.source_tree import functions, python_files, short, tree

NEVER = {"skip", "skipif", "xfail", "importorskip"}


def _leaves_out(path: Path) -> list[str]:
    return [
        f"{short(path)}:{node.lineno} {node.attr}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in NEVER and "pytest" in ast.unparse(node)
    ]


def _swallows(path: Path) -> list[str]:
    """Handlers that neither name what they catch nor do anything about it."""
    return [
        f"{short(path)}:{handler.lineno}"
        for handler in ast.walk(tree(path))
        if isinstance(handler, ast.ExceptHandler)
        and (handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"})
        and all(isinstance(statement, ast.Pass | ast.Continue) for statement in handler.body)
    ]


def _checks(node: ast.AST) -> bool:
    match node:
        case ast.Assert():
            return True
        case ast.withitem(context_expr=context):
            return "raises" in ast.unparse(context)
        case ast.Call(func=function, keywords=words):
            named = ast.unparse(function).rpartition(".")[2].lstrip("_").startswith(("assert", "check"))
            return named or any(word.arg == "check" and ast.unparse(word.value) == "True" for word in words)
        case _:
            return False


def _called(function: ast.AST) -> set[str]:
    return {
        ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(function) if isinstance(node, ast.Call)
    }


def _names_that_check() -> set[str]:
    """Names of the functions of the tests that check something, themselves or through another of them."""
    every = [function for path in python_files("tests") for function in functions(path)]
    known = {function.name for function in every if any(map(_checks, ast.walk(function)))}
    while more := {function.name for function in every if _called(function) & known} - known:
        known |= more
    return known


def test_no_test_is_left_out() -> None:
    assert [line for path in python_files("tests") for line in _leaves_out(path)] == []


def test_no_error_is_swallowed() -> None:
    assert [line for path in python_files("src") for line in _swallows(path)] == []


def test_every_test_can_fail() -> None:
    checking = _names_that_check()
    helpless = [
        f"{short(path)}:{function.lineno} {function.name}"
        for path in python_files("tests")
        for function in functions(path)
        if function.name.startswith("test_") and function.name not in checking
    ]
    assert helpless == []


HOOKS = {"on_event"}
"""Methods of Textual named like handlers that it calls once, so that a class has to call its base."""


def test_f9_no_handler_calls_the_handler_of_its_base() -> None:
    """Textual calls the handlers of every class a widget is built on by itself: they would run twice."""
    found = [
        f"{short(path)}:{function.lineno} {function.name}"
        for path in python_files("src")
        for function in functions(path)
        if function.name.startswith(("on_", "_on_"))
        and function.name not in HOOKS
        and f"super().{function.name}(" in ast.unparse(function)
    ]
    assert found == []


def test_f4_work_on_a_thread_is_started_in_one_place_which_tells_its_faults() -> None:
    words = ("run_worker", "exit_on_error", "from textual import work", "from textual.worker")
    found = {
        (short(path), word)
        for path in python_files("src")
        for word in words
        if word in path.read_text(encoding="utf-8")
    }
    assert found == {("src/coachtui/ui/screens/background.py", "run_worker")}
