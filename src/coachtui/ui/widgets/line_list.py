"""A list of rows that draws only what is in view and paints again only the cells that change."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from textual import events
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coachtui.ui.widgets.clicks import press
from coachtui.ui.widgets.lines import Line, Toned, changed_regions

DOUBLE = 2
"""Clicks of a double click."""


class LineList(ScrollView, Toned, can_focus=True):
    """A list of rows of one or more lines; one of them is the current row, where the keys go.

    Subclasses give the number of rows and the lines of each.

    Attributes:
        cursor: Number of the current row.
        heights: How many lines each row takes, at the width the list was last laid out for.
        drawn: The rows as they were last drawn.
    """

    uniform = False
    """Whether every row has the same height, so that nothing needs to be measured."""

    row_height = 1
    """Lines of a row where all have the same height."""

    asks: DOMNode | None = None
    """Who is told what is wanted, such as the pane around the list; ``None`` for the screen."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        """Start at the first row."""
        super().__init__(id=id, classes=classes)
        self.cursor = 0
        self.heights = RowHeights()
        self.drawn = DrawnRows(self)

    @abstractmethod
    def row_count(self) -> int:
        """Return the number of rows."""

    @abstractmethod
    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a row."""

    def selectable(self, row: int) -> bool:
        """Whether the cursor may rest on a row."""
        del row
        return True

    def shows_cursor(self) -> bool:
        """Whether the current row is marked at all."""
        return True

    def lit(self) -> bool:
        """Whether the current row is marked strongly: the keys reach the list."""
        return self.has_focus

    @property
    def line_width(self) -> int:
        """Cells a line has."""
        return self.scrollable_content_region.width

    def lay_out(self) -> None:
        """Measure every row again and repaint; for changes that are not of one row."""
        width = self.line_width
        self.drawn.forget()
        if width <= 0:  # out of sight: what was measured before no longer holds
            self.heights.forget()
            return
        count = self.row_count()
        if self.uniform:
            lines = self.heights.measure_alike(count, self.row_height, width)
        else:
            lines = self.heights.measure((len(self.row_lines(row, width)) for row in range(count)), width)
        self.cursor = max(0, min(self.cursor, count - 1))
        self.virtual_size = Size(width, lines)
        self.refresh()

    def update_row(self, row: int) -> None:
        """Repaint what changed in one row; lays out again when its height changed."""
        if self.heights.width is None or not 0 <= row < self.row_count():
            return
        before = self.drawn.take_out(row)
        top, height = self.heights.top(row) - self.scroll_offset.y, self.heights.height(row)
        if before is None:
            self.refresh(Region(0, top, self.line_width, height))
            return
        after = self.drawn.lines_of(row)
        if len(after) != height:
            self.lay_out()
            return
        for region in changed_regions(before, after, top):
            self.refresh(region)

    def move_to(self, row: int) -> None:
        """Make a row the current one and bring it into view."""
        old, self.cursor = self.cursor, max(0, min(row, self.row_count() - 1))
        if old != self.cursor:
            self.update_row(old)
        self.update_row(self.cursor)
        self.show_row(self.cursor)

    def step(self, by: int) -> bool:
        """Move to the next row, in that direction, that the cursor may rest on; say whether it moved."""
        row = self.cursor + by
        while 0 <= row < self.row_count():
            if self.selectable(row):
                self.move_to(row)
                return True
            row += by
        return False

    def show_row(self, row: int) -> None:
        """Scroll until a row is in view, some way on, so that few keys scroll; not where all of it is."""
        if self.heights.width is None or not self.row_count():
            return
        first = self.scroll_offset.y
        target = self.heights.first_line_to_show(row, first, self.size.height)
        if target != first:
            self.scroll_to(y=target, animate=False, immediate=True)

    def in_sight(self, row: int) -> bool:
        """Whether all of a row stands on the screen, or its start where it is taller than the list.

        Before the first layout nothing is out of sight: that layout brings the current row there.
        """
        if self.heights.width is None:
            return True
        return self.heights.stands_in(row, self.scroll_offset.y, self.size.height)

    def render_line(self, y: int) -> Strip:
        """Return one line of what is in view."""
        width = self.line_width
        if self.heights.width != width:
            self.lay_out()
        if self.heights.width is None:
            return self.tones.blank(width)
        line = y + self.scroll_offset.y
        row = self.heights.row_at(line)
        if row >= self.row_count() or line >= self.virtual_size.height:
            return self.tones.blank(width)
        strips, place = self.drawn.lines_of(row), line - self.heights.top(row)
        # A row in another language may be shorter than the layout, which is made anew in a moment.
        return strips[place] if place < len(strips) else self.tones.blank(width)

    def notify_style_update(self) -> None:
        """Draw every row again in the new colours."""
        super().notify_style_update()
        self.drawn.forget()

    def on_resize(self) -> None:
        """Measure again for the new width and keep the current row in view."""
        if self.line_width != self.heights.width:
            self.lay_out()
        self.show_row(self.cursor)

    def ask(self, message: Message) -> None:
        """Tell the screen, or who ``asks``, what is wanted, without calling at every container between."""
        message.stop()
        (self.asks or self.screen).post_message(message)

    def on_focus(self, event: events.Focus) -> None:
        """Mark the current row strongly; the stock handler would repaint the whole list."""
        event.prevent_default()
        self.has_focus = True
        self._focus_moved(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Mark the current row faintly; the stock handler would repaint the whole list."""
        event.prevent_default()
        self.has_focus = False
        self._focus_moved(events.DescendantBlur(self))

    def on_click(self, event: events.Click) -> None:
        """Let the mouse choose a row, and a second click at once be enter; never needed."""
        row = self.heights.row_at(event.y + self.scroll_offset.y)
        if 0 <= row < self.row_count() and self.selectable(row):
            self.choose(row)
            if event.chain == DOUBLE:
                press(self.app, "enter")

    def choose(self, row: int) -> None:
        """Go to a row that was clicked on."""
        self.move_to(row)

    def _focus_moved(self, news: events.DescendantFocus | events.DescendantBlur) -> None:
        if self.parent is not None:
            self.parent.post_message(news)
        if self.row_count():
            self.update_row(self.cursor)


class DrawnRows:
    """The rows of a list as they were last drawn; a row is drawn once, when it first comes into view."""

    def __init__(self, rows: LineList) -> None:
        """Take the list; nothing is drawn yet."""
        self._list = rows
        self._strips: dict[int, list[Strip]] = {}

    def lines_of(self, row: int) -> list[Strip]:
        """Return the lines of a row, which is drawn now if it was not before."""
        strips = self._strips.get(row)
        if strips is None:
            rows, width, ground = self._list, self._list.line_width, ""
            if row == rows.cursor and rows.shows_cursor():
                ground = "cursor" if rows.lit() else "idle"
            strips = [rows.tones.strip(line, width, ground) for line in rows.row_lines(row, width)]
            self._strips[row] = strips
        return strips

    def line(self, line: int) -> Strip | None:
        """Return a line of the list as it was last drawn, or ``None`` where its row was not."""
        if line >= self._list.virtual_size.height:
            return self._list.tones.blank(self._list.line_width)
        row = self._list.heights.row_at(line)
        strips = self._strips.get(row)
        return strips[line - self._list.heights.top(row)] if strips is not None else None

    def take_out(self, row: int) -> list[Strip] | None:
        """Return the lines of a row as they were, ``None`` if there are none; it has to be drawn again."""
        return self._strips.pop(row, None)

    def forget(self) -> None:
        """Draw every row again when it is next in view."""
        self._strips.clear()


class RowHeights:
    """The lines that each row of a list takes, measured for one width of the list.

    Lines are counted from the first of the list, whatever is in view.

    Attributes:
        width: Cells of a line for which the rows were measured; ``None`` while nothing known of them holds.
    """

    def __init__(self) -> None:
        """Start with nothing measured."""
        self.width: int | None = None
        self._each = 0
        self._tops: list[int] = [0]

    def measure(self, heights: Iterable[int], width: int) -> int:
        """Take the lines of each row; return those of all rows together."""
        self.width, self._each = width, 0
        self._tops = list(accumulate(heights, initial=0))
        return self._tops[-1]

    def measure_alike(self, count: int, each: int, width: int) -> int:
        """Take the lines that every row has, at least 1; return those of ``count`` rows together.

        How many rows there are is not remembered, so rows may come and go.
        """
        self.width, self._each = width, each
        return count * each

    def forget(self) -> None:
        """Let what was measured hold no longer."""
        self.width = None

    def top(self, row: int) -> int:
        """Return the first line of a row."""
        return row * self._each if self._each else self._tops[row]

    def height(self, row: int) -> int:
        """Return the number of lines of a row."""
        return self._each or self._tops[row + 1] - self._tops[row]

    def row_at(self, line: int) -> int:
        """Return the row that a line belongs to; a row that does not exist for a line past the last."""
        return line // self._each if self._each else bisect_right(self._tops, line) - 1

    def stands_in(self, row: int, first: int, page: int) -> bool:
        """Whether all of a row is in view, or its start where it is taller than the view.

        Args:
            row: The row.
            first: The line at the top of the view.
            page: Lines of the view.
        """
        top = self.top(row)
        return first <= top and top + min(self.height(row), page) <= first + page

    def first_line_to_show(self, row: int, first: int, page: int) -> int:
        """Return which line to bring to the top so that a row is in view: the same where all of it is.

        It goes some way further, so that few keys scroll.

        Args:
            row: The row.
            first: The line at the top of the view now.
            page: Lines of the view.
        """
        top, height = self.top(row), self.height(row)
        if first <= top and top + height <= first + page:
            return first
        target = top - page // 3 if top >= first else top + height - page + page // 3
        target = min(max(target, top + height - page), top)  # all of the row, or its start where it is taller
        return max(0, target)
