"""The pane with the checklist: forms as tabs, one key per answer, then the next row (R14, R16, R18, R21)."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult

from coachtui.domain.form import Item
from coachtui.domain.live import commands as c
from coachtui.domain.note import Link
from coachtui.i18n import _, ngettext
from coachtui.ui.cells import fit
from coachtui.ui.live.checklist_rows import ChecklistRows
from coachtui.ui.live.form_tabs import ChecklistHead, CueLine, FormTabs
from coachtui.ui.live.note_writing import NoteWriting
from coachtui.ui.live.pane import Pane
from coachtui.ui.live.view import LiveView
from coachtui.ui.live.work import LiveWork
from coachtui.ui.live.writing import Writing
from coachtui.ui.present import words


class ChecklistPane(Pane):
    """The pane with the tabs of the forms, the rows and, on demand, a cue; answers are given here."""

    BINDING = "pane.checklist"

    def __init__(self, work: LiveWork, notes: NoteWriting) -> None:
        """Take what answers and notes go to.

        Args:
            work: The session that answers go to.
            notes: The note line, in which a note about a row is written.
        """
        super().__init__(id="pane-checklist")
        self._work = work
        self._notes = notes

    def compose(self) -> ComposeResult:
        """Lay out head, tabs, rows and cue."""
        yield ChecklistHead(self.BINDING)
        yield FormTabs(id="form-tabs")
        rows = ChecklistRows()
        rows.asks = self
        yield rows
        cue = CueLine(id="cue")
        cue.display = False
        yield cue

    @property
    def rows(self) -> ChecklistRows:
        """The rows of the form shown."""
        return self.query_one(ChecklistRows)

    def show(self, view: LiveView) -> None:
        """Show a new revision of the session."""
        self.query_one(FormTabs).show(view)
        self.rows.show(view)
        many = len(view.session.contacts)
        contact = _("Contact {number} of {total}").format(number=view.contact_number, total=many)
        self.head().say(contact if many > 1 else "")
        self.refresh_cue()

    def refresh_cue(self) -> None:
        """Show in the head what the answers of the current row mean, and its cue where that line is shown."""
        self.query_one(ChecklistHead).explain(self.rows.item)
        cue = self.query_one(CueLine)
        if cue.display and self.rows.item is not None:
            cue.show(words(self.rows.item.cue))

    def on_checklist_rows_answered(self, message: ChecklistRows.Answered) -> None:
        """Answer a row and go on to the next."""
        self._answer(message.item, c.AnswerItem(target=self._target(message.item), value=message.value))

    def on_checklist_rows_not_applicable(self, message: ChecklistRows.NotApplicable) -> None:
        """Set n/a and go on to the next row."""
        self._answer(message.item, c.MarkNotApplicable(target=self._target(message.item)))

    def on_checklist_rows_starred(self, message: ChecklistRows.Starred) -> None:
        """Mark a row as a strength, or take that back."""
        if self._require_visible_row():
            self._work.conduct(c.ToggleStar(target=self._target(message.item)))

    def on_checklist_rows_cleared(self, message: ChecklistRows.Cleared) -> None:
        """Take an answer away."""
        if self._require_visible_row():
            self._work.conduct(c.ClearAnswer(target=self._target(message.item)), _("Answer cleared."))

    def on_checklist_rows_note_wanted(self, message: ChecklistRows.NoteWanted) -> None:
        """Write a note linked to a row, or go on with the one that is unfinished."""
        if not self._notes.require_writable():
            return
        link = Link(form=self._work.view.form.id, item=message.item.id)
        kept = self._work.open_session.session.draft(link)
        contact_id = kept.contact_id if kept is not None else self._work.view.contact.id
        tag = kept.tag if kept is not None else None
        self._notes.open(Writing(tag=tag, link=link, contact_id=contact_id))

    def on_checklist_rows_form_wanted(self) -> None:
        """Show the next form."""
        ids = [form.id for form in self._work.open_session.forms]
        following = ids[(ids.index(self._work.view.form.id) + 1) % len(ids)]
        self._work.conduct(c.ShowForm(form_id=following))

    def on_form_tabs_picked(self, message: FormTabs.Picked) -> None:
        """Show the form whose tab was clicked."""
        if message.form_id != self._work.view.form.id:
            self._work.conduct(c.ShowForm(form_id=message.form_id))

    def on_checklist_rows_cue_wanted(self) -> None:
        """Show or hide the cue line."""
        cue = self.query_one(CueLine)
        cue.display = not cue.display
        self.refresh_cue()

    def on_checklist_rows_moved(self) -> None:
        """Keep the cue with the row; what was said of the row before no longer holds."""
        self.refresh_cue()
        self._work.place.say(self._work.standing_sentence())

    def on_checklist_rows_out_of_sight(self) -> None:
        """Say why a key did nothing but bring its row back."""
        text = _("That row was not on the screen. Here it is: press the key again.")
        self._work.place.refuse_key(text)

    def on_checklist_rows_no_row_waits(self) -> None:
        """Say that the form is at its end."""
        self._work.place.refuse_key(self._end_of_form())

    def _answer(self, item: Item, command: c.Command) -> None:
        was_open = item.id not in self._work.view.answers
        if self._require_visible_row() and self._work.conduct(command):
            went_on = self.rows.current.advance(was_open=was_open)
            self.refresh_cue()
            if not went_on:
                self._work.place.say(self._end_of_form(), "good")

    def _end_of_form(self) -> str:
        """Return what to do at the end of a form: which rows are open, and the keys that lead on."""
        still_open = self.rows.open_items
        keys = {"next": self._work.key("checklist.next-form"), "finish": self._work.key("live.finish")}
        if still_open:
            text = ngettext(
                "{count} row open: “{row}”. {next} next form, {finish} finish.",
                "{count} rows open, first “{row}”. {next} next form, {finish} finish.",
                len(still_open),
            )
            room = self._work.place.size.width - cell_len(text.format(count=99, row="", **keys)) - 1
            row = words(still_open[0].label)
            return text.format(count=len(still_open), row=fit(row, min(room, cell_len(row))), **keys)
        if len(self._work.view.forms) == 1:
            return _("Complete. {finish} finish.").format(finish=keys["finish"])
        return _("Complete. {next} next form, {finish} finish.").format(**keys)

    def _require_visible_row(self) -> bool:
        """Drop what is typed while the window is too small to show rows; return whether rows can be seen."""
        place = self._work.place
        if place.too_small:
            place.coach.typed_ahead.refused(said=False)
        return not place.too_small

    def _target(self, item: Item) -> c.Target:
        view = self._work.view
        return c.Target(
            contact_id=view.contact.id,
            form_id=view.form.id,
            item_id=item.id,
            evaluation_id=self._work.open_session.new_id(),
        )
