"""A list that fills a screen, moved in by row, page and end, and a text that is scrolled so."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.widget import Widget

from coachtui.ui.keys.binding import bindings
from coachtui.ui.textual_private.app_and_screen import fit_scroll_bars
from coachtui.ui.widgets.line_list import LineList
from coachtui.ui.widgets.lines import changed_regions


class LongList(LineList):
    """A list with a current row, which the arrow and page keys, Home and End move."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]

    def action_list_step(self, by: int) -> None:
        """Go one row down or up."""
        self.step(by)

    def action_list_page(self, by: int) -> None:
        """Go one page down or up."""
        rows = max(1, self.size.height // self.row_height - 1)
        self.move_to(self.cursor + by * rows)

    def action_list_end(self, by: int) -> None:
        """Go to the last or first row."""
        self.move_to(self.row_count() - 1 if by > 0 else 0)

    def renew(self) -> None:
        """Show changed data; rows may have come or gone, only cells in view that differ are repainted.

        Works where all rows have the same height.
        """
        if self.heights.width != self.line_width:
            self.lay_out()
            return
        in_view = range(self.size.height)
        before = [self.drawn.line(y + self.scroll_offset.y) for y in in_view]
        self.drawn.forget()
        count = self.row_count()
        self.cursor = max(0, min(self.cursor, count - 1))
        total = count * self.row_height
        if total != self.virtual_size.height:
            self._resize_text(total)
        self.show_row(self.cursor)
        for region in changed_regions(before, map(self.render_line, in_view)):
            self.refresh(region)

    def _resize_text(self, lines: int) -> None:
        """Take another number of lines without laying the screen out: room for the scroll bar is kept."""
        self.set_reactive(Widget.virtual_size, Size(self.line_width, lines))
        fit_scroll_bars(self, self.virtual_size)


class Reading(LongList):
    """A text to read: no row of it is the current one, the same keys scroll it."""

    def shows_cursor(self) -> bool:
        """There is none."""
        return False

    def action_list_step(self, by: int) -> None:
        """Scroll by a line."""
        self._scroll_by(by)

    def action_list_page(self, by: int) -> None:
        """Scroll by a page, one line kept."""
        self._scroll_by(by * max(1, self.size.height - 1))

    def action_list_end(self, by: int) -> None:
        """Scroll to the end or the start."""
        self._scroll_by(by * self.virtual_size.height)

    def show_row(self, row: int) -> None:
        """Stay where the reader is."""

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to(y=max(0, self.scroll_offset.y + lines), animate=False, immediate=True)
