"""Every command the program has, with arguments that do something: taken from the parser itself.

A new command, or one that wants another argument, is in the table at once or stops the test that makes it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from coachtui.cli.parser import build_parser

FILLED = {
    "agent": "Kim Berg",
    "file": "{file}",
    "id": "grow",
    "name": "Ada Lund",
    "new_name": "Kim Berg",
}
"""A word for each argument that a command cannot do without, by its destination."""

MORE: dict[str, tuple[tuple[str, ...], ...]] = {
    "backup": ((), ("{file}",), ("{file}", "--force")),
    "check": ((), ("--salvage",)),
    "demo": ((), ("--remove",)),
    "erase": ((), ("--yes",)),
    "export": (
        (),
        ("--format", "jsonl"),
        ("--format", "md"),
        ("--pseudonymous",),
        ("-o", "{file}"),
        ("-o", "{file}", "--force"),
        ("--own", "Kim Berg", "-o", "{file}"),
    ),
    "import": ((), ("--dry-run",)),
    "restore": ((), ("--yes",)),
    "retention": ((), ("--json",), ("--delete", "--yes")),
}
"""Options that make a command do something else."""

ASKS = frozenset({"encrypt", "passphrase", "rekey", "decrypt", "recovery-key"})
"""Commands that read a passphrase."""

PROTECTED = ASKS - {"encrypt"}
"""Commands on a store that has one."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is typed."""

    name: str
    arguments: tuple[str, ...]

    @property
    def takes_file(self) -> bool:
        return "{file}" in self.arguments

    def __str__(self) -> str:
        return " ".join(self.arguments) or "(none)"


def commands() -> list[Command]:
    """Return every command of the parser, the hidden none first."""
    found = [Command("", ())]
    for words, parser in leaves(build_parser()):
        needed = tuple(_needed(parser))
        found += [Command(words[0], (*words, *needed, *more)) for more in MORE.get(words[0], ((),))]
    return found


def leaves(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Yield every command with its words and its parser."""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield words, parser
    for action in inner:
        for name, command in action.choices.items():
            yield from leaves(command, (*words, name))


def _needed(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if not action.required or isinstance(action, argparse._HelpAction):
            continue
        if action.option_strings:
            yield action.option_strings[0]
        yield FILLED[action.dest]
