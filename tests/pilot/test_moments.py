"""Newcomer 5 and 13: a mark gets words, and a note left unfinished is offered, not glued to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.live_stage import listening
from tests.pilot.sitting_down import shown

from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.review.screen import ReviewScreen

pytestmark = pytest.mark.pilot


async def test_newcomer_5_enter_on_a_mark_writes_the_note_of_that_moment(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(134)
        await stage.press("ctrl+t")
        at = stage.clock.now()
        stage.clock.pass_(60)
        await stage.press("ctrl+r", "f4", "enter")
        assert "Note at 02:14" in shown(stage.app)
        await stage.press(*"calm", "enter")
        session = stage.stored
        (note,) = session.notes
        (mark,) = session.marks
        assert (note.text, note.at, note.call_s) == ("calm", at, 134.0)
        assert note.contact_id == mark.contact_id


async def test_newcomer_5_a_mark_of_an_earlier_contact_gets_its_note_there(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(10)
        await stage.press("ctrl+t", "ctrl+r", "ctrl+r")
        stage.clock.pass_(99)
        await stage.press("f4", "enter", *"then", "enter")
        session = stage.stored
        assert len(session.contacts) == 2
        assert (session.notes[0].contact_id, session.notes[0].call_s) == (session.contacts[0].id, 10.0)


async def test_newcomer_5_the_review_lists_marks_with_their_times(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(134)
        await stage.press("ctrl+t")
        stage.clock.pass_(50)
        await stage.press("ctrl+t", "f8")
        assert "02:14  03:04" in shown(stage.app)


async def test_newcomer_13_ctrl_n_opens_a_fresh_note_and_the_unfinished_one_is_offered(
    tmp_path: Path,
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+l", *"half", "escape")
        stage.clock.pass_(1)
        await stage.press("ctrl+n", *"whole", "enter")
        session = stage.stored
        assert [(note.text, note.tag) for note in session.notes] == [("whole", None)]
        assert [(draft.text, draft.tag) for draft in session.drafts] == [("half", "praise")]
        await stage.press("f4")
        assert "✎ unfinished" in shown(stage.app)
        await stage.press("up", "up", "enter", *" more", "enter")
        assert {note.text for note in stage.stored.notes} == {"whole", "half more"}
        assert stage.stored.drafts == ()


async def test_newcomer_13_any_number_are_kept_apart(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+n", "a", "escape", "ctrl+n", "b", "escape", "ctrl+n", "c", "escape")
        assert [draft.text for draft in stage.stored.drafts] == ["a", "b", "c"]


async def test_newcomer_13_a_question_left_without_a_word_leaves_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "3", "enter", "escape")
        assert stage.open_session.session.drafts == ()
        await stage.press("enter", "x", "backspace", "escape")
        assert stage.open_session.session.drafts == ()


async def test_newcomer_13_unfinished_ones_are_dropped_in_the_notes_and_come_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "ctrl+n", *"half", "escape", "f4", "delete")
        assert stage.said == "Note removed; Ctrl+Z brings it back."
        assert (stage.stored.drafts, stage.stored.notes) == ((), ())
        await stage.press("ctrl+z")
        assert [draft.text for draft in stage.stored.drafts] == ["half"]
        assert stage.stored.notes == ()


async def test_newcomer_13_a_note_is_deleted_by_key_and_comes_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "ctrl+n", *"one", "enter", "ctrl+n", *"two", "enter", "f4")
        assert "Delete Remove" in shown(stage.app)
        await stage.press("delete")
        assert [note.text for note in stage.stored.notes] == ["one"]
        await stage.press("ctrl+z")
        assert {note.text for note in stage.stored.notes} == {"one", "two"}


async def test_newcomer_13_the_review_drops_one_or_goes_on_with_it(tmp_path: Path) -> None:
    async with listening(tmp_path, (120, 60)) as stage:
        await stage.press(
            "1", "ctrl+n", *"half", "escape", "ctrl+n", *"other", "escape", "f8", "end", "delete"
        )
        assert isinstance(stage.app.screen, ReviewScreen)
        assert [draft.text for draft in stage.stored.drafts] == ["half"]
        await stage.press("ctrl+z")
        assert [draft.text for draft in stage.stored.drafts] == ["half", "other"]
        await stage.press("end", "enter")
        assert isinstance(stage.app.screen, LiveScreen)
        assert stage.line == "other"
        await stage.press("!", "enter")
        assert [note.text for note in stage.stored.notes] == ["other!"]
        assert [draft.text for draft in stage.stored.drafts] == ["half"]
