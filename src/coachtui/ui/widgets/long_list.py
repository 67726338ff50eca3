"""Lists that fill a screen: keys to move by row, page and end; changed data repaints what differs."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from coachtui.ui.keys.binding import bindings
from coachtui.ui.textual_private.app_and_screen import fit_scroll_bars
from coachtui.ui.widgets.changed_cells import changed_cells
from coachtui.ui.widgets.lines import LineList


class LongList(LineList):
    """A list with a current row."""

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
        if self._laid_out_for < 0 or self._laid_out_for != self.line_width:
            self.lay_out()
            return
        before = [self._drawn(y) for y in range(self.size.height)]
        self._strips.clear()
        count = self.row_count()
        self.cursor = max(0, min(self.cursor, count - 1))
        total = count * self.row_height
        if total != self.virtual_size.height:
            self._resize_text(total)
        self.show_row(self.cursor)
        for y, old in enumerate(before):
            span = changed_cells(old, self.render_line(y)) if old is not None else (0, self.line_width)
            if span is not None:
                self.refresh(Region(span[0], y, span[1] - span[0], 1))

    def _resize_text(self, lines: int) -> None:
        """Take another number of lines without laying the screen out: room for the scroll bar is kept."""
        self.set_reactive(Widget.virtual_size, Size(self.line_width, lines))
        fit_scroll_bars(self, self.virtual_size)

    def _drawn(self, y: int) -> Strip | None:
        """Return a line of the view as it was last drawn, or ``None`` when it is not known."""
        line = y + self.scroll_offset.y
        if line >= self.virtual_size.height:
            return Strip.blank(self.line_width, self.tone("text"))
        row = self.row_at(line)
        strips = self._strips.get(row)
        return strips[line - self._top(row)] if strips is not None else None


class Reading(LongList):
    """A text to read: there is no current row, the keys scroll."""

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
