"""What all panes share: a head line that shows the key and lights up with the focus."""

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
    """One line: key, title and, at the right, what the pane has to say."""

    def __init__(self, binding: str) -> None:
        """Take the binding that goes to the pane."""
        super().__init__(classes="pane-head")
        self._binding = binding
        self._note = ""

    def say(self, note: str) -> None:
        """Show a short text at the right."""
        if note != self._note:
            self._note = note
            self.update_lines()

    def light(self, *, on: bool) -> None:
        """Show whether the pane has the keys."""
        ground = "lit" if on else ""
        if ground != self.ground:
            self.ground = ground
            self.update_lines()

    def on_click(self) -> None:
        """Press the key of the head that was clicked; never needed."""
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
    """A pane with a head; ``focus_target`` names the widget that takes the keys."""

    BINDING = ""

    def head(self) -> PaneHead:
        """Return the head line."""
        return self.query_one(PaneHead)

    def take_focus(self) -> None:
        """Put the focus where the pane takes its keys."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus(scroll_visible=False)
                return
