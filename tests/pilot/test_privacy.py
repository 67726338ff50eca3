"""The privacy screen (R11): nothing of anybody is to be seen, and everything goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import answer, keys_pause, shown, take_seat, the_open_session

from coachtui.domain.live import commands as c
from coachtui.domain.note import Draft
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.protection.privacy import PrivacyScreen
from coachtui.ui.review.screen import ReviewScreen

BLANKED = "The screen is hidden. Any key shows it again."


async def test_only_the_clock_is_to_be_seen_and_it_goes_on(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+r")
        answer(the_open_session(app), the_open_session(app).forms[0])
        seat.clock.pass_(75)
        await pilot.press("f9")
        assert shown(app).split() == ["01:15", *BLANKED.split()]
        seat.clock.pass_(10)
        await pilot.pause(1.2)
        assert shown(app).split() == ["01:25", *BLANKED.split()]
        the_open_session(app).leave()


@pytest.mark.parametrize(
    "key", ["1", "f9", "ctrl+q", "ctrl+z", "escape", "f8", "enter", "ctrl+p", "f1", "９"]
)
async def test_the_key_that_wakes_does_nothing_else(key: str, tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        before = the_open_session(app).session
        await pilot.press("f9")
        keys_pause(app)
        await pilot.press(key)
        assert isinstance(app.screen, LiveScreen)
        assert the_open_session(app).session is before
        assert app.return_code is None
        keys_pause(app)
        await pilot.press("1")
        assert the_open_session(app).session is not before
        the_open_session(app).leave()


async def test_saving_goes_on(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9")
        open_session = the_open_session(app)
        contact = open_session.session.shown_contact.id
        open_session.desk.conduct(
            c.KeepDraft(draft=Draft(at=seat.clock.now(), text="half", contact_id=contact))
        )
        await pilot.pause(1.2)
        (stored,) = seat.stored()
        assert [draft.text for draft in stored.drafts] == ["half"]
        open_session.leave()


async def test_over_review_search_and_help(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (("f8",), ("ctrl+p", "a"), ("f1",)):
            await pilot.press(*keys)
            below = app.screen
            await pilot.press("f9")
            assert shown(app).split() == BLANKED.split()
            await pilot.press("x")
            assert app.screen is below
            await pilot.press("escape")
        the_open_session(app).leave()


async def test_a_reference_being_written_stays(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0])
        await pilot.press("f8", "enter", "4", "7", "f9", "8")
        keys_pause(app)
        await pilot.press("9")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.edit_line.input.value == "479"
        the_open_session(app).leave()


async def test_idle_minutes_blank_the_screen(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        seat.clock.pass_(179)
        app.lock._look_around()
        assert not isinstance(app.screen, PrivacyScreen)
        seat.clock.pass_(1)
        app.lock._look_around()
        app.lock._look_around()
        await pilot.pause()
        assert isinstance(app.screen, PrivacyScreen)
        await pilot.press("x")
        app.lock._look_around()
        assert isinstance(app.screen, LiveScreen)
        await pilot.press("ctrl+r")
        seat.clock.pass_(29 * 60)
        app.lock._look_around()
        assert isinstance(app.screen, LiveScreen)
        seat.clock.pass_(60)
        app.lock._look_around()
        await pilot.pause()
        assert isinstance(app.screen, PrivacyScreen)
        the_open_session(app).leave()


async def test_the_timer_asks_every_few_seconds(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=(80, 24)):
        waits = [timer._interval for timer in app._timers if timer._callback == app.lock._look_around]
        assert waits == [10.0]
        the_open_session(app).leave()


@pytest.mark.parametrize("size", [(1, 1), (10, 2), (30, 5), (59, 15)])
async def test_nothing_is_to_be_seen_in_a_tiny_window(size: tuple[int, int], tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("f9")
        for seen in shown(app).split():
            assert any(word.startswith(seen) for word in BLANKED.split()), seen
        await pilot.press("x")
        assert isinstance(app.screen, LiveScreen)
        the_open_session(app).leave()
