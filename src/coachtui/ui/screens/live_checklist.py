"""What the keys of the checklist do: one answer each, then the next row."""

from __future__ import annotations

from coachtui.domain import commands as c
from coachtui.domain.form import Item
from coachtui.i18n import _
from coachtui.ui.panes.checklist import ChecklistPane, ChecklistRows
from coachtui.ui.screens.live_base import LiveBase


class ChecklistKeys(LiveBase):
    """Answers, n/a, stars and tabs."""

    def on_checklist_rows_answered(self, message: ChecklistRows.Answered) -> None:
        """Answer a row and go on to the next."""
        if self._may_answer() and self.conduct(
            c.AnswerItem(target=self._target(message.item), value=message.value)
        ):
            self._checklist.rows.advance()
            self._checklist.refresh_cue()

    def on_checklist_rows_not_applicable(self, message: ChecklistRows.NotApplicable) -> None:
        """Set n/a and go on to the next row."""
        if self._may_answer() and self.conduct(c.MarkNotApplicable(target=self._target(message.item))):
            self._checklist.rows.advance()
            self._checklist.refresh_cue()

    def on_checklist_rows_starred(self, message: ChecklistRows.Starred) -> None:
        """Mark a row as a strength, or take that back."""
        if self._may_answer():
            self.conduct(c.ToggleStar(target=self._target(message.item)))

    def on_checklist_rows_cleared(self, message: ChecklistRows.Cleared) -> None:
        """Take an answer away."""
        if self._may_answer():
            self.conduct(c.ClearAnswer(target=self._target(message.item)), _("Answer taken away."))

    def on_checklist_rows_form_wanted(self) -> None:
        """Show the next form."""
        ids = [form.id for form in self.sitting.forms]
        following = ids[(ids.index(self.view.form.id) + 1) % len(ids)]
        self.conduct(c.ShowForm(form_id=following))

    def on_checklist_rows_cue_wanted(self) -> None:
        """Show or hide the cue line."""
        self._checklist.toggle_cue()

    def on_checklist_rows_moved(self) -> None:
        """Keep the cue with the row."""
        self._checklist.refresh_cue()

    @property
    def _checklist(self) -> ChecklistPane:
        return self.query_one(ChecklistPane)

    def _may_answer(self) -> bool:
        """No answer is taken for a row that cannot be seen."""
        return not self.too_small

    def _target(self, item: Item) -> c.Target:
        return c.Target(
            contact_id=self.view.contact.id,
            form_id=self.view.form.id,
            item_id=item.id,
            evaluation_id=self.sitting.new_id(),
        )
