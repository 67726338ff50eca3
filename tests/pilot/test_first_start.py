"""The first start by keyboard alone: language, name, no passphrase yet, first agent or sample team."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.team_stage import line_with, program_in, put_agents, settled, type_text

from coachtui.domain.agent import Agent, Lead
from coachtui.i18n import language, use_language
from coachtui.ui.app import CoachApp
from coachtui.ui.coach import OPEN_DEMO
from coachtui.ui.first_start.screen import FirstStartScreen
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot

NOT_NOW = ("down", "down", "enter")
"""From the field for a passphrase past the one below it."""


async def test_language_name_and_first_agent(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, FirstStartScreen)
        assert line_with(app, "1 of 4")
        await pilot.press("down", "down", "enter")
        assert language() == "nb"
        await type_text(pilot, "Kari Nordmann")
        await pilot.press("enter", *NOT_NOW)
        await type_text(pilot, "王小明")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "王小明")
        assert line_with(app, "Kari Nordmann")
    again = program_in(tmp_path)
    lead = again.team.lead()
    assert lead is not None
    assert lead.name == "Kari Nordmann"
    assert [agent.name for agent in again.team.agents()] == ["王小明"]
    assert again.settings.get("language") == "nb"


@pytest.mark.parametrize("spoken", ["en", "zh-Hans"])
async def test_the_system_language_is_offered_first(tmp_path: Path, spoken: str) -> None:
    use_language(spoken)
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
    assert program_in(tmp_path).settings.get("language") == spoken


async def test_the_name_may_be_left_empty_and_the_team_too(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter", *NOT_NOW, "enter")
        assert isinstance(app.screen, FirstStartScreen)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "press Ctrl+N to add the first agent")
    again = program_in(tmp_path)
    assert again.team.lead() is None
    assert again.team.agents() == []


async def test_a_lead_who_is_there_keeps_the_id(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    known = Lead(id=program.ids.new())
    program.team.put_lead(known)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await type_text(pilot, "Kari")
        await pilot.press("enter")
    assert program_in(tmp_path).team.lead() == Lead(id=known.id, name="Kari")


async def test_escape_goes_one_step_back_and_keeps_what_is_typed(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        assert line_with(app, "This is the first step.")
        await pilot.press("enter")
        await type_text(pilot, "Kari")
        await pilot.press("enter", *NOT_NOW)
        assert line_with(app, "4 of 4")
        await type_text(pilot, "Anna")
        await pilot.press("escape")
        assert line_with(app, "3 of 4")
        assert not line_with(app, "Anna")
        await pilot.press("escape")
        assert line_with(app, "2 of 4")
        assert line_with(app, "Kari")
        assert not line_with(app, "Anna")
        await pilot.press("escape")
        assert line_with(app, "1 of 4")
        await pilot.press("enter", "enter", *NOT_NOW, "enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
    assert [agent.name for agent in program_in(tmp_path).team.agents()] == ["Anna"]


async def test_the_sample_team_leaves_the_own_store_alone(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter", *NOT_NOW, "down", "up", "down", "enter")
    assert app.return_value == OPEN_DEMO
    again = program_in(tmp_path)
    assert again.team.agents() == []
    assert again.team.lead() is None


async def test_newcomer_17_a_list_taken_in_first_leaves_the_questions_to_be_asked(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    program.team.put_agents([Agent(id=program.ids.new(), name="Anna")])
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, FirstStartScreen)
        assert line_with(app, "Step 1 of 3")
        await pilot.press("enter")
        await type_text(pilot, "Kari")
        await pilot.press("enter", "down", "down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "Anna")
    again = program_in(tmp_path)
    lead = again.team.lead()
    assert lead is not None
    assert lead.name == "Kari"
    async with CoachApp(again, None).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, TeamScreen)


async def test_no_question_is_asked_where_there_is_a_team(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna")
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)


async def test_a_name_without_an_end_is_refused(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        app.screen.query_one("#start-lead").load("k" * 201)  # type: ignore[attr-defined]
        await pilot.press("enter")
        assert line_with(app, "201 characters, at most 200")
        assert line_with(app, "2 of 4")
    assert program_in(tmp_path).team.lead() is None
