"""Scores of stored sessions, each by the form version it was made with (R17, R20)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.errors import CoachError
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import Form, FormRef
from coachtui.domain.score import FormScore, score_form
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass
from coachtui.services.agreements import Agreement, agreement_of
from coachtui.services.content_used import UsedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An evaluation with its form and score."""

    evaluation: Evaluation
    form: Form
    score: FormScore


class Results:
    """A cache of scored sessions; each form is read once."""

    def __init__(self, used: UsedSource, agent_id: str = "") -> None:
        """Take the source of forms in the version used.

        Args:
            used: Where they are found.
            agent_id: Whose results alone are looked at; empty for those of everybody in a session.
        """
        self._used = used
        self._agent_id = agent_id
        self._forms: dict[FormRef, Form | None] = {}
        self._agreed: dict[str, Agreement | None] = {}
        self._found: dict[str, tuple[Result, ...]] = {}

    def of(self, session: Session) -> tuple[Result, ...]:
        """Return the lead's evaluations of a session with their scores; unreadable forms are left out."""
        if session.id not in self._found:
            self._found[session.id] = self._scored(session)
        return self._found[session.id]

    def agreed(self, session: Session) -> Agreement | None:
        """Return the agreement made in a session, or ``None``."""
        if session.id not in self._agreed:
            self._agreed[session.id] = agreement_of(session, self._used)
        return self._agreed[session.id]

    def every(self, session: Session) -> tuple[Result, ...]:
        """Return all raters' evaluations of a session with their scores; unreadable forms are left out."""
        return tuple(
            self._result(evaluation, form)
            for contact in session.contacts
            for ref in session.forms_used
            for evaluation in self._narrowed(session).evaluations
            if evaluation.contact_id == contact.id
            and evaluation.form == ref
            and (form := self._form(ref)) is not None
        )

    def forget(self, session_id: str) -> None:
        """Discard a session's cached scores, because it was corrected."""
        self._found.pop(session_id, None)

    def _narrowed(self, session: Session) -> Session:
        """Return a shared session with the evaluations of the one agent only."""
        if not self._agent_id or session.agent_ids == (self._agent_id,):
            return session
        own = tuple(each for each in session.evaluations if each.agent_id == self._agent_id)
        return replace(session, evaluations=own)

    def _scored(self, session: Session) -> tuple[Result, ...]:
        own = self._narrowed(session)
        return tuple(
            self._result(evaluation, form)
            for contact in session.contacts
            for ref in session.forms_used
            if (evaluation := own.evaluation(contact.id, ref.id)) is not None
            and evaluation.form == ref
            and (form := self._form(ref)) is not None
        )

    def _result(self, evaluation: Evaluation, form: Form) -> Result:
        return Result(evaluation=evaluation, form=form, score=score_form(form, evaluation.answers))

    def _form(self, ref: FormRef) -> Form | None:
        if ref not in self._forms:
            try:
                self._forms[ref] = self._used.form(ref)
            except CoachError:  # a timeline with an unreadable form is still a timeline
                self._forms[ref] = None
        return self._forms[ref]
