"""Names that Textual keeps to itself are used in one folder: a new Textual is looked through there alone."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import textual
from tests.hygiene.source_tree import ROOT, python_files, short, tree

THE_ONE = "src/coachtui/ui/textual_private/"
WINDOWS_ONLY = "terminal_driver_windows"


def _private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def _stored(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            yield inner.id


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield statement.name
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            yield from _stored(statement)


def _kept_in(kind: ast.ClassDef) -> Iterator[str]:
    """Yield what a class keeps in itself: ``self.name = …``."""
    for node in ast.walk(kind):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


@cache
def _of_textual(path: Path) -> dict[str, frozenset[str]]:
    """Return the private names of each class in a file of Textual."""
    return {
        kind.name: frozenset(filter(_private, (*_defined(kind.body), *_kept_in(kind))))
        for kind in ast.walk(tree(path))
        if isinstance(kind, ast.ClassDef)
    }


@cache
def _every_name() -> frozenset[str]:
    files = Path(textual.__file__).parent.rglob("*.py")
    return frozenset[str]().union(*(names for path in files for names in _of_textual(path).values()))


def _inherited(kind: type) -> frozenset[str]:
    """Return the private names that a class has from Textual."""
    return frozenset[str]().union(
        *(
            _of_textual(Path(str(sys.modules[base.__module__].__file__))).get(base.__name__, frozenset())
            for base in kind.__mro__
            if base.__module__.partition(".")[0] == "textual"
        )
    )


def _imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "textual":
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.partition(".")[0] == "textual"]
        else:
            continue
        yield from (
            f"{node.lineno} import {name}"
            for name in names
            if any(part.startswith("_") for part in name.split("."))
        )


def _own(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"self", "cls"}


def _accesses(module: ast.Module) -> Iterator[str]:
    """Yield private names of Textual that are asked of something else than the object itself."""
    strangers = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(module)
        if isinstance(node, ast.Import)
        for alias in node.names
    } - {"textual"}
    ours = {name for node in ast.walk(module) if isinstance(node, ast.ClassDef) for name in _kept_in(node)}
    for node in ast.walk(module):
        if not isinstance(node, ast.Attribute) or not _private(node.attr) or _own(node.value):
            continue
        asked_of = ast.unparse(node.value)
        if asked_of not in strangers and node.attr in _every_name() - ours:
            yield f"{node.lineno} {asked_of}.{node.attr}"


def _in_class(node: ast.ClassDef, inherited: frozenset[str]) -> Iterator[str]:
    """Yield private names that a class changes or uses though it has them from Textual."""
    for name in _defined(node.body):
        if name in inherited:
            yield f"{node.lineno} {node.name} overrides {name}"
    for inner in ast.walk(node):
        if not isinstance(inner, ast.Attribute) or inner.attr not in inherited:
            continue
        if _own(inner.value) or ast.unparse(inner.value) == "super()":
            yield f"{inner.lineno} {node.name} uses {inner.attr}"


def _in_classes(path: Path, module: ast.Module) -> Iterator[str]:
    kinds = [node for node in module.body if isinstance(node, ast.ClassDef)]
    if not kinds or WINDOWS_ONLY in path.name:
        return
    loaded = import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
    for node in kinds:
        yield from _in_class(node, _inherited(getattr(loaded, node.name)))


def test_private_names_of_textual_are_used_in_one_folder() -> None:
    found = [
        f"{short(path)}:{line}"
        for path in python_files("src/coachtui/ui")
        if not short(path).startswith(THE_ONE)
        for line in (*_imports(tree(path)), *_accesses(tree(path)), *_in_classes(path, tree(path)))
    ]
    assert found == []


def test_nothing_but_the_screen_knows_textual_at_all() -> None:
    found = [
        short(path)
        for path in python_files("src")
        if not short(path).startswith("src/coachtui/ui/") and "textual" in _packages(tree(path))
    ]
    assert found == []


def _packages(module: ast.Module) -> set[str]:
    imports = [node for node in ast.walk(module) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = [
        [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        for node in imports
    ]
    return {name.partition(".")[0] for names in named for name in names}


@pytest.mark.parametrize(
    "source",
    [
        "from textual._compositor import Compositor",
        "from textual.keys import _character_to_key",
        "import textual._xterm_parser",
        "chain = screen._binding_chain",
        "ends = self.app._exit",
        "import os\nos._exit(1)\nself.app._exit",
    ],
)
def test_the_search_finds_what_is_used_from_outside(source: str) -> None:
    module = ast.parse(source)
    assert len([*_imports(module), *_accesses(module)]) == 1


def test_the_search_finds_what_a_class_changes_of_its_base() -> None:
    from textual.screen import Screen

    source = (
        "class A(Screen):\n"
        "    def _compose(self): super()._compose()\n"
        "    def rows(self): return self._compositor, self._rows\n"
        "    def _rows(self): ...\n"
    )
    (kind,) = ast.parse(source).body
    assert isinstance(kind, ast.ClassDef)
    assert [line.partition(" A ")[2] for line in _in_class(kind, _inherited(Screen))] == [
        "overrides _compose",
        "uses _compose",
        "uses _compositor",
    ]
