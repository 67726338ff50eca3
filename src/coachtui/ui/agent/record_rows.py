"""The agent's record, laid out lazily: lines are made only as far down as somebody looks (R85)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from time import perf_counter
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from coachtui.ui.keys.binding import bindings
from coachtui.ui.paragraph import Part
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import Reading

_WIDEST = 104
"""Cells beyond which a line is harder to read."""

_AT_ONCE_S = 0.03
"""Seconds that the text grows for on the way to its end before a key gets its turn."""


class GrowingText:
    """The lines of a text whose parts are asked for one by one, each when its lines are wanted.

    Attributes:
        lines: The lines made so far.
        width: Cells of the list that they were made for; 0 while it is not known, and nothing is made.
    """

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        """Take the parts, which are not asked for yet."""
        self._ahead = iter(parts)
        self._parts: list[Part] = []
        self._starts: list[int] = []
        self._begins: list[int] = []
        self.lines: list[Line] = []
        self.width = 0

    def make_again(self, width: int) -> None:
        """Make all that was made so far anew, for another width."""
        self._starts, self._begins, self.lines = [], [], []
        self.width = max(0, width)
        if self.width:
            taken, self._parts = self._parts, []
            for part in taken:
                self._add(part)

    def make_lines(self, number: int) -> None:
        """Make so many lines in all, if the text has them."""
        while len(self.lines) < number and self.make_part():
            pass

    def make_part(self) -> bool:
        """Make the lines of one more part; say whether there was one."""
        part = next(self._ahead, None) if self.width else None
        if part is not None:
            self._add(part)
        return part is not None

    def part_at(self, line: int) -> int:
        """Return which part stands at a line, counted from 0."""
        return max(0, bisect_right(self._starts, line) - 1)

    def start_of(self, part: int) -> int | None:
        """Return the first line of a part, or ``None`` where the text does not have it or has no width."""
        while len(self._parts) <= part and self.make_part():
            pass
        return self._starts[part] if part < len(self._starts) else None

    def beginning_after(self, line: int) -> int | None:
        """Return the next line below where something begins that a key goes to, if there is any."""
        while not (self._begins and self._begins[-1] > line) and self.make_part():
            pass
        return next((begin for begin in self._begins if begin > line), None)

    def beginning_before(self, line: int) -> int:
        """Return the next line above where something begins that a key goes to, else the first of all."""
        return next((begin for begin in reversed(self._begins) if begin < line), 0)

    def _add(self, part: Part) -> None:
        self._parts.append(part)
        self._starts.append(len(self.lines))
        if part.begins:
            self._begins.append(len(self.lines))
        self.lines += part.lines(min(self.width, _WIDEST))


class RecordRows(Reading):
    """All that is stored about an agent, to scroll through; lines are made when the reader comes near."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("see")]
    uniform = True

    class NamesWanted(Message):
        """Words that may be names of others are to be shown, or hidden again."""

    def __init__(self) -> None:
        """Start with no record."""
        super().__init__(id="record-rows")
        self._text = GrowingText()
        self._to_end = False

    def show(self, parts: Iterable[Part], place: int = 0) -> None:
        """Show a text from its start.

        Args:
            parts: Asked for one by one.
            place: The part to stand at the top; see ``place``.
        """
        self._text, self._to_end = GrowingText(parts), False
        self._make_again(place)
        self._scroll_to_part(place)

    @property
    def place(self) -> int:
        """Which part stands at the top."""
        return self._text.part_at(self.scroll_offset.y)

    def row_count(self) -> int:
        """Return the number of lines made so far."""
        return len(self._text.lines)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return one line."""
        del width
        return [self._text.lines[row]]

    def lay_out(self) -> None:
        """Make the lines for another width, with the same part at the top."""
        if 0 < self.line_width != self._text.width:
            place = self.place
            self._make_again(place)
            self.call_after_refresh(self._scroll_to_part, place)
        super().lay_out()

    def action_list_end(self, by: int) -> None:
        """Scroll to the end, which may have to be made first, or to the start."""
        self._to_end = by > 0
        if self._to_end:
            self._go_to_end()
        else:
            super().action_list_end(by)

    def action_show_names(self) -> None:
        """Show words that may be names of others, or hide them."""
        self.ask(self.NamesWanted())

    def action_next_session(self, by: int) -> None:
        """Bring the next session to the top, or the one before; its text may have to be made first."""
        here = self.scroll_offset.y
        target = self._text.beginning_after(here) if by > 0 else self._text.beginning_before(here)
        if target is not None:
            self._grow(target)
            self._scroll_to_line(target)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep more text below than is in view."""
        super().watch_scroll_y(old_value, new_value)
        self._grow(int(new_value))

    def _scroll_by(self, lines: int) -> None:
        self._to_end = False
        self._grow(self.scroll_offset.y + lines)
        super()._scroll_by(lines)

    def _go_to_end(self) -> None:
        """Make text for a moment, and go on once waiting keys had their turn."""
        if not self._to_end:
            return
        until = perf_counter() + _AT_ONCE_S
        while perf_counter() < until:
            if not self._text.make_part():
                self._to_end = False
                break
        self._resize_text(self.row_count())
        self._scroll_to_line(self.virtual_size.height)
        if self._to_end:
            self.set_timer(0.001, self._go_to_end)

    def _grow(self, line: int) -> None:
        """Make text until there is a page more than stands below a line."""
        before = self.row_count()
        self._text.make_lines(line + 3 * max(1, self.size.height))
        if self.row_count() != before and self.heights.width is not None:
            self._resize_text(self.row_count())

    def _make_again(self, place: int) -> None:
        """Make every part taken so far anew, and more until ``place`` stands at the top of a full page."""
        self._text.make_again(self.line_width)
        if not self._text.width:
            return
        self._text.make_lines((self._text.start_of(place) or 0) + 3 * max(1, self.size.height))
        if self.heights.width is not None:
            super().lay_out()

    def _scroll_to_part(self, place: int) -> None:
        line = self._text.start_of(place)
        if line is not None:
            self._scroll_to_line(line)

    def _scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=line, animate=False, immediate=True)
