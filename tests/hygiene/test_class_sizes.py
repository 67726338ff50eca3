"""Classes stay small: few methods of their own, and few in all counting those inherited from ours."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache

from tests.hygiene.source_tree import python_files, tree

OWN_MOST, WHOLE_MOST = 25, 40
"""Methods of a class itself, and with what it inherits from our own; one that is overridden counts once."""

TOO_LARGE = {
    "TerminalInput": (26, 26),  # a parser has a method for each state
}
"""Classes over a bound, each with its own methods and all of them: only ever fewer and smaller."""


@cache
def classes() -> dict[str, tuple[ast.ClassDef, ...]]:
    """Return every class of the program by name; small ones inside others may share theirs."""
    found: dict[str, tuple[ast.ClassDef, ...]] = {}
    for path in python_files("src"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                found[node.name] = (*found.get(node.name, ()), node)
    return found


def own_methods(each: ast.ClassDef) -> set[str]:
    """Return what a class defines itself, properties among it."""
    return {node.name for node in each.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def whole_methods(each: ast.ClassDef) -> set[str]:
    """Return what an object of a class has of ours."""
    bases = (base for name in map(_name, each.bases) for base in classes().get(name, ()) if base is not each)
    return own_methods(each).union(*map(whole_methods, bases))


def _name(base: ast.expr) -> str:
    while isinstance(base, ast.Subscript):
        base = base.value
    if isinstance(base, ast.Attribute):
        return base.attr
    return base.id if isinstance(base, ast.Name) else ""


def sizes(name: str) -> tuple[int, int]:
    """Return how many methods the largest class of a name has, and how many an object of it has."""
    return max((len(own_methods(each)), len(whole_methods(each))) for each in classes()[name])


def test_no_class_is_too_large(record_property: Callable[[str, object], None]) -> None:
    each = {name: sizes(name) for name in classes()}
    over = {name: (own, whole) for name, (own, whole) in each.items() if own > OWN_MOST or whole > WHOLE_MOST}
    record_property(
        "evidence", "\n".join(f"{own:3} {whole:3}  {name}" for name, (own, whole) in over.items())
    )
    assert over == TOO_LARGE, "a class grew over a bound, or the list says more than there is"


def test_what_a_class_inherits_is_counted_once() -> None:
    (live,), (screen,) = classes()["LiveScreen"], classes()["CoachScreen"]
    assert "say" in whole_methods(live) - own_methods(live)
    assert "relabel" in own_methods(live) & own_methods(screen)
    assert len(whole_methods(live)) < len(own_methods(live)) + len(whole_methods(screen))
