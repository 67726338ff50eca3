"""Shows the panes of the live screen, one in full size where wanted, and moves the focus between them."""

from __future__ import annotations

from coachtui.ui.live.agent_pane import AgentPane
from coachtui.ui.live.checklist import ChecklistPane
from coachtui.ui.live.model import ModelPane
from coachtui.ui.live.notes import NotesPane
from coachtui.ui.live.pane import Pane
from coachtui.ui.screens.base import CoachScreen

PANES: dict[str, type[Pane]] = {
    "agent": AgentPane,
    "model": ModelPane,
    "notes": NotesPane,
    "checklist": ChecklistPane,
}


class PanesInSight:
    """Which panes are shown: one in full size, or one beside the checklist where only two fit."""

    def __init__(self, screen: CoachScreen) -> None:
        """Begin with the notes beside the checklist."""
        self._screen = screen
        self._show_second("notes")

    @property
    def checklist(self) -> ChecklistPane:
        """The pane with the rows to answer."""
        return self._screen.query_one(ChecklistPane)

    @property
    def item_id(self) -> str:
        """The row the cursor is on; empty where the form shown has none."""
        item = self.checklist.rows.item
        return item.id if item is not None else ""

    def go_to(self, name: str) -> None:
        """Move the focus to a pane; where it is there already, show the pane in full size, or no longer."""
        pane = self._screen.query_one(PANES[name])
        if pane.has_focus_within:
            self._zoom("" if self._screen.has_class(f"-zoom-{name}") else name)
            return
        self._zoom("")
        if name == "checklist":
            self._screen.say("")  # where digits answer need not be said any more
        else:
            self._show_second(name)
        pane.take_focus()

    def go_back(self) -> bool:
        """End the full size, else go back to the checklist; return whether there was anything to do."""
        if any(self._screen.has_class(f"-zoom-{name}") for name in PANES):
            self._zoom("")
        elif not self.checklist.has_focus_within:
            self.checklist.take_focus()
        else:
            return False
        return True

    def show_item(self, item_id: str) -> None:
        """Put cursor and focus on an item of the form that is shown."""
        self._zoom("")
        self.checklist.rows.focus(scroll_visible=False)
        self.checklist.rows.current.to_item(item_id)
        self.checklist.refresh_cue()

    def take_first_place(self, item_id: str) -> None:
        """Put the focus on the checklist: on an item, or on the first open row for an empty id."""
        rows = self.checklist.rows
        rows.focus(scroll_visible=False)
        rows.current.to_first_open()
        if item_id:
            rows.current.to_item(item_id)

    def _show_second(self, name: str) -> None:
        """Where only two panes fit, show this one beside the checklist."""
        for pane in PANES:
            self._screen.set_class(pane == name, f"-second-{pane}")

    def _zoom(self, name: str) -> None:
        for pane in PANES:
            self._screen.set_class(pane == name, f"-zoom-{pane}")
