"""What the team screen shows: where each agent stands this month (R1, R24, R25)."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from coachtui.domain.agent import Agent
from coachtui.domain.listing import SessionRow
from coachtui.domain.rhythm import behind_pace, evaluated_in_month
from coachtui.domain.value import dataclass
from coachtui.services.by_name import by_name


@dataclasses.dataclass(slots=True, kw_only=True)  # counts on, so it is no value
class Tally:
    """What the sessions of one agent add up to.

    Attributes:
        evaluated: Contacts with a final lead evaluation this month (R24).
        last: Start of the newest session, or ``None``.
        running_since: Start of the newest session that is still live, or ``None``.
        running: Id of that session; empty for none.
        runs: How many are still live.
        drafts: Sessions left as drafts.
        unread: Whether some of them cannot be read, so that nothing can be said.
    """

    evaluated: int = 0
    last: datetime | None = None
    running_since: datetime | None = None
    running: str = ""
    runs: int = 0
    drafts: int = 0
    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One agent as the team screen shows them.

    Attributes:
        agent: The agent.
        tally: What the sessions add up to; ``None`` before they are counted.
        target: Evaluations to reach in a month.
        behind: Whether fewer are done than the days gone by ask for (R25).
    """

    agent: Agent
    tally: Tally | None
    target: int
    behind: bool = False

    @property
    def reached(self) -> bool:
        """Whether the month's target is reached."""
        return self.tally is not None and self.tally.evaluated >= self.target

    @property
    def runs(self) -> bool:
        """Whether a session with the agent runs."""
        return self.tally is not None and self.tally.runs > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTotals:
    """What the head of the team screen says of all active agents together.

    Sessions that run are counted one by one, as where they are gone on with: of those who left too.
    """

    agents: int
    evaluated: int
    target: int
    reached: int
    behind: int
    running: int
    unread: int


def tally(rows: Iterable[SessionRow], today: date, unread: Collection[str] = ()) -> dict[str, Tally]:
    """Add sessions up by agent id in one pass.

    Args:
        rows: In order of start.
        today: Local date; its month counts.
        unread: Ids of agents some of whose sessions cannot be read.
    """
    found: dict[str, Tally] = {agent_id: Tally(unread=True) for agent_id in unread}
    for row in rows:
        for agent_id in row.agent_ids:
            evaluated = evaluated_in_month(row.evaluated_for(agent_id), today) if row.evaluated else 0
            entry = found.get(agent_id)
            if entry is None:
                entry = found[agent_id] = Tally()
            entry.evaluated += evaluated
            entry.last = row.started_at
            if row.status == "live":
                entry.running_since, entry.running = row.started_at, row.id
                entry.runs += 1
            elif row.status == "draft":
                entry.drafts += 1
    return found


def standings(
    agents: Iterable[Agent], tallies: Mapping[str, Tally] | None, today: date, target: int
) -> tuple[Standing, ...]:
    """Return every agent by name, those who left at the end.

    Args:
        agents: All agents.
        tallies: By agent id; ``None`` while the sessions are not counted yet.
        today: Local date.
        target: Evaluations to reach in a month.
    """
    ordered = sorted(by_name(agents), key=lambda agent: agent.status == "left")
    return tuple(_standing(agent, tallies, today, target) for agent in ordered)


def totals(team: Iterable[Standing]) -> TeamTotals:
    """Add the active agents up."""
    team = tuple(team)
    active = [standing for standing in team if standing.agent.status == "active"]
    counted = [(standing, standing.tally) for standing in active if standing.tally is not None]
    return TeamTotals(
        agents=len(active),
        evaluated=sum(entry.evaluated for _standing, entry in counted),
        target=sum(standing.target for standing in active),
        reached=sum(1 for standing in active if standing.reached),
        behind=sum(1 for standing in active if standing.behind),
        running=sum(standing.tally.runs for standing in team if standing.tally is not None),
        unread=sum(1 for _standing, entry in counted if entry.unread),
    )


def _standing(agent: Agent, tallies: Mapping[str, Tally] | None, today: date, target: int) -> Standing:
    if tallies is None:
        return Standing(agent=agent, tally=None, target=target)
    entry = tallies.get(agent.id) or Tally()
    behind = not entry.unread and behind_pace(entry.evaluated, target, today)
    return Standing(agent=agent, tally=entry, target=target, behind=behind)
