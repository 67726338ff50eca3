"""Everything that is stored about one agent, to be looked at together with the agent (R85)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message

from coachtui.domain.errors import CoachError
from coachtui.i18n import N_, _, ngettext
from coachtui.services.own_record import OwnRecordView
from coachtui.services.words.sentences import sentence
from coachtui.ui.agent.record_rows import RecordRows
from coachtui.ui.places import shown_at
from coachtui.ui.reading.record_parts import record_parts
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.caption import Caption

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent


_READING = N_("Read-only; Esc goes back.")
_NAMES_HIDDEN = N_("[…] may hide everyday words that are names too; Enter shows them.")
_NAMES_SHOWN = N_("Words that may be names of others are shown; Enter hides them.")


class SeeScreen(CoachScreen):
    """The screen that shows one agent's record and nobody else's name; the newest session first.

    What may be a name or an everyday word is hidden until the lead shows it.
    """

    SCOPES = shown_at("SeeScreen")

    @dataclass
    class Read(Message):
        """The record is read; or why it could not be."""

        record: OwnRecordView | None
        doubtful: bool = False
        error: CoachError | None = None

    def __init__(self, agent: Agent) -> None:
        """Take the agent."""
        super().__init__()
        self._agent = agent
        self._record: OwnRecordView | None = None
        self._doubtful = False
        self._shown = False

    @property
    def rows(self) -> RecordRows:
        """The rows of the record."""
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

        def read() -> Message:
            record = OwnRecordView(agent, program.sessions, program.team, program.content)
            return self.Read(record, bool(record.doubtful_words()))

        in_background(self, read, lambda error: self.Read(None, error=error), exclusive=True)

    def on_see_screen_read(self, message: Read) -> None:
        """Show the newest of it; the rest is put into words as it is scrolled to."""
        if message.error is not None:
            self.refuse(sentence(message.error))
            return
        self._record, self._doubtful = message.record, message.doubtful
        self._show()

    def on_record_rows_names_wanted(self) -> None:
        """Show words that may be names of others, or hide them; the same passage stays in sight."""
        if self._record is not None and self._doubtful:
            self._shown = not self._shown
            self._record.show_doubtful(shown=self._shown)
            self._show(self.rows.place)

    def relabel(self) -> None:
        """Show everything in another language, from the same passage on."""
        super().relabel()
        self._show_head()
        self._show(self.rows.place)

    def _show_head(self) -> None:
        number = self._record.count if self._record is not None else 0
        sessions = ngettext("{number} session", "{number} sessions", number).format(number=number)
        everything = _("everything that is stored")
        note = f"{everything} · {sessions}" if number else everything
        self.query_one(Caption).show(self._agent.name, note, self.coach.agents.mark_of(self._agent))

    def _show(self, place: int = 0) -> None:
        if self._record is not None:
            self._show_head()
            self.rows.show(record_parts(self.coach.program, self._record), place)
            self.say(_(self._hint()))

    def _hint(self) -> str:
        if not self._doubtful:
            return _READING
        return _NAMES_SHOWN if self._shown else _NAMES_HIDDEN
