"""The scores of stored sessions, each by the form version it was made with (R17, R20)."""

from __future__ import annotations

from coachtui.domain.errors import CoachError
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import Form, FormRef
from coachtui.domain.score import FormScore, score_form
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass
from coachtui.services.listening import Listening


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One evaluation with its form and score."""

    evaluation: Evaluation
    form: Form
    score: FormScore


class Results:
    """Scores sessions when they are first looked at, and reads each set of forms once."""

    def __init__(self, listening: Listening) -> None:
        """Take the use case that knows which form a session was made with."""
        self._listening = listening
        self._forms: dict[tuple[FormRef, ...], tuple[Form, ...]] = {}
        self._found: dict[str, tuple[Result, ...]] = {}

    def forms(self, session: Session) -> tuple[Form, ...]:
        """Return the forms of a session in the order of its tabs; none where one cannot be read."""
        if session.forms not in self._forms:
            try:
                self._forms[session.forms] = self._listening.read(session).forms
            except CoachError:  # a timeline with an unreadable form is still a timeline
                self._forms[session.forms] = ()
        return self._forms[session.forms]

    def of(self, session: Session) -> tuple[Result, ...]:
        """Return a session's evaluations by contact and form; those of unreadable forms are left out."""
        if session.id not in self._found:
            self._found[session.id] = self._scored(session)
        return self._found[session.id]

    def forget(self, session_id: str) -> None:
        """Score a session anew when it is next asked for, because it was corrected."""
        self._found.pop(session_id, None)

    def _scored(self, session: Session) -> tuple[Result, ...]:
        return tuple(
            Result(evaluation=evaluation, form=form, score=score_form(form, evaluation.answers))
            for contact in session.contacts
            for form in self.forms(session)
            if (evaluation := session.evaluation(contact.id, form.id)) is not None
        )
