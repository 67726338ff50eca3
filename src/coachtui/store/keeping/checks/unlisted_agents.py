"""Agents who have sessions and are missing from the list of people, because it was damaged or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.agent import unlisted_agent
from coachtui.domain.errors import StoreError
from coachtui.domain.finding import Finding, Salvaged
from coachtui.store.keeping.checks.completeness import erased_ids
from coachtui.store.keeping.checks.traces_of_use import TEAM
from coachtui.store.records.shards import safe_id
from coachtui.store.records.team import LogTeamStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coachtui.domain.finding import CheckReport
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.protection.seals import Seals

UNLISTED = "agent_unlisted"
"""The code of what is found."""


def unlisted_findings(root: Path, seals: Seals, named: set[str], listed: set[str]) -> Iterator[Finding]:
    """Yield a finding for each agent with sessions who is not in the list of people and is not being erased.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.
        named: Ids of the agents in all sessions.
        listed: Ids of those in the list of people.
    """
    missing = named - listed
    for agent_id in sorted(missing - erased_ids(root, seals) if missing else ()):
        if _is_id(agent_id):
            yield Finding(file=f"{root.name}/agents/{agent_id}", code=UNLISTED)


def relist_agents(root: Path, lock: StoreLock, seals: Seals, report: CheckReport) -> list[Salvaged]:
    """Add the agents that a check found missing to the list of people, under placeholder names.

    Args:
        root: The store's folder.
        lock: The store's lock.
        seals: Codecs of its logs, plain or encrypting.
        report: What the check said.

    Returns:
        One for each agent.

    Raises:
        StoreError: The list cannot be read or written.
    """
    found = (finding.file for finding in report.findings if finding.code == UNLISTED)
    agents = [unlisted_agent(file.rpartition("/")[2]) for file in found]
    if agents:
        LogTeamStore(root / TEAM, lock, seals).put_agents(agents)
    return [
        Salvaged(file=f"agents/{agent.id}", kept_as="", records=0, lost=(), documents=1, listed_as=agent.name)
        for agent in agents
    ]


def _is_id(text: str) -> bool:
    try:
        return safe_id(text) == text
    except StoreError:
        return False
