"""Reloading of what a window shows: another window may have erased, deleted or moved it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import Refused

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.session import Session
    from coachtui.services.ports import SessionStore, TeamStore

GONE = frozenset({"agent_erased", "correct_nothing_there"})
"""Codes of what is not stored any more, wherever it was to be written."""


def reload_agent(team: TeamStore, sessions: SessionStore, agent: Agent) -> Agent:
    """Return an agent as currently stored, or as given where only their sessions are stored.

    Raises:
        Refused: ``agent_erased``: nothing about them is stored any more.
        CoachError: It cannot be read whether anything is.
    """
    stored = next((each for each in team.agents() if each.id == agent.id), None)
    if stored is None and not _named(sessions, agent.id):
        raise Refused("agent_erased")
    return stored or agent


def reload_session(team: TeamStore, sessions: SessionStore, session: Session) -> Session:
    """Return a session as currently stored.

    Args:
        team: Who is in the team.
        sessions: Where it is read.
        session: As it was read at whatever time.

    Raises:
        Refused: ``agent_erased``, or ``correct_nothing_there``: it was deleted, or is another agent's now.
        CoachError: It cannot be read.
    """
    stored = sessions.get(session.id)
    if stored is not None and stored.agent_id == session.agent_id:
        return stored
    known = is_in_team(team, session.agent_id) or _named(sessions, session.agent_id)
    raise Refused("correct_nothing_there" if known else "agent_erased")


def is_in_team(team: TeamStore, agent_id: str) -> bool:
    """Return whether an agent is in the list of people, active or not.

    Raises:
        CoachError: The team cannot be read.
    """
    return any(agent.id == agent_id for agent in team.agents())


def _named(sessions: SessionStore, agent_id: str) -> bool:
    """Return whether sessions with an agent are stored, unreadable ones included."""
    rows, unread = sessions.readable_rows()
    return agent_id in unread or any(agent_id in row.agent_ids for row in rows)
