"""The sessions that run while the team is shown: the line that says so, and the key that goes on with one."""

from __future__ import annotations

from collections.abc import Sequence

from coachtui.i18n import _
from coachtui.services.listening_request import LiveRequest
from coachtui.services.running_sessions import RunningSession
from coachtui.ui.present import key_name
from coachtui.ui.running_calls import AnotherSession, running_line
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.lines import FixedLines, Line


class RunningLine(FixedLines):
    """The line that says which session runs and how to go on with it; hidden while none does.

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


class TeamRunning:
    """Knows what runs, and which session was asked for when the program was started.

    Attributes:
        line: The line that says what runs.
        another: Asks before a session is begun beside one that runs.
        request: The live session to open with the agent that is chosen; ``None`` where none is asked for.
    """

    def __init__(
        self, screen: CoachScreen, request: LiveRequest | None, running: Sequence[RunningSession] | None
    ) -> None:
        """Take what is known before the sessions are counted.

        Args:
            screen: The team screen.
            request: The live session to open with the agent that is chosen; ``None`` for none.
            running: What ran when it was counted last; ``None`` where it is not known.
        """
        self._screen = screen
        self.line = RunningLine()
        self.another = AnotherSession(screen, running)
        self.request = request

    def listen_key(self) -> str:
        """Return the name of the key that begins a session or goes on with one."""
        return key_name(self._screen.coach.first_key("team.live" if self.request is None else "team.open"))

    def show_running(self, running: Sequence[RunningSession]) -> None:
        """Note what runs, and say so."""
        self.another.note_running(running)
        self.show()

    def show(self) -> None:
        """Say what runs and which key goes on with it, for as long as anything does."""
        self.line.show(self.another.running or (), self.listen_key())

    def drop_request(self) -> None:
        """Begin no session with whoever is chosen after all."""
        self.request = None
        self.show()
        self._screen.say(_("No session was started."))
