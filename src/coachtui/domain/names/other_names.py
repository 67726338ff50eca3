"""Taking the names of other people out of what is one agent's own to read (R85)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from unicodedata import normalize

from coachtui.domain.names.finder import Found, NameFinder, taken_out
from coachtui.domain.names.folding import fold
from coachtui.domain.names.met_names import MetNames


class OtherNames:
    """Knows the names of the others.

    What may be an everyday word as well goes too, unless somebody said that it stays: what is left out can
    be asked for, a name that was handed over cannot be taken back. A name that the agent or the lead has too
    stays.
    """

    def __init__(
        self,
        others: Iterable[str],
        own: Iterable[str],
        leave: Collection[str] = (),
        *,
        doubtful_stay: bool = False,
    ) -> None:
        """Take the names.

        Args:
            others: Names and aliases to take out.
            own: Names that stay.
            leave: Keys of words that stay, as ``Found.key`` gives them.
            doubtful_stay: Whether everything stays that may be an everyday word.
        """
        self._finder = NameFinder(others)
        self._own = {
            fold(found.word)
            for name in own
            for found in self._finder.found(normalize("NFC", name))
            if found.kind == "name"
        }
        self._leave = leave
        self._doubtful_stay = doubtful_stay
        self.met = MetNames()

    def without(self, text: str) -> str:
        """Return a text without the names of others, and without addresses made of them."""
        text = normalize("NFC", text)
        return taken_out(text, filter(self._goes, self._finder.found(text)))

    def _goes(self, found: Found) -> bool:
        if found.kind == "address":
            parts = self._finder.found(found.word.replace("@", " "))
            return any(part.kind == "name" and self._is_others(part) for part in parts)
        if found.kind != "name" or not self._is_others(found):
            return False
        self.met.add(found)
        return found.key not in self._leave and not (found.doubtful and self._doubtful_stay)

    def _is_others(self, found: Found) -> bool:
        return fold(found.word) not in self._own
