"""Building blocks for describing the shape of a pack: the keys of a table and their types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from coachtui.domain.value import dataclass

LANGUAGES = ("en", "sv", "nb", "nl", "zh-Hans")
"""Tags a text may be given in; a shipped pack has all of them (R12)."""

Kind = Literal["ident", "word", "words", "whole", "number", "flag", "text", "texts", "tables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The type of one key's value.

    Attributes:
        kind: ``ident`` a stable id; ``word`` and ``words`` plain strings; ``text`` one wording;
            ``texts`` wordings with ids; ``tables`` a list of ``of``; the others as they say.
        required: Whether the key must be there.
        choices: Allowed words; empty for any.
        refers: Name of the set of ids the words must come from; empty for none.
        of: Shape of each table in a list of tables.
        low: Smallest number allowed.
        high: Largest number allowed.
    """

    kind: Kind
    required: bool = True
    choices: frozenset[str] = frozenset()
    refers: str = ""
    of: Mapping[str, Field] | None = None
    low: float = 0
    high: float = 1_000_000


Shape = Mapping[str, Field]
"""What a table takes, by key."""

IDENT = Field(kind="ident")
WORD = Field(kind="word")
WORDS = Field(kind="words")
WHOLE = Field(kind="whole")
NUMBER = Field(kind="number")
FLAG = Field(kind="flag")
TEXT = Field(kind="text")
TEXTS = Field(kind="texts")


def one_of(*choices: str) -> Field:
    """Return a field for one of the given words."""
    return Field(kind="word", choices=frozenset(choices))


def known_id(refers: str) -> Field:
    """Return a field for an id of another pack or list."""
    return Field(kind="word", refers=refers)


def known_ids(refers: str) -> Field:
    """Return a field for a list of ids of another pack or list."""
    return Field(kind="words", refers=refers)


def number_between(low: float, high: float, kind: Kind = "number") -> Field:
    """Return a field for a number from ``low`` to ``high``, both included."""
    return Field(kind=kind, low=low, high=high)


def tables(**of: Field) -> Field:
    """Return a field for a list of tables, each with an id."""
    return Field(kind="tables", of={"id": IDENT, **of})


def optional(field: Field) -> Field:
    """Return the same field as one that may be missing."""
    return replace(field, required=False)
