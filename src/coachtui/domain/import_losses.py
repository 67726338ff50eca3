"""Losses that an import would cause by replacing stored records (R85, R90).

An agent's own export has one part of a shared session, and ``[…]`` where somebody else was named. Such a file
is marked as one; those of earlier versions are not, and are recognised by what is missing.
"""

from __future__ import annotations

from typing import Literal

from coachtui.domain.agent import Agent
from coachtui.domain.names.finder import REPLACED
from coachtui.domain.parts import texts
from coachtui.domain.record import AgentRecord
from coachtui.domain.roles import WRITTEN
from coachtui.domain.session import Session

ImportLoss = Literal["", "part", "later", "words"]
"""What a file's record lacks of the stored one: nothing, an agent's part, what was done since the session was
final or to make it so, or words that were taken out."""


def missing_agents(
    stored: Session | Agent | AgentRecord, incoming: Session | Agent | AgentRecord
) -> tuple[str, ...]:
    """Return the ids of agents who are in the stored session but not in the imported one."""
    if not (isinstance(stored, Session) and isinstance(incoming, Session)):
        return ()
    return tuple(agent_id for agent_id in stored.agent_ids if agent_id not in incoming.agent_ids)


def import_loss(stored: Session | Agent | AgentRecord, incoming: Session | Agent | AgentRecord) -> ImportLoss:
    """Return the kind of loss if an imported record replaced the stored one.

    A session may move to another agent with all its statements and answers; it may not lose an agent.

    Args:
        stored: The stored record.
        incoming: The record with the same id in the import file.
    """
    if isinstance(stored, Session) and isinstance(incoming, Session):
        if _loses_a_part(stored, incoming):
            return "part"
        if _is_earlier(stored, incoming):
            return "later"
    known = set(texts(stored, WRITTEN))
    return "words" if any(REPLACED in text and text not in known for text in texts(incoming, WRITTEN)) else ""


def _is_earlier(stored: Session, incoming: Session) -> bool:
    """Whether a file has a final session as it was before it was final, or before it was corrected (R86)."""
    if stored.status != "final":
        return False
    corrected = {each.id for each in incoming.corrections}
    return incoming.status != "final" or not corrected.issuperset(each.id for each in stored.corrections)


def has_redactions(record: Session | Agent | AgentRecord) -> bool:
    """Whether anything in a record stands where a word was taken out."""
    return any(REPLACED in text for text in texts(record, WRITTEN))


def _loses_a_part(stored: Session, incoming: Session) -> bool:
    leaving = missing_agents(stored, incoming)
    if not leaving:
        return False
    there = {evaluation.id for evaluation in incoming.evaluations} | {s.id for s in incoming.statements}
    theirs = {evaluation.id for evaluation in stored.evaluations if evaluation.agent_id in leaving}
    theirs |= {statement.id for statement in stored.statements if statement.agent_id in leaving}
    return set(incoming.agent_ids) < set(stored.agent_ids) or not theirs <= there
