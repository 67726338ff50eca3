"""The list under a line of the first start: how to go on without typing anything there."""

from __future__ import annotations

from textual.widget import Widget

from coachtui.i18n import _
from coachtui.ui.cells import wrap
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import LongList


class Ways(LongList):
    """Other ways to go on than with what is typed."""

    def __init__(self, ways: tuple[str, ...], above: Widget, *, id: str) -> None:  # noqa: A002  Textual's name
        """Take the ways.

        Args:
            ways: Message ids.
            above: The line to type in above them.
            id: Of the widget.
        """
        super().__init__(id=id)
        self._ways = ways
        self._above = above

    def row_count(self) -> int:
        """Return their number."""
        return len(self._ways)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return one of them, wrapped."""
        return [((f"  {line}", "text"),) for line in wrap(_(self._ways[row]), width - 3)]

    def shows_cursor(self) -> bool:
        """Mark one only while the keys are here."""
        return self.has_focus

    def action_list_step(self, by: int) -> None:
        """Go down or up; up from the first goes back to the line above."""
        if not self.step(by) and by < 0:
            self._above.focus()
