"""Which names were met in texts, and which of them may be everyday words."""

from __future__ import annotations

import re

from coachtui.domain.names.finder import Found

_BETWEEN_WORDS = re.compile("[,;，、；]")


def words_of(line: str) -> list[str]:
    """Return the words of a line that a person typed with commas between them."""
    return [word for part in _BETWEEN_WORDS.split(line) if (word := part.strip())]


class MetNames:
    """Counts names by what they share in every letter case; holds as many as there are names, not texts."""

    def __init__(self) -> None:
        """Start with none."""
        self._spelt: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._doubted: set[str] = set()

    def add(self, found: Found) -> None:
        """Count a name."""
        key = found.key
        self._spelt.setdefault(key, found.word)
        self._counts[key] = self._counts.get(key, 0) + 1
        if found.doubtful:
            self._doubted.add(key)

    @property
    def names(self) -> dict[str, int]:
        """How often each occurs, by the way it was first written, the most frequent first."""
        order = sorted(self._counts, key=lambda key: (-self._counts[key], key))
        return {self._spelt[key]: self._counts[key] for key in order}

    @property
    def doubtful(self) -> dict[str, int]:
        """Those of them that may be everyday words."""
        doubted = {self._spelt[key] for key in self._doubted}
        return {word: count for word, count in self.names.items() if word in doubted}
