"""One revision of a session with all that the panes show of it, computed once per change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachtui.domain.agent import Agent
from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Form
from coachtui.domain.live.rules import Rules
from coachtui.domain.note import Draft, Note
from coachtui.domain.score import FormScore, score_form
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording
from coachtui.i18n import _

_NO_ANSWERS: Mapping[str, Answer] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveView:
    """One revision of a session as the panes show it.

    Attributes:
        agent: The agent listened to.
        session: The newest revision.
        contact: The contact whose forms are shown.
        forms: Tabs in order.
        form: The tab shown.
        answers: Answers of that form on that contact.
        score: Score of that form so far.
        linked: Number of notes, unfinished ones too, per item of that form on that contact.
        phases: Ids of the phases of a call, in order.
        phase_names: Their names by id.
        not_reached: Ids of the rows that the contact broke off before (R19).
        breaches: Number of the contact, from 1, of every critical breach in the session.
        read_only: Whether nothing may be changed.
    """

    agent: Agent
    session: Session
    contact: Contact
    forms: tuple[Form, ...]
    form: Form
    answers: Mapping[str, Answer]
    score: FormScore
    linked: Mapping[str, int]
    phases: tuple[str, ...]
    phase_names: Mapping[str, Wording]
    not_reached: tuple[str, ...] = ()
    breaches: tuple[int, ...] = ()
    read_only: bool = False

    def answered(self, form: Form) -> int:
        """Return how many items of a form are answered on the contact shown."""
        evaluation = self.session.evaluation(self.contact.id, form.id)
        return len(evaluation.given) if evaluation is not None else 0

    @property
    def contact_number(self) -> int:
        """Number of the contact shown, from 1."""
        return self.number_of(self.contact.id)

    @property
    def clocked(self) -> Contact:
        """The contact that clock, hold and phase belong to: the one that runs, else the one shown."""
        return self.session.running_contact or self.contact

    def number_of(self, contact_id: str | None) -> int:
        """Return the number of a contact, from 1; 0 for one that is not in the session."""
        contacts = enumerate(self.session.contacts, 1)
        return next((number for number, contact in contacts if contact.id == contact_id), 0)

    def name_of(self, contact_id: str | None) -> str:
        """Return what a contact is called where there are several; empty where there is only one."""
        number = self.number_of(contact_id)
        if not number or len(self.session.contacts) == 1:
            return ""
        return _("Contact {number}").format(number=number)


def live_view(
    agent: Agent, session: Session, forms: tuple[Form, ...], rules: Rules, *, read_only: bool
) -> LiveView:
    """Compute the view of a session."""
    contact = session.shown_contact
    form = next((form for form in forms if form.id == session.place.form_id), forms[0])
    evaluation = session.evaluation(contact.id, form.id)
    answers = evaluation.answers if evaluation is not None else _NO_ANSWERS
    linked: dict[str, int] = {}
    taken: tuple[Note | Draft, ...] = (*session.notes, *session.drafts)
    for note in taken:
        if (
            note.contact_id == contact.id
            and note.link is not None
            and note.link.form == form.id
            and note.link.item
        ):
            linked[note.link.item] = linked.get(note.link.item, 0) + 1
    return LiveView(
        agent=agent,
        session=session,
        contact=contact,
        forms=forms,
        form=form,
        answers=answers,
        score=score_form(form, answers),
        linked=linked,
        phases=rules.phases,
        phase_names=rules.phase_names,
        not_reached=evaluation.not_reached if evaluation is not None else (),
        breaches=tuple(_breaches(session, forms)),
        read_only=read_only,
    )


def _breaches(session: Session, forms: tuple[Form, ...]) -> Iterator[int]:
    """Yield the number of the contact of every critical breach, on whichever form."""
    by_id = {form.id: form for form in forms}
    for number, contact in enumerate(session.contacts, 1):
        for evaluation in session.evaluations:
            form = by_id.get(evaluation.form.id)
            if evaluation.contact_id == contact.id and form is not None:
                for item in form.items():
                    answer = evaluation.answers.get(item.id) if item.critical is not None else None
                    if answer is not None and answer.value is not None and item.breached_by(answer.value):
                        yield number
