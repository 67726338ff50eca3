"""The team stands as the lead wants it, is found by how it stands, and keeps its place (newcomer 19, 28)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import keys_pause, shown
from tests.pilot.team_stage import (
    line_with,
    program_in,
    put_agents,
    put_session,
    screen_lines,
    settled,
    type_text,
)

from coachtui.bootstrap import LocalProgram
from coachtui.domain.agent import Agent
from coachtui.services.listening_request import LiveRequest
from coachtui.ui.app import CoachApp
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot

NAMES = ("Anna Berg", "Bo Dahl", "Cid Ek", "Dan Flo")


def mixed(program: LocalProgram) -> list[Agent]:
    """Anna and Cid are on target or pace; Bo is behind; Dan was never listened to."""
    agents = [
        *put_agents(program, "Anna Berg", "Cid Ek", team="West"),
        *put_agents(program, "Bo Dahl", "Dan Flo", team="East"),
    ]
    for days_ago in (1, 2, 3, 4):
        put_session(program, agents[0], days_ago)
    for days_ago in (5, 6):
        put_session(program, agents[1], days_ago)
    put_session(program, agents[2], 3)
    return agents


def names(app: CoachApp) -> list[str]:
    """The agents from top to bottom."""
    return [name for line in screen_lines(app) for name in NAMES if name in line]


async def test_newcomer_19_one_key_sorts_by_who_is_behind_by_the_last_session_and_by_team(
    tmp_path: Path,
) -> None:
    program = program_in(tmp_path)
    mixed(program)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert line_with(app, "Ctrl+O Sort")
        assert names(app) == ["Anna Berg", "Bo Dahl", "Cid Ek", "Dan Flo"]
        await pilot.press("down", "ctrl+o")
        assert names(app) == ["Dan Flo", "Bo Dahl", "Cid Ek", "Anna Berg"]
        assert line_with(app, "who is behind comes first")
        assert line_with(app, "This month ↓")
        await pilot.press("ctrl+o")
        assert names(app) == ["Dan Flo", "Cid Ek", "Bo Dahl", "Anna Berg"]
        assert line_with(app, "Last session ↓")
        await pilot.press("ctrl+o")
        assert names(app) == ["Bo Dahl", "Dan Flo", "Anna Berg", "Cid Ek"]
        assert line_with(app, "Team ↓")
        assert isinstance(app.screen, TeamScreen)
        assert app.screen.rows.current_summary is not None
        assert app.screen.rows.current_summary.agent.name == "Bo Dahl"  # the cursor stays with the agent
        await pilot.press("ctrl+o")
        assert names(app) == ["Anna Berg", "Bo Dahl", "Cid Ek", "Dan Flo"]


async def test_newcomer_19_a_click_on_a_head_sorts_and_the_order_stays(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    mixed(program)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        heads = next(line for line in screen_lines(app) if "Last session" in line)
        await pilot.click("#team-columns", offset=(heads.index("Last session") + 2, 0))
        assert names(app) == ["Dan Flo", "Cid Ek", "Bo Dahl", "Anna Berg"]
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert names(app) == ["Dan Flo", "Cid Ek", "Bo Dahl", "Anna Berg"]
        await pilot.click("#team-columns", offset=(heads.index("Agent") + 1, 0))
        assert names(app) == ["Anna Berg", "Bo Dahl", "Cid Ek", "Dan Flo"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("behind", ["Bo Dahl", "Dan Flo"]),
        ("east", ["Bo Dahl", "Dan Flo"]),
        ("east behind", ["Bo Dahl", "Dan Flo"]),
        ("west behind", []),
        ("on target", ["Anna Berg"]),
        ("b", ["Anna Berg", "Bo Dahl"]),  # names come before how somebody stands
    ],
)
async def test_newcomer_19_the_filter_finds_teams_and_who_is_behind(
    tmp_path: Path, typed: str, shown: list[str]
) -> None:
    program = program_in(tmp_path)
    mixed(program)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await type_text(pilot, typed)
        assert names(app) == shown


@pytest.mark.parametrize("ending", ["2", "f8", "9"])
async def test_newcomer_28_the_cursor_stays_after_a_session_is_closed_or_thrown_away(
    tmp_path: Path, ending: str
) -> None:
    program = program_in(tmp_path)
    agents = put_agents(program, *(f"Agent {number:02}" for number in range(40)))
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await type_text(pilot, "33")
        await pilot.press("ctrl+r")
        await settled(pilot)
        await pilot.press("ctrl+n", "x", "enter", "f8")
        await settled(pilot)
        assert isinstance(app.screen, ReviewScreen)
        keys_pause(app)
        await pilot.press(ending)
        if ending == "9":
            keys_pause(app)
            await pilot.press("up", "enter")
        while isinstance(app.screen, ReviewScreen):  # finishing waits whether the key is held down
            await pilot.pause(0.05)
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert app.screen.rows.current_summary is not None
        assert app.screen.rows.current_summary.agent == agents[33]
        assert line_with(app, "Agent 33")


async def test_newcomer_28_also_where_the_session_was_asked_for_in_the_shell(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agents = put_agents(program, *(f"Agent {number:02}" for number in range(40)))
    app = CoachApp(program, LiveRequest(agent_id=agents[33].id))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+n", "x", "enter", "f8", "9")
        keys_pause(app)
        await pilot.press("up", "enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert app.screen.rows.current_summary is not None
        assert app.screen.rows.current_summary.agent == agents[33]


async def test_two_hundred_agents_are_sorted_without_reading_the_store_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    put_agents(program, *(f"Agent {number:03}" for number in range(200)))
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)

        def never() -> None:
            raise AssertionError

        monkeypatch.setattr(program.sessions, "rows", never)
        monkeypatch.setattr(program.sessions, "every_row", never)
        monkeypatch.setattr(program.team, "agents", never)
        await pilot.press("end", "ctrl+o", "ctrl+o", "ctrl+o")
        await settled(pilot)
        assert line_with(app, "Agent 199")


async def test_a_filter_that_is_cleared_leaves_no_word_of_it(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Kim Lund", "Ane Moe")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("k", "i")
        assert "1 match" in shown(app)
        assert "1 matches" not in shown(app)
        await pilot.press("z", "enter")
        assert "Nobody matches" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Nobody matches" not in shown(app)
