"""The rows of one form: one key an answer, for the row that is lit and in sight (R14, R16, R18, R21)."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.form import Item, Section
from coachtui.domain.session import Session
from coachtui.ui.keys.binding import bindings
from coachtui.ui.live.checklist_lines import answer_width, item_lines, section_line, shown_of
from coachtui.ui.live.row_places import RowPlace, RowPlaces, first_open, rows_of
from coachtui.ui.live.view import LiveView
from coachtui.ui.widgets.line_list import LineList
from coachtui.ui.widgets.lines import Line


class ItemMessage(Message):
    """Something is wanted of an item."""

    def __init__(self, item: Item) -> None:
        """Carry the item."""
        super().__init__()
        self.item = item


class ChecklistRows(LineList):
    """The rows of one form."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("checklist")]

    class Answered(ItemMessage):
        """A digit was pressed on an item."""

        def __init__(self, item: Item, value: int) -> None:
            """Carry the item and the digit."""
            super().__init__(item)
            self.value = value

    class NotApplicable(ItemMessage):
        """The moment did not occur."""

    class Starred(ItemMessage):
        """The item is to be marked as a strength, or no longer."""

    class Cleared(ItemMessage):
        """The answer of the item is to be taken away."""

    class NoteWanted(ItemMessage):
        """A note about the item is to be written."""

    class FormWanted(Message):
        """The next form is to be shown."""

    class CueWanted(Message):
        """The cue line is to be shown or hidden."""

    class Moved(ItemMessage):
        """Another row is the current one."""

    class OutOfSight(Message):
        """A key was meant for the current row, which was not on the screen; now it is."""

    class NoRowWaits(Message):
        """An answer was given after the last row, or where nothing is open."""

    def __init__(self) -> None:
        """Start without a form."""
        super().__init__(id="checklist-rows")
        self._view: LiveView | None = None
        self._rows: list[Section | Item] = []
        self._places = RowPlaces()
        self._settled = False
        self._answer_width = 12

    @property
    def item(self) -> Item | None:
        """The item of the current row."""
        row = self._rows[self.cursor] if self._rows else None
        return row if isinstance(row, Item) else None

    @property
    def open_items(self) -> list[Item]:
        """The items without an answer, in order."""
        answers = self._view.answers if self._view is not None else {}
        return [row for row in self._rows if isinstance(row, Item) and row.id not in answers]

    def show(self, view: LiveView) -> None:
        """Show a view; repaints only rows whose answer, star or notes changed."""
        before, self._view = self._view, view
        if before is None:
            self._change_form(view)
            return
        here = before.contact.id, before.form.id
        self._places.put(*here, RowPlace(row=self.cursor, settled=self._settled))
        led = self._led(before, view)
        if here != (view.contact.id, view.form.id):
            self._change_form(view)
            return
        if before.contact.broken_off != view.contact.broken_off:
            self.relabel()
        for index, row in enumerate(self._rows):
            if shown_of(before, row) != shown_of(view, row):
                self.update_row(index)
        if led:
            self._take_place(view)

    def relabel(self) -> None:
        """Lay out again in another language."""
        if self._view is not None:
            self._answer_width = answer_width(self._view)
            self.lay_out()
            self.show_row(self.cursor)

    def advance(self, *, was_open: bool) -> bool:
        """Go to the next item, but stay at the last row and where the last open row was answered.

        Args:
            was_open: Whether the current row had no answer before.

        Returns:
            Whether it went on; where not, no more answers are taken until the lead goes to a row.
        """
        self._settled = (was_open and not self.open_items) or not self.step(1)
        if self._settled:
            self.update_row(self.cursor)
        return not self._settled

    def to_item(self, item_id: str) -> None:
        """Make an item the current row."""
        index = next(
            (i for i, row in enumerate(self._rows) if isinstance(row, Item) and row.id == item_id), None
        )
        if index is not None:
            self._settled = False
            self.move_to(index)

    def to_first_open(self) -> None:
        """Go to the first unanswered item, of the phase where one runs; else to the first item."""
        if self._view is not None:
            place = first_open(self._view.form, self._view.answers, self._view.contact.phase or "")
            self._settled = place.settled
            self.move_to(place.row)

    def follow_answers(self, before: Session, view: LiveView, *, back: bool) -> None:
        """Go to the row that undo opened again or changed; with redo, on as the answer did.

        The right digit is typed next, and it is meant for that row.
        """
        here = view.contact.id, view.form.id
        if here in self._places.follow_answers(before, view.session, view.forms, back=back):
            place = self._places.get(*here) or RowPlace(row=self.cursor)
            self._settled = place.settled
            self.move_to(place.row)

    def choose(self, row: int) -> None:
        """Go to a row that was clicked on."""
        self._settled = False
        super().choose(row)
        self._say_moved()

    def row_count(self) -> int:
        """Return sections and items together."""
        return len(self._rows)

    def selectable(self, row: int) -> bool:
        """Whether a row is an item."""
        return isinstance(self._rows[row], Item)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a section or an item."""
        entry = self._rows[row]
        if self._view is None:
            return []
        if isinstance(entry, Section):
            return [section_line(self._view, entry, width)]
        return item_lines(self._view, entry, width, self._answer_width)

    def action_answer(self, digit: int) -> None:
        """Answer the current row."""
        if (item := self._waiting_item()) is not None:
            self.ask(self.Answered(item, digit))

    def action_not_applicable(self) -> None:
        """Set n/a on the current row."""
        if (item := self._waiting_item()) is not None:
            self.ask(self.NotApplicable(item))

    def action_star(self) -> None:
        """Mark the current row as a strength, or take that back."""
        if (item := self._item_in_sight()) is not None:
            self.ask(self.Starred(item))

    def action_clear(self) -> None:
        """Take the answer away; on an open row go one row back."""
        item = self._item_in_sight()
        if item is None or self._view is None:
            return
        if item.id in self._view.answers:
            self.ask(self.Cleared(item))
        else:
            self.action_move(-1)

    def action_row_note(self) -> None:
        """Write a note linked to the current row."""
        if (item := self._item_in_sight()) is not None:
            self.ask(self.NoteWanted(item))

    def action_move(self, by: int) -> None:
        """Move without answering."""
        if self.step(by):
            self._settled = False
            self._say_moved()
        elif by < 0:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_next_form(self) -> None:
        """Show the next form."""
        self.ask(self.FormWanted())

    def action_cue(self) -> None:
        """Show or hide the cue."""
        self.ask(self.CueWanted())

    def action_first(self) -> None:
        """Go to the first item."""
        self.cursor, old = 0, self.cursor
        self.update_row(old)
        self.action_move(1)
        self.scroll_to(y=0, animate=False, immediate=True)

    def action_last(self) -> None:
        """Go to the last item."""
        self._settled = False
        self.move_to(self.row_count() - 1)
        self._say_moved()

    def _item_in_sight(self) -> Item | None:
        """Return the item of the current row; where it is not on the screen, bring it there instead."""
        if self.item is not None and not self.in_sight(self.cursor):
            self.show_row(self.cursor)
            self.ask(self.OutOfSight())
            return None
        return self.item

    def _waiting_item(self) -> Item | None:
        """Return the item that an answer is for, or say that none waits for one."""
        item = self._item_in_sight()
        if item is not None and self._settled and self._view is not None and item.id in self._view.answers:
            self.ask(self.NoRowWaits())
            return None
        return item

    def _say_moved(self) -> None:
        if self.item is not None:
            self.ask(self.Moved(self.item))

    def _led(self, before: LiveView, view: LiveView) -> bool:
        """Follow phases that changed; return whether that moves the cursor of the form that is shown."""
        form = next((form for form in view.forms if form.phases), None)
        if form is None or before.session.contacts is view.session.contacts:
            return False
        led = self._places.follow_phases(before.session, view.session, form)
        return view.form.id == form.id and view.contact.id in led

    def _change_form(self, view: LiveView) -> None:
        self._rows = rows_of(view.form)
        self._answer_width = answer_width(view)
        self.cursor = 1
        self.lay_out()
        self._take_place(view)

    def _take_place(self, view: LiveView) -> None:
        """Go where the lead was on the form, the phase that runs on top where its row leaves room for it."""
        place = self._places.get(view.contact.id, view.form.id)
        if place is None:
            place = first_open(view.form, view.answers, view.contact.phase or "")
        self._settled = place.settled
        self.move_to(place.row)
        heading = next((i for i, row in enumerate(self._rows) if row.id == view.contact.phase), None)
        if heading is not None and self.heights.width is not None:
            self.scroll_to(y=self.heights.top(heading), animate=False, immediate=True)
            self.show_row(self.cursor)
