"""The checklist: the items of one form, each answered with one key (R14, R16, R18, R21).

An answer is for the current row alone, and only where that row is on the screen.
"""

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
    """Base of the messages that ask for something about an item of the checklist."""

    def __init__(self, item: Item) -> None:
        """Carry the item."""
        super().__init__()
        self.item = item


class ChecklistRows(LineList):
    """The sections and items of the form shown, with their answers.

    Attributes:
        view: The session as it is shown; ``None`` before there is one.
        entries: The section or item of each row.
        current: The row that keys are for.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("checklist")]

    class Answered(ItemMessage):
        """A digit was pressed on an item."""

        def __init__(self, item: Item, value: int) -> None:
            """Carry the item and the digit."""
            super().__init__(item)
            self.value = value

    class NotApplicable(ItemMessage):
        """The item is not applicable: the moment it is about did not occur."""

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
        self.view: LiveView | None = None
        self.entries: list[Section | Item] = []
        self.current = CurrentRow(self)
        self._answer_width = 12

    @property
    def item(self) -> Item | None:
        """The item of the current row."""
        entry = self.entries[self.cursor] if self.entries else None
        return entry if isinstance(entry, Item) else None

    @property
    def open_items(self) -> list[Item]:
        """The items without an answer, in order."""
        answers = self.view.answers if self.view is not None else {}
        return [entry for entry in self.entries if isinstance(entry, Item) and entry.id not in answers]

    def show(self, view: LiveView) -> None:
        """Show a view; repaints only rows whose answer, star or notes changed."""
        before, self.view = self.view, view
        if before is None:
            self._change_form(view)
            return
        led = self.current.follow_phases(before, view)
        if (before.contact.id, before.form.id) != (view.contact.id, view.form.id):
            self._change_form(view)
            return
        if before.contact.broken_off != view.contact.broken_off:
            self.relabel()
        for row, entry in enumerate(self.entries):
            if shown_of(before, entry) != shown_of(view, entry):
                self.update_row(row)
        if led:
            self.current.take_place(view)

    def relabel(self) -> None:
        """Lay out again in another language."""
        if self.view is not None:
            self._answer_width = answer_width(self.view)
            self.lay_out()
            self.show_row(self.cursor)

    def choose(self, row: int) -> None:
        """Go to a row that the lead means, with a click or a key."""
        super().choose(row)
        self.current.wait_for_answer()

    def row_count(self) -> int:
        """Return sections and items together."""
        return len(self.entries)

    def selectable(self, row: int) -> bool:
        """Whether a row is an item."""
        return isinstance(self.entries[row], Item)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a section or an item."""
        entry = self.entries[row]
        if self.view is None:
            return []
        if isinstance(entry, Section):
            return [section_line(self.view, entry, width)]
        return item_lines(self.view, entry, width, self._answer_width)

    def action_answer(self, digit: int) -> None:
        """Answer the current row."""
        if (item := self.current.waiting_item()) is not None:
            self.ask(self.Answered(item, digit))

    def action_not_applicable(self) -> None:
        """Set n/a on the current row."""
        if (item := self.current.waiting_item()) is not None:
            self.ask(self.NotApplicable(item))

    def action_star(self) -> None:
        """Mark the current row as a strength, or take that back."""
        if (item := self.current.item_in_sight()) is not None:
            self.ask(self.Starred(item))

    def action_clear(self) -> None:
        """Take the answer away; on an open row go one row back."""
        item = self.current.item_in_sight()
        if item is None or self.view is None:
            return
        if item.id in self.view.answers:
            self.ask(self.Cleared(item))
        else:
            self.action_move(-1)

    def action_row_note(self) -> None:
        """Write a note linked to the current row."""
        if (item := self.current.item_in_sight()) is not None:
            self.ask(self.NoteWanted(item))

    def action_move(self, by: int) -> None:
        """Move without answering."""
        if self.step(by):
            self.current.wait_for_answer()
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
        self.choose(self.row_count() - 1)

    def _change_form(self, view: LiveView) -> None:
        self.entries = rows_of(view.form)
        self._answer_width = answer_width(view)
        self.cursor = 1
        self.lay_out()
        self.current.take_place(view)


