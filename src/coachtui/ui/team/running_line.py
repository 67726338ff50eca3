"""A line that stands over the message line for as long as a session runs."""

from __future__ import annotations

from collections.abc import Sequence

from coachtui.services.running_sessions import RunningSession
from coachtui.ui.running_calls import running_line
from coachtui.ui.widgets.lines import FixedLines, Line


class RunningLine(FixedLines):
    """Which session runs and how to go on with it; takes no room while none does.

    It has a line of its own, so that no other message takes its place and it takes none.
    """

    def __init__(self) -> None:
        """Start without one."""
        super().__init__(id="running-line")
        self.display = False
        self._text = ""

    def show(self, running: Sequence[RunningSession], key: str) -> None:
        """Show what runs.

        Args:
            running: The first to go on with first.
            key: Name of the key that goes on with it.
        """
        self._text = running_line(running, key)
        self.display = bool(self._text)
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the sentence."""
        del width, height
        return [((f" ● {self._text}", "accent"),)]
