"""Sessions that are running: the first thing a lead may want to resume (R4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError, StoreBusy, StoreError
from coachtui.domain.listing import SessionRow
from coachtui.domain.live.interrupted_call import call_goes_on
from coachtui.domain.names.namesakes import distinguishing_marks
from coachtui.domain.value import dataclass
from coachtui.services.ports import SessionStore

if TYPE_CHECKING:
    from coachtui.services.program import Program

LOOKED_AT = 5
"""How many of the newest running sessions are read; of the others it is only known that they run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSession:
    """A live session, with what the team screen shows of it.

    Attributes:
        session_id: The session.
        agent: Its agent.
        in_call: Whether a call is running in it.
        elsewhere: Whether another window has it open.
        mark: The agent's distinguishing mark among namesakes; empty without namesakes.
    """

    session_id: str
    agent: Agent
    in_call: bool = False
    elsewhere: bool = False
    mark: str = ""


def running_sessions(
    rows: Sequence[SessionRow], agents: Iterable[Agent], sessions: SessionStore, now: datetime
) -> tuple[RunningSession, ...]:
    """Return the running sessions; those that can be resumed first, then those in a call, then the newest.

    Args:
        rows: Every session in order of start.
        agents: Every agent.
        sessions: Where the sessions are read.
        now: Wall time.
    """
    by_id = {agent.id: agent for agent in agents}
    marks = distinguishing_marks(by_id.values())
    found = [
        RunningSession(session_id=row.id, agent=by_id[row.agent_ids[0]], mark=marks.get(row.agent_ids[0], ""))
        for row in reversed(rows)
        if row.status == "live" and row.agent_ids and row.agent_ids[0] in by_id
    ]
    found[:LOOKED_AT] = [_looked_at(each, sessions, now) for each in found[:LOOKED_AT]]
    return tuple(sorted(found, key=lambda each: (each.elsewhere, not each.in_call)))


def stored_running_sessions(program: Program) -> tuple[RunningSession, ...]:
    """Return the running sessions of the store; see ``running_sessions``.

    Raises:
        StoreError: Nothing can be read; what is damaged of one agent hides no other's session.
    """
    sessions = program.sessions
    rows, _unread = sessions.readable_rows()
    return running_sessions(rows, program.team.agents(), sessions, program.clock.now())


def _looked_at(running: RunningSession, sessions: SessionStore, now: datetime) -> RunningSession:
    try:
        session = sessions.get(running.session_id)
    except CoachError:  # a damaged log is told by whoever opens it; it hides no other session
        return running
    in_call = session is not None and session.running_contact is not None and call_goes_on(session, now)
    return replace(running, in_call=in_call, elsewhere=_open_elsewhere(running.session_id, sessions))


def _open_elsewhere(session_id: str, sessions: SessionStore) -> bool:
    """Return whether another window holds the lease; a disk without locks has none."""
    try:
        sessions.lease(session_id).release()
    except StoreBusy:
        return True
    except StoreError:
        return False
    return False
