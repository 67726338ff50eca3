"""Erasing an agent: what goes is told first, then it goes, from the backups too (R87)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent
from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.kinds import kind_of
from coachtui.domain.names.finder import NameFinder
from coachtui.domain.privacy.erasure import ErasePlan, counted
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass

if TYPE_CHECKING:
    from coachtui.services.ports import Clock, SessionStore
    from coachtui.services.safety_ports import Copies, EraseStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What is left of an erased agent.

    Attributes:
        out_of_reach: Paths of backups with the agent, which is erased from them when they are seen again.
        troubles: Backups within reach that could not be dealt with.
        of_original: Paths of backups that belong to the data which this folder is a copy of.
    """

    out_of_reach: tuple[str, ...] = ()
    troubles: tuple[CopyTrouble, ...] = ()
    of_original: tuple[str, ...] = ()


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
        plan = counted(sessions, agent.id, tuple(self._copies.unreachable_with(agent.id)))
        records = Counter(kind_of(record).name for record in self._store.records_of(agent.id))
        return replace(plan, records=dict(records), named=self._naming(agent))

    def _naming(self, agent: Agent) -> int:
        """Return how many texts about others may name an agent; they stay, whoever is erased."""
        finder = NameFinder(agent.every_name)
        texts = self._store.texts_of_others(agent.id)
        return sum(any(found.kind == "name" for found in finder.found(text)) for text in texts if text)

    def erase(self, agent: Agent) -> Erased:
        """Erase an agent from the store and from every backup within reach.

        Returns:
            What is left of the agent.

        Raises:
            StoreBusy: One of the agent's sessions is open in a window.
            StoreError: It was cut off; the next opening of the store ends it.
        """
        # Of two backups with one name only the one that is seen is known afterwards.
        out_of_reach = self._copies.unreachable_with(agent.id)
        self._store.erase(agent.id, self._clock.now().date())
        troubles = self._copies.erase_from_copies(agent.id)
        return Erased(
            out_of_reach=tuple(dict.fromkeys((*out_of_reach, *self._copies.unreachable_with(agent.id)))),
            troubles=troubles,
            of_original=tuple(self._copies.of_original()),
        )


def erase_agent(erasing: Erasing, sessions: SessionStore, agent: Agent) -> Erased:
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
