"""Files and functions stay small: what is over is reported, and files over the hard bound fail."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

from tests.hygiene.source_tree import functions, python_files, short

FILE_USUAL, FILE_MOST = 200, 400
FUNCTION_USUAL = 30
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
