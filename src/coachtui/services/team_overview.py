"""The contents of the team screen: each agent's progress this month (R1, R24, R25)."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from coachtui.domain.agent import Agent
from coachtui.domain.listing import SessionRow
from coachtui.domain.rhythm import count_evaluated_in_month, is_behind_pace
from coachtui.domain.value import dataclass
from coachtui.services.name_sorting import sorted_by_name


@dataclasses.dataclass(slots=True, kw_only=True)  # counts on, so it is no value
class SessionTally:
    """Totals of one agent's sessions.

    Attributes:
        evaluated: Contacts with a final lead evaluation this month (R24).
        last: Start of the newest session, or ``None``.
        running_since: Start of the newest session that is still live, or ``None``.
        running: Id of that session; empty for none.
        runs: Number of live sessions.
        drafts: Number of sessions left as drafts.
        unread: Whether some sessions cannot be read, so that the totals are incomplete.
    """

    evaluated: int = 0
    last: datetime | None = None
    running_since: datetime | None = None
    running: str = ""
    runs: int = 0
    drafts: int = 0
    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentSummary:
    """The progress of one agent this month, as the team screen shows it.

    Attributes:
        agent: The agent.
        tally: Totals of the agent's sessions; ``None`` before they are counted.
        target: Evaluations to reach in a month.
        behind: Whether fewer evaluations are done than the working days so far call for (R25).
    """

    agent: Agent
    tally: SessionTally | None
    target: int
    behind: bool = False

    @property
    def reached(self) -> bool:
        """Whether the month's target is reached."""
        return self.tally is not None and self.tally.evaluated >= self.target

    @property
    def runs(self) -> bool:
        """Whether a session with the agent is running."""
        return self.tally is not None and self.tally.runs > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTotals:
    """Totals of all active agents, for the head of the team screen.

    Running sessions are counted one by one, those of agents who left too.
    """

    agents: int
    evaluated: int
    target: int
    reached: int
    behind: int
    running: int
    unread: int


def tally_sessions(
    rows: Iterable[SessionRow], today: date, unread: Collection[str] = ()
) -> dict[str, SessionTally]:
    """Return totals of the given sessions by agent id, in one pass.

    Args:
        rows: In order of start.
        today: Local date; its month counts.
        unread: Ids of agents some of whose sessions cannot be read.
    """
    found: dict[str, SessionTally] = {agent_id: SessionTally(unread=True) for agent_id in unread}
    for row in rows:
        for agent_id in row.agent_ids:
            evaluated = count_evaluated_in_month(row.evaluated_for(agent_id), today) if row.evaluated else 0
            entry = found.get(agent_id)
            if entry is None:
                entry = found[agent_id] = SessionTally()
            entry.evaluated += evaluated
            entry.last = row.started_at
            if row.status == "live":
                entry.running_since, entry.running = row.started_at, row.id
                entry.runs += 1
            elif row.status == "draft":
                entry.drafts += 1
    return found


def agent_summaries(
    agents: Iterable[Agent], tallies: Mapping[str, SessionTally] | None, today: date, target: int
) -> tuple[AgentSummary, ...]:
    """Return a summary of every agent, sorted by name, those who left last.

    Args:
        agents: All agents.
        tallies: By agent id; ``None`` while the sessions are not counted yet.
        today: Local date.
        target: Evaluations to reach in a month.
    """
    ordered = sorted(sorted_by_name(agents), key=lambda agent: agent.status == "left")
    return tuple(_standing(agent, tallies, today, target) for agent in ordered)


def team_totals(team: Iterable[AgentSummary]) -> TeamTotals:
    """Return totals of the active agents."""
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


def _standing(
    agent: Agent, tallies: Mapping[str, SessionTally] | None, today: date, target: int
) -> AgentSummary:
    if tallies is None:
        return AgentSummary(agent=agent, tally=None, target=target)
    entry = tallies.get(agent.id) or SessionTally()
    behind = not entry.unread and is_behind_pace(entry.evaluated, target, today)
    return AgentSummary(agent=agent, tally=entry, target=target, behind=behind)
