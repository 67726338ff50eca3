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
