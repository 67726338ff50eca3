"""Going on after the program was closed or died: draft, contact, tab, step, and the clock of the call."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.pilot.live_stage import PHASES, listening, seat_again

from coachtui.domain.note import Link
from coachtui.domain.session import Session
from coachtui.ui.live.model import StepRows

QUARTER = 15 * 60


async def test_draft_contact_tab_and_step_come_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "ctrl+r", "ctrl+r", "ctrl+up", "plus", "f3", "3", "pagedown", "f5")
        await stage.press("space", "enter", *"half", "escape")
        before = stage.stored
    async with listening(seat_again(stage.seat)) as stage:
        session = stage.stored
        assert session.id == before.id
        assert session.place == before.place
        assert session.place.contact_id == session.contacts[0].id
        assert (session.place.form_id, session.place.step) == (PHASES, "scale")
        assert stage.line == "half"
        assert stage.said == "You have an unfinished note. Press Enter on the row marked ✎ to continue."
        assert stage.row == "establish"
        await stage.pilot.pause()
        assert "Scale" in stage.app.screen.query_one(StepRows).row_lines(0, 60)[0][0][0]
        await stage.press("down", "enter", "!", "enter")
        (note,) = stage.stored.notes
        assert note.text == "half!"
        assert note.link == Link(form=PHASES, item="hear_reason")
        assert note.contact_id == session.contacts[0].id


async def test_undo_does_not_reach_behind_the_restart(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
    async with listening(seat_again(stage.seat)) as stage:
        await stage.press("ctrl+z")
        assert stage.said == "There is nothing to undo since the session was reopened."
        assert stage.values() == {"pickup": 1}


async def interrupted(folder: Path, seconds: float) -> tuple[Session, str, float | None]:
    """Leave a call on hold in its second phase; return what is stored and shown ``seconds`` later."""
    async with listening(folder) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(40)
        await stage.press("ctrl+f", "ctrl+o")
        stage.clock.pass_(60)
        await stage.press("1")
    again = seat_again(stage.seat)
    again.clock.pass_(seconds)
    async with listening(again) as stage:
        said = stage.said
        await stage.press("ctrl+s")
        return stage.stored, said, stage.open_session.desk.call_s()


@pytest.mark.parametrize("seconds", [0.0, 5.0, QUARTER - 1])
async def test_a_short_interruption_lets_the_call_go_on_from_wall_time(
    tmp_path: Path, seconds: float
) -> None:
    session, said, call_s = await interrupted(tmp_path, seconds)
    (contact,) = session.contacts
    assert contact.running
    assert (contact.phase, contact.on_hold) == ("mapping", True)
    assert call_s == 100.0 + seconds
    assert said == "Session resumed where you left off."


@pytest.mark.parametrize("seconds", [QUARTER, QUARTER + 1, 3 * 24 * 3600.0])
async def test_a_long_interruption_closes_the_call_at_its_last_moment(tmp_path: Path, seconds: float) -> None:
    session, said, call_s = await interrupted(tmp_path, seconds)
    (contact,) = session.contacts
    assert contact.duration_s == 100.0
    assert [(p.phase, p.until_s) for p in contact.phases] == [("contact", 40.0), ("mapping", 100.0)]
    assert [(hold.at_s, hold.until_s) for hold in contact.holds] == [(40.0, 100.0)]
    assert call_s is None
    assert said == "Interrupted for over 15 minutes: the call was ended where it stopped."
    assert session.status == "live"


async def test_a_wall_clock_set_back_meanwhile_never_turns_the_call_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(100)
        await stage.press("1")
    again = seat_again(stage.seat)
    again.clock.wall -= timedelta(hours=1)
    async with listening(again) as stage:
        assert stage.open_session.desk.call_s() == 100.0
        again.clock.pass_(3)
        await stage.press("0", "ctrl+f")
        assert [answer.call_s for answer in stage.answers().values()] == [100.0, 103.0]
        assert [phase.at_s for phase in stage.contact().phases] == [0.0, 103.0]


async def test_leaving_with_escape_waits_for_the_end_of_the_call(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "escape")
        assert stage.said.startswith("A call is still running.")
        assert stage.rows.has_focus
        assert stage.contact().running
