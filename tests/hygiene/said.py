"""Which messages are said in the message line: found in the code, so that nothing is declared twice."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from tests.hygiene.source_tree import functions, python_files, tree

SAYS = {"say", "refuse", "refuse_key"}
MARKS = {"_": 1, "N_": 1, "ngettext": 2}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def messages_in(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Return the messages marked for translation anywhere in some code."""
    for call in _calls(nodes):
        if isinstance(call.func, ast.Name) and call.func.id in MARKS:
            texts = call.args[: MARKS[call.func.id]]
            yield from (str(text.value) for text in texts if isinstance(text, ast.Constant))


@cache
def said() -> frozenset[str]:
    """Every message of the screens that is said in the message line.

    What is given to ``say`` or ``refuse`` is followed: a message there, a name that was given one in the same
    function, and what a function of the screens returns that is called there, by its name. Where one of a
    list is said, all that its module lists may be.
    """
    named: dict[str, list[Function]] = defaultdict(list)
    module: dict[Function, ast.Module] = {}
    for path in python_files("src/coachtui/ui"):
        for each in functions(path):
            named[each.name].append(each)
            module[each] = tree(path)
    found: set[str] = set()
    followed: set[str] = set()
    waiting: list[tuple[Function, list[ast.AST]]] = [
        (function, list(call.args))
        for alike in named.values()
        for function in alike
        for call in _calls([function])
        if isinstance(call.func, ast.Attribute) and call.func.attr in SAYS
    ]
    while waiting:
        function, given = waiting.pop()
        given = [*given, *_given_to(given, function)]
        found.update(messages_in(given))
        if any(_name(call) == "_" and not isinstance(call.args[0], ast.Constant) for call in _calls(given)):
            found.update(_listed(module[function]))
        for called in {_name(call) for call in _calls(given)} - followed:
            followed.add(called)
            waiting.extend((each, _returned(each)) for each in named.get(called, ()))
    return frozenset(found)


def _listed(module: ast.Module) -> Iterator[str]:
    """Return the messages that a module only lists, to be translated where they are said."""
    return messages_in(call for call in _calls([module]) if _name(call) == "N_")


def _calls(nodes: Iterable[ast.AST]) -> Iterator[ast.Call]:
    return (node for each in nodes for node in ast.walk(each) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _given_to(nodes: list[ast.AST], function: Function) -> list[ast.AST]:
    """Return what the names in some code were given in the function around it."""
    names = {node.id for each in nodes for node in ast.walk(each) if isinstance(node, ast.Name)}
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign | ast.NamedExpr | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id in names
    ]


def _returned(function: Function) -> list[ast.AST]:
    return [
        node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None
    ]
