"""The screen that reads a stored session: everything in it as one text that scrolls (R13)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from coachtui.i18n import _
from coachtui.services.texts.session_passages import LoadedSession, session_blocks
from coachtui.ui.keys.binding import bindings
from coachtui.ui.paragraph import BLANK, Part
from coachtui.ui.places import shown_at
from coachtui.ui.reading.session_correcting import SessionCorrecting
from coachtui.ui.reading.session_text import paragraphs_of
from coachtui.ui.reading.statement_line import StatementLine, StatementSaved
from coachtui.ui.reading.work import ReadingWork
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.unsaved import Unsaved
from coachtui.ui.widgets.edit_line import EditLine
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import Reading

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.session import Session
    from coachtui.services.private_forms import PrivateForms
    from coachtui.services.results import Results

_WIDEST = 104
"""Cells beyond which a line is harder to read."""


class SessionRows(Reading):
    """The text of a stored session, paragraph by paragraph, to scroll through."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reading")]

    class CorrectWanted(Message):
        """An answer or a note is to be corrected."""

    class StatementWanted(Message):
        """What the agent says is to be written down."""

    def __init__(self) -> None:
        """Start without a session."""
        super().__init__(id="session-rows")
        self._parts: list[Part] = []

    def show(self, loaded: LoadedSession) -> None:
        """Show a session."""
        told = session_blocks(loaded, by_contact=False)
        self._parts = [*chain.from_iterable(map(paragraphs_of, told)), BLANK]
        self.lay_out()

    def action_correct(self) -> None:
        """Correct an answer or a note."""
        self.ask(self.CorrectWanted())

    def action_state(self) -> None:
        """Write down what the agent says."""
        self.ask(self.StatementWanted())

    def row_count(self) -> int:
        """Return the number of paragraphs and notes."""
        return len(self._parts)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a paragraph or note."""
        return self._parts[row].lines(min(width, _WIDEST))


class SessionReading(CoachScreen):
    """The screen to read one session; what is final is changed here by correction only (R86).

    Attributes:
        work: The session and the one door through which it changes here.
        correcting: What corrects it.
    """

    SCOPES = shown_at("SessionReading")

    def __init__(
        self, agent: Agent, session: Session, results: Results, owned: PrivateForms, told: str = ""
    ) -> None:
        """Take the session.

        Args:
            agent: Its agent.
            session: As it is on disk.
            results: Where its scores come from.
            owned: Knows what belongs to the agent alone, which is not shown.
            told: Why it is only read, if there is a reason to say.
        """
        super().__init__()
        self._told = told
        self._rows = SessionRows()
        self.work = ReadingWork(
            self, agent, session, results, owned, text=self._rows, show_text=self._rows.show
        )
        self.correcting = SessionCorrecting(self.work)
        self._statement = StatementLine(self.work)

    def compose_body(self) -> ComposeResult:
        """Lay out head, text and the line to write in."""
        yield self.work.head
        yield self._rows
        yield self.edit_line

    def on_mount(self) -> None:
        """Show the session."""
        whole = self.work.begin()
        if self._told:
            self.refuse(self._told)
        elif whole:
            self.say(_("Read-only; Esc goes back."))

    @property
    def session(self) -> Session:
        """The session as it is on disk."""
        return self.work.session

    @property
    def edit_line(self) -> EditLine:
        """The line to write in."""
        return self.work.edit_line

    def unsaved(self) -> Unsaved | None:
        """Return what of the line would be lost."""
        return self.edit_line.unsaved()

    def step_back(self) -> None:
        """Give up what is written, else go back to the agent, or to the team from the first screen."""
        if self.edit_line.entry is not None:
            self.edit_line.drop()
        elif not self._statement.settle():
            return
        elif len(self.app.screen_stack) > 1:
            self.coach.places.go_back()
        else:
            self.coach.places.show_team()

    def relabel(self) -> None:
        """Show everything in another language; what is written stays, and so do its keys."""
        self.work.show_keys()
        self.work.show()

    def on_session_rows_correct_wanted(self) -> None:
        """Choose what to correct."""
        self.correcting.begin()

    def on_session_rows_statement_wanted(self) -> None:
        """Write down what the agent says."""
        self._statement.begin()

    def on_statement_saved(self, message: StatementSaved) -> None:
        """Let the badge tell the truth."""
        self._statement.saved(message.state)
        self.work.show_badge()
