"""Writing down what the agent says about a session, in the line under it (R86)."""

from __future__ import annotations

from textual.message import Message

from coachtui.domain.correction import STATEMENT_LIMIT
from coachtui.domain.errors import CoachError
from coachtui.domain.saving import SaveState
from coachtui.i18n import _
from coachtui.services.desks.statement_writing import StatementWriting
from coachtui.services.words.sentences import sentence
from coachtui.ui.reading.work import ReadingWork
from coachtui.ui.unsaved import STATEMENT
from coachtui.ui.widgets.edit_line import Entry
from coachtui.ui.words.save_badge import not_saved, told_while_not_saved


class StatementSaved(Message):
    """The saver's state has changed."""

    def __init__(self, state: SaveState) -> None:
        """Carry the state over from the saver's thread."""
        super().__init__()
        self.state = state


class StatementLine:
    """Writes what the agent says about the session that is read; saved letter by letter, as notes are."""

    def __init__(self, work: ReadingWork) -> None:
        """Take the work on the session."""
        self._work = work
        self._screen = work.screen
        self._screen.message_line.stand_by(self.what_stands)

    @property
    def writing(self) -> StatementWriting | None:
        """The statement being written, or waiting for the disk."""
        return self._screen.coach.work.statement

    def begin(self) -> None:
        """Claim the session and open the line; where another window has it, nothing is typed in vain."""
        screen = self._screen
        if not screen.coach.places.require_nothing_written():
            return
        correcting = screen.coach.program.correcting
        try:
            writing = correcting.write_statement(self._work.agent, self._work.session.id, self._spoke)
        except CoachError as error:
            screen.refuse(sentence(error))
            return
        screen.coach.work.begin_statement(writing)
        self._work.write(
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
            self._work.show_badge()

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
        self._work.take_written(writing.session)
        if not writing.touched:
            self.settle()
            self._screen.say(_outcome(writing))


def _outcome(writing: StatementWriting) -> str:
    """Return what became of a statement."""
    if writing.finished:
        return _("The statement is saved with the session.")
    return _("Nothing was changed.") if writing.kept else _("Nothing was saved.")
