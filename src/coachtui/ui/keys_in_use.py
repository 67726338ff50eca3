"""The keys that this user has: those of the table, but where ``keys.toml`` gives a binding others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from coachtui.ui.keys.table import by_id, row

if TYPE_CHECKING:
    from coachtui.domain.errors import BadInput


class ReadsKeys(Protocol):
    """Something that can read the user's own keys."""

    def own_keys(self, known: Collection[str]) -> tuple[dict[str, tuple[str, ...]], tuple[BadInput, ...]]:
        """Return the user's own keys by binding id, and what in their file is ignored."""


class KeysInUse:
    """The keys that each binding has now.

    Attributes:
        own: The user's own keys, by binding id.
        firsts: The first key by binding id, where the user chose another.
        problems: What in the user's file is ignored.
    """

    def __init__(self, own: Mapping[str, tuple[str, ...]], problems: Sequence[BadInput] = ()) -> None:
        """Take the user's own keys, by the id of the binding."""
        self.own = own
        self.firsts: Mapping[str, str] = {binding: keys[0] for binding, keys in own.items() if keys}
        self.problems = tuple(problems)

    def first(self, binding: str) -> str:
        """Return the key that a binding is shown with.

        Raises:
            KeyError: No binding has that id.
        """
        return self.firsts.get(binding) or row(binding).keys[0]

    def all_of(self, binding: str) -> tuple[str, ...]:
        """Return every key of a binding, the one it is shown with first.

        Raises:
            KeyError: No binding has that id.
        """
        return self.own.get(binding) or row(binding).keys


def keys_in_use(program: ReadsKeys) -> KeysInUse:
    """Read the keys of a program's user, without those that would mean two things in one place."""
    own, problems = program.own_keys(tuple(by_id()))
    if not own:
        return KeysInUse({}, problems)
    from coachtui.ui.key_clashes import without_clashes

    kept, clashes = without_clashes(own)
    return KeysInUse(kept, (*problems, *clashes))
