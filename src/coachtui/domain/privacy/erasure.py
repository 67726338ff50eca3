"""Erasing an agent from sessions that others took part in (R87)."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from coachtui.domain.correction import Statement
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.privacy.removing import ExclusiveParts, without_parts
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass

if TYPE_CHECKING:
    from coachtui.domain.privacy.removing import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePlan:
    """The preview of erasing an agent: how much would be removed.

    Attributes:
        sessions: Sessions to be deleted whole.
        shared: Sessions with other agents, which keep the others' parts.
        evaluations: Evaluations of the agent to be deleted.
        notes: Notes to be deleted, unfinished ones included.
        named: Texts about others that may name the agent, and stay.
        out_of_reach: Names of backups out of reach now that contain the agent.
        records: Number of other records to be deleted by kind; private ones are not counted.
    """

    sessions: int
    shared: int
    evaluations: int
    notes: int
    named: int = 0
    out_of_reach: tuple[str, ...] = ()
    records: dict[str, int] = field(default_factory=dict)


def without_agent(session: Session, agent_id: str) -> Session | None:
    """Return a session without one of its agents; ``None`` where there is no other agent.

    Removed are the agent's evaluations and statements with their corrections; every contact on which only
    this agent was evaluated, with its notes, drafts, marks and corrections; and forms nobody else filled in,
    with the notes about them. Contacts without evaluations stay with the others.

    Args:
        session: The session.
        agent_id: The agent to take out.
    """
    others = tuple(known for known in session.agent_ids if known != agent_id)
    if not others:
        return None
    theirs = [each for each in session.evaluations if each.agent_id == agent_id]
    rest_of = [each for each in session.evaluations if each.agent_id != agent_id]
    about = ExclusiveParts(theirs, rest_of)

    def is_the_agents(part: Part) -> bool:
        if isinstance(part, Evaluation | Statement):
            return part.agent_id == agent_id
        return about.include(part)

    rest = without_parts(session, is_the_agents)
    return replace(
        rest,
        agent_ids=others,
        evaluations=tuple(_without_rater(each, agent_id) for each in rest.evaluations),
        revision=session.revision + 1,
    )


def _without_rater(evaluation: Evaluation, agent_id: str) -> Evaluation:
    """Return an evaluation without the id of its rater, where that is the erased agent."""
    if evaluation.rater.id != agent_id:
        return evaluation
    return replace(evaluation, rater=replace(evaluation.rater, id=""))


def erase_plan(sessions: list[Session], agent_id: str, out_of_reach: tuple[str, ...] = ()) -> ErasePlan:
    """Return what erasing an agent would remove from the given sessions.

    Args:
        sessions: Every session the agent is in.
        agent_id: The agent.
        out_of_reach: Names of backups that cannot be reached now.
    """
    kept = {session.id: without_agent(session, agent_id) for session in sessions}
    notes = 0
    for session in sessions:
        rest = kept[session.id]
        notes += _notes_in(session) - (_notes_in(rest) if rest is not None else 0)
    return ErasePlan(
        sessions=sum(rest is None for rest in kept.values()),
        shared=sum(rest is not None for rest in kept.values()),
        evaluations=sum(e.agent_id == agent_id for session in sessions for e in session.evaluations),
        notes=notes,
        out_of_reach=out_of_reach,
    )


def _notes_in(session: Session) -> int:
    """Return the number of notes in a session; an unfinished edit does not count as another one."""
    new = sum(draft.note_id is None and bool(draft.text.strip()) for draft in session.drafts)
    return len(session.notes) + new
