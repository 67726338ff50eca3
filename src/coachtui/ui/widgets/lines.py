"""Lists and lines drawn row by row: only the cells that change are painted again.

A line is a tuple of spans, a span is text and the name of a tone. Tones are component classes, so
colours come from the theme alone. Text never passes through markup.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from itertools import accumulate

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from coachtui.ui.cells import fit
from coachtui.ui.theme import GROUNDS, TONES, Tone
from coachtui.ui.widgets.changed_cells import changed_cells
from coachtui.ui.widgets.clicks import press

Span = tuple[str, str]
Line = tuple[Span, ...]

DOUBLE = 2
"""Clicks of a double click."""


class Toned(Widget):
    """A widget that turns lines into strips with the tones of the theme.

    The tones are read from the theme's tokens, not from component classes: Textual would match
    every style rule against every tone of every widget at start.
    """

    _tones: dict[tuple[str, str], Style] | None = None
    _behind: Color | None = None
    _bare = False

    def notify_style_update(self) -> None:
        """Forget the tones when the theme or a class changes."""
        self._tones = self._behind = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return some lines; a widget with neither padding nor border returns them as they are drawn.

        The stock way puts ground, padding and border around every line; ours fill their place and bring
        their own ground.
        """
        if self._behind is None:
            self._behind = self.background_colors[1]
            self._bare = not any(self.styles.gutter)
        if not self._bare:
            return super().render_lines(crop)
        width = self.size.width
        strips = [self._filtered(self.render_line(y), width, self._behind) for y in crop.line_range]
        first, last = crop.column_span
        return strips if (first, last) == (0, width) else [strip.crop(first, last) for strip in strips]

    def _filtered(self, strip: Strip, width: int, behind: Color) -> Strip:
        if strip.cell_length != width:
            strip = strip.adjust_cell_length(width, Style(bgcolor=behind.rich_color))
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, behind)
        return strip

    def tone(self, name: str, ground: str = "") -> Style:
        """Return the style of a tone.

        Args:
            name: A name of ``theme.TONES``.
            ground: A name of ``theme.GROUNDS``; empty for the widget's own background.
        """
        if self._tones is None:
            self._tones = {}
        style = self._tones.get((name, ground))
        if style is None:
            style = self._tones[name, ground] = self._mixed(TONES[name], ground)
        return style

    def _mixed(self, tone: Tone, ground: str) -> Style:
        variables = self.app.theme_variables
        colour, under = tone.colour, tone.ground
        if ground:
            under = GROUNDS[ground].colour
            if tone.yields:
                colour = GROUNDS[ground].text
        behind = variables[under] if under else self.background_colors[1].hex
        return Style(color=variables[colour], bgcolor=behind, bold=tone.bold or None)

    def strip_of(self, line: Line, width: int, ground: str = "") -> Strip:
        """Return a line as a strip of exactly ``width`` cells."""
        segments: list[Segment] = []
        used = 0
        for text, tone in line:
            size = cell_len(text)
            shown, size = (text, size) if used + size <= width else (fit(text, width - used), width - used)
            if size > 0:
                segments.append(Segment(shown, self.tone(tone, ground)))
                used += size
        if used < width:
            segments.append(Segment(" " * (width - used), self.tone("text", ground)))
        return Strip(segments, width).simplify()


class FixedLines(Toned):
    """A few lines that fill their place, painted again cell by cell as they change."""

    ground = ""
    """What the lines lie on; a name of ``theme.GROUNDS``, empty for the widget's own background."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        """Start empty."""
        super().__init__(id=id, classes=classes, markup=False)
        self._strips: list[Strip] = []

    @abstractmethod
    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the lines to show in ``width`` by ``height`` cells."""

    def update_lines(self) -> None:
        """Compose again and repaint only the cells that changed."""
        width, height = self.content_size
        if not width or not height:
            return
        old, self._strips = self._strips, self._composed(width, height)
        if len(old) != len(self._strips):
            self.refresh()
            return
        for y, (before, after) in enumerate(zip(old, self._strips, strict=True)):
            span = changed_cells(before, after)
            if span is not None:
                self.refresh(Region(span[0], y, span[1] - span[0], 1))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width, height = self.content_size
        if not self._strips:
            self._strips = self._composed(width, height)
        if y >= len(self._strips):
            return Strip.blank(width, self.tone("text", self.ground))
        return self._strips[y]

    def notify_style_update(self) -> None:
        """Compose again in the new colours."""
        super().notify_style_update()
        self._strips = []

    def on_resize(self) -> None:
        """Compose again for the new size."""
        self._strips = []
        self.refresh()

    def _composed(self, width: int, height: int) -> list[Strip]:
        lines = self.compose_lines(width, height)[:height]
        return [self.strip_of(line, width, self.ground) for line in lines]


