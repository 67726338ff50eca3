"""Erasing an agent: what goes is told first, then it goes, from the backups too (R87)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent
from coachtui.domain.erasure import ErasePlan, counted
from coachtui.domain.text import name_key

if TYPE_CHECKING:
    from coachtui.services.ports import Clock, SessionStore
    from coachtui.services.safety_ports import Copies, EraseStore


class Erasing:
    """The use case of erasing one agent."""

    def __init__(self, store: EraseStore, copies: Copies, clock: Clock) -> None:
        """Take the ports it works with."""
        self._store = store
        self._copies = copies
        self._clock = clock

    def plan(self, agent: Agent) -> ErasePlan:
        """Return what would go, and which backups cannot be reached now.

        Raises:
            StoreError: The agent's sessions cannot be read.
        """
        sessions = self._store.sessions_of(agent.id)
        return counted(sessions, agent.id, tuple(self._copies.unreachable_with(agent.id)))

    def erase(self, agent: Agent) -> tuple[str, ...]:
        """Erase an agent from the store and from every backup within reach.

        Returns:
            Names of the backups that still hold the agent; they are erased from when they are seen again.

        Raises:
            StoreBusy: One of the agent's sessions is open in a window.
            StoreError: It was cut off; the next opening of the store ends it.
        """
        self._store.erase(agent.id, self._clock.now().date())
        self._copies.erase_from_copies(agent.id)
        return tuple(self._copies.unreachable_with(agent.id))


def erase_agent(erasing: Erasing, sessions: SessionStore, agent: Agent) -> tuple[str, ...]:
    """Erase an agent with whom no window begins a session meanwhile; see ``Erasing.erase``.

    Args:
        erasing: The use case.
        sessions: Where the agent is claimed for as long as it takes.
        agent: The agent.

    Raises:
        StoreBusy: A session with the agent is open in a window, saved yet or not; nothing was erased.
        StoreError: It was cut off; the next opening of the store ends it.
    """
    lease = sessions.lease(agent.id)
    try:
        return erasing.erase(agent)
    finally:
        lease.release()


def confirmed(typed: str, agent: Agent) -> bool:
    """Whether what was typed is the agent's name; letter case and Unicode form do not matter."""
    return name_key(typed) == name_key(agent.name)
