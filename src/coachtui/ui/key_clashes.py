"""The user's own keys that would mean two things in one place. Pure Python, like the table itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachtui.domain.errors import BadInput
from coachtui.ui.keys import KeyRow, Scope, rows

OwnKeys = dict[str, tuple[str, ...]]

_PLACES: tuple[frozenset[Scope], ...] = (
    frozenset({"all", "team", "list"}),
    frozenset({"all", "agent", "list"}),
    frozenset({"all", "live", "checklist"}),
    frozenset({"all", "live", "note line"}),
    frozenset({"all", "live", "notes"}),
    frozenset({"all", "live", "model"}),
    frozenset({"all", "live", "list"}),
    frozenset({"all", "review", "review list"}),
    frozenset({"all", "review", "line"}),
    frozenset({"all", "question", "line"}),
    frozenset({"all", "search"}),
    frozenset({"all", "form", "choice"}),
    frozenset({"all", "erase"}),
    frozenset({"all", "start", "list"}),
    frozenset({"all", "lock"}),
)
"""Scopes whose keys work at the same time: what has the keys, its screen, and the program."""


def without_clashes(own: Mapping[str, tuple[str, ...]]) -> tuple[OwnKeys, tuple[BadInput, ...]]:
    """Leave out own keys that another binding has in the same place, the later ones in the file first.

    What the table itself lets hide another key stays allowed.

    Args:
        own: Key names by binding id, as read.

    Returns:
        The keys to use by binding id, and a ``key_clash`` for every key left out.
    """
    kept = dict(own)
    problems: list[BadInput] = []
    while (found := next(_clashes(kept), None)) is not None:
        entry, key, other = found
        problems.append(BadInput("key_clash", file="keys.toml", binding=entry.id, key=key, other=other.id))
        kept[entry.id] = tuple(name for name in kept[entry.id] if name != key)
        if not kept[entry.id]:
            del kept[entry.id]
    return kept, tuple(problems)


def _clashes(own: OwnKeys) -> Iterator[tuple[KeyRow, str, KeyRow]]:
    """Yield an own binding, its key, and who else has that key there, the last in the file first."""
    table = {entry.id: entry for entry in rows()}
    for binding in reversed(own):
        entry = table[binding]
        for other in table.values():
            if other.id != binding and _together(entry.scope, other.scope):
                for key in own[binding]:
                    by_default = key in entry.keys and key in other.keys
                    if key in own.get(other.id, other.keys) and not by_default:
                        yield entry, key, other


def _together(one: Scope, other: Scope) -> bool:
    return one == other or any({one, other} <= place for place in _PLACES)
