"""Locking by itself and by key, with a clock that tests move (R11, R89)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.pilot.sitting_down import INGRID, Seat, answer, shown, take_seat, the_open_session

from coachtui.domain.saving import SaveState
from coachtui.services.listening_request import LiveRequest, ResumePoint
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.protection.privacy import PrivacyScreen

pytestmark = pytest.mark.pilot

PASSPHRASE = "four words are better"


def protected_seat(folder: Path) -> Seat:
    seat = take_seat(folder)
    seat.program.protection.encrypt(PASSPHRASE)
    seat.program.renew()
    return seat


def opened_again(seat: Seat) -> Seat:
    """The same store as a program that starts anew finds it, unlocked."""
    from coachtui.bootstrap import open_program

    again = open_program(data_dir=str(seat.folder), config_dir=str(seat.folder))
    again.__dict__["clock"] = seat.clock
    assert again.protection.state() == "locked"
    again.protection.unlock(PASSPHRASE)
    return Seat(folder=seat.folder, clock=seat.clock, program=again)


def place(app: CoachApp) -> ResumePoint:
    assert app.lock.come_back is not None
    return app.lock.come_back


async def test_the_key_ends_the_screen_and_everything_typed_comes_back(tmp_path: Path) -> None:
    seat = protected_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1", "plus", "2", "space", "space", "ctrl+n", *"half")
        screen = app.screen
        assert isinstance(screen, LiveScreen)
        item, form, session = screen.panes.item_id, screen.work.view.form.id, the_open_session(app).session
        await pilot.press("f12")
    live = place(app).live
    assert live == LiveRequest(
        agent_id=INGRID.id, session_id=session.id, item_id=item, in_note=True, back=True
    )
    the_open_session(app).leave()
    seat.program.close()
    again = opened_again(seat)
    app = CoachApp(again.program, live)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, LiveScreen)
        assert (screen.panes.item_id, screen.work.view.form.id) == (item, form)
        await pilot.press(*"way", "enter")
        (note,) = the_open_session(app).session.notes
        assert note.text == "halfway"
        assert the_open_session(app).session.id == session.id
        the_open_session(app).leave()


async def test_a_session_without_content_is_begun_again_alike(tmp_path: Path) -> None:
    seat = protected_seat(tmp_path)
    app = CoachApp(seat.program, LiveRequest(agent_id=INGRID.id, form_ids=("stress",), model_id="oskar"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f12")
    live = place(app).live
    assert live is not None
    assert (live.session_id, live.form_ids, live.model_id) == ("", ("stress",), "oskar")
    the_open_session(app).leave()


async def test_a_line_being_written_in_the_review_is_kept(tmp_path: Path) -> None:
    seat = protected_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(80, 24)) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0])
        await pilot.press("f8", "enter", "4", "7", "f12")
        assert place(app).live is not None
        assert the_open_session(app).session.shown_contact.reference == "47"
        the_open_session(app).leave()


@pytest.mark.parametrize("call", [False, True])
async def test_idle_minutes_lock(tmp_path: Path, call: bool) -> None:
    seat = protected_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", *(["ctrl+r"] if call else []))
        seat.clock.pass_((30 if call else 5) * 60 - 1)
        app.lock._look_around()
        assert app.lock.come_back is None
        assert await hidden(app, pilot.pause)
        seat.clock.pass_(1)
        app.lock._look_around()
        assert place(app).live is not None
        the_open_session(app).leave()


async def hidden(app: CoachApp, pause: object) -> bool:
    """Whether the screen is blank."""
    await pause()  # type: ignore[operator]
    return isinstance(app.screen, PrivacyScreen) or the_open_session(app).session.running_contact is not None


async def test_minutes_are_settings(tmp_path: Path) -> None:
    seat = protected_seat(tmp_path)
    seat.program.settings.put("lock_after_min", "2")
    seat.program.settings.put("lock_in_call_after_min", "7")
    app = seat.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "ctrl+r")
        seat.clock.pass_(6 * 60 + 59)
        app.lock._look_around()
        assert app.lock.come_back is None
        seat.clock.pass_(1)
        app.lock._look_around()
        assert app.lock.come_back is not None
        the_open_session(app).leave()


@pytest.mark.parametrize(("ahead", "slept"), [(60, False), (61, True)])
async def test_a_laptop_that_slept_is_locked(tmp_path: Path, ahead: int, slept: bool) -> None:
    seat = protected_seat(tmp_path)
    app = seat.app(live=False)
    async with app.run_test(size=(80, 24)):
        seat.clock.wall += timedelta(seconds=ahead)
        app.lock._look_around()
        assert (app.lock.come_back is not None) == slept
        if not slept:
            app.lock._look_around()
            assert app.lock.come_back is None


@pytest.mark.parametrize(("asleep", "slept"), [(60.0, False), (61.0, True)])
async def test_attack_where_the_laptop_says_how_long_it_slept_a_clock_that_is_set_locks_nothing(
    tmp_path: Path, asleep: float, slept: bool
) -> None:
    seat = protected_seat(tmp_path)
    seat.clock.asleep = 5.0
    app = seat.app(live=False)
    async with app.run_test(size=(80, 24)):
        seat.clock.wall += timedelta(hours=1)
        seat.clock.asleep += asleep
        app.lock._look_around()
        assert (app.lock.come_back is not None) == slept


async def test_a_plain_store_is_hidden_and_says_why(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "f12")
        assert isinstance(app.screen, PrivacyScreen)
        assert "The data have no passphrase, so they cannot be locked." in shown(app)
        assert "Ingrid" not in shown(app)
        await pilot.press("x")
        assert isinstance(app.screen, LiveScreen)
        seat.clock.wall += timedelta(hours=1)
        app.lock._look_around()
        await pilot.pause()
        assert isinstance(app.screen, PrivacyScreen)
        assert app.lock.come_back is None
        the_open_session(app).leave()


async def test_what_cannot_be_saved_is_not_locked_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = protected_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        open_session = the_open_session(app)
        open_session.flush()
        with monkeypatch.context() as patch:
            patch.setattr(type(open_session), "flush", lambda _self: False)
            await pilot.press("f12")
            await pilot.pause()
            assert isinstance(app.screen, PrivacyScreen), "whoever walks away believes it is locked"
            assert "Not locked: the newest changes are not saved yet." in shown(app)
            assert app.lock.come_back is None
            await pilot.press("f9")
            failed = SaveState(phase="failed", revision=1)
            patch.setattr(type(open_session), "save_state", lambda _self: failed)
            seat.clock.pass_(3600)
            app.lock._look_around()
            await pilot.pause()
            assert isinstance(app.screen, PrivacyScreen)
            assert app.lock.come_back is None
        app.lock._look_around()
        assert app.lock.come_back is not None
        open_session.leave()


async def test_the_page_of_an_agent_comes_back(tmp_path: Path) -> None:
    app = protected_seat(tmp_path).app(live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter", "f12")
    assert place(app).live is None
    assert place(app).agent_id
