"""Finds the user's own keys that would mean two things in one place. Pure Python, like the table of keys.

On the live screen a letter means a note already, so it can be nothing else there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachtui.domain.errors import BadInput
from coachtui.ui.keys.table import KeyRow, Scope, rows
from coachtui.ui.places import scopes_active_together, shown_at

OwnKeys = dict[str, tuple[str, ...]]

_TOGETHER = scopes_active_together()

LIVE_SCOPES = shown_at("LiveScreen")
"""Scopes whose keys work on the live screen, where a letter begins a note."""


def without_clashes(own: Mapping[str, tuple[str, ...]]) -> tuple[OwnKeys, tuple[BadInput, ...]]:
    """Leave out own keys that another binding has in the same place, the later ones in the file first.

    What the table itself lets hide another key stays allowed.

    Args:
        own: Key names by binding id, as read.

    Returns:
        The keys to use by binding id, and for every key left out a ``key_clash``, or a ``letter_key`` for a
        letter on the live screen.
    """
    kept = dict(own)
    problems: list[BadInput] = []
    for binding, key in _letters(own):
        problems.append(BadInput("letter_key", file="keys.toml", binding=binding, key=key))
        _leave_out(kept, binding, key)
    while (found := next(_clashes(kept), None)) is not None:
        entry, key, other = found
        problems.append(BadInput("key_clash", file="keys.toml", binding=entry.id, key=key, other=other.id))
        _leave_out(kept, entry.id, key)
    return kept, tuple(problems)


def _letters(own: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield own keys that begin with a letter, as binding id and key, where letters begin a note."""
    for scope in LIVE_SCOPES:
        for entry in rows(scope):
            for key in own.get(entry.id, ()):
                first = key.split()[0]
                if len(first) == 1 and not first.isdecimal():
                    yield entry.id, key


def _leave_out(kept: OwnKeys, binding: str, key: str) -> None:
    kept[binding] = tuple(name for name in kept[binding] if name != key)
    if not kept[binding]:
        del kept[binding]


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
    return one == other or any({one, other} <= place for place in _TOGETHER)
