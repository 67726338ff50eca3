"""Where each agent stands: one pass over the rows of sessions, no session read."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from coachtui.domain.agent import Agent
from coachtui.domain.listing import SessionRow
from coachtui.domain.session import SessionStatus
from coachtui.services.team_overview import agent_summaries, tally_sessions, team_totals

TODAY = date(2026, 11, 16)
START = datetime.fromisoformat("2026-11-16T09:00:00+01:00")
ANNA, BO, CID = (Agent(id=name, name=name.title()) for name in ("anna", "bo", "cid"))


def row(agent: Agent, days_ago: int, status: SessionStatus = "final", contacts: int = 1) -> SessionRow:
    started = START - timedelta(days=days_ago)
    return SessionRow(
        id=f"{agent.id}-{days_ago}",
        agent_ids=(agent.id,),
        kind="listening",
        status=status,
        started_at=started,
        evaluated=(started.date(),) * contacts if status == "final" else (),
    )


def test_contacts_of_the_calendar_month_count() -> None:
    found = tally_sessions([row(ANNA, 20), row(ANNA, 16), row(ANNA, 15), row(ANNA, 1, contacts=2)], TODAY)
    assert found["anna"].evaluated == 3
    assert found["anna"].last == START - timedelta(days=1)


def test_running_sessions_and_drafts_are_told() -> None:
    found = tally_sessions([row(ANNA, 9, "draft"), row(ANNA, 8, "draft"), row(ANNA, 0, "live")], TODAY)
    assert (found["anna"].drafts, found["anna"].running_since) == (2, START)
    assert found["anna"].evaluated == 0


def test_who_left_stands_at_the_end_and_counts_in_no_total() -> None:
    left = Agent(id="abe", name="Abe", status="left")
    rows = [
        row(left, 1),
        *(row(BO, day) for day in (4, 3, 2, 1)),
        row(CID, 1, contacts=2),
        row(ANNA, 0, "live"),
    ]
    team = agent_summaries([CID, left, BO, ANNA], tally_sessions(rows, TODAY), TODAY, 4)
    assert [standing.agent.id for standing in team] == ["anna", "bo", "cid", "abe"]
    assert [standing.reached for standing in team[:3]] == [False, True, False]
    assert [standing.behind for standing in team[:3]] == [True, False, False]
    sums = team_totals(team)
    assert (sums.agents, sums.evaluated, sums.target) == (3, 6, 12)
    assert (sums.reached, sums.behind, sums.running) == (1, 1, 1)


def test_attack_r6_team_every_session_that_runs_is_counted() -> None:
    left = Agent(id="abe", name="Abe", status="left")
    rows = [row(ANNA, 2, "live"), row(ANNA, 0, "live"), row(BO, 1), row(left, 0, "live")]
    team = agent_summaries([ANNA, BO, left], tally_sessions(rows, TODAY), TODAY, 4)
    assert [standing.runs for standing in team] == [True, False, True]
    assert team_totals(team).running == 3
    assert team[0].tally is not None
    assert team[0].tally.running_since == START


def test_nothing_is_said_before_the_sessions_are_counted() -> None:
    (standing,) = agent_summaries([ANNA], None, TODAY, 4)
    assert standing.tally is None
    assert not standing.behind
    assert not standing.reached
