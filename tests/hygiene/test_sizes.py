"""Files and functions stay small: what is over is reported, and files over the hard bound fail."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.hygiene.source_tree import functions, python_files, short

FILE_USUAL, FILE_MOST = 200, 400
FUNCTION_USUAL = 30
METHODS_OWN, METHODS_MOST = 25, 40
"""Methods that a class of the application has, and with those of our classes that it is built on."""
STATES = {"TerminalInput"}
"""Parsers, which have a method for each state."""
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "stuff"}


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the end."""
    described = ast.get_docstring(function, clean=False) is not None
    first = function.body[1 if described and len(function.body) > 1 else 0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def test_no_file_is_too_long(record_property: Callable[[str, object], None]) -> None:
    sizes = {short(path): _lines(path) for path in python_files("src", "tests", "tools")}
    usual = [f"{size:4} lines  {name}" for name, size in sizes.items() if size > FILE_USUAL]
    record_property("evidence", "\n".join(sorted(usual, reverse=True)))
    assert {name: size for name, size in sizes.items() if size > FILE_MOST} == {}


def test_long_functions(record_property: Callable[[str, object], None]) -> None:
    long = [
        f"{_body_lines(function):4} lines  {short(path)}:{function.lineno} {function.name}"
        for path in python_files("src")
        for function in functions(path)
        if _body_lines(function) > FUNCTION_USUAL
    ]
    record_property("evidence", "\n".join(sorted(long, reverse=True)))
    count = sum(1 for path in python_files("src") for _function in functions(path))
    assert len(long) <= count // 20, "more than one function in twenty is long"


def _name_of(base: ast.expr) -> str:
    """Return the last part of a base's name, without what stands in brackets behind it."""
    return ast.unparse(base).partition("[")[0].rpartition(".")[2]


def _classes(paths: Iterable[Path]) -> dict[str, ast.ClassDef]:
    return {
        node.name: node
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }


def _own_methods(node: ast.ClassDef) -> int:
    return sum(1 for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef))


def _ancestry(name: str, classes: dict[str, ast.ClassDef]) -> set[str]:
    """Return a class and those of ours that it is built on."""
    bases = [_name_of(base) for base in classes[name].bases]
    return {name}.union(*(_ancestry(base, classes) for base in bases if base in classes))


def test_the_application_is_put_together_from_parts(record_property: Callable[[str, object], None]) -> None:
    """Neither the application nor a part of it does everything; screens and panes are not counted here."""
    files = python_files("src/coachtui/ui")
    classes = _classes(files)
    here = _classes(path for path in files if path.parent.name == "ui")
    own = {name: _own_methods(classes[name]) for name in here}
    every = {name: sum(_own_methods(classes[one]) for one in _ancestry(name, classes)) for name in here}
    record_property("evidence", "\n".join(f"{every[name]:4} methods  {name}" for name in sorted(here)))
    assert every["CoachApp"] > own["CoachApp"] > 0
    large = {name for name in here if own[name] > METHODS_OWN or every[name] > METHODS_MOST}
    assert large == STATES


def test_names_say_what_is_inside() -> None:
    vague = [
        short(path)
        for path in python_files("src", "tests", "tools")
        if VAGUE & {*path.stem.lower().split("_"), *path.parent.name.lower().split("_")}
    ]
    assert vague == []


def test_classes_say_what_they_are() -> None:
    vague = [
        f"{short(path)}: {node.name}"
        for path in python_files("src")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and node.name.lower().endswith(("utils", "helper", "manager", "misc"))
    ]
    assert vague == []
