"""What the team says of sessions that run is what is so, and what its keys then do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.team_stage import (
    line_with,
    program_in,
    put_agents,
    put_session,
    settled,
    type_text,
    with_clock,
)

from coachtui.services.listening_request import LiveRequest
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot


async def test_attack_r6_team_two_sessions_of_one_agent_are_two_that_run(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (ada,) = put_agents(program, "Ada Berg")
    put_session(program, ada, 1, "live")
    put_session(program, ada, 0, "live")
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert line_with(app, "Session with Ada Berg is running: Ctrl+R continues (+1)")
        assert "● 2 running" in line_with(app, "1 agent")


@pytest.mark.parametrize(("live", "key"), [(False, "ctrl+r"), (True, "enter")])
async def test_attack_r6_team_what_runs_is_gone_on_with_where_nobody_matches(
    tmp_path: Path, live: bool, key: str
) -> None:
    program = program_in(tmp_path)
    (ada,) = put_agents(program, "Ada Berg")
    running = put_session(program, ada, 0, "live")
    app = CoachApp(program, LiveRequest() if live else None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await type_text(pilot, "zz")
        assert line_with(app, "Nobody matches")
        assert line_with(app, "Session with Ada Berg is running:")
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert app.work.open_session is not None
        assert app.work.open_session.session.id == running.id
        app.work.open_session.leave()


async def test_attack_r6_team_nothing_is_gone_on_with_that_another_window_has(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (ada,) = put_agents(program, "Ada Berg")
    lease = program_in(tmp_path).sessions.lease(put_session(program, ada, 0, "live").id)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await type_text(pilot, "zz")
        assert line_with(app, "Session with Ada Berg is running in another window.")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "Nobody matches; Esc")
    lease.release()


async def test_attack_r6_team_a_session_begun_elsewhere_is_seen_when_the_list_is_used(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    clock = with_clock(program)
    ada, _bo = put_agents(program, "Ada Berg", "Bo Ek")
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        other = program_in(tmp_path)
        running = put_session(other, ada, 0, "live")
        lease = other.sessions.lease(running.id)
        clock.seconds = 4.0
        await pilot.press("down")
        await settled(pilot)
        assert "running" not in line_with(app, "Ada Berg")
        clock.seconds = 6.0
        await pilot.press("up")
        await settled(pilot)
        assert "● running since" in line_with(app, "Ada Berg")
        assert line_with(app, "Session with Ada Berg is running in another window.")
        assert isinstance(app.screen, TeamScreen)
        assert app.screen.rows.current_summary is not None
        assert app.screen.rows.current_summary.agent.id == ada.id
        lease.release()