class LineList(ScrollView, Toned, can_focus=True):
    """A list of rows of one or more lines with a current row.

    Subclasses give the number of rows and the lines of each; the list draws only what is in view
    and repaints only the cells that change.
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
        self._tops: list[int] = [0]
        self._strips: dict[int, list[Strip]] = {}
        self._laid_out_for = -1

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
        if width <= 0:  # out of sight: what was measured before no longer holds
            self._laid_out_for = -1
            self._strips.clear()
            return
        self._laid_out_for = width
        self._strips.clear()
        count = self.row_count()
        if self.uniform:
            self._tops = []
            total = count * self.row_height
        else:
            heights = (len(self.row_lines(row, width)) for row in range(count))
            self._tops = list(accumulate(heights, initial=0))
            total = self._tops[-1]
        self.cursor = max(0, min(self.cursor, count - 1))
        self.virtual_size = Size(width, total)
        self.refresh()

    def update_row(self, row: int) -> None:
        """Repaint what changed in one row; lays out again when its height changed."""
        if self._laid_out_for < 0 or not 0 <= row < self.row_count():
            return
        old = self._strips.pop(row, None)
        if old is None:
            self._refresh_row(row)
            return
        new = self._strips_of(row)
        if len(new) != self._height(row):
            self.lay_out()
            return
        top = self._top(row) - self.scroll_offset.y
        for index, (before, after) in enumerate(zip(old, new, strict=True)):
            span = changed_cells(before, after)
            if span is not None:
                self.refresh(Region(span[0], top + index, span[1] - span[0], 1))

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
        """Scroll by half a page where the row is out of view, so that few keys scroll."""
        if self._laid_out_for < 0 or not self.row_count():
            return
        top, height, page = self._top(row), self._height(row), self.size.height
        first = self.scroll_offset.y
        if first <= top and top + height <= first + page:
            return
        target = top - page // 3 if top >= first else top + height - page + page // 3
        target = min(max(target, top + height - page), top)  # all of the row, or its start where it is taller
        self.scroll_to(y=max(0, target), animate=False, immediate=True)

    def in_sight(self, row: int) -> bool:
        """Whether all of a row stands on the screen, or its start where it is taller than the list.

        Before the first layout nothing is out of sight: that layout brings the current row there.
        """
        if self._laid_out_for < 0:
            return True
        top, page, first = self._top(row), self.size.height, self.scroll_offset.y
        return first <= top and top + min(self._height(row), page) <= first + page

    def row_at(self, line: int) -> int:
        """Return the row that a line of the list belongs to."""
        return line // self.row_height if self.uniform else bisect_right(self._tops, line) - 1

    def render_line(self, y: int) -> Strip:
        """Return one line of what is in view."""
        width = self.line_width
        if self._laid_out_for != width:
            self.lay_out()
        if self._laid_out_for < 0:
            return Strip.blank(width, self.tone("text"))
        line = y + self.scroll_offset.y
        row = self.row_at(line)
        if row >= self.row_count() or line >= self.virtual_size.height:
            return Strip.blank(width, self.tone("text"))
        strips, place = self._strips_of(row), line - self._top(row)
        # A row in another language may be shorter than the layout, which is made anew in a moment.
        return strips[place] if place < len(strips) else Strip.blank(width, self.tone("text"))

    def notify_style_update(self) -> None:
        """Draw every row again in the new colours."""
        super().notify_style_update()
        self._strips.clear()

    def on_resize(self) -> None:
        """Measure again for the new width and keep the current row in view."""
        if self.line_width != self._laid_out_for:
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
        row = self.row_at(event.y + self.scroll_offset.y)
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

    def _strips_of(self, row: int) -> list[Strip]:
        strips = self._strips.get(row)
        if strips is None:
            width = self.line_width
            ground = ""
            if row == self.cursor and self.shows_cursor():
                ground = "cursor" if self.lit() else "idle"
            strips = [self.strip_of(line, width, ground) for line in self.row_lines(row, width)]
            self._strips[row] = strips
        return strips

    def _refresh_row(self, row: int) -> None:
        top = self._top(row) - self.scroll_offset.y
        self.refresh(Region(0, top, self.line_width, self._height(row)))

    def _top(self, row: int) -> int:
        return row * self.row_height if self.uniform else self._tops[row]

    def _height(self, row: int) -> int:
        return self.row_height if self.uniform else self._tops[row + 1] - self._tops[row]
