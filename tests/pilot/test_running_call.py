"""A running call comes first (newcomer 10): after a quit or crash the team screen opens on it and says so."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.pilot.sitting_down import the_open_session
from tests.pilot.team_stage import (
    NOW,
    line_with,
    program_in,
    put_agents,
    put_session,
    screen_lines,
    settled,
    type_text,
    with_clock,
)
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.agent import Agent
from coachtui.domain.contact import Contact
from coachtui.domain.errors import CoachError, StoreCorrupt
from coachtui.domain.listing import RecordRow, SessionRow
from coachtui.domain.session import Session, SessionStatus
from coachtui.i18n import use_language
from coachtui.services.listening_request import LiveRequest
from coachtui.services.open_session import OpenSession
from coachtui.ui import daily_backup
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.reading.screen import SessionReading
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot


def sixty(program: LocalProgram) -> list[Agent]:
    """Fifty-nine agents and one at the end of the alphabet."""
    return put_agents(program, *(f"Agent {number:02}" for number in range(59)), "Øyvind Østby")


def put_call(program: LocalProgram, agent: Agent, minutes_ago: float = 1, **changes: Any) -> Session:
    """Store a session whose call began some minutes ago and goes on."""
    session = put_session(program, agent, 0, "live", **changes)
    began = NOW - timedelta(minutes=minutes_ago)
    calling = Contact(id=session.contacts[0].id, started_at=began)
    running = replace(session, contacts=(calling,), started_at=began, evaluations=())
    program.sessions.put(running)
    return running


async def sits_down(app: CoachApp, pilot: Pilot[int]) -> OpenSession:
    """Press the key of a call and return what it opened; the session is left as quitting does."""
    await pilot.press("ctrl+r")
    await settled(pilot)
    assert isinstance(app.screen, LiveScreen)
    open_session = the_open_session(app)
    open_session.leave()
    return open_session


async def goes_on_with(session: Session, app: CoachApp, pilot: Pilot[int]) -> None:
    """See that the key of a call goes on with a session."""
    assert (await sits_down(app, pilot)).session.id == session.id


async def begins(app: CoachApp, pilot: Pilot[int]) -> Agent:
    """Return whose session the key of a call begins."""
    return (await sits_down(app, pilot)).agent


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_newcomer_10_the_team_opens_on_the_running_call_and_says_so(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    program = program_in(tmp_path)
    running = put_call(program, sixty(program)[-1])
    app = CoachApp(program, None)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert line_with(app, "Call with Øyvind Østby is running: Ctrl+R continues")
        assert line_with(app, "● running since 09:59").strip().startswith("Øyvind Østby")
        await goes_on_with(running, app, pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_newcomer_10_it_stands_before_every_other_message_and_takes_the_place_of_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    program = program_in(tmp_path)
    agent = sixty(program)[-1]
    put_session(program, agent, 500)
    put_call(program, agent)
    monkeypatch.setattr(daily_backup.DailyBackup, "room_gone", lambda _self: True)
    monkeypatch.setattr(daily_backup.DailyBackup, "reserve_used", lambda _self: True)
    app = CoachApp(program, None)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        lines = screen_lines(app)
        (place,) = [place for place, line in enumerate(lines) if "Call with Øyvind Østby is running" in line]
        assert lines[place + 1].strip().startswith("Disk full.")
        await pilot.press("ctrl+o")
        lines = screen_lines(app)
        assert "Call with Øyvind Østby is running: Ctrl+R continues" in lines[place]
        assert "Sorted" in lines[place + 1]


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "running"), ("nb", "pågår"), ("sv", "pågår"), ("nl", "bezig"), ("zh-Hans", "进行中")],
)
async def test_newcomer_10_the_word_for_running_filters_it(tmp_path: Path, language: str, word: str) -> None:
    program = program_in(tmp_path)
    put_call(program, sixty(program)[-1])
    use_language(language)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await type_text(pilot, word)
        assert line_with(app, "Øyvind Østby ")
        assert not line_with(app, "Agent 0")


async def test_newcomer_10_a_second_session_is_not_begun_without_a_word(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    clock = with_clock(program)
    agents = sixty(program)
    put_call(program, agents[-1])
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("home", "ctrl+r")
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "Call with Øyvind Østby is running. Ctrl+R again starts another session.")
        await pilot.press("ctrl+r")  # the key repeats itself
        assert app.work.open_session is None
        clock.seconds = 1
        await pilot.press("down", "ctrl+r")  # another agent is another question
        assert app.work.open_session is None
        clock.seconds = 3
        assert await begins(app, pilot) == agents[1]


async def test_newcomer_10_nor_from_an_agents_page(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    clock = with_clock(program)
    agents = sixty(program)
    put_call(program, agents[-1])
    app = CoachApp(program, None, agents[0].id)  # as after a lock: nothing was counted before
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        await pilot.press("ctrl+r")
        assert line_with(app, "Call with Øyvind Østby is running. Ctrl+R again starts another session.")
        assert app.work.open_session is None
        clock.seconds = 1
        assert await begins(app, pilot) == agents[0]


async def test_newcomer_10_a_session_asked_for_in_the_shell_says_what_else_runs(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agents = sixty(program)
    put_call(program, agents[-1])
    app = CoachApp(program, LiveRequest(agent_id=agents[0].id))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert line_with(app, "Call with Øyvind Østby is also running; continue it on the team screen.")
        assert app.work.open_session is not None
        app.work.open_session.leave()


async def test_newcomer_10_of_several_the_newest_call_comes_first(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agents = sixty(program)
    put_session(program, agents[10], 0, "live")  # begun later, but no call goes on
    put_call(program, agents[30], 9)
    put_call(program, agents[20], 3)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert line_with(app, "Call with Agent 20 is running: Ctrl+R continues (+2)")
        assert isinstance(app.screen, TeamScreen)
        assert app.screen.rows.current_summary is not None
        assert app.screen.rows.current_summary.agent == agents[20]
        await type_text(pilot, "running")
        names = [line.split("  ")[0].strip() for line in screen_lines(app) if "running since" in line]
        assert names == ["Agent 10", "Agent 20", "Agent 30"]


async def test_newcomer_10_what_another_window_holds_is_said_to_be_there(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    clock = with_clock(program)
    agents = sixty(program)
    running = put_call(program, agents[-1])
    lease = program_in(tmp_path).sessions.lease(running.id)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert line_with(app, "Call with Øyvind Østby is running in another window.")
        await pilot.press("home", "ctrl+r")
        assert line_with(app, "Ctrl+R again starts another session.")
        clock.seconds = 1
        assert await begins(app, pilot) == agents[0]
    lease.release()


async def test_newcomer_10_one_that_can_be_gone_on_with_comes_before_one_held_elsewhere(
    tmp_path: Path,
) -> None:
    program = program_in(tmp_path)
    agents = sixty(program)
    mine = put_call(program, agents[40], 9)
    lease = program_in(tmp_path).sessions.lease(put_call(program, agents[50], 3).id)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert line_with(app, "Call with Agent 40 is running: Ctrl+R continues (+1)")
        await goes_on_with(mine, app, pilot)
    lease.release()


async def test_newcomer_10_a_key_pressed_before_the_sessions_are_counted_waits_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    put_call(program, sixty(program)[-1])
    may_count, rows = threading.Event(), program.sessions.every_row

    def slow() -> tuple[list[SessionRow], list[RecordRow], Mapping[str, CoachError]]:
        may_count.wait(30)
        return rows()

    monkeypatch.setattr(program.sessions, "every_row", slow)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "ctrl+r")
        assert isinstance(app.screen, TeamScreen)
        assert app.work.open_session is None
        may_count.set()
        await settled(pilot)
        assert app.work.open_session is None
        assert line_with(app, "Call with Øyvind Østby is running. Ctrl+R again starts another session.")


async def test_newcomer_10_a_session_in_the_log_of_a_wrong_year_is_gone_on_with(tmp_path: Path) -> None:
    """A clock that stood in 1970: two newer logs would hide the session from a look into the newest two."""
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    put_session(program, agent, 0)
    put_session(program, agent, 330)
    early = put_session(program, agent, 20_000, "live")
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await goes_on_with(early, app, pilot)


async def test_newcomer_10_somebody_who_left_with_a_running_session_is_shown(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agents = sixty(program)
    program.team.put_agents([replace(agents[-1], status="left")])
    running = put_call(program, agents[-1])
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert line_with(app, "Call with Øyvind Østby is running: Ctrl+R continues")
        await goes_on_with(running, app, pilot)


async def test_newcomer_10_an_interrupted_call_is_called_a_session(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_call(program, sixty(program)[-1], 16)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert line_with(app, "Session with Øyvind Østby is running: Ctrl+R continues")


async def test_a_store_that_cannot_be_counted_still_takes_a_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna Berg")

    def damaged() -> list[SessionRow]:
        raise StoreCorrupt("damaged_record", file="2026.jsonl", record=7)

    monkeypatch.setattr(program.sessions, "every_row", damaged)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert await begins(app, pilot) == agent


@pytest.mark.parametrize(
    ("status", "offered"),
    [("live", []), ("draft", ["F3 Statement"]), ("final", ["F2 Correct", "F3 Statement"])],
)
async def test_attack_keys_2_reading_offers_only_what_can_be_done_with_the_session(
    tmp_path: Path, status: SessionStatus, offered: list[str]
) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna Berg")
    session = put_session(program, agent, 0, status)
    lease = program_in(tmp_path).sessions.lease(session.id)
    app = CoachApp(program, None, agent.id)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        footer = screen_lines(app)[-1]
        assert [keys for keys in ("F2 Correct", "F3 Statement") if keys in footer] == offered
        for key in ("f2", "f3") if not offered else ():
            await pilot.press(key)
            assert line_with(app, "Only final sessions are corrected")
            assert isinstance(app.screen, SessionReading)
            assert app.screen.edit_line.entry is None
    lease.release()
