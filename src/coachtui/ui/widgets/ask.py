"""A few texts on a card, one below the other."""

from __future__ import annotations

from coachtui.ui.cells import wrap
from coachtui.ui.widgets.lines import FixedLines, Line


class Ask(FixedLines):
    """The text of a card: which step of how many, and its question; or what helps to answer it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        """Start with no texts."""
        super().__init__(id=id)
        self._texts: tuple[tuple[str, str], ...] = ()

    def show(self, *texts: tuple[str, str]) -> None:
        """Show texts with their tones, one below the other."""
        self._texts = texts
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the texts, wrapped."""
        del height
        return [((line, tone),) for text, tone in self._texts for line in wrap(text, width)]
