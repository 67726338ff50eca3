"""The list of the closing review: what is missing and what is recorded, and where something can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.note import Draft
from coachtui.services.closing import MissingAnswer
from coachtui.ui.keys.binding import bindings
from coachtui.ui.review.lines import BrokeOff, ChannelOf, Reference, ReviewRow, Target, Unfinished
from coachtui.ui.widgets.line_list import LineList
from coachtui.ui.widgets.lines import Line


class ReviewRows(LineList):
    """The list of all there is to look over before a session is finished.

    Attributes:
        chosen: Whether the lead went to the current row, rather than that it came first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review list")]

    @dataclass
    class Opened(Message):
        """Enter was pressed on a row."""

        target: Target

    @dataclass
    class ChannelWanted(Message):
        """Another channel is wanted for a contact."""

        target: ChannelOf
        by: int

    @dataclass
    class DropWanted(Message):
        """An unfinished note is to be dropped."""

        draft: Draft

    def __init__(self) -> None:
        """Start with no rows."""
        super().__init__(id="review-rows")
        self._rows: list[ReviewRow] = []
        self.chosen = False

    @property
    def target(self) -> Target | None:
        """What the current row is about."""
        return self._rows[self.cursor].target if self._rows else None

    def show(self, rows: list[ReviewRow]) -> None:
        """Show other rows; the cursor stays with what it was on, where that is still there."""
        held = _kind(self.target)
        self._rows = rows
        places = [place for place, row in enumerate(rows) if row.target is not None]
        same = [place for place in places if _kind(rows[place].target) == held]
        self.cursor = min(same or places or [0], key=lambda place: abs(place - self.cursor))
        self.lay_out()
        self.show_row(self.cursor)

    def tick(self, rows: list[ReviewRow]) -> None:
        """Show the rows that change while a call runs."""
        self._rows = rows
        for place, row in enumerate(rows):
            if row.ticks:
                self.update_row(place)

    def to_first(self) -> None:
        """Put the cursor on the first row that something can be done with: what is missing, if anything."""
        place = next((place for place, row in enumerate(self._rows) if row.target is not None), 0)
        self.chosen = False
        self.move_to(place)
        if place and self.row_top(place) < self.size.height:
            self.scroll_to(y=0, animate=False, immediate=True)

    def to_target(self, target: Target) -> None:
        """Put the cursor on the row about something, if there is one; that counts as chosen."""
        kind = _kind(target)
        place = next((place for place, row in enumerate(self._rows) if _kind(row.target) == kind), None)
        if place is not None:
            self.choose(place)

    def choose(self, row: int) -> None:
        """Go to a row that is meant."""
        self.chosen = True
        self.move_to(row)

    def row_top(self, row: int) -> int:
        """Return the line a row starts at."""
        return self.heights.top(row) if self.heights.width is not None else 0

    def row_count(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a row."""
        return self._rows[row].lines(width)

    def selectable(self, row: int) -> bool:
        """Whether something can be done with a row."""
        return self._rows[row].target is not None

    def shows_cursor(self) -> bool:
        """Mark the current row while there is one to do something with."""
        return self.target is not None

    def action_open(self) -> None:
        """Go to what is missing, or write what can be written."""
        if self.target is not None:
            self.ask(self.Opened(self.target))

    def action_drop(self) -> None:
        """Ask for an unfinished note to be dropped."""
        if isinstance(self.target, Unfinished):
            self.ask(self.DropWanted(self.target.draft))

    def action_channel(self, by: int) -> None:
        """Ask for another channel."""
        if isinstance(self.target, ChannelOf):
            self.ask(self.ChannelWanted(self.target, by))

    def action_cursor(self, by: int) -> None:
        """Go to the next row that can be chosen when it is near; else scroll, so that nothing is skipped."""
        row = self.cursor + by
        while 0 <= row < self.row_count() and not self.selectable(row):
            row += by
        first, page = self.scroll_offset.y, self.size.height
        if 0 <= row < self.row_count() and first - page // 2 <= self.row_top(row) < first + page + page // 2:
            self.choose(row)
        else:
            self._scroll_by(by * max(1, page // 3))

    def action_page(self, by: int) -> None:
        """Scroll by a page, one line kept."""
        self._scroll_by(by * max(1, self.size.height - 1))

    def action_end_of_list(self, by: int) -> None:
        """Go to the last or first row."""
        places = [place for place, row in enumerate(self._rows) if row.target is not None]
        self.choose(places[-1 if by > 0 else 0])
        self._scroll_by(by * self.virtual_size.height)

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to(y=max(0, self.scroll_offset.y + lines), animate=False, immediate=True)


def _kind(target: Target | None) -> object:
    """Return what stays the same of a target while its values change."""
    match target:
        case MissingAnswer():
            return MissingAnswer, target.contact_id, target.form.id, target.item.id
        case Unfinished():
            return Unfinished, target.draft.id, target.draft.link, target.draft.note_id
        case Reference() | ChannelOf() | BrokeOff():
            return type(target), target.contact.id
        case _:
            return type(target)
