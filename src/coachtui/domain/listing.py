"""Small rows about sessions, for lists that never open the sessions themselves."""

from __future__ import annotations

from datetime import date, datetime

from coachtui.domain.session import Session, SessionKind, SessionStatus
from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """What the team screen and timelines need of a session.

    Attributes:
        id: Session id.
        agent_ids: Agents in it.
        kind: What sort of session.
        status: live, draft or final.
        started_at: Wall time with offset.
        evaluated: Local date of each contact with a final lead evaluation that counts (R24).
    """

    id: str
    agent_ids: tuple[str, ...]
    kind: SessionKind
    status: SessionStatus
    started_at: datetime
    evaluated: tuple[date, ...] = ()


def row_of(session: Session, uncounted: frozenset[str]) -> SessionRow:
    """Return the row of a session.

    Args:
        session: The session.
        uncounted: Ids of forms that do not count towards the month (R24).
    """
    counted = {
        evaluation.contact_id
        for evaluation in session.evaluations
        if evaluation.status == "final"
        and evaluation.rater.role == "lead"
        and evaluation.form.id not in uncounted
    }
    dates = tuple(
        (contact.started_at or session.started_at).date()
        for contact in session.contacts
        if contact.id in counted and not contact.broken_off
    )
    return SessionRow(
        id=session.id,
        agent_ids=session.agent_ids,
        kind=session.kind,
        status=session.status,
        started_at=session.started_at,
        evaluated=dates,
    )
