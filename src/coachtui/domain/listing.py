"""Index rows: what lists show of sessions and records without opening them."""

from __future__ import annotations

from datetime import date, datetime

from coachtui.domain.session import Session, SessionKind, SessionStatus
from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """The index row of a session, as team screen and timelines use it.

    Attributes:
        id: Session id.
        agent_ids: Agents in it.
        kind: The kind of session.
        status: live, draft or final.
        started_at: Wall time with offset.
        evaluated: Local date of each contact with a final lead evaluation that counts (R24).
        evaluated_of: The same with the id of the agent evaluated, where several are in the session.
    """

    id: str
    agent_ids: tuple[str, ...]
    kind: SessionKind
    status: SessionStatus
    started_at: datetime
    evaluated: tuple[date, ...] = ()
    evaluated_of: tuple[tuple[str, date], ...] = ()

    def evaluated_for(self, agent_id: str) -> tuple[date, ...]:
        """Return the dates on which an agent was evaluated in the session.

        Rows of earlier versions do not record which agent it was.
        """
        if not self.evaluated_of:
            return self.evaluated
        return tuple(day for known, day in self.evaluated_of if known == agent_id)

    @property
    def kept_from(self) -> date:
        """The local date from which the retention period counts."""
        return self.started_at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """The index row of a record of another kind than sessions.

    Attributes:
        id: Its id.
        kind: Name of its kind.
        agent_ids: Agents it is about, its owner first.
        private: Whether it is private to the agent.
        kept_from: Local date from which its retention period counts; ``None`` while the agent is kept.
    """

    id: str
    kind: str
    agent_ids: tuple[str, ...]
    private: bool = False
    kept_from: date | None = None


def session_row(session: Session, uncounted: frozenset[str]) -> SessionRow:
    """Return the index row of a session.

    Args:
        session: The session.
        uncounted: Ids of forms that do not count towards the month (R24).
    """
    counts = [
        evaluation
        for evaluation in session.evaluations
        if evaluation.status == "final"
        and evaluation.rater.role == "lead"
        and evaluation.form.id not in uncounted
    ]
    days = {
        contact.id: (contact.started_at or session.started_at).date()
        for contact in session.contacts
        if not contact.broken_off
    }
    counted = {evaluation.contact_id for evaluation in counts}
    of_agents: set[tuple[str, str]] = set()
    if len(session.agent_ids) > 1:
        of_agents = {(evaluation.agent_id, evaluation.contact_id) for evaluation in counts}
    return SessionRow(
        id=session.id,
        agent_ids=session.agent_ids,
        kind=session.kind,
        status=session.status,
        started_at=session.started_at,
        evaluated=tuple(day for contact_id, day in days.items() if contact_id in counted),
        evaluated_of=tuple(sorted((agent, days[contact]) for agent, contact in of_agents if contact in days)),
    )
