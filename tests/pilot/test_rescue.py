"""What is offered when the newest changes cannot be saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.pilot.sitting_down import (
    Seat,
    answer,
    finish,
    keys_pause,
    shown,
    take_seat,
    the_open_session,
    told,
)

from coachtui.domain.errors import StoreFull
from coachtui.domain.session import Session
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.screens.rescue import RescueScreen
from coachtui.ui.team.screen import TeamScreen

SIZE = (80, 24)


class FullDisk:
    """A store that takes nothing while the disk is full."""

    def __init__(self, seat: Seat) -> None:
        self._put = seat.program.sessions.put
        self.full = True
        seat.program.sessions.__dict__["put"] = self.put

    def put(self, session: Session) -> None:
        if self.full:
            raise StoreFull("disk_full", file="x")
        self._put(session)


@contextmanager
def full_disk(folder: Path) -> Iterator[tuple[Seat, FullDisk, CoachApp]]:
    seat = take_seat(folder)
    disk = FullDisk(seat)
    app = seat.app()
    yield seat, disk, app
    disk.full = False


async def test_leaving_says_what_happened_and_goes_back(tmp_path: Path) -> None:
    with full_disk(tmp_path) as (seat, disk, app):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("1", "escape")
            assert isinstance(app.screen, RescueScreen)
            text = " ".join(shown(app).split())
            assert "The disk is full." in text
            assert "Nothing is lost" in text
            await pilot.press("3")
            assert isinstance(app.screen, LiveScreen)
            keys_pause(app)
            await pilot.press("0")
            assert len(the_open_session(app).session.evaluations[0].answers) == 2
            disk.full = False
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, TeamScreen)
        assert len(seat.stored()[0].evaluations[0].answers) == 2


@pytest.mark.parametrize("keys", ["escape", "ctrl+q"])
async def test_the_session_is_written_elsewhere(keys: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with full_disk(tmp_path / "store") as (_seat, _disk, app):
        async with app.run_test(size=SIZE) as pilot:
            answer(the_open_session(app), the_open_session(app).forms[0], 3)
            await pilot.press(keys, "1", "ctrl+u", *str(out), "enter")
            assert isinstance(app.screen, RescueScreen)
            (file,) = out.iterdir()
            assert str(file) in told(app)
            document = json.loads(file.read_text("utf-8"))
            assert len(document["evaluations"][0]["answers"]) == 3
            assert "the file has everything" in shown(app)
        the_open_session(app).leave()


async def test_a_folder_that_fails_too_is_asked_for_again(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with full_disk(tmp_path / "store") as (_seat, _disk, app):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("1", "ctrl+q", "1", "ctrl+u", *str(blocked), "enter")
            assert told(app).startswith("The folder ")
            await pilot.press("escape", "escape")
            assert isinstance(app.screen, LiveScreen)
        the_open_session(app).leave()


async def test_saving_again_ends_what_was_begun(tmp_path: Path) -> None:
    with full_disk(tmp_path) as (seat, disk, app):
        async with app.run_test(size=SIZE) as pilot:
            answer(the_open_session(app), the_open_session(app).forms[0])
            await pilot.press("f8")
            await finish(app, pilot)
            assert isinstance(app.screen, RescueScreen)
            await pilot.press("2")
            assert told(app) == "It still cannot be saved."
            disk.full = False
            await pilot.press("2")
            await pilot.pause()
            assert isinstance(app.screen, TeamScreen)
            assert told(app) == "Session closed and saved. Ctrl+Z reopens it."
        assert [session.status for session in seat.stored()] == ["final"]


async def test_the_question_goes_once_the_saver_got_through(tmp_path: Path) -> None:
    with full_disk(tmp_path) as (_seat, disk, app):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("1", "ctrl+q", "1")
            assert "Enter Write" in shown(app)
            disk.full = False
            assert the_open_session(app).flush()
            await pilot.pause(1.2)
            assert isinstance(app.screen, RescueScreen), "a folder is being typed"
            assert "Saved after all, at 10:00:00." in shown(app)
            assert "Enter Write" in shown(app)
            assert not any(untrue in shown(app) for untrue in ("Not saved yet", "lose", "The disk"))
            await pilot.press("escape")
            await pilot.pause(1.2)
            assert isinstance(app.screen, LiveScreen)
            assert told(app) == "Saved after all, at 10:00:00."
        the_open_session(app).leave()


async def test_a_finished_session_is_left_once_the_saver_got_through(tmp_path: Path) -> None:
    with full_disk(tmp_path) as (seat, disk, app):
        async with app.run_test(size=SIZE) as pilot:
            answer(the_open_session(app), the_open_session(app).forms[0])
            await pilot.press("f8")
            await finish(app, pilot)
            disk.full = False
            assert the_open_session(app).flush()
            await pilot.pause(1.2)
            assert isinstance(app.screen, TeamScreen)
            assert told(app) == "Saved after all, at 10:00:00."
        assert [session.status for session in seat.stored()] == ["final"]


async def test_quitting_without_saving_is_a_choice_of_its_own(tmp_path: Path) -> None:
    with full_disk(tmp_path) as (seat, _disk, app):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("1", "ctrl+q")
            assert app.return_code is None
            await pilot.press("ctrl+q")
            assert app.return_code is None
            assert len([screen for screen in app.screen_stack if isinstance(screen, RescueScreen)]) == 1
            keys_pause(app)
            await pilot.press("4")
            assert app.return_code == 6
        assert seat.stored() == []
    the_open_session(app).leave()


async def test_leaving_without_saving_is_a_choice_of_its_own(tmp_path: Path) -> None:
    with full_disk(tmp_path) as (seat, _disk, app):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("1", "escape", "end", "down", "down", "down")
            keys_pause(app)
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, TeamScreen)
            assert app.work.open_session is None
        assert seat.stored() == []
