"""Finds words that reach people without passing through translation (R12)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

TRANSLATED = {"_", "N_", "ngettext"}

SHOWN_ARGUMENTS: dict[str, tuple[str, ...]] = {
    # what is called: keyword arguments that people read; positional ones always count
    "notify": ("title", "message"),
    "Static": ("content",),
    "Label": ("content",),
    "Button": ("label",),
    "Input": ("placeholder",),
    "TextArea": (),
    "Content": (),
    "Text": (),
    "Digits": (),
    "Tab": (),
    "TabPane": ("title",),
    "Option": (),
    "update": (),
    "print": (),
    "write": (),
    "write_line": (),
    "ArgumentParser": ("description", "epilog", "usage"),
    "add_parser": ("help", "description", "epilog"),
    "add_subparsers": ("title", "description", "help", "metavar"),
    "add_argument_group": ("title", "description"),
    "add_argument": ("help",),
    "error": ("message",),
}
OPTIONS_ONLY = {"ArgumentParser", "add_argument", "add_parser", "add_subparsers", "Input", "TextArea"}
"""Called with names, not words, as positional arguments."""

SHOWN_ATTRIBUTES = {"title", "sub_title", "border_title", "border_subtitle", "placeholder", "tooltip"}
SHOWN_ATTRIBUTES |= {"TITLE", "SUB_TITLE", "HELP"}
PASSED_THROUGH = {"format", "join", "strip", "rstrip", "ljust", "rjust", "center", "upper", "capitalize"}

NAMES = re.compile(r"\b(coachtui|GROW|CLEAR|OSKAR|JSON|CSV|UTF-8)\b|--?[a-z][a-z-]*|\{[^}]*\}|\\[a-z]")
WORD = re.compile(r"[^\W\d_]{2,}")


def exposed(node: ast.expr) -> Iterator[ast.Constant]:
    """Return the string literals that become part of what ``node`` shows."""
    match node:
        case ast.Constant(value=str()):
            yield node
        case (
            ast.JoinedStr(values=parts)
            | ast.BoolOp(values=parts)
            | ast.Tuple(elts=parts)
            | ast.List(elts=parts)
        ):
            for part in parts:
                yield from exposed(part)
        case ast.BinOp(left=left, right=right):
            yield from exposed(left)
            yield from exposed(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from exposed(body)
            yield from exposed(orelse)
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=arguments) if name in PASSED_THROUGH:
            yield from exposed(value)
            for argument in arguments if name == "join" else []:
                yield from exposed(argument)
        case _:
            return


def says_something(literal: ast.Constant) -> bool:
    """Return whether ``literal`` holds words, beside names that are the same in every language."""
    return bool(WORD.search(NAMES.sub("", str(literal.value))))


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def _shown(node: ast.AST) -> Iterator[ast.expr]:
    """Return the expressions that ``node`` puts before people."""
    if isinstance(node, ast.Call) and _called(node) in SHOWN_ARGUMENTS:
        if _called(node) not in OPTIONS_ONLY:
            yield from node.args
        yield from (word.value for word in node.keywords if word.arg in SHOWN_ARGUMENTS[_called(node)])
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = {ast.unparse(target).rpartition(".")[2] for target in targets}
        if names & SHOWN_ATTRIBUTES:
            yield node.value


def bare_strings(module: ast.Module) -> list[tuple[int, str]]:
    """Return line and text of every literal with words that people see as written."""
    found = {
        (literal.lineno, str(literal.value))
        for node in ast.walk(module)
        for expression in _shown(node)
        for literal in exposed(expression)
        if says_something(literal)
    }
    return sorted(found)


def unreadable_messages(module: ast.Module) -> list[tuple[int, str]]:
    """Return line and source of every message put together before it is looked up: no catalogue has it."""
    return sorted(
        (node.lineno, ast.unparse(argument))
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in TRANSLATED
        for argument in node.args[: 2 if ast.unparse(node.func) == "ngettext" else 1]
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
        or (isinstance(argument, ast.Call) and _called(argument) in PASSED_THROUGH)
    )
