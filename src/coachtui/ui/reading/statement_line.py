"""Writing down what the agent says about a session, in the line under it (R86)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from coachtui.domain.correction import STATEMENT_LIMIT
from coachtui.domain.errors import CoachError
from coachtui.domain.saving import SaveState
from coachtui.i18n import _
from coachtui.services.desks.statement_writing import StatementWriting
from coachtui.services.words.sentences import sentence
from coachtui.ui.save_badge import not_saved, save_badge, told_while_not_saved
from coachtui.ui.unsaved import STATEMENT
from coachtui.ui.widgets.edit_line import Entry

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.session import Session
    from coachtui.ui.coach import Coach
    from coachtui.ui.widgets.bars import MessageLine


class StatementSaved(Message):
    """The saver's state has changed."""

    def __init__(self, state: SaveState) -> None:
        """Carry the state over from the saver's thread."""
        super().__init__()
        self.state = state


class StatementPlace(Protocol):
    """The screen that a statement is written on.

    Attributes:
        message_line: What it has to say.
    """

    message_line: MessageLine

    @property
    def coach(self) -> Coach:
        """The application."""

    def write(self, entry: Entry) -> None:
        """Open the line to write one thing."""

    def statement_ended(self, session: Session) -> None:
        """Show a session with what was written."""

    def show_badge(self) -> None:
        """Show how far saving is."""

    def say(self, text: str, tone: str = "muted") -> None:
        """Say something in the message line."""

    def refuse(self, text: str) -> None:
        """Say why something was not done."""

    def post_message(self, message: Message) -> bool:
        """Hand a message over from another thread."""


class StatementLine:
    """The statement that is written on a screen, if one is."""

    def __init__(self, screen: StatementPlace, agent: Agent) -> None:
        """Take the screen and who speaks."""
        self._screen = screen
        self._agent = agent

    @property
    def writing(self) -> StatementWriting | None:
        """The statement being written, or waiting for the disk."""
        return self._screen.coach.work.statement

    def begin(self, session: Session) -> None:
        """Claim the session and open the line; where another window has it, nothing is typed in vain."""
        screen = self._screen
        if not screen.coach.places.nothing_written():
            return
        correcting = screen.coach.program.correcting
        try:
            writing = correcting.write_statement(self._agent, session.id, self._spoke)
        except CoachError as error:
            screen.refuse(sentence(error))
            return
        screen.coach.work.statement = writing
        screen.write(
            Entry(
                purpose=_("What the agent says about it"),
                text=writing.begun,
                keep=self._keep,
                drop=self._give_up,
                limit=STATEMENT_LIMIT,
                typed=self._typed,
                lost=STATEMENT,
            )
        )
        screen.message_line.say_what_stands()

    def badge(self) -> str:
        """Return how far saving is; empty while nothing is written."""
        return save_badge(self.writing.save_state(), known=True)[0].strip() if self.writing else ""

    def settle(self) -> bool:
        """Let the session go, once what was written is on disk; else offer another place for it."""
        return self._screen.coach.places.settle_statement()

    def saved(self, state: SaveState) -> None:
        """Tell how saving went; a statement that is written and on disk lets the session go."""
        writing, screen = self.writing, self._screen
        if writing is None:
            return
        if state.phase == "failed":
            screen.refuse(not_saved(state.code))
        elif state.phase == "saved" and writing.ended:
            screen.say(_outcome(writing), "good")
            self.settle()
        elif state.phase == "saved":
            screen.message_line.take_back(told_while_not_saved())

    def what_stands(self) -> tuple[str, str]:
        """Return what is said while a statement is written, and its tone."""
        text = _("It is saved as you write. Enter ends it, Esc undoes it.") if self.writing else ""
        return text, "muted"

    def _spoke(self, state: SaveState) -> None:
        self._screen.post_message(StatementSaved(state))

    def _typed(self, text: str) -> None:
        if self.writing is not None:
            self.writing.write(text)
            self._screen.show_badge()

    def _keep(self, text: str) -> None:
        if self.writing is not None:
            self.writing.end(text)
            self._ended(self.writing)

    def _give_up(self) -> None:
        if self.writing is not None:
            self.writing.give_up()
            self._ended(self.writing)

    def _ended(self, writing: StatementWriting) -> None:
        """Close the line; where nothing was written, no news comes from the disk."""
        self._screen.statement_ended(writing.session)
        if not writing.touched:
            self.settle()
            self._screen.say(_outcome(writing))


def _outcome(writing: StatementWriting) -> str:
    """Return what became of a statement."""
    if writing.finished:
        return _("The statement is saved with the session.")
    return _("Nothing was changed.") if writing.kept else _("Nothing was saved.")
