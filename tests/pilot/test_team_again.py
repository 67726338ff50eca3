"""What another window made of the team meanwhile is seen when the team screen comes back to the front."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.team_stage import line_with, program_in, put_agents, screen_lines, settled

from coachtui.ui.app import CoachApp
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot


async def test_who_came_back_and_who_left_in_another_window_is_seen_after_another_screen(
    tmp_path: Path,
) -> None:
    program = program_in(tmp_path)
    anna, _bo = put_agents(program, "Anna Berg", "Bo Ek")
    left = program.roster.leave(anna)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "Anna" not in "\n".join(screen_lines(app))
        other = program_in(tmp_path)
        other.roster.take_back(left)
        await pilot.press("f1")
        await settled(pilot)
        assert not isinstance(app.screen, TeamScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert "Anna Berg" in line_with(app, "Anna")
        assert app.screen.rows.current_summary is not None
        assert app.screen.rows.current_summary.agent.name == "Bo Ek"


async def test_nobody_is_said_to_have_left_who_came_back(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    left = program.roster.leave(put_agents(program, "Anna Berg")[0])
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert line_with(app, "Everyone has left")
        program_in(tmp_path).roster.take_back(left)
        await pilot.press("f1")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert not line_with(app, "Everyone has left")
        assert line_with(app, "Anna Berg")


async def test_digits_typed_at_a_page_that_takes_none_are_passed_over_without_a_word(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna Berg")
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "1", "2")
        await settled(pilot)
        assert not line_with(app, "Typed too fast")
        await pilot.press("1", "2", "0")
        assert not line_with(app, "Typed too fast")
