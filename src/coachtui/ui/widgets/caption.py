"""A head line: a title at the left, something short at the right."""

from __future__ import annotations

from rich.cells import cell_len

from coachtui.domain.names.namesakes import name_with_mark
from coachtui.i18n import _
from coachtui.ui.cells import fit_before
from coachtui.ui.widgets.lines import FixedLines, Line


class Caption(FixedLines):
    """The head line above a list or a screen."""

    def __init__(self, title: str, *, classes: str = "pane-head") -> None:
        """Take the title.

        Args:
            title: A message id; empty where the title is data.
            classes: Style classes.
        """
        super().__init__(classes=classes)
        self._title = title
        self._data = ""
        self._tail = ""
        self._note = ""

    def show(self, data: str, note: str = "", mark: str = "", about: str = "") -> None:
        """Show what stands after the title, and a short text at the right.

        Args:
            data: What the line is about; its end is cut where it does not fit.
            note: The short text.
            mark: What tells the agent named in ``data`` apart from others of that name.
            about: What follows; neither it nor the mark is cut.
        """
        self._data, self._note, self._tail = data, note, name_with_mark("", mark) + about
        self.update_lines()

    def light(self, *, on: bool) -> None:
        """Show whether what is below has the keys."""
        ground = "lit" if on else ""
        if ground != self.ground:
            self.ground = ground
            self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the line."""
        del height
        title = f"{_(self._title) if self._title else ''} {self._data}".strip()
        note = f" {self._note} " if self._note else ""
        room = max(1, width - cell_len(note))
        return [((fit_before(f" {title}", self._tail, room), "strong"), (note, "muted"))]
