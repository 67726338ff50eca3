"""A record as a text that is made as far as it is looked at, however long it is (R85)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
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


class RecordRows(Reading):
    """Lines of a text; those further down are made when the reader comes near."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("see")]
    uniform = True

    class NamesWanted(Message):
        """Words that may be names of others are to be shown, or hidden again."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="record-rows")
        self._ahead: Iterator[Part] = iter(())
        self._parts: list[Part] = []
        self._starts: list[int] = []
        self._begins: list[int] = []
        self._lines: list[Line] = []
        self._made_for = 0
        self._to_end = False

    def show(self, parts: Iterable[Part], place: int = 0) -> None:
        """Show a text from its start.

        Args:
            parts: Asked for one by one.
            place: The part to stand at the top; see ``place``.
        """
        self._ahead = iter(parts)
        self._parts, self._to_end = [], False
        self._make_again(place)
        self._scroll_to_part(place)

    @property
    def place(self) -> int:
        """Which part stands at the top."""
        return max(0, bisect_right(self._starts, self.scroll_offset.y) - 1)

    def row_count(self) -> int:
        """Return the number of lines made so far."""
        return len(self._lines)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return one line."""
        del width
        return [self._lines[row]]

    def lay_out(self) -> None:
        """Make the lines for another width, with the same part at the top."""
        if 0 < self.line_width != self._made_for:
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
        if by > 0:
            while not (self._begins and self._begins[-1] > here) and self._take_part():
                pass
            target = next((line for line in self._begins if line > here), None)
        else:
            target = next((line for line in reversed(self._begins) if line < here), 0)
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
            if not self._take_part():
                self._to_end = False
                break
        self._resize_text(len(self._lines))
        self._scroll_to_line(self.virtual_size.height)
        if self._to_end:
            self.set_timer(0.001, self._go_to_end)

    def _grow(self, line: int) -> None:
        """Make text until there is a page more than stands below a line."""
        before = len(self._lines)
        self._make_to(line + 3 * max(1, self.size.height))
        if len(self._lines) != before and self.heights.width is not None:
            self._resize_text(len(self._lines))

    def _make_again(self, place: int) -> None:
        """Make every part taken so far anew, and more until ``place`` stands at the top of a full page."""
        taken, self._parts = self._parts, []
        self._lines, self._starts, self._begins = [], [], []
        self._made_for = self.line_width
        if self._made_for <= 0:
            self._parts = taken
            return
        for part in taken:
            self._add(part)
        while len(self._parts) <= place and self._take_part():
            pass
        top = self._starts[place] if place < len(self._starts) else 0
        self._make_to(top + 3 * max(1, self.size.height))
        if self.heights.width is not None:
            super().lay_out()

    def _make_to(self, lines: int) -> None:
        while len(self._lines) < lines and self._take_part():
            pass

    def _take_part(self) -> bool:
        part = next(self._ahead, None) if self._made_for > 0 else None
        if part is not None:
            self._add(part)
        return part is not None

    def _add(self, part: Part) -> None:
        self._parts.append(part)
        self._starts.append(len(self._lines))
        if part.begins:
            self._begins.append(len(self._lines))
        self._lines += part.lines(min(self._made_for, _WIDEST))

    def _scroll_to_part(self, place: int) -> None:
        if place < len(self._starts):
            self._scroll_to_line(self._starts[place])

    def _scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=line, animate=False, immediate=True)
