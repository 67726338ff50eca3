"""Newcomer 8 on the screen: breaking off and taking a contact away, live and in the review."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.live_stage import listening
from tests.pilot.sitting_down import answer, finish, keys_pause, shown, take_seat, the_open_session, told

from coachtui.domain.listing import session_row
from coachtui.domain.rhythm import UNCOUNTED_FORMS
from coachtui.ui.live.contact_question import RemoveQuestion
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot


async def test_newcomer_8_a_call_breaks_off_and_is_finished(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "0")
        stage.clock.pass_(20)
        await stage.press("ctrl+d")
        assert stage.said == "Cut off: 23 rows not reached; it does not count for the month."
        screen = shown(stage.app)
        assert "■ Cut off 00:20" in screen
        assert "not reached" in screen
        assert (stage.contact().broken_off, stage.contact().duration_s) == (True, 20.0)
        await stage.press("ctrl+z")
        assert stage.said == "Undone: cut off"
        assert stage.contact().running
        await stage.press("ctrl+d", "f8")
        assert "23 rows not reached" in shown(stage.app)
        await finish(stage.app, stage.pilot)
        assert isinstance(stage.app.screen, TeamScreen)
    (session,) = stage.seat.stored()
    assert session.status == "final"
    assert session_row(session, UNCOUNTED_FORMS).evaluated == ()


async def test_newcomer_8_the_review_marks_it_and_takes_it_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "0", "ctrl+r", "f8")
        assert "23 rows need an answer" in shown(stage.app)
        await stage.press("7")
        assert "23 rows need an answer" in shown(stage.app)
        stage.clock.pass_(1)
        await stage.press("7")
        assert "What was started is complete." in shown(stage.app)
        assert "yes: open rows are not reached" in shown(stage.app)
        await stage.press("7")
        assert "23 rows need an answer" in shown(stage.app)
        await stage.press("7")
        stage.clock.pass_(1)
        await stage.press("7", "ctrl+z")
        assert "cut off" in stage.said
        assert "23 rows need an answer" in shown(stage.app)


async def test_newcomer_8_a_contact_opened_by_mistake_goes_without_a_question(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "f8", "3")
        assert len(stage.stored.contacts) == 2
        await stage.press("shift+delete")
        assert stage.said == "Contact 2 was removed; Ctrl+Z brings it back."
        assert len(stage.stored.contacts) == 1
        await stage.press("ctrl+z")
        assert stage.said == "Undone: next contact"
        assert len(stage.stored.contacts) == 2


async def test_newcomer_8_one_with_answers_is_asked_about_and_comes_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "f8", "3", "ctrl+r", "0", "ctrl+t")
        before = stage.stored
        await stage.press("shift+delete")
        assert isinstance(stage.app.screen, RemoveQuestion)
        assert "1 answer, 0 notes, 1 moment marked" in shown(stage.app)
        await stage.press("escape")
        after = stage.stored
        assert (after.contacts, after.evaluations) == (before.contacts, before.evaluations)
        assert (after.notes, after.marks) == (before.notes, before.marks)
        await stage.press("shift+delete")
        await stage.press("1")
        assert isinstance(stage.app.screen, LiveScreen)
        assert [contact.id for contact in stage.stored.contacts] == [before.contacts[0].id]
        assert stage.stored.marks == ()
        await stage.press("ctrl+z")
        assert stage.said.startswith("Undone: ")
        assert "contact with all in it" in stage.said
        assert stage.stored.contacts == before.contacts
        assert stage.stored.evaluations == before.evaluations


async def test_newcomer_8_the_review_takes_the_contact_at_the_cursor_away(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 60)) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0])
        await pilot.press("f8", "3")
        await pilot.pause()
        answer(open_session, open_session.forms[0], 3)
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("8")
        await pilot.pause()
        assert "Remove contact 2?" in shown(app)
        keys_pause(app)
        await pilot.press("1")
        await pilot.pause()
        assert told(app) == "Contact 2 was removed; Ctrl+Z brings it back."
        assert len(open_session.session.contacts) == 1
        assert "What was started is complete." in shown(app)
        open_session.leave()


async def test_attack_5_the_question_counts_unfinished_notes_and_the_running_call(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "f8", "3", "ctrl+r", "0", *"zz", "escape")
        stage.clock.pass_(75)
        before = stage.stored
        assert "▏zz" in shown(stage.app)
        await stage.press("shift+delete")
        assert "call 01:15, 1 answer, 0 notes, 1 unfinished note, 0 moments marked" in shown(stage.app)
        await stage.press("1")
        assert stage.stored.drafts == ()
        assert stage.line == ""
        assert "zz" not in shown(stage.app)
        await stage.press("ctrl+z")
        assert stage.stored.drafts == before.drafts
        assert stage.line == "zz"


async def test_attack_5_a_note_being_written_goes_with_its_contact_and_starts_no_other(
    tmp_path: Path,
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "f8", "3", "ctrl+r", "0", *"zz")
        await stage.press("shift+delete")
        await stage.press("1")
        assert (stage.stored.drafts, stage.line) == ((), "")
        await stage.press(*"ab", "enter")
        (note,) = stage.stored.notes
        assert (note.text, note.contact_id) == ("ab", stage.contact().id)


async def test_attack_5_a_contact_taken_away_in_the_review_leaves_no_text_in_the_line(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", *"zz", "escape", "f8", "8")
        assert "1 unfinished note" in shown(stage.app)
        await stage.press("1", "escape")
        assert isinstance(stage.app.screen, LiveScreen)
        assert stage.line == ""
        assert "zz" not in shown(stage.app)


async def test_the_question_counts_what_was_answered_and_no_row_that_was_not_reached(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "0")
        stage.clock.pass_(20)
        await stage.press("ctrl+d", "shift+delete")
        assert isinstance(stage.app.screen, RemoveQuestion)
        assert "call 00:20, 2 answers, 0 notes" in shown(stage.app)
        await stage.press("escape")
        assert "Phone technique listening form 2/25" in shown(stage.app)
        assert "25/25" not in shown(stage.app)
        assert "0/3" in shown(stage.app)
        await stage.press("f8")
        assert "23 rows not reached" in shown(stage.app)
        assert "0/3" in shown(stage.app)
        assert "3/3" not in shown(stage.app)
