"""What all panes of the live screen share: a head line with the key that goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.containers import Vertical

from coachtui.i18n import _
from coachtui.ui.keys.table import row
from coachtui.ui.present import key_name
from coachtui.ui.widgets.clicks import press
from coachtui.ui.widgets.lines import FixedLines, Line

if TYPE_CHECKING:
    from coachtui.ui.shell import Shell


class PaneHead(FixedLines):
    """The head line of a pane: its key, its title and, at the right, a short text of the pane."""

    def __init__(self, binding: str) -> None:
        """Take the id of the binding that goes to the pane."""
        super().__init__(classes="pane-head")
        self._binding = binding
        self._note = ""

    def say(self, note: str) -> None:
        """Show a short text at the right; empty for none."""
        if note != self._note:
            self._note = note
            self.update_lines()

    def light(self, *, on: bool) -> None:
        """Show whether the focus is in the pane."""
        ground = "lit" if on else ""
        if ground != self.ground:
            self.ground = ground
            self.update_lines()

    def on_click(self) -> None:
        """Press the key of the pane that was clicked."""
        press(self.app, self._key())

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the head line."""
        del height
        entry = row(self._binding)
        left = f" {key_name(self._key())} "
        title = f"{_(entry.label)} "
        room = width - cell_len(left) - cell_len(title) - cell_len(self._note) - 1
        gap = " " * max(1, room)
        return [((left, "key"), (title, "strong"), (gap, "text"), (self._note, "muted"), (" ", "text"))]

    def _key(self) -> str:
        return cast("Shell", self.app).first_key(self._binding)


class Pane(Vertical):
    """A pane of the live screen with a head line.

    Attributes:
        BINDING: Id of the binding that goes to the pane.
    """

    BINDING = ""

    def head(self) -> PaneHead:
        """Return the head line."""
        return self.query_one(PaneHead)

    def take_focus(self) -> None:
        """Put the focus on the first widget in the pane that takes keys."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus(scroll_visible=False)
                return
