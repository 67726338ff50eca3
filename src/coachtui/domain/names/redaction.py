"""Redaction of other people's names in what one agent is given to read (R85)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from unicodedata import normalize

from coachtui.domain.names.finder import NameFinder, NameMatch, redact
from coachtui.domain.names.folding import fold
from coachtui.domain.names.name_counts import NameCounts


class NameRedactor:
    """Redacts the names of everybody but one agent and the lead in texts.

    Doubtful matches go too unless somebody decided to keep the word: a redacted word can be asked for, a name
    handed over cannot be taken back. Names that the agent or the lead shares stay.
    """

    def __init__(
        self,
        others: Iterable[str],
        own: Iterable[str],
        leave: Collection[str] = (),
        *,
        doubtful_stay: bool = False,
    ) -> None:
        """Take the names to redact and those to keep.

        Args:
            others: Names and aliases to take out.
            own: Names that stay.
            leave: Keys of words that stay, as ``NameMatch.key`` gives them.
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
        self.redacted = NameCounts()

    def redact(self, text: str) -> str:
        """Return a text without the names of others, and without e-mail addresses made of them."""
        text = normalize("NFC", text)
        return redact(text, filter(self._goes, self._finder.found(text)))

    def _goes(self, found: NameMatch) -> bool:
        if found.kind == "address":
            parts = self._finder.found(found.word.replace("@", " "))
            return any(part.kind == "name" and self._is_others(part) for part in parts)
        if found.kind != "name" or not self._is_others(found):
            return False
        self.redacted.add(found)
        return found.key not in self._leave and not (found.doubtful and self._doubtful_stay)

    def _is_others(self, found: NameMatch) -> bool:
        return fold(found.word) not in self._own
