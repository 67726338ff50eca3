"""What another window has deleted, moved or changed since it was listed: nothing old is opened or printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.rights_stage import on_the_page, two_agents
from tests.pilot.sitting_down import told
from tests.pilot.team_stage import (
    program_in,
    put_session,
    screen_lines,
    settled,
    statement_saved,
    type_text,
)
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.agent import Agent
from coachtui.domain.session import Session, SessionStatus
from coachtui.services.preferences import EXPORT_FOLDER
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.reading.correcting import CorrectChoice
from coachtui.ui.reading.screen import SessionReading

pytestmark = pytest.mark.pilot

GONE = "That is not there any more; nothing was changed."


def delete(folder: Path, session: Session) -> None:
    """Delete a session as another window does."""
    program_in(folder).sessions.remove(session)


def pages(folder: Path) -> list[Path]:
    return list(folder.glob("*.html"))


def move(folder: Path, session: Session, agent: Agent) -> None:
    """Give a session to somebody else as another window does."""
    sessions = program_in(folder).sessions
    listed = sessions.get(session.id)
    assert listed is not None
    sessions.put(replace(listed, agent_ids=(agent.id,), revision=listed.revision + 1))


def stored(folder: Path) -> list[Session]:
    return list(program_in(folder).sessions.every())


def correct(folder: Path, session: Session, value: int = 0) -> None:
    """Correct the first answer of a session as another window does."""
    other = program_in(folder)
    form = other.content.form(session.evaluations[0].form.id)
    other.correcting.answer(session.id, session.evaluations[0].id, next(form.items()), value, "Heard again")


async def to_the_first_answer(pilot: Pilot[int]) -> None:
    await pilot.press("f2")
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()


@pytest.mark.parametrize("status", ["draft", "live"])
async def test_attack_r6_1_a_session_deleted_in_another_window_is_not_opened(
    tmp_path: Path, status: SessionStatus
) -> None:
    program, anna, _bo = two_agents(tmp_path)
    draft = put_session(program, anna, 1, status=status)
    async with on_the_page(program) as (app, pilot):
        delete(tmp_path, draft)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert told(app) == GONE
        assert app.screen.timeline.session is None
        assert app.work.open_session is None
    assert stored(tmp_path) == []


@pytest.mark.parametrize("key", ["enter", "f6"])
async def test_attack_r6_1_a_final_session_deleted_in_another_window_is_neither_read_nor_printed(
    tmp_path: Path, key: str
) -> None:
    program, anna, _bo = two_agents(tmp_path)
    final = put_session(program, anna, 1)
    program.settings.put(EXPORT_FOLDER, str(tmp_path))
    async with on_the_page(program) as (app, pilot):
        delete(tmp_path, final)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert told(app) == GONE
    assert pages(tmp_path) == []


async def test_attack_r6_1_a_page_whose_folder_is_asked_for_is_not_printed_of_what_is_deleted(
    tmp_path: Path,
) -> None:
    program, anna, _bo = two_agents(tmp_path)
    final = put_session(program, anna, 1)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f6")
        await pilot.pause()
        assert isinstance(app.screen, AgentScreen)
        app.screen.edit_line.input.load(str(tmp_path))
        delete(tmp_path, final)
        await pilot.press("enter")
        await settled(pilot)
        assert told(app) == GONE
        assert app.screen.edit_line.entry is None
    assert pages(tmp_path) == []


async def test_attack_r6_1_a_session_that_is_somebody_elses_now_is_not_opened_here(tmp_path: Path) -> None:
    program, anna, bo = two_agents(tmp_path)
    draft = put_session(program, anna, 1, status="draft")
    async with on_the_page(program) as (app, pilot):
        move(tmp_path, draft, bo)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert told(app) == GONE
        assert app.work.open_session is None


async def test_attack_r6_1_a_draft_finished_in_another_window_is_read(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    draft = put_session(program, anna, 1, status="draft")
    async with on_the_page(program) as (app, pilot):
        program_in(tmp_path).sessions.put(replace(draft, status="final", revision=draft.revision + 1))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        assert app.work.open_session is None


async def test_attack_r6_1_a_draft_still_there_goes_on(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    put_session(program, anna, 1, status="draft")
    async with on_the_page(program) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        app.screen.work.open_session.leave()


@pytest.mark.parametrize("key", ["f2", "f3"])
async def test_attack_r6_1_what_is_read_and_deleted_meanwhile_is_neither_corrected_nor_spoken_of(
    tmp_path: Path, key: str
) -> None:
    program, anna, _bo = two_agents(tmp_path)
    final = put_session(program, anna, 1)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        here = app.screen
        assert isinstance(here, SessionReading)
        delete(tmp_path, final)
        await pilot.press(key)
        await settled(pilot)
        assert app.screen is here
        assert told(app) == GONE
    assert stored(tmp_path) == []


async def test_attack_r6_1_nothing_is_said_about_a_draft_that_is_somebody_elses_now(tmp_path: Path) -> None:
    program, anna, bo = two_agents(tmp_path)
    draft = put_session(program, anna, 1, status="draft")
    lease = program_in(tmp_path).sessions.lease(draft.id)  # open in another window, so it is read here
    async with on_the_page(program) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        move(tmp_path, draft, bo)
        lease.release()
        await pilot.press("f3")
        await settled(pilot)
        assert told(app) == GONE
        assert app.work.statement is None


async def test_attack_r6_1_nothing_is_said_about_a_draft_that_runs_again(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    draft = put_session(program, anna, 1, status="draft")
    lease = program_in(tmp_path).sessions.lease(draft.id)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        program_in(tmp_path).sessions.put(replace(draft, status="live", revision=draft.revision + 1))
        lease.release()
        await pilot.press("f3")
        await settled(pilot)
        assert told(app).startswith("Only final sessions")
        assert app.work.statement is None


async def printed(program: LocalProgram, folder: Path, between: str) -> str:
    """The page that is printed of a session which another window changed since it was listed."""
    anna = program.team.agents()[0]
    final = put_session(program, anna, 1)
    program.settings.put(EXPORT_FOLDER, str(folder))
    async with on_the_page(program) as (_app, pilot):
        if between == "answer":
            correct(folder, final)
        else:
            writing = program_in(folder).correcting.write_statement(anna, final.id, lambda _state: None)
            writing.end("I see it in another way")
            assert writing.leave()
        await pilot.press("f6")
        await settled(pilot)
    (page,) = pages(folder)
    return page.read_text(encoding="utf-8")


async def test_attack_r6_3_the_page_for_the_agent_has_what_another_window_corrected(tmp_path: Path) -> None:
    program, _anna, _bo = two_agents(tmp_path)
    text = await printed(program, tmp_path, "answer")
    assert "Phone technique listening form: 100" not in text
    assert "Phone technique listening form: " in text


async def test_attack_r6_3_the_page_for_the_agent_has_what_was_said_in_another_window(tmp_path: Path) -> None:
    program, _anna, _bo = two_agents(tmp_path)
    assert "I see it in another way" in await printed(program, tmp_path, "statement")


async def test_attack_r6_3_correcting_begins_from_what_another_window_left(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    final = put_session(program, anna, 1)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        correct(tmp_path, final)
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(app.screen, CorrectChoice)
        await pilot.press("enter")
        await pilot.pause()
        assert "The answer is “No” now." in "\n".join(screen_lines(app))


async def test_attack_r6_3_a_refused_correction_shows_what_stands_there(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    final = put_session(program, anna, 1)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        reading = app.screen
        assert isinstance(reading, SessionReading)
        await to_the_first_answer(pilot)
        await pilot.press("0")
        await pilot.pause()
        await type_text(pilot, "why")
        correct(tmp_path, final)
        await pilot.press("enter")
        await settled(pilot)
        assert told(app) == "That is what it says already."
        assert len(reading.session.corrections) == 1


async def test_attack_r6_3_a_statement_stands_beside_what_another_window_corrected(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    final = put_session(program, anna, 1)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        correct(tmp_path, final)
        await pilot.press("f3")
        await type_text(pilot, "no")
        await pilot.press("enter")
        await statement_saved(app, pilot)
    (session,) = stored(tmp_path)
    assert (len(session.corrections), len(session.statements)) == (1, 1)
