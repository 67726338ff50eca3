"""Counts of the names found in texts, and which of them may be everyday words."""

from __future__ import annotations

import re

from coachtui.domain.names.finder import NameMatch

_BETWEEN_WORDS = re.compile("[,;，、；]")


def split_words(line: str) -> list[str]:
    """Return the words of a comma-separated line that a person typed."""
    return [word for part in _BETWEEN_WORDS.split(line) if (word := part.strip())]


class NameCounts:
    """A count of name matches, whatever their letter case; its size depends on the names, not the texts."""

    def __init__(self) -> None:
        """Start with an empty count."""
        self._spelt: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._doubted: set[str] = set()

    def add(self, found: NameMatch) -> None:
        """Count a match."""
        key = found.key
        self._spelt.setdefault(key, found.word)
        self._counts[key] = self._counts.get(key, 0) + 1
        if found.doubtful:
            self._doubted.add(key)

    @property
    def names(self) -> dict[str, int]:
        """The number of matches of each name, by its first spelling, the most frequent first."""
        order = sorted(self._counts, key=lambda key: (-self._counts[key], key))
        return {self._spelt[key]: self._counts[key] for key in order}

    @property
    def doubtful(self) -> dict[str, int]:
        """The counts of names that may be everyday words."""
        doubted = {self._spelt[key] for key in self._doubted}
        return {word: count for word, count in self.names.items() if word in doubted}
