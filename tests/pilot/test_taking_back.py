"""Newcomer 7: final is deliberate; F8 in the review can be taken back until the lead leaves the agent."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import BO, Seat, answer, finish, keys_pause, take_seat, the_open_session, told
from textual.pilot import Pilot

from coachtui.domain.live import commands as c
from coachtui.domain.note import Draft
from coachtui.domain.session import Session
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.team_place import TeamPlace

pytestmark = pytest.mark.pilot

TAKEN_BACK = "Reopened: the session is no longer final and continues as it was."


async def filled_in(seat: Seat, app: CoachApp, pilot: Pilot[int]) -> Session:
    """Fill a form in during a call, and leave a note unfinished."""
    open_session = the_open_session(app)
    await pilot.press("ctrl+r")
    answer(open_session, open_session.forms[0])
    open_session.desk.conduct(c.KeepDraft(draft=Draft(at=seat.clock.now(), text="half a sen")))
    await pilot.press("f8")
    await finish(app, pilot)
    seat.clock.pass_(2)
    return open_session.session


async def test_newcomer_7_finishing_is_taken_back_and_the_call_goes_on(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        before = await filled_in(seat, app, pilot)
        await finish(app, pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == "Session closed and saved. Ctrl+Z reopens it."
        (stored,) = seat.stored()
        assert (stored.status, stored.drafts, len(stored.notes)) == ("final", (), 1)
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        assert told(app) == TAKEN_BACK
        assert the_open_session(app).flush()
        (stored,) = seat.stored()
        assert (stored.status, stored.ended_at) == ("live", None)
        assert [draft.text for draft in stored.drafts] == ["half a sen"]
        assert stored.notes == ()
        assert stored.running_contact is not None
        assert stored.evaluations == before.evaluations
        assert the_open_session(app).desk.call_s() == 2.0
        await pilot.press("0")
        assert len(the_open_session(app).session.evaluations[0].answers) == len(before.evaluations[0].answers)
        the_open_session(app).leave()


async def test_newcomer_7_it_is_taken_back_from_the_agents_page_too(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await filled_in(seat, app, pilot)
        seat.clock.pass_(2)
        await finish(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, AgentScreen)
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        the_open_session(app).leave()


async def test_newcomer_7_leaving_the_agent_makes_it_final(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await filled_in(seat, app, pilot)
        seat.clock.pass_(2)
        await finish(app, pilot)
        app.work.turn_to(BO)
        app.places.open(AgentScreen(BO, TeamPlace(agent_id=BO.id)))
        await pilot.pause()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert told(app) == "There is nothing to undo since you opened this session."
        assert isinstance(app.screen, AgentScreen)
    assert [session.status for session in seat.stored()] == ["final"]


async def test_newcomer_7_what_was_corrected_meanwhile_stays_final(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        before = await filled_in(seat, app, pilot)
        seat.clock.pass_(2)
        await finish(app, pilot)
        item = next(iter(seat.program.content.form("phone-technique").items()))
        seat.program.correcting.answer(before.id, before.evaluations[0].id, item, 0, "Heard again")
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert told(app) == "The session was changed since it was finished; it stays final."
        seat.program.sessions.lease(before.id).release()  # nobody holds it
    assert [session.status for session in seat.stored()] == ["final"]


async def test_newcomer_7_no_digit_finishes(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0])
        await pilot.press("f8", "1", "0", "7", "7")
        await pilot.pause(0.3)
        assert isinstance(app.screen, ReviewScreen)
        assert the_open_session(app).session.status == "live"
        the_open_session(app).leave()


async def test_newcomer_7_a_key_that_is_held_down_finishes_nothing(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0])
        await pilot.press("f8")
        keys_pause(app)
        await pilot.press(*["f8"] * 9)  # as fast as a key repeats, and an odd number of times
        await pilot.pause(0.3)
        assert isinstance(app.screen, ReviewScreen)
        assert the_open_session(app).session.status == "live"
        assert told(app) == "Nothing is finished: let go of the key, then press it once."
        seat.clock.pass_(1)
        await finish(app, pilot)
        assert isinstance(app.screen, TeamScreen)


async def test_newcomer_7_another_key_right_after_is_not_lost_on_the_review(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0])
        await pilot.press("f8")
        keys_pause(app)
        await pilot.press("f8", "9", "1")  # 9 in the review would ask whether to throw the session away
        await pilot.pause()
        assert isinstance(app.screen, TeamScreen)
    assert [session.status for session in seat.stored()] == ["final"]
