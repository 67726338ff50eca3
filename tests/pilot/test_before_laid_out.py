"""A screen that opens, or is gone, has no widgets: what is said to it comes later, and no key crashes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pilot.live_stage import PAUSE, Stage
from tests.pilot.sitting_down import INGRID, Seat, take_seat, the_open_session, told
from textual.events import Key, Paste
from textual.pilot import Pilot

from coachtui.ui.agent.form import AgentFormScreen
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.protection.screen import ProtectScreen
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.team_place import TeamPlace
from coachtui.ui.words.save_badge import not_saved, told_while_not_saved

SIZE = (120, 36)


def open_live(app: CoachApp) -> None:
    app.places.open(LiveScreen(the_open_session(app)))


def open_review(app: CoachApp) -> None:
    app.places.open(ReviewScreen(the_open_session(app)))


def open_agent(app: CoachApp) -> None:
    app.places.open(AgentScreen(INGRID, TeamPlace()))


def open_team(app: CoachApp) -> None:
    app.places.show_team()


def open_form(app: CoachApp) -> None:
    app.places.open(AgentFormScreen(INGRID, lambda _agent, _said: None))


def open_rescue(app: CoachApp) -> None:
    app.places.offer_rescue(the_open_session(app))


def open_protect(app: CoachApp) -> None:
    _ = app.push_screen(ProtectScreen(protected=False))  # whatever is open, which its place forbids


def open_help(app: CoachApp) -> None:
    app.action_help()


def open_palette(app: CoachApp) -> None:
    app.action_command_palette()


OPENS = (open_live, open_review, open_agent, open_team, open_form, open_rescue, open_protect, open_help)


def only_opens(app: CoachApp, opens: Callable[[CoachApp], None]) -> CoachScreen:
    """Open a screen and return it while it has no widgets."""
    with app._context():
        opens(app)
    screen = app.screen
    assert isinstance(screen, CoachScreen)
    assert not screen.laid_out
    return screen


async def ended(app: CoachApp, pilot: Pilot[int]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    if app.work.open_session is not None:
        app.work.open_session.leave()


@pytest.mark.parametrize("opens", [*OPENS, open_palette])
async def test_what_is_said_to_a_screen_that_only_opens_is_said_once_it_is_there(
    tmp_path: Path, opens: Callable[[CoachApp], None]
) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = only_opens(app, opens)
        with app._context():
            screen.say("first")
            app.places.refuse("the last word")
            app.places.relabel()
        await pilot.pause()
        assert screen.laid_out
        assert told(app) == "the last word"
        await ended(app, pilot)
    assert app.fault is None


@pytest.mark.parametrize("opens", [open_live, open_team, open_help])
async def test_what_is_saved_meanwhile_is_not_said_to_be_unsaved(
    tmp_path: Path, opens: Callable[[CoachApp], None]
) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = only_opens(app, opens)
        with app._context():
            screen.refuse(not_saved())
            screen.message_line.take_back(told_while_not_saved())
        await pilot.pause()
        assert told(app) != not_saved()
        await ended(app, pilot)
    assert app.fault is None


@pytest.mark.parametrize("opens", [*OPENS, open_palette])
async def test_what_looks_at_every_screen_passes_one_that_only_opens(
    tmp_path: Path, opens: Callable[[CoachApp], None]
) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = only_opens(app, opens)
        with app._context():
            app.lock._seal_typed()
            app.lock._way_back(suspended=False)
            app.lock._look_around()
            app.backups.look()
            screen.refuse_key("refused")
        await pilot.pause()
        await ended(app, pilot)
    assert app.fault is None


@pytest.mark.parametrize("opens", [*OPENS, open_palette])
@pytest.mark.parametrize("event", ["2", "f8", "k", "paste"])
async def test_a_key_that_comes_while_a_screen_opens_crashes_nothing(
    tmp_path: Path, opens: Callable[[CoachApp], None], event: str
) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        only_opens(app, opens)
        came = Paste("text") if event == "paste" else Key(event, event if len(event) == 1 else None)
        with app._context():
            await app.key_door._hand_over(came)
        await ended(app, pilot)
    assert app.fault is None


@pytest.mark.parametrize("opens", OPENS)
async def test_a_sentence_to_a_screen_that_is_gone(tmp_path: Path, opens: Callable[[CoachApp], None]) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = only_opens(app, opens)
        await pilot.pause()
        with app._context():
            app.places.show_team()
            screen.refuse("while it goes")
        await pilot.pause()
        with app._context():
            screen.refuse("once it is gone")
            screen.message_line.take_back(told_while_not_saved())
        await ended(app, pilot)
    assert app.fault is None


async def test_a_letter_right_behind_the_key_for_the_review_begins_the_reference(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        only_opens(app, open_review)
        app.post_message(Key("k", "k"))
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert the_open_session(app).session.contacts[0].reference == "k"
        await ended(app, pilot)


async def test_attack_l1_a_digit_dropped_while_the_session_is_finished(tmp_path: Path) -> None:
    seat: Seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        stage = Stage(app, pilot, seat)
        assert isinstance(app.screen, LiveScreen)
        await stage.press("1", PAUSE, "f8", PAUSE, "7")
        seat.clock.pass_(1)
        await stage.press("7")
        seat.clock.pass_(1)
        await stage.press("5")
        seat.clock.pass_(0.25)
        stage.type("f8")
        seat.clock.pass_(0.02)
        stage.type("2")
        await stage.carried_out()
        await pilot.pause()
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == "Session closed and saved. Ctrl+Z reopens it."
    assert app.fault is None
    assert [session.status for session in seat.stored()] == ["final"]
