"""Places open as their rows say: alone or over another, once, and not before what is open is finished."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import INGRID, take_seat, the_open_session, told

from coachtui.ui.agent.see import SeeScreen
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.protection.privacy import PrivacyScreen
from coachtui.ui.protection.screen import ProtectScreen
from coachtui.ui.retention.screen import RetentionScreen
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.screens.help import HelpScreen
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.widgets.edit_line import EditLine, folder_entry

SIZE = (120, 36)


async def test_a_place_lies_over_another_until_one_that_stands_alone(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app(live=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.places.open(SeeScreen(INGRID))
        app.places.open(HelpScreen(("all",)))
        await pilot.pause()
        assert [type(screen) for screen in app.screen_stack] == [TeamScreen, SeeScreen, HelpScreen]
        app.places.show_team("Said first.")
        await pilot.pause()
        assert [type(screen) for screen in app.screen_stack] == [TeamScreen]
        assert told(app) == "Said first."
    assert app.fault is None


@pytest.mark.parametrize("name", ["PrivacyScreen", "HelpScreen"])
async def test_a_place_that_opens_once_is_not_opened_over_itself(tmp_path: Path, name: str) -> None:
    app = take_seat(tmp_path).app(live=False)
    parts = [("all",)] if name == "HelpScreen" else []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for _time in range(2):
            app.places.open_by_name(name, *parts)
            await pilot.pause()
        assert [type(screen).__name__ for screen in app.screen_stack] == ["TeamScreen", name]
    assert app.fault is None


async def test_a_place_that_is_not_for_sessions_says_what_comes_first(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.places.open(ProtectScreen(protected=False))
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        assert told(app) == "Close the session first; then the passphrase can be set."
        the_open_session(app).leave()
    assert app.fault is None


async def test_a_place_waits_for_what_is_being_written(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app(live=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.places.open(RetentionScreen())
        await pilot.pause()
        line = app.screen.query_one(EditLine)
        line.open(folder_entry("", lambda _typed: None, lambda: None))
        app.places.open(RetentionScreen())
        await pilot.pause()
        assert [type(screen) for screen in app.screen_stack] == [TeamScreen, RetentionScreen]
        assert told(app) == "Finish what you are writing first: Enter keeps it, Esc drops it."
        line.drop()
        app.places.open(PrivacyScreen())
        await pilot.pause()
        assert isinstance(app.screen, PrivacyScreen)
    assert app.fault is None


async def test_a_screen_without_a_row_is_not_opened(tmp_path: Path) -> None:
    class Stranger(CoachScreen):
        """Stands in no table."""

    app = take_seat(tmp_path).app(live=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        with pytest.raises(KeyError, match="Stranger"):
            app.places.open(Stranger())
        assert isinstance(app.screen, TeamScreen)
