"""Whether what a window shows is still stored: another one may have erased, deleted or moved it since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import Refused

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.session import Session
    from coachtui.services.ports import SessionStore, TeamStore

GONE = frozenset({"agent_erased", "correct_nothing_there"})
"""Codes of what is not stored any more, wherever it was to be written."""


def agent_still_there(team: TeamStore, sessions: SessionStore, agent: Agent) -> Agent:
    """Return an agent as it is on disk now, or as given where only sessions of theirs are stored.

    Raises:
        Refused: ``agent_erased``: nothing about them is stored any more.
        CoachError: It cannot be read whether anything is.
    """
    stored = next((each for each in team.agents() if each.id == agent.id), None)
    if stored is None and not _named(sessions, agent.id):
        raise Refused("agent_erased")
    return stored or agent


def still_stored(team: TeamStore, sessions: SessionStore, session: Session) -> Session:
    """Return a session that was stored as it is on disk now.

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
    """Whether an agent is in the team, or was and left.

    Raises:
        CoachError: The team cannot be read.
    """
    return any(agent.id == agent_id for agent in team.agents())


def _named(sessions: SessionStore, agent_id: str) -> bool:
    """Whether sessions with somebody are stored, those that cannot be read too."""
    rows, unread = sessions.readable_rows()
    return agent_id in unread or any(agent_id in row.agent_ids for row in rows)
