"""The session: a meeting of lead and agent, with everything recorded in it (R2)."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Literal

from coachtui.domain.contact import Contact
from coachtui.domain.correction import Correction, Statement
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import FormRef
from coachtui.domain.note import Draft, Link, Mark, Note
from coachtui.domain.roles import AgentId, ContactId, ContentId, LeadId, OwnId, Text
from coachtui.domain.value import dataclass

SessionKind = Literal[
    "listening", "coaching_talk", "group", "simulation", "follow_up", "observe_lead", "calibration"
]
Setting = Literal["face_to_face", "side_by_side", "remote"]
SessionStatus = Literal["live", "draft", "final"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRef:
    """A reference to a coaching model in one version."""

    id: ContentId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """The record of one step of a coaching model (R38).

    Attributes:
        model: Model id.
        step: Step id.
        seconds: Time spent in the step, one decimal.
        fields: Text by field id. Never changed in place.
        done: Ticked by the lead, or by moving on from it with something recorded.
    """

    model: ContentId
    step: ContentId
    seconds: float = 0.0
    fields: dict[ContentId, Text] = field(default_factory=dict)
    done: bool = False

    @property
    def written(self) -> bool:
        """Whether any field of the step has text."""
        return any(text.strip() for text in self.fields.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The cursor of a session: contact, form and step on screen, restored after a restart."""

    contact_id: ContactId
    form_id: ContentId = ""
    step: ContentId = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session with everything recorded in it; frozen, each change makes a new revision.

    Attributes:
        id: UUIDv7.
        kind: The kind of session.
        method: Id of the feedback method (R60).
        setting: The setting in which lead and agent met.
        agent_ids: One agent in a listening session.
        lead_id: The lead of this store.
        started_at: Wall time with offset; its local year names the file it is kept in.
        ended_at: When it was finished or left as a draft.
        status: ``live`` while it runs, ``draft`` when left incomplete, ``final`` closed for editing.
        forms: Forms offered as tabs, in order.
        model: Coaching model in use.
        models: Every model something was recorded in.
        contacts: At least one; the last may not be started yet.
        evaluations: Only those with at least one answer (R19).
        notes: In order of time.
        marks: In order of time.
        steps: One per model and step with text or time in it.
        drafts: Notes being typed.
        corrections: Corrections made since it was final, in order of time (R86).
        statements: Statements of its agents, in order of time (R86).
        place: The cursor.
        seen_s: Latest second of the running call at which the program is known to have run (heartbeat).
        revision: Rises with every change.
    """

    id: OwnId
    agent_ids: tuple[AgentId, ...]
    lead_id: LeadId
    started_at: datetime
    place: Cursor
    contacts: tuple[Contact, ...]
    kind: SessionKind = "listening"
    method: ContentId = "live"
    setting: Setting = "side_by_side"
    ended_at: datetime | None = None
    status: SessionStatus = "live"
    forms: tuple[FormRef, ...] = ()
    model: ModelRef | None = None
    models: tuple[ModelRef, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    drafts: tuple[Draft, ...] = ()
    corrections: tuple[Correction, ...] = ()
    statements: tuple[Statement, ...] = ()
    seen_s: float | None = None
    revision: int = 0

    @property
    def agent_id(self) -> str:
        """The agent of a session with one agent."""
        return self.agent_ids[0]

    @property
    def shown_contact(self) -> Contact:
        """The contact whose forms are on screen."""
        return self.contact(self.place.contact_id) or self.contacts[-1]

    @property
    def running_contact(self) -> Contact | None:
        """The contact whose call is running, or ``None``."""
        return next((contact for contact in self.contacts if contact.running), None)

    @property
    def empty(self) -> bool:
        """Whether nothing was recorded, so that leaving may delete it."""
        captured = self.evaluations or self.notes or self.marks or any(d.text.strip() for d in self.drafts)
        written = any(text.strip() for step in self.steps for text in step.fields.values())
        called = any(contact.started_at or contact.reference for contact in self.contacts)
        return not (captured or written or called)

    @property
    def forms_used(self) -> tuple[FormRef, ...]:
        """All forms of the session: those offered as tabs, and those somebody filled in."""
        return tuple(dict.fromkeys((*self.forms, *(evaluation.form for evaluation in self.evaluations))))

    @property
    def models_used(self) -> tuple[ModelRef, ...]:
        """All models of the session: those something was recorded in, and the one in use."""
        model = self.model
        return self.models if model is None or model in self.models else (*self.models, model)

    def contact(self, contact_id: str) -> Contact | None:
        """Return the contact with that id, or ``None``."""
        return next((contact for contact in self.contacts if contact.id == contact_id), None)

    def evaluation(self, contact_id: str, form_id: str) -> Evaluation | None:
        """Return the lead's evaluation of that contact on that form, or ``None``."""
        return next(
            (
                evaluation
                for evaluation in self.evaluations
                if evaluation.contact_id == contact_id
                and evaluation.form.id == form_id
                and evaluation.rater.role == "lead"
            ),
            None,
        )

    def step(self, model: str, step: str) -> StepRecord | None:
        """Return the record of a model's step, or ``None``."""
        return next((r for r in self.steps if r.model == model and r.step == step), None)

    def note(self, note_id: str) -> Note | None:
        """Return the note with that id, or ``None``."""
        return next((note for note in self.notes if note.id == note_id), None)

    def draft(self, link: Link | None, note_id: str | None = None) -> Draft | None:
        """Return the draft about ``link``, the draft that edits ``note_id``, or ``None``."""
        return next((d for d in self.drafts if d.note_id == note_id and (note_id or d.link == link)), None)


_DONE_BY_TICK_ONLY = frozenset({("grow", "goal")})
"""Steps that text alone does not end: a goal is done when it passes all SMART checks, as the lead sees it."""


def done_by_tick_only(model: str, step: str) -> bool:
    """Return whether a step counts as done only once the lead ticks it."""
    return (model, step) in _DONE_BY_TICK_ONLY


_PASSED_OVER_S = 1.0
"""Seconds below which a step that nothing stands in was only passed on the way to another."""


def models_worked_in(session: Session) -> frozenset[str]:
    """Return the ids of the models in which anything was written or noted, not merely looked at."""
    written = {step.model for step in session.steps if step.written or step.done}
    links = (*(note.link for note in session.notes), *(draft.link for draft in session.drafts))
    return frozenset(written | {link.model for link in links if link is not None and link.model is not None})


def worked_steps(session: Session) -> tuple[StepRecord, ...]:
    """Return the steps worth reporting: of models worked in, and not just passed over."""
    used = models_worked_in(session)
    return tuple(
        step
        for step in session.steps
        if step.model in used and (step.written or step.done or step.seconds >= _PASSED_OVER_S)
    )
