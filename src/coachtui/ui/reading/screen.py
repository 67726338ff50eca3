"""A stored session to read: everything in it as one text that scrolls (R13)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from itertools import chain
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.agent import Agent
from coachtui.domain.correction import REASON_LIMIT
from coachtui.domain.errors import CoachError, ContentError, Refused
from coachtui.domain.form import Item
from coachtui.domain.model import Model
from coachtui.domain.names.namesakes import told_apart
from coachtui.domain.note import Note
from coachtui.domain.session import Session
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.results import Result, Results
from coachtui.services.texts.session_passages import LoadedSession, session_told, sheets_of
from coachtui.services.words.sentences import sentence
from coachtui.ui.keys.binding import bindings
from coachtui.ui.keys.table import Scope
from coachtui.ui.paragraph import BLANK, Part
from coachtui.ui.present import day_and_time
from coachtui.ui.reading.correcting import AnswerChoice, CorrectChoice
from coachtui.ui.reading.correcting_details import DetailCorrecting
from coachtui.ui.reading.session_text import paragraphs_of
from coachtui.ui.reading.statement_line import StatementLine, StatementSaved
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.unsaved import CORRECTION, Unsaved
from coachtui.ui.widgets.caption import Caption
from coachtui.ui.widgets.edit_line import EditLine, Entry
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import Reading
from coachtui.ui.widgets.note_line import NOTE_LIMIT
from coachtui.ui.words.sessions import STATUS

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
        """Start empty."""
        super().__init__(id="session-rows")
        self._parts: list[Part] = []

    def show(self, loaded: LoadedSession) -> None:
        """Show a session."""
        told = session_told(loaded, by_contact=False)
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
    """One session, for reading; what is final is changed here by correction only (R86)."""

    def __init__(self, agent: Agent, session: Session, results: Results, told: str = "") -> None:
        """Take the session.

        Args:
            agent: Its agent.
            session: As it is on disk.
            results: Where its scores come from.
            told: Why it is only read, if there is a reason to say.
        """
        super().__init__()
        self._agent = agent
        self._session = session
        self._results = results
        self._told = told
        self._mark = ""
        self._models: tuple[Model, ...] = ()
        self._statement = StatementLine(self, agent)
        self.message_line.standing = self._statement.what_stands

    def compose_body(self) -> ComposeResult:
        """Lay out head, text and the line to write in."""
        yield Caption("", classes="screen-head")
        yield SessionRows()
        yield EditLine()

    def on_mount(self) -> None:
        """Show the session."""
        self._mark = self.coach.agents.mark_of(self._agent)
        whole = self._show()
        self.read_on()
        if self._told:
            self.refuse(self._told)
        elif whole:
            self.say(_("Read-only; Esc goes back."))

    @property
    def session(self) -> Session:
        """The session as it is on disk."""
        return self._session

    @property
    def edit_line(self) -> EditLine:
        """The line to write in."""
        return self.query_one(EditLine)

    def unsaved(self) -> Unsaved | None:
        """Return what of the line would be lost."""
        return self.edit_line.unsaved()

    def _left_out(self) -> Collection[str]:
        """Return what cannot be done with a session that is not final, or even runs somewhere."""
        match self._session.status:
            case "final":
                return ()
            case "live":
                return "reading.correct", "reading.statement"
            case _:
                return ("reading.correct",)

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
        self._show_keys()
        self._show()

    # -- correcting

    def on_session_rows_correct_wanted(self) -> None:
        """Choose what to correct."""
        if not self.coach.places.nothing_written() or self._take(self._as_stored) is not None:
            return
        if self._session.status != "final":
            self.refuse(sentence(Refused("correct_not_final")))
            return
        results = self._results.of(self._session)
        details = DetailCorrecting(self, self.coach.program.correcting, self._models).hits()
        self.coach.places.open(
            CorrectChoice(self._session, results, self._choose_answer, self._write_note, details)
        )

    def _choose_answer(self, result: Result, item: Item) -> None:
        chosen = partial(self._ask_why_of_answer, result.evaluation.id, item)
        self.coach.places.open(AnswerChoice(item, result.evaluation, chosen))

    def _ask_why_of_answer(self, evaluation_id: str, item: Item, value: int | None, word: str) -> None:
        correcting, session_id = self.coach.program.correcting, self._session.id
        purpose = _("Why “{new}”?").format(new=word)
        self.ask_why(purpose, lambda why: correcting.answer(session_id, evaluation_id, item, value, why))

    def _write_note(self, note: Note) -> None:
        correcting, session_id = self.coach.program.correcting, self._session.id

        def ask_why(text: str) -> None:
            self.ask_why(_("Why?"), lambda why: correcting.note(session_id, note.id, text, why))

        purpose, text = _("Note"), note.text
        self.write(
            Entry(
                purpose=purpose,
                text=text,
                keep=ask_why,
                drop=self.read_on,
                limit=NOTE_LIMIT,
                asks=True,
                lost=CORRECTION,
            )
        )
        self.say(_("Enter continues to the reason; an empty line removes the note."))

    def ask_why(self, purpose: str, correct: Callable[[str], Session], why: str = "") -> None:
        """Ask for the reason; what is left without Enter corrects nothing."""
        entry = Entry(
            purpose=purpose,
            text=why,
            keep=partial(self._correct, purpose, correct),
            drop=self.read_on,
            limit=REASON_LIMIT,
            asks=True,
            lost=CORRECTION,
            begun=True,
        )
        self.write(entry)
        self.say(_("The reason is kept with the correction. Enter corrects, Esc drops it."))

    def _correct(self, purpose: str, correct: Callable[[str], Session], why: str) -> None:
        self.read_on()
        error = self._take(lambda: correct(why))
        if error is None:
            self.say(_("Corrected; the old value stays in the history."), "good")
        else:
            if isinstance(error, Refused):  # perhaps because another window was first: what stands is shown
                self._take(self._as_stored)
            self.ask_why(purpose, correct, why)
            self.refuse(sentence(error))

    # -- the agent's statement

    def on_session_rows_statement_wanted(self) -> None:
        """Write down what the agent says; it is saved as it is written."""
        self._statement.begin(self._session)

    def on_statement_saved(self, message: StatementSaved) -> None:
        """Let the badge tell the truth."""
        self._statement.saved(message.state)
        self.show_badge()

    def statement_ended(self, session: Session) -> None:
        """Show a session with what was written, at its end."""
        self.read_on()
        self._take(lambda: session)
        self.query_one(SessionRows).action_list_end(1)

    # -- showing

    def show_badge(self) -> None:
        """Show whose session it is, with its status, or how far saving is while something is written."""
        session = self._session
        glyph, word, _tone = STATUS[session.status]
        self.query_one(Caption).show(
            self._agent.name,
            self._statement.badge() or f"{glyph} {_(word)}",
            self._mark,
            f"  ·  {day_and_time(session.started_at)}",
        )

    def write(self, entry: Entry) -> None:
        """Open the line to write one thing."""
        self.edit_line.open(entry)
        self._show_keys()

    def read_on(self) -> None:
        """Go back from the line to the text."""
        self.query_one(SessionRows).focus(scroll_visible=False)
        self._show_keys()

    def _show_keys(self) -> None:
        """Show the keys that work now in the footer."""
        scopes: tuple[Scope, ...] = ("line", "all") if self.edit_line.entry is not None else self.SCOPES
        self.show_footer(*scopes, left_out=self._left_out())

    def _as_stored(self) -> Session:
        return self.coach.program.correcting.as_stored(self._session)

    def _take(self, change: Callable[[], Session]) -> CoachError | None:
        """Make a change and show the session as it is then; say and return why it could not be made."""
        try:
            self._session = change()
        except CoachError as error:
            self.refuse(sentence(error))
            return error
        self._results.forget(self._session.id)
        self._show()
        return None

    def _show(self) -> bool:
        """Show what there is; return whether that is all, or say what of a form or model is lost."""
        session, listening = self._session, self.coach.program.listening
        self.show_badge()
        opened = listening.read(session)
        lost = list(opened.lost)
        models: list[Model] = []
        for ref in session.models_used:
            try:
                model = listening.used.model(ref)
            except CoachError as error:
                lost.append(error)
                continue
            if model is not None:
                models.append(model)
            else:
                lost.append(ContentError("model_lost", id=ref.id, version=ref.version))
        loaded = LoadedSession(
            session=session,
            sheets=sheets_of(session, self._results.every(session), opened.forms),
            forms=opened.forms,
            models={model.id: model for model in models},
            phase_names=opened.rules.phase_names,
            names=self._names(),
            hold_limit_s=preferences.number(self.coach.program.settings, preferences.HOLD_LIMIT),
        )
        self._models = tuple(models)
        self.query_one(SessionRows).show(loaded)
        if lost:
            self.refuse(sentence(lost[0]))
        return not lost

    def _names(self) -> dict[str, str]:
        """Return who is in the session where more than one is."""
        ids = self._session.agent_ids
        agents = self.coach.program.team.agents() if len(ids) > 1 else ()
        return told_apart(agents)
