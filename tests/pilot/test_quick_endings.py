"""The program ends while a screen opens: nothing of it is asked for, and nothing crashes (attack B1)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pilot.sitting_down import INGRID, answer, keys_pause, take_seat, the_open_session
from tests.pilot.team_stage import program_in, put_agents, put_session
from textual.events import Key

from coachtui.bootstrap import LocalProgram
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.team_place import TeamPlace

SIZE = (120, 36)


def type_at_once(app: CoachApp, *keys: str) -> None:
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


async def test_attack_b1_quit_right_behind_finish_closes_and_ends(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        for form in the_open_session(app).forms:
            answer(the_open_session(app), form)
        await pilot.press("f8")
        keys_pause(app)
        type_at_once(app, "f8", "ctrl+q", "1", "a", "f8")
        await pilot.pause()
    assert app.fault is None
    assert app.return_code == 0
    assert [session.status for session in seat.stored()] == ["final"]


@pytest.mark.parametrize("key", ["f1", "ctrl+p", "f9", "enter", "ctrl+r", "f2", "ctrl+n", "f12"])
async def test_quit_right_behind_a_key_that_opens_a_screen(tmp_path: Path, key: str) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna Berg")
    put_session(program, agent, 1)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        type_at_once(app, key, "ctrl+q", "down", "a")
        await pilot.pause()
        app.end(0)  # where the quit key belongs to the screen that opened
        if app.work.open_session is not None:
            app.work.open_session.leave()
    assert app.fault is None


def show_live(app: CoachApp, program: LocalProgram) -> None:
    app.places.open(LiveScreen(app.work.begin_session(program.team.agents()[0])))


def show_review(app: CoachApp, program: LocalProgram) -> None:
    app.places.open(ReviewScreen(app.work.begin_session(program.team.agents()[0])))


def show_agent(app: CoachApp, program: LocalProgram) -> None:
    app.places.open(AgentScreen(program.team.agents()[0], TeamPlace()))


def show_team(app: CoachApp, program: LocalProgram) -> None:
    del program
    app.places.show_team("said", TeamPlace(agent_id=INGRID.id))


def show_help(app: CoachApp, program: LocalProgram) -> None:
    del program
    app.action_help()


@pytest.mark.parametrize("show", [show_live, show_review, show_agent, show_team, show_help])
@pytest.mark.parametrize("turns", [0, 1, 2, 3, 5, 8, 13, 21, 34])
async def test_the_end_comes_at_any_moment_of_opening(
    tmp_path: Path, turns: int, show: Callable[[CoachApp, LocalProgram], None]
) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna Berg")
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE):
        with app._context():
            show(app, program)
        for _turn in range(turns):
            await asyncio.sleep(0)
        app.end(0)
        await asyncio.sleep(0.05)
        if app.work.open_session is not None:
            app.work.open_session.leave()
    assert app.fault is None
