"""The listening checklist: both forms as tabs, one key per answer (R14, R16, R18, R21)."""

from __future__ import annotations

from textual.app import ComposeResult

from coachtui.i18n import _
from coachtui.ui.live_view import LiveView
from coachtui.ui.panes.checklist_rows import ChecklistRows
from coachtui.ui.panes.form_tabs import ChecklistHead, CueLine, FormTabs
from coachtui.ui.panes.pane import Pane
from coachtui.ui.present import words


class ChecklistPane(Pane):
    """Tabs, rows and, on demand, the cue of the current row."""

    BINDING = "pane.checklist"

    def compose(self) -> ComposeResult:
        """Lay out head, tabs, rows and cue."""
        yield ChecklistHead(self.BINDING)
        yield FormTabs(id="form-tabs")
        yield ChecklistRows()
        cue = CueLine(id="cue")
        cue.display = False
        yield cue

    @property
    def rows(self) -> ChecklistRows:
        """The rows of the form shown."""
        return self.query_one(ChecklistRows)

    def show(self, view: LiveView) -> None:
        """Show a view."""
        self.query_one(FormTabs).show(view)
        self.rows.show(view)
        many = len(view.session.contacts)
        contact = _("Contact {number} of {total}").format(number=view.contact_number, total=many)
        self.head().say(contact if many > 1 else "")
        self.refresh_cue()

    def toggle_cue(self) -> None:
        """Show or hide the cue line."""
        cue = self.query_one(CueLine)
        cue.display = not cue.display
        self.refresh_cue()

    def refresh_cue(self) -> None:
        """Show what the answers of the current row mean, and its cue where the line is shown."""
        self.query_one(ChecklistHead).explain(self.rows.item)
        cue = self.query_one(CueLine)
        if cue.display and self.rows.item is not None:
            cue.show(words(self.rows.item.cue))
