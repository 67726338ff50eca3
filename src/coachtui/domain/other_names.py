"""Taking the names of other people out of what is one agent's own to read (R85)."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

from coachtui.domain.name_finder import REPLACED, Found, NameFinder


class OtherNames:
    """Knows the names of the others.

    A name that is written with a small letter stays: then it is mostly an everyday word, and what an agent
    gets to read of themselves must not be full of holes. A name that the agent or the lead has too stays.
    """

    def __init__(self, others: Iterable[str], own: Iterable[str]) -> None:
        """Take the names.

        Args:
            others: Names and aliases to take out.
            own: Names that stay.
        """
        self._finder = NameFinder(others)
        self._own = {
            found.key
            for name in own
            for found in self._finder.found(normalize("NFC", name))
            if found.kind == "name"
        }

    def without(self, text: str) -> str:
        """Return a text without the names of others, and without addresses made of them."""
        text = normalize("NFC", text)
        pieces: list[str] = []
        done = 0
        for found in filter(self._names_another, self._finder.found(text)):
            if found.start >= done:
                pieces += (text[done : found.start], REPLACED)
            done = max(done, found.end)
        return "".join((*pieces, text[done:])) if pieces else text

    def _names_another(self, found: Found) -> bool:
        if found.kind == "address":
            parts = self._finder.found(found.word.replace("@", " "))
            return any(part.kind == "name" and part.key not in self._own for part in parts)
        return found.kind == "name" and not found.word[0].islower() and found.key not in self._own
