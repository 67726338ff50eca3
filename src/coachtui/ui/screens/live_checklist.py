"""What the keys of the checklist do: one answer each, then the next row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from coachtui.domain import commands as c
from coachtui.domain.form import Item
from coachtui.i18n import _, ngettext
from coachtui.ui.cells import fit
from coachtui.ui.panes.checklist import ChecklistPane
from coachtui.ui.panes.checklist_rows import ChecklistRows
from coachtui.ui.panes.form_tabs import FormTabs
from coachtui.ui.present import key_name, words
from coachtui.ui.screens.live_base import LiveBase

if TYPE_CHECKING:
    from coachtui.domain.commands import Command


class ChecklistKeys(LiveBase):
    """Answers, n/a, stars and tabs."""

    def on_checklist_rows_answered(self, message: ChecklistRows.Answered) -> None:
        """Answer a row and go on to the next."""
        self._answer(message.item, c.AnswerItem(target=self._target(message.item), value=message.value))

    def on_checklist_rows_not_applicable(self, message: ChecklistRows.NotApplicable) -> None:
        """Set n/a and go on to the next row."""
        self._answer(message.item, c.MarkNotApplicable(target=self._target(message.item)))

    def on_checklist_rows_starred(self, message: ChecklistRows.Starred) -> None:
        """Mark a row as a strength, or take that back."""
        if self._may_answer():
            self.conduct(c.ToggleStar(target=self._target(message.item)))

    def on_checklist_rows_cleared(self, message: ChecklistRows.Cleared) -> None:
        """Take an answer away."""
        if self._may_answer():
            self.conduct(c.ClearAnswer(target=self._target(message.item)), _("Answer cleared."))

    def on_checklist_rows_form_wanted(self) -> None:
        """Show the next form."""
        ids = [form.id for form in self.sitting.forms]
        following = ids[(ids.index(self.view.form.id) + 1) % len(ids)]
        self.conduct(c.ShowForm(form_id=following))

    def on_form_tabs_picked(self, message: FormTabs.Picked) -> None:
        """Show the form whose tab was clicked."""
        if message.form_id != self.view.form.id:
            self.conduct(c.ShowForm(form_id=message.form_id))

    def on_checklist_rows_cue_wanted(self) -> None:
        """Show or hide the cue line."""
        self._checklist.toggle_cue()

    def on_checklist_rows_moved(self) -> None:
        """Keep the cue with the row; what was said of the row before no longer holds."""
        self._checklist.refresh_cue()
        self.say(self.standing_sentence())

    def on_checklist_rows_out_of_sight(self) -> None:
        """Say why a key did nothing but bring its row back."""
        self.refuse_key(_("That row was not on the screen. Here it is: press the key again."))

    def on_checklist_rows_no_row_waits(self) -> None:
        """Say that the form is at its end."""
        self.refuse_key(self._end_of_form())

    @property
    def _checklist(self) -> ChecklistPane:
        return self.query_one(ChecklistPane)

    def _answer(self, item: Item, command: Command) -> None:
        was_open = item.id not in self.view.answers
        if self._may_answer() and self.conduct(command):
            went_on = self._checklist.rows.advance(was_open=was_open)
            self._checklist.refresh_cue()
            if not went_on:
                self.say(self._end_of_form(), "good")

    def _end_of_form(self) -> str:
        """Return what to do at the end of a form: which rows are open, and the keys that lead on."""
        still_open = self._checklist.rows.open_items
        keys = {
            "next": key_name(self.coach.first_key("checklist.next-form")),
            "finish": key_name(self.coach.first_key("live.finish")),
        }
        if still_open:
            text = ngettext(
                "{count} row open: “{row}”. {next} next form, {finish} finish.",
                "{count} rows open, first “{row}”. {next} next form, {finish} finish.",
                len(still_open),
            )
            room = self.size.width - cell_len(text.format(count=99, row="", **keys)) - 1
            row = words(still_open[0].label)
            return text.format(count=len(still_open), row=fit(row, min(room, cell_len(row))), **keys)
        if len(self.view.forms) == 1:
            return _("Complete. {finish} finish.").format(finish=keys["finish"])
        return _("Complete. {next} next form, {finish} finish.").format(**keys)

    def _may_answer(self) -> bool:
        """No answer is taken for a row that cannot be seen, nor those typed ahead once it can be."""
        if self.too_small:
            self.coach.typed_ahead.refused(said=False)
        return not self.too_small

    def _target(self, item: Item) -> c.Target:
        return c.Target(
            contact_id=self.view.contact.id,
            form_id=self.view.form.id,
            item_id=item.id,
            evaluation_id=self.sitting.new_id(),
        )
