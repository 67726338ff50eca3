"""Two agents of one name are told apart wherever the lead reads or chooses one (R1)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.pilot.sitting_down import told
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
from coachtui.i18n import use_language
from coachtui.services.listening_request import LiveRequest
from coachtui.ui.agent.erasing import EraseScreen
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.review.agent_choice import AgentChoice
from coachtui.ui.review.screen import ReviewScreen

pytestmark = pytest.mark.pilot
LONG = "Maximiliane Oppenheimer-Vandenbroucke"
CHINESE = "欧阳慕容上官诸葛司马令狐慕容云"


def _two_annas(folder: Path, name: str = "Anna Berg") -> tuple[LocalProgram, Agent, Agent]:
    program = program_in(folder)
    (north,) = put_agents(program, name, team="Nord", start_date=date(2020, 1, 7))
    (south,) = put_agents(program, name.upper(), team="Nord", start_date=date(2024, 5, 2))
    put_agents(program, "Bo Ek", team="Nord")
    return program, north, south


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nl", "zh-Hans"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("name", ["Anna Berg", LONG, CHINESE])
async def test_attack_two_of_a_name_are_told_apart_in_the_team(
    tmp_path: Path, name: str, size: tuple[int, int], language: str
) -> None:
    use_language(language)
    program, _north, south = _two_annas(tmp_path, name)
    put_session(program, south, 2, status="draft")
    app = CoachApp(program, None)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert line_with(app, "(2020-01-07)")
        assert line_with(app, "(2024-05-02)")
        assert "(" not in line_with(app, "Bo Ek")
        assert all(cell_len(line) <= size[0] for line in screen_lines(app))


async def test_whoever_left_and_is_hidden_puts_no_mark_on_a_namesake(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna Berg", team="Nord")
    put_agents(program, "Anna Berg", team="Syd", status="left")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert "(Nord)" not in line_with(app, "Anna Berg")
        await pilot.press("ctrl+t")
        assert line_with(app, "Anna Berg (Nord)")
        assert line_with(app, "Anna Berg (Syd)")


async def test_attack_the_page_the_call_and_the_erasing_say_which_of_the_two(tmp_path: Path) -> None:
    program, north, south = _two_annas(tmp_path)
    app = CoachApp(program, None, page_of=south.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert screen_lines(app)[0].startswith(" ANNA BERG (2024-05-02)")
        await pilot.press("ctrl+x")
        await settled(pilot)
        assert isinstance(app.screen, EraseScreen)
        assert screen_lines(app)[0].startswith(" ANNA BERG (2024-05-02)")
        await pilot.press("escape", "f3")
        await settled(pilot)
        assert screen_lines(app)[0].startswith(" ANNA BERG (2024-05-02)")
    app = CoachApp(program, LiveRequest(agent_id=north.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert screen_lines(app)[0].startswith(" Anna Berg (2020-01-07)")
        await pilot.press("ctrl+r", "1")
        assert screen_lines(app)[0].startswith(" Anna Berg (2020-01-07)")
        await pilot.press("f8")
        assert screen_lines(app)[0].startswith(" Anna Berg (2020-01-07)")
        assert app.work.open_session is not None
        app.work.open_session.leave()
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert line_with(app, "is running").startswith(" ● Call with Anna Berg (2020-01-07) is running")


async def test_attack_a_session_moves_to_the_anna_that_was_meant(tmp_path: Path) -> None:
    program, north, south = _two_annas(tmp_path)
    (bo,) = (agent for agent in program.team.agents() if agent.name == "Bo Ek")
    app = CoachApp(program, LiveRequest(agent_id=bo.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+r", "1", "f8")
        assert isinstance(app.screen, ReviewScreen)
        app.screen.action_move_agent()
        await settled(pilot)
        assert isinstance(app.screen, AgentChoice)
        assert line_with(app, "(2020-01-07)")
        assert line_with(app, "(2024-05-02)")
        await type_text(pilot, "anna")
        await pilot.press("enter")
        assert isinstance(app.screen, AgentChoice)
        assert "2020-01-07" in told(app)
        assert app.work.open_session is not None
        assert app.work.open_session.session.agent_id == bo.id
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert app.work.open_session.session.agent_id == south.id != north.id
        assert told(app) == "The session now belongs to ANNA BERG (2024-05-02)."
        assert screen_lines(app)[0].startswith(" ANNA BERG (2024-05-02)")
        await pilot.press("escape")
        assert screen_lines(app)[0].startswith(" ANNA BERG (2024-05-02)")
        app.work.open_session.leave()


async def test_attack_the_only_other_of_the_name_is_told_apart_in_the_choice_too(tmp_path: Path) -> None:
    program, north, _south = _two_annas(tmp_path)
    app = CoachApp(program, LiveRequest(agent_id=north.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+r", "1", "f8")
        assert isinstance(app.screen, ReviewScreen)
        app.screen.action_move_agent()
        await settled(pilot)
        assert line_with(app, "ANNA BERG (2024-05-02)")
        assert app.work.open_session is not None
        app.work.open_session.leave()
