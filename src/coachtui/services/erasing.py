"""The use case of erasing an agent from the store and its backups, with a preview (R87)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent
from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.kinds import kind_of
from coachtui.domain.names.finder import NameFinder
from coachtui.domain.privacy.erasure import ErasePlan, erase_plan
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass

if TYPE_CHECKING:
    from coachtui.services.ports import Clock, SessionStore
    from coachtui.services.safety_ports import ErasableBackups, EraseStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureResult:
    """The result of erasing an agent: copies in which the agent remains.

    Attributes:
        out_of_reach: Paths of backups with the agent that are out of reach; erased when they are seen again.
        troubles: Backups within reach that failed.
        of_original: Paths of backups of the store that this data folder was copied from.
    """

    out_of_reach: tuple[str, ...] = ()
    troubles: tuple[CopyTrouble, ...] = ()
    of_original: tuple[str, ...] = ()


class Erasing:
    """The use case of erasing one agent."""

    def __init__(self, store: EraseStore, copies: ErasableBackups, clock: Clock) -> None:
        """Take the ports it works with."""
        self._store = store
        self._copies = copies
        self._clock = clock

    def plan(self, agent: Agent) -> ErasePlan:
        """Return what erasing an agent would remove, and which backups are out of reach now.

        Raises:
            StoreError: The agent's sessions cannot be read.
        """
        sessions = self._store.sessions_of(agent.id)
        plan = erase_plan(sessions, agent.id, tuple(self._copies.unreachable_with(agent.id)))
        records = Counter(kind_of(record).name for record in self._store.records_of(agent.id))
        return replace(plan, records=dict(records), named=self._naming(agent))

    def _naming(self, agent: Agent) -> int:
        """Return how many texts about others may name an agent; they stay after erasing."""
        finder = NameFinder(agent.every_name)
        texts = self._store.texts_of_others(agent.id)
        return sum(any(found.kind == "name" for found in finder.found(text)) for text in texts if text)

    def erase(self, agent: Agent) -> ErasureResult:
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
        return ErasureResult(
            out_of_reach=tuple(dict.fromkeys((*out_of_reach, *self._copies.unreachable_with(agent.id)))),
            troubles=troubles,
            of_original=tuple(self._copies.of_original()),
        )


def erase_agent(erasing: Erasing, sessions: SessionStore, agent: Agent) -> ErasureResult:
    """Erase an agent while the lock on the agent keeps any window from beginning a session.

    Args:
        erasing: The use case.
        sessions: The store, where the agent is locked meanwhile.
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


def name_confirmed(typed: str, agent: Agent) -> bool:
    """Return whether the typed text is the agent's name, in any letter case and Unicode form."""
    return name_key(typed) == name_key(agent.name)
