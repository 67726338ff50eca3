"""Correcting a final session: choosing what of it, writing what is to stand, and giving the reason (R86)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coachtui.domain.correction import REASON_LIMIT
from coachtui.domain.errors import Refused
from coachtui.i18n import _
from coachtui.services.words.sentences import sentence
from coachtui.ui.reading.correcting import AnswerChoice, CorrectChoice
from coachtui.ui.reading.correcting_details import DetailCorrecting
from coachtui.ui.reading.work import ReadingWork
from coachtui.ui.unsaved import CORRECTION
from coachtui.ui.widgets.edit_line import Entry
from coachtui.ui.widgets.note_line import NOTE_LIMIT

if TYPE_CHECKING:
    from coachtui.domain.form import Item
    from coachtui.domain.note import Note
    from coachtui.domain.session import Session
    from coachtui.services.results import Result


class SessionCorrecting:
    """Corrects the session that is read; nothing is corrected without a reason."""

    def __init__(self, work: ReadingWork) -> None:
        """Take the work on the session."""
        self._work = work

    def begin(self) -> None:
        """Let the lead choose what to correct."""
        work, coach = self._work, self._work.screen.coach
        if not coach.places.require_nothing_written() or work.take_stored() is not None:
            return
        if work.session.status != "final":
            work.screen.refuse(sentence(Refused("correct_not_final")))
            return
        details = DetailCorrecting(work, self.ask_why).hits()
        results = work.results.of(work.session)
        coach.places.open(CorrectChoice(work.session, results, self._choose_answer, self.write_note, details))

    def write_note(self, note: Note) -> None:
        """Write a note anew, then ask for the reason."""
        correcting, session_id = self._work.screen.coach.program.correcting, self._work.session.id

        def ask_why(text: str) -> None:
            self.ask_why(_("Why?"), lambda why: correcting.note(session_id, note.id, text, why))

        self._work.write(
            Entry(
                purpose=_("Note"),
                text=note.text,
                keep=ask_why,
                drop=self._work.read_on,
                limit=NOTE_LIMIT,
                asks=True,
                lost=CORRECTION,
            )
        )
        self._work.screen.say(_("Enter continues to the reason; an empty line removes the note."))

    def ask_why(self, purpose: str, correct: Callable[[str], Session], why: str = "") -> None:
        """Ask for the reason; what is left without Enter corrects nothing.

        Args:
            purpose: What stands before the line.
            correct: Corrects, with the reason given.
            why: A reason that was typed already.
        """
        entry = Entry(
            purpose=purpose,
            text=why,
            keep=partial(self._correct, purpose, correct),
            drop=self._work.read_on,
            limit=REASON_LIMIT,
            asks=True,
            lost=CORRECTION,
            begun=True,
        )
        self._work.write(entry)
        self._work.screen.say(_("The reason is kept with the correction. Enter corrects, Esc drops it."))

    def _choose_answer(self, result: Result, item: Item) -> None:
        chosen = partial(self._ask_why_of_answer, result.evaluation.id, item)
        self._work.screen.coach.places.open(AnswerChoice(item, result.evaluation, chosen))

    def _ask_why_of_answer(self, evaluation_id: str, item: Item, value: int | None, word: str) -> None:
        correcting, session_id = self._work.screen.coach.program.correcting, self._work.session.id
        purpose = _("Why “{new}”?").format(new=word)
        self.ask_why(purpose, lambda why: correcting.answer(session_id, evaluation_id, item, value, why))

    def _correct(self, purpose: str, correct: Callable[[str], Session], why: str) -> None:
        self._work.read_on()
        error = self._work.take(lambda: correct(why))
        if error is None:
            self._work.screen.say(_("Corrected; the old value stays in the history."), "good")
        else:
            if isinstance(error, Refused):  # perhaps because another window was first: what stands is shown
                self._work.take_stored()
            self.ask_why(purpose, correct, why)
            self._work.screen.refuse(sentence(error))
