"""Newcomer 28: a draft is offered before another session is begun, and throwing one away moves no cursor."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import (
    BO,
    INGRID,
    Seat,
    answer,
    keys_pause,
    shown,
    take_seat,
    the_open_session,
    told,
)
from tests.pilot.team_stage import settled
from textual.pilot import Pilot

from coachtui.domain.errors import StoreCorrupt
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot

OFFER = "Draft of 16 Mar 2026: Enter opens it, Ctrl+R again starts a new session."


async def to_a_draft(seat: Seat, app: CoachApp, pilot: Pilot[int]) -> None:
    """Leave a session as a draft; the team screen is shown with the cursor on its agent."""
    answer(the_open_session(app), the_open_session(app).forms[0], 3)
    await pilot.press("f8", "2")
    await settled(pilot)
    assert isinstance(app.screen, TeamScreen)
    seat.clock.pass_(60)


async def test_newcomer_28_a_draft_is_offered_and_enter_goes_on_with_it(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await to_a_draft(seat, app, pilot)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert told(app) == OFFER
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        assert the_open_session(app).session.status == "draft"
        assert told(app) == "Draft resumed where you left off."
        the_open_session(app).leave()
    assert len(seat.stored()) == 1


@pytest.mark.parametrize("page", [False, True])
async def test_newcomer_28_the_same_key_again_begins_a_new_one(tmp_path: Path, *, page: bool) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await to_a_draft(seat, app, pilot)
        if page:
            await pilot.press("enter")
            await settled(pilot)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert told(app) == OFFER
        seat.clock.pass_(1)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        assert the_open_session(app).session.empty
        the_open_session(app).leave()


async def test_newcomer_28_nobody_is_asked_about_another_agents_draft(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await to_a_draft(seat, app, pilot)
        await pilot.press("home")
        assert "Bo Ek" in shown(app)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        assert the_open_session(app).agent.id == BO.id
        the_open_session(app).leave()


async def test_newcomer_28_after_throwing_a_session_away_the_list_stays_where_it_was(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0], 3)
        await pilot.press("f8", "9")
        keys_pause(app)
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        standing = app.screen.rows.current_summary
        assert standing is not None
        assert standing.agent.id == INGRID.id


async def test_newcomer_28_a_damaged_log_is_told_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()

    def damaged(_agent_id: str) -> list[object]:
        raise StoreCorrupt("damaged_record", file="2026.jsonl", record=7)

    async with app.run_test(size=(80, 24)) as pilot:
        await to_a_draft(seat, app, pilot)
        monkeypatch.setattr(app.program.sessions.newest, "rows_of", damaged)
        monkeypatch.setattr(app.program.sessions.newest, "open_session_of", damaged)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "damaged at record 7" in told(app)
        assert isinstance(app.screen, TeamScreen)
