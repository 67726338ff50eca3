"""Retention on the screen: told at every start, listed whole, and nothing goes without the typed number."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import told
from tests.pilot.team_stage import (
    NOW,
    line_with,
    program_in,
    put_agents,
    put_session,
    screen_lines,
    settled,
    type_text,
)
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.errors import StoreError
from coachtui.domain.session import Session
from coachtui.services.listening_request import LiveRequest
from coachtui.ui.app import CoachApp
from coachtui.ui.retention.rows import RetentionRows
from coachtui.ui.retention.screen import RetentionScreen
from coachtui.ui.screens.searching import HitRows
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.widgets.edit_line import EditLine

SIZE = (120, 36)
BOTH = "Past the retention period: 3; due within 14 days: 1. Ctrl+P: Retention"


def old_team(folder: Path) -> tuple[LocalProgram, list[Session]]:
    """Three sessions past their time, one that comes due in ten days, a new one, and an old running one."""
    program = program_in(folder)
    anna, ben = put_agents(program, "Anna Berg", "Bo Dahl")
    old = [put_session(program, anna, 800), put_session(program, ben, 400), put_session(program, anna, 366)]
    put_session(program, ben, 355)
    put_session(program, anna, 3)
    put_session(program, ben, 500, "live")
    return program, old


def stored(program: LocalProgram) -> set[str]:
    return {session.id for session in program.sessions.every()}


async def open_list(pilot: Pilot[int]) -> RetentionRows:
    """Open the list from the actions."""
    await settled(pilot)
    await pilot.press("ctrl+p")
    await type_text(pilot, "retention")
    await pilot.press("enter")
    await settled(pilot)
    assert isinstance(pilot.app.screen, RetentionScreen)
    return pilot.app.screen.rows


async def test_every_start_tells_what_is_due(tmp_path: Path) -> None:
    program, old = old_team(tmp_path)
    for _start in range(2):
        app = CoachApp(program, None)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            assert isinstance(app.screen, TeamScreen)
            assert told(app).startswith(BOTH)
            assert line_with(app, BOTH)
    assert stored(program) >= {session.id for session in old}


@pytest.mark.parametrize("width", [80, 120, 200])
async def test_nothing_else_takes_its_place_at_start(tmp_path: Path, width: int) -> None:
    """Neither a setting that cannot be, nor a wish to listen."""
    program, _old = old_team(tmp_path)
    program.folders.config_file.parent.mkdir(parents=True, exist_ok=True)
    program.folders.config_file.write_text('theme = "pink"\n', "utf-8")
    app = CoachApp(program, None)
    async with app.run_test(size=(width, 30)) as pilot:
        await settled(pilot)
        assert line_with(app, BOTH)
        assert "theme cannot be pink" in told(app)
    app = CoachApp(program_in(tmp_path), LiveRequest())
    async with app.run_test(size=(width, 30)) as pilot:
        await settled(pilot)
        assert line_with(app, BOTH)
        assert "Choose whom to listen to" in told(app)


async def test_what_only_comes_due_is_told_and_nothing_due_is_silent(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (anna,) = put_agents(program, "Anna Berg")
    put_session(program, anna, 300)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Retention" not in told(app)
    put_session(program, anna, 364)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert told(app).startswith("Sessions due for deletion within 14 days: 1. Ctrl+P: Retention")


async def test_the_months_are_a_setting(tmp_path: Path) -> None:
    program, _old = old_team(tmp_path)
    program.settings.put("retention_months", "24")
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert told(app).startswith("Sessions past the retention period: 1. ")


async def test_the_whole_story(tmp_path: Path) -> None:
    program, (first, second, third) = old_team(tmp_path)
    before = stored(program)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        rows = await open_list(pilot)
        assert rows.marked == {first.id, second.id, third.id}
        assert line_with(app, "Marked: 3 of 3")
        await pilot.press("down", "space")
        assert rows.marked == {first.id, third.id}
        assert "○ keep" in line_with(app, "Bo Dahl")
        assert line_with(app, "Marked: 2 of 3")
        await pilot.press("ctrl+s")
        assert told(app).startswith("Delete 2 sessions for good? Type 2")
        await pilot.press("3", "enter")
        await settled(pilot)
        assert told(app) == "That is not 2; nothing was deleted."
        assert stored(program) == before
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert stored(program) == before
        await pilot.press("enter", "2", "escape")
        await settled(pilot)
        assert (told(app), stored(program)) == ("Nothing was deleted.", before)
        assert isinstance(app.screen, RetentionScreen)
        await pilot.press("enter", "2", "enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == "Deleted: 2. Backups keep them until seven newer ones are made."
    assert stored(program) == before - {first.id, third.id}
    assert {row.id for row in program.sessions.rows()} == stored(program)


async def test_escape_leaves_and_nothing_happens(tmp_path: Path) -> None:
    program, _old = old_team(tmp_path)
    before = stored(program)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await open_list(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        await open_list(pilot)
        await pilot.press("ctrl+s")
        assert app.screen.query_one(EditLine).entry is not None
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, TeamScreen)
    assert stored(program) == before


async def test_all_or_none(tmp_path: Path) -> None:
    program, old = old_team(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        rows = await open_list(pilot)
        await pilot.press("asterisk")
        assert rows.marked == set()
        await pilot.press("enter")
        assert told(app) == "No session is marked; Space marks one that is past the retention period."
        assert app.screen.query_one(EditLine).entry is None
        await pilot.press("space", "asterisk")
        assert rows.marked == {session.id for session in old}


async def test_what_comes_due_is_listed_and_cannot_be_marked(tmp_path: Path) -> None:
    program, old = old_team(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        rows = await open_list(pilot)
        assert rows.row_count() == 4
        await pilot.press("end", "space")
        assert "until 26 Nov 2026" in line_with(app, "26 Nov 2025")
        assert told(app).startswith("Kept until 26 Nov 2026")
        assert rows.marked == {session.id for session in old}


async def test_what_is_open_in_another_window_is_left_out_and_told(tmp_path: Path) -> None:
    program, (first, second, third) = old_team(tmp_path)
    lease = program_in(tmp_path).sessions.lease(second.id)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await open_list(pilot)
        await pilot.press("enter", "3", "enter")
        await settled(pilot)
        assert told(app).startswith("Deleted: 2. Skipped because open in a window or in use again: 1.")
    lease.release()
    assert second.id in stored(program)
    assert not {first.id, third.id} & stored(program)


async def test_a_disk_that_fails_says_so_and_the_list_shows_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, (first, second, third) = old_team(tmp_path)
    remove, removed = program.sessions.remove, list[str]()

    def failing(session: Session) -> None:
        if removed:
            raise StoreError("disk_full")
        removed.append(session.id)
        remove(session)

    monkeypatch.setattr(program.sessions, "remove", failing)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        rows = await open_list(pilot)
        await pilot.press("enter", "3", "enter")
        await settled(pilot)
        assert told(app).startswith("Deleted: 1. The disk is full")
        assert rows.marked == {first.id, second.id, third.id} - set(removed)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app).startswith("Past the retention period: 2")


async def test_a_store_that_cannot_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, _old = old_team(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)

        def damaged() -> list[object]:
            raise StoreError("disk_failed", file="2024.jsonl")

        monkeypatch.setattr(program.sessions, "every_row", damaged)
        rows = await open_list(pilot)
        assert told(app).startswith("The disk failed at the file 2024.jsonl")
        await pilot.press("enter", "space", "asterisk")
        assert (rows.marked, app.screen.query_one(EditLine).entry) == (set(), None)


async def test_nothing_due_has_a_sentence(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_session(program, put_agents(program, "Anna Berg")[0], 3)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await open_list(pilot)
        assert line_with(app, "No session is past the retention period.")
        assert "Enter" not in screen_lines(app)[-1]
        assert not line_with(app, "Marked")
        await pilot.press("space", "enter", "escape")
        assert isinstance(app.screen, TeamScreen)


async def test_not_during_a_session(tmp_path: Path) -> None:
    program, _old = old_team(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+r", "ctrl+r")
        await settled(pilot)
        assert app.work.open_session is not None
        assert not line_with(app, "past the retention period")
        await pilot.press("ctrl+p")
        assert "Retention" not in [hit.label for hit in app.screen.query_one(HitRows).hits]
        app.work.open_session.leave()


async def test_names_are_data(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_session(program, put_agents(program, "[b]Anna[/b] \u202eBerg")[0], 800)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await open_list(pilot)
        assert line_with(app, "[b]Anna[/b]")
        assert "\u202e" not in "".join(screen_lines(app))


def test_the_days_here_are_what_they_are_said_to_be() -> None:
    """366 days before the 16th of November 2026 is the 15th of November 2025."""
    assert (NOW.replace(year=2025, day=15) - NOW).days == -366
