"""What was locked has changed in another window by the time the passphrase is given (R11, R89)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pilot.sitting_down import BO, INGRID, Seat, shown, the_open_session
from tests.pilot.test_lock import opened_again, place, protected_seat

from coachtui.services.listening_request import ResumePoint
from coachtui.ui.app import CoachApp
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot


async def locked_in_a_session(seat: Seat, *keys: str) -> ResumePoint:
    """Lock in a session with Ingrid; return where the program comes back to."""
    app = seat.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys, "f12")
    the_open_session(app).leave()
    seat.program.close()
    return place(app)


def window_of(seat: Seat, came: ResumePoint) -> tuple[Seat, CoachApp]:
    """The session as another window has it open."""
    other = opened_again(seat)
    app = CoachApp(other.program, None)
    session = other.program.sessions.get(came.live.session_id if came.live else "")
    assert session is not None
    app.work.resume_session(INGRID, session)
    return other, app


def left_open(seat: Seat, came: ResumePoint) -> Callable[[], object]:
    _other, app = window_of(seat, came)
    return the_open_session(app).leave


def thrown_away(seat: Seat, came: ResumePoint) -> Callable[[], object]:
    other, app = window_of(seat, came)
    the_open_session(app).discard()
    return other.program.close


def moved(seat: Seat, came: ResumePoint) -> Callable[[], object]:
    other, app = window_of(seat, came)
    the_open_session(app).move_to(BO)
    the_open_session(app).leave()
    return other.program.close


def erased(seat: Seat, _came: ResumePoint) -> Callable[[], object]:
    other = opened_again(seat)
    other.program.erasing.erase(INGRID)
    return other.program.close


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (left_open, "The session is open in another window"),
        (thrown_away, "The session you were in was discarded in another window."),
        (moved, "The session you were in was given to Bo Ek in another window."),
        (erased, "This agent was erased in another window"),
    ],
)
async def test_attack_r6_lock_the_team_says_what_became_of_the_session(
    tmp_path: Path, meanwhile: Callable[[Seat, ResumePoint], Callable[[], object]], said: str
) -> None:
    seat = protected_seat(tmp_path)
    came = await locked_in_a_session(seat, "1")
    done = meanwhile(seat, came)
    again = opened_again(seat)
    before = [session.id for session in again.program.sessions.every()]
    app = CoachApp(again.program, came.live)
    async with app.run_test(size=(120, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, TeamScreen)
        assert said in shown(app)
        assert app.work.open_session is None, "nothing new is begun in its place"
    assert [session.id for session in again.program.sessions.every()] == before
    done()


async def test_attack_r6_lock_the_team_says_that_the_agent_of_a_page_was_erased(tmp_path: Path) -> None:
    seat = protected_seat(tmp_path)
    done = erased(seat, ResumePoint())
    app = CoachApp(opened_again(seat).program, None, INGRID.id)
    async with app.run_test(size=(120, 24)):
        assert isinstance(app.screen, TeamScreen)
        assert "This agent was erased in another window" in shown(app)
    done()


async def test_attack_r6_lock_an_empty_session_of_an_erased_agent_is_not_begun_again(tmp_path: Path) -> None:
    seat = protected_seat(tmp_path)
    came = await locked_in_a_session(seat)
    done = erased(seat, came)
    app = CoachApp(opened_again(seat).program, came.live)
    async with app.run_test(size=(120, 24)):
        assert isinstance(app.screen, TeamScreen)
        assert "This agent was erased in another window" in shown(app)
    done()
