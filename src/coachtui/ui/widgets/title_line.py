"""The head line of a screen over another: what it is, and at the right what it has to say."""

from __future__ import annotations

from rich.cells import cell_len

from coachtui.ui.cells import fit
from coachtui.ui.widgets.lines import FixedLines, Line, Span


class TitleLine(FixedLines):
    """The head line of a screen over another: a title and a note."""

    ground = "lit"

    def __init__(self) -> None:
        """Start without a title."""
        super().__init__(classes="title-line")
        self._title = ""
        self._note = ""

    def show(self, title: str, note: str = "") -> None:
        """Show a title, and a note at the right where there is room."""
        self._title, self._note = title, note
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the line."""
        del height
        title: Span = (fit(f" {self._title}", min(width, cell_len(self._title) + 1)), "strong")
        room = width - cell_len(self._title) - cell_len(self._note) - 2
        if not self._note or room < 1:
            return [(title,)]
        return [(title, (" " * room, "text"), (self._note, "muted"), (" ", "text"))]
