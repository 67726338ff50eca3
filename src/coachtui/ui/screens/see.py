"""Everything that is stored about one agent, to be looked at together with the agent (R85)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.message import Message

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services.own_record import RecordToSee
from coachtui.services.sentences import sentence
from coachtui.ui.keys import Scope
from coachtui.ui.panes.record import RecordRows
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.caption import Caption

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent


class SeeScreen(CoachScreen):
    """One agent's record and nobody else's name; the newest session first."""

    SCOPES: ClassVar[tuple[Scope, ...]] = ("list", "all")

    @dataclass
    class Read(Message):
        """The record is read; or why it could not be."""

        record: RecordToSee | None
        error: CoachError | None = None

    def __init__(self, agent: Agent) -> None:
        """Take the agent."""
        super().__init__()
        self._agent = agent
        self._record: RecordToSee | None = None

    @property
    def rows(self) -> RecordRows:
        """The text."""
        return self.query_one(RecordRows)

    def compose_body(self) -> ComposeResult:
        """Lay out head and text."""
        yield Caption("", classes="screen-head")
        yield RecordRows()

    def on_mount(self) -> None:
        """Show who it is about; what is stored is read right after."""
        self._show_head()
        self.rows.focus(scroll_visible=False)
        self.show_footer()
        self.call_after_refresh(self.read_record)

    def read_record(self) -> None:
        """Read the sessions on a thread; years of them must not hold a key up."""
        program, agent = self.coach.program, self._agent

        def read() -> None:
            try:
                found = self.Read(RecordToSee(agent, program.sessions, program.team, program.content))
            except CoachError as error:
                found = self.Read(None, error)
            self.post_message(found)

        self.run_worker(read, thread=True, exclusive=True, exit_on_error=False)

    def on_see_screen_read(self, message: Read) -> None:
        """Show the newest of it; the rest is put into words as it is scrolled to."""
        if message.error is not None:
            self.refuse(sentence(message.error))
            return
        self._record = message.record
        self._show()

    def relabel(self) -> None:
        """Show everything in another language, from the same passage on."""
        super().relabel()
        self._show_head()
        self._show(self.rows.place)

    def _show_head(self) -> None:
        self.query_one(Caption).show(self._agent.name, _("everything that is stored"))

    def _show(self, place: int = 0) -> None:
        if self._record is not None:
            agent = next(self._record.agents(()))
            self.rows.show(self.coach.program.text_export.passages(self._record, agent), place)
            self.say(_("For reading only; Esc goes back."))
