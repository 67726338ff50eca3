"""A team, a clock, ids and settings in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from coachtui.domain.agent import Agent, Lead
from coachtui.settings.ids import Uuid7Ids


class FakeTeam:
    """Keeps agents and counts commits."""

    def __init__(self, *agents: Agent) -> None:
        self.kept = {agent.id: agent for agent in agents}
        self.the_lead: Lead | None = None
        self.commits = 0

    def agents(self) -> list[Agent]:
        return list(self.kept.values())

    def put_agents(self, agents: Iterable[Agent]) -> None:
        self.commits += 1
        self.kept |= {agent.id: agent for agent in agents}

    def lead(self) -> Lead | None:
        return self.the_lead

    def put_lead(self, lead: Lead) -> None:
        self.the_lead = lead


class FakeClock:
    """Stands still at a moment."""

    def __init__(self, moment: str = "2026-11-16T10:00:00+01:00") -> None:
        self.moment = datetime.fromisoformat(moment)

    def now(self) -> datetime:
        return self.moment

    def tick(self) -> float:
        return self.moment.timestamp()

    def asleep_s(self) -> float | None:
        return None


class FakeSettings:
    """Settings given as keywords."""

    def __init__(self, **values: str) -> None:
        self.values = dict(values)

    def get(self, key: str) -> str | None:
        return self.values.get(key)

    def put(self, key: str, value: str) -> None:
        self.values[key] = value


def new_ids() -> Uuid7Ids:
    """Ids by a clock that counts calls, so that runs repeat but for the random bits."""
    times: Iterator[int] = iter(range(1_800_000_000_000, 1_900_000_000_000))
    return Uuid7Ids(lambda: next(times))
