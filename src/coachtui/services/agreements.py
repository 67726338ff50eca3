"""Agreements of lead and agent: the filled-in fields of a coaching model (R38, R57)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from coachtui.domain.errors import CoachError
from coachtui.domain.model import Model
from coachtui.domain.session import ModelRef, Session, worked_steps
from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording
from coachtui.services.content_used import UsedSource

LOOK_BACK = 20
"""How many of an agent's newest sessions are read at most to find what was agreed last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The agreement made in one session.

    Attributes:
        at: Start of the session.
        parts: Name and text of each filled-in field, in the order of the model's steps.
    """

    at: datetime
    parts: tuple[tuple[Wording, str], ...]


def agreed_fields(session: Session, used: UsedSource) -> list[tuple[str, Wording, str]]:
    """Return id, name and text of every filled-in model field, in the order of the models' steps.

    Args:
        session: The session.
        used: The source of models in the version the session used.
    """
    records = {(step.model, step.step): step for step in worked_steps(session) if step.written}
    if not records:
        return []
    models = {ref.id: _model(ref, used) for ref in session.models_used}
    order = [
        (model_id, step.id) for model_id, model in models.items() if model is not None for step in model.steps
    ]
    return [
        (field, _label(models.get(place[0]), place[1], field), text.strip())
        for place in dict.fromkeys([*order, *records])
        if place in records
        for field, text in records[place].fields.items()
        if text.strip()
    ]


def agreement_of(session: Session, used: UsedSource) -> Agreement | None:
    """Return the agreement made in a session, or ``None`` where no model field is filled in.

    Args:
        session: The session.
        used: The source of models in the version the session used.
    """
    parts = tuple((label, text) for _field, label, text in agreed_fields(session, used))
    return Agreement(at=session.started_at, parts=parts) if parts else None


def last_agreement(newest: Iterable[Session], used: UsedSource, but: str = "") -> Agreement | None:
    """Return the latest agreement among an agent's newest sessions, or ``None``.

    Args:
        newest: An agent's sessions, newest first; consumed only as far as needed.
        used: The source of models.
        but: Id of a session to skip.
    """
    for session in islice(newest, LOOK_BACK):
        if session.id != but and (found := agreement_of(session, used)) is not None:
            return found
    return None


def _model(ref: ModelRef, used: UsedSource) -> Model | None:
    try:
        return used.model(ref)
    except CoachError:  # a damaged copy is told where the session is read
        return None


def _label(model: Model | None, step_id: str, field_id: str) -> Wording:
    """Return the name of a field, or its id where the model is lost."""
    step = model.step(step_id) if model is not None else None
    fields = step.fields if step is not None else ()
    return next((field.label for field in fields if field.id == field_id), {"en": field_id})