class CurrentRow:
    """The row of the checklist that keys are for, and where it goes on to by itself.

    It goes on after an answer, with a phase of the call, and with what is undone or done again.
    """

    def __init__(self, rows: ChecklistRows) -> None:
        """Take the checklist, whose cursor it is."""
        self._list = rows
        self._places = RowPlaces()
        self._settled = False

    def item_in_sight(self) -> Item | None:
        """Return the item of the row; where it is not on the screen, bring it there instead and say so."""
        rows = self._list
        if rows.item is not None and not rows.in_sight(rows.cursor):
            rows.show_row(rows.cursor)
            rows.ask(rows.OutOfSight())
            return None
        return rows.item

    def waiting_item(self) -> Item | None:
        """Return the item that an answer is for, or say that none waits for one."""
        item, view = self.item_in_sight(), self._list.view
        if item is not None and self._settled and view is not None and item.id in view.answers:
            self._list.ask(self._list.NoRowWaits())
            return None
        return item

    def wait_for_answer(self) -> None:
        """Take an answer even where there is one: the lead went to the row; say that it is another."""
        self._settled = False
        if (item := self._list.item) is not None:
            self._list.ask(self._list.Moved(item))

    def advance(self, *, was_open: bool) -> bool:
        """Go to the next item, but stay at the last row and where the last open row was answered.

        Args:
            was_open: Whether the row had no answer before.

        Returns:
            Whether it went on; where not, no more answers are taken until the lead goes to a row.
        """
        self._settled = (was_open and not self._list.open_items) or not self._list.step(1)
        return not self._settled

    def to_item(self, item_id: str) -> None:
        """Go to an item, if the form has it."""
        entries = enumerate(self._list.entries)
        row = next((row for row, entry in entries if isinstance(entry, Item) and entry.id == item_id), None)
        if row is not None:
            self._go_to(RowPlace(row=row))

    def to_first_open(self) -> None:
        """Go to the first unanswered item, of the phase where one runs; else to the first item."""
        view = self._list.view
        if view is not None:
            self._go_to(first_open(view.form, view.answers, view.contact.phase or ""))

    def follow_answers(self, before: Session, view: LiveView, *, back: bool) -> None:
        """Go to the row that undo opened again or changed; with redo, on as the answer did.

        The right digit is typed next, and it is meant for that row.
        """
        here = view.contact.id, view.form.id
        if here in self._places.follow_answers(before, view.session, view.forms, back=back):
            self._go_to(self._places.get(*here) or RowPlace(row=self._list.cursor))

    def follow_phases(self, before: LiveView, view: LiveView) -> bool:
        """Remember the row on the form left, and follow phases that changed.

        Returns:
            Whether another row waits on the form shown now; ``take_place`` goes there.
        """
        place = RowPlace(row=self._list.cursor, settled=self._settled)
        self._places.put(before.contact.id, before.form.id, place)
        form = next((form for form in view.forms if form.phases), None)
        if form is None or before.session.contacts is view.session.contacts:
            return False
        led = self._places.follow_phases(before.session, view.session, form)
        return view.form.id == form.id and view.contact.id in led

    def take_place(self, view: LiveView) -> None:
        """Go where the lead was on the form, the phase that runs on top where its row leaves room for it."""
        place = self._places.get(view.contact.id, view.form.id)
        self._go_to(place or first_open(view.form, view.answers, view.contact.phase or ""))
        rows = self._list
        heading = next(
            (row for row, entry in enumerate(rows.entries) if entry.id == view.contact.phase), None
        )
        if heading is not None and rows.heights.width is not None:
            rows.scroll_to(y=rows.heights.top(heading), animate=False, immediate=True)
            rows.show_row(rows.cursor)

    def _go_to(self, place: RowPlace) -> None:
        self._settled = place.settled
        self._list.move_to(place.row)
