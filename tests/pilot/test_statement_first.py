"""A line that is being written on the page of a session comes first: nothing takes its place unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.contract.exporting import check_against_schema
from tests.pilot.team_stage import (
    line_with,
    program_in,
    put_agents,
    put_session,
    screen_lines,
    settled,
    statement_saved,
    type_text,
)
from tests.pilot.test_correcting import to_reading
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.errors import StoreFull
from coachtui.domain.session import Session
from coachtui.i18n import _, use_language
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.protection.screen import ProtectScreen
from coachtui.ui.reading.correcting import CorrectChoice
from coachtui.ui.reading.statement_line import StatementLine
from coachtui.ui.retention.screen import RetentionScreen
from coachtui.ui.screens.rescue import RescueScreen

pytestmark = pytest.mark.pilot
FIRST = "Finish what you are writing first: Enter keeps it, Esc drops it."


def stage(folder: Path) -> LocalProgram:
    program = program_in(folder)
    put_session(program, put_agents(program, "Anna Berg")[0], 1)
    return program


def stored(folder: Path) -> Session:
    (found,) = program_in(folder).sessions.every()
    return found


async def choose(pilot: Pilot[int], wanted: str) -> None:
    """Do something by its name in the palette."""
    await pilot.press("ctrl+p")
    await settled(pilot)
    await type_text(pilot, wanted)
    await pilot.press("enter")
    await settled(pilot)


async def test_attack_r6_statement_nothing_begins_over_one_that_is_written(tmp_path: Path) -> None:
    program = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await to_reading(app, pilot)
        await pilot.press("f3")
        await type_text(pilot, "the line was bad")
        for wanted in ("correct", "statement", "protect", "retention"):
            await choose(pilot, wanted)
            assert app.screen is screen
            assert line_with(app, FIRST)
            assert "the line was bad" in line_with(app, "What the agent says about it")
            screen.say("")
        await type_text(pilot, " twice")  # the line still has the keys
        await pilot.press("enter")
        await statement_saved(app, pilot)
    assert [each.text for each in stored(tmp_path).statements] == ["the line was bad twice"]


async def test_attack_r6_statement_one_just_ended_is_no_other_window_to_a_correction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        monkeypatch.setattr(StatementLine, "saved", lambda _line, _state: None)  # it is told too late
        await pilot.press("f3", *"heard", "enter")
        assert app.work.statement is not None
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, CorrectChoice)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("up", "enter")
        await settled(pilot)
        await pilot.press(*"mishit", "enter")
        await settled(pilot)
        assert line_with(app, "Corrected; the old value stays")
    after = stored(tmp_path)
    assert [each.text for each in after.statements] == ["heard"]
    assert [each.why for each in after.corrections] == ["mishit"]


@pytest.mark.parametrize("wanted", ["protect", "f2"])
async def test_attack_r6_statement_one_the_disk_does_not_take_is_offered_another_place_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    program = stage(tmp_path)
    put, full = program.sessions.put, [True]

    def put_where_there_is_room(session: Session) -> None:
        if full:
            raise StoreFull("disk_full", file="x")
        put(session)

    monkeypatch.setattr(program.sessions, "put", put_where_there_is_room)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3", *"heard", "enter")
        if wanted == "f2":
            await pilot.press(wanted)
            await settled(pilot)
        else:
            await choose(pilot, wanted)
        assert isinstance(app.screen, RescueScreen)
        full.clear()
        await statement_saved(app, pilot)
    assert [each.text for each in stored(tmp_path).statements] == ["heard"]


async def test_attack_r6_statement_a_reason_is_not_thrown_away_for_another_action(tmp_path: Path) -> None:
    program = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await to_reading(app, pilot)
        for keys in (("f2",), ("enter",), ("up", "enter")):
            await pilot.press(*keys)
            await settled(pilot)
        await type_text(pilot, "mis")
        for wanted in ("correct", "statement", "protect", "retention"):
            await choose(pilot, wanted)
            assert app.screen is screen
            assert line_with(app, FIRST)
            screen.say("")
        await type_text(pilot, "hit")
        await pilot.press("enter")
        await settled(pilot)
    assert [each.why for each in stored(tmp_path).corrections] == ["mishit"]


async def test_attack_r6_statement_a_click_beside_the_line_leaves_it_first(tmp_path: Path) -> None:
    program = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await to_reading(app, pilot)
        await pilot.press("f3", *"heard")
        await pilot.click("#session-rows")
        await pilot.press("f2")
        await settled(pilot)
        assert app.screen is screen
        assert screen.focused is screen.edit_line.input
        await pilot.press("enter")
        await statement_saved(app, pilot)
    assert [each.text for each in stored(tmp_path).statements] == ["heard"]


@pytest.mark.parametrize("language", ["nl", "zh-Hans"])
async def test_attack_r6_statement_another_language_leaves_the_line_and_its_keys(
    tmp_path: Path, language: str
) -> None:
    program = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await to_reading(app, pilot)
        await pilot.press("f3", *"heard")
        app.switch_language(language)
        await pilot.pause()
        use_language(language)
        assert screen.edit_line.input.value == "heard"
        assert not any(f"F2 {_('Correct')}" in line for line in screen_lines(app)[-1:])
        await pilot.press("enter")
        await statement_saved(app, pilot)
    assert [each.text for each in stored(tmp_path).statements] == ["heard"]


async def test_attack_r6_statement_help_and_colours_leave_what_is_typed(tmp_path: Path) -> None:
    program = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await to_reading(app, pilot)
        await pilot.press("f3", *"heard")
        await pilot.press("f1")
        await settled(pilot)
        assert app.screen is not screen
        await pilot.press("escape")
        await settled(pilot)
        await choose(pilot, "contrast")
        assert app.screen is screen
        assert screen.edit_line.input.value == "heard"
        await pilot.press("enter")
        await statement_saved(app, pilot)
    assert [each.text for each in stored(tmp_path).statements] == ["heard"]


async def test_attack_r6_statement_a_folder_asked_for_again_keeps_what_is_typed(tmp_path: Path) -> None:
    program = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        await choose(pilot, "page to print")
        line = app.screen.edit_line
        assert line.entry is not None
        await pilot.press("ctrl+u", *"mine")
        await choose(pilot, "page to print")
        assert line.input.value == "mine"


async def test_protecting_and_retention_open_where_nothing_is_written(tmp_path: Path) -> None:
    app = CoachApp(stage(tmp_path), None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        for wanted, screen in (("protect", ProtectScreen), ("retention", RetentionScreen)):
            await choose(pilot, wanted)
            assert isinstance(app.screen, screen)
            await pilot.press("escape")
            await settled(pilot)


async def cut_off_while_written(folder: Path) -> None:
    """Leave a store as a power cut does while the agent's words are being written."""
    app = CoachApp(stage(folder), None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3")
        await type_text(pilot, "it was not")
        assert app.work.statement is not None
        assert app.work.statement.leave()  # a process that is gone holds no claim


async def test_attack_r6_statement_cut_off_is_not_taken_for_what_the_agent_said(tmp_path: Path) -> None:
    await cut_off_while_written(tmp_path)
    (begun,) = stored(tmp_path).statements
    assert (begun.text, begun.unfinished) == ("it was not", True)
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("end")
        await settled(pilot)
        assert line_with(app, "it was not … (not finished)")
        await pilot.press("f3")
        await settled(pilot)
        await type_text(pilot, " my call")
        await pilot.press("enter")
        await statement_saved(app, pilot)
        assert not any("not finished" in line for line in screen_lines(app))
    (whole,) = stored(tmp_path).statements
    assert (whole.id, whole.text, whole.unfinished) == (begun.id, "it was not my call", False)


@pytest.mark.parametrize("typed", ["", " my call"])
async def test_attack_r6_statement_cut_off_stays_as_it_was_saved_with_escape(
    tmp_path: Path, typed: str
) -> None:
    await cut_off_while_written(tmp_path)
    before = stored(tmp_path).statements
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3")
        await settled(pilot)
        await type_text(pilot, typed)
        await pilot.press("escape")
        await statement_saved(app, pilot)
        assert line_with(app, "Nothing was changed.")
        assert not line_with(app, "my call")
    assert stored(tmp_path).statements == before


async def test_attack_r6_statement_cut_off_goes_once_it_is_emptied(tmp_path: Path) -> None:
    await cut_off_while_written(tmp_path)
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3")
        await settled(pilot)
        await pilot.press("ctrl+u", "enter")
        await statement_saved(app, pilot)
        assert line_with(app, "Nothing was saved.")
    assert stored(tmp_path).statements == ()


async def test_attack_r6_statement_cut_off_says_so_in_an_export(tmp_path: Path) -> None:
    await cut_off_while_written(tmp_path)
    program = program_in(tmp_path)
    data = program.export.session_json(stored(tmp_path))
    (session,) = json.loads(data)["sessions"]
    assert [each["unfinished"] for each in session["statements"]] == [True]
    check_against_schema(json.loads(data))
