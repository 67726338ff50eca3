"""Notes: their moment, tag and link, their drafts, and editing them (R4, R7, R8)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.pilot.live_stage import PHONE, Stage, listening
from tests.pilot.sitting_down import shown

from coachtui.domain.note import TAGS, Link, Tag

LONG = " ".join(f"{number:04}" for number in range(2000))
AWKWARD = "[/] [b]x[/b] [@click=app.quit]y[/] $z {q} 客户「好的」👍🏽 👩‍👩‍👧 é"


async def paste(stage: Stage, text: str) -> None:
    """Paste as a terminal does."""
    from textual.events import Paste

    stage.app.post_message(Paste(text))
    await stage.pilot.pause()


async def test_the_time_of_a_note_is_that_of_its_first_letter(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(10)
        await stage.press("ctrl+n")
        stage.clock.pass_(5)
        began = stage.clock.now()
        await stage.press("a")
        stage.clock.pass_(20)
        await stage.press("b", "enter")
        (note,) = stage.stored.notes
        assert (note.at, note.call_s, note.text) == (began, 15.0, "ab")
        assert (note.tag, note.link) == (None, None)


@pytest.mark.parametrize(("number", "tag"), list(enumerate(TAGS, 1)))
async def test_every_tag_is_reached_with_down(tmp_path: Path, number: int, tag: Tag) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+n", *["down"] * number, "x", "enter")
        (note,) = stage.stored.notes
        assert note.tag == tag


async def test_tags_go_round_in_both_directions(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+n", "x", "up", "up", "down", "enter")
        await stage.press("ctrl+n", "y", *["down"] * (len(TAGS) + 1), "enter")
        assert [note.tag for note in stage.stored.notes] == ["critical", None]


async def test_a_note_on_a_row_is_linked_and_comes_back_to_it(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("space", "space", "enter", "x", "enter")
        (note,) = stage.stored.notes
        assert note.link == Link(form=PHONE, item="welcome")
        assert stage.rows.has_focus
        assert stage.row == "welcome"
        assert stage.said == "Note kept."
        await stage.press("2")
        assert stage.values() == {"welcome": 2}


@pytest.mark.parametrize(("key", "tag"), [("ctrl+l", "praise"), ("ctrl+g", "critical")])
async def test_praise_and_critical_are_notes_with_that_tag(tmp_path: Path, key: str, tag: Tag) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(key, "x", "enter")
        (note,) = stage.stored.notes
        assert (note.tag, note.text, note.link) == (tag, "x", None)
        assert stage.rows.has_focus


async def test_a_tag_key_in_the_line_tags_what_is_being_written(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("enter", "x", "ctrl+l", "y", "enter")
        (note,) = stage.stored.notes
        assert (note.tag, note.text) == ("praise", "xy")
        assert note.link == Link(form=PHONE, item="pickup")


async def test_escape_keeps_the_draft_where_it_belongs(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("space", "enter", "a", "escape")
        assert stage.row == "greeting"
        assert stage.rows.has_focus
        await stage.press("space", "enter", "b", "escape", "ctrl+l", "c", "escape")
        session = stage.stored
        assert session.notes == ()
        drafts = {d.link.item if d.link else None: (d.text, d.tag) for d in session.drafts}
        assert drafts == {"greeting": ("a", None), "welcome": ("b", None), None: ("c", "praise")}
        await stage.press("up", "enter", "1", "enter")
        assert [note.text for note in stage.stored.notes] == ["a1"]
        await stage.press("ctrl+n", "2", "enter", "down", "enter", "3", "enter")
        assert {note.text for note in stage.stored.notes} == {"a1", "b3", "2"}
        assert [draft.text for draft in stage.stored.drafts] == ["c"]  # offered in the list of notes


async def test_an_empty_line_keeps_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+n", "enter", "ctrl+n", "space", "space", "enter", "enter", "escape")
        await stage.press("ctrl+n", "x", "backspace", "escape")
        assert stage.rows.has_focus
        assert stage.open_session.session.drafts == ()
    assert stage.seat.stored() == []


async def test_keys_of_the_session_work_in_the_line_and_letters_do_not(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(
            "ctrl+n", *"chfbmpu!0123456789-+*/.,n", "ctrl+r", "ctrl+f", "ctrl+o", "ctrl+t", "enter"
        )
        session = stage.stored
        assert [note.text for note in session.notes] == ["chfbmpu!0123456789-+*/.,n"]
        (contact,) = session.contacts
        assert (contact.phase, contact.on_hold, len(session.marks)) == ("mapping", True, 1)
        assert session.evaluations == ()


async def test_undo_in_the_line_is_of_letters_first_then_of_what_was_before(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "ctrl+n", "a", "b", "ctrl+z", "ctrl+z")
        assert (stage.line, stage.values()) == ("", {"pickup": 1})
        await stage.press("ctrl+z", "ctrl+z")
        assert (stage.screen.work.writes_note, stage.values()) == (True, {})
        await stage.press("ctrl+y", "ctrl+y")
        assert (stage.line, stage.values()) == ("a", {"pickup": 1})
        await stage.press("ctrl+y", "ctrl+w", "ctrl+z", "enter")
        assert [note.text for note in stage.stored.notes] == ["ab"]
        await stage.press("ctrl+z", "ctrl+z")
        session = stage.stored
        assert (session.notes, session.evaluations) == ((), ())


async def test_a_note_is_edited_and_its_moment_stays(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "enter", "a", "enter")
        (before,) = stage.stored.notes
        stage.clock.pass_(50)
        await stage.press("f4", "enter", "b", "down", "enter")
        (after,) = stage.stored.notes
        assert (after.id, after.at, after.call_s, after.link) == (
            before.id,
            before.at,
            before.call_s,
            before.link,
        )
        await stage.press("ctrl+z")
        assert stage.stored.notes == (before,)


async def test_an_edit_can_wait_and_a_note_emptied_is_taken_away(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+n", "a", "enter", "f4", "enter", "b", "escape", "enter")
        assert stage.line == "ab"
        await stage.press("ctrl+u", "enter")
        assert stage.said == "Note removed."
        assert stage.sessions()[0].notes == ()
        await stage.press("ctrl+z")
        assert [note.text for note in stage.stored.notes] == ["a"]


async def test_a_line_entered_with_tab_loses_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("shift+tab", "a", "b", "tab")
        assert stage.rows.has_focus
        assert [draft.text for draft in stage.stored.drafts] == ["ab"]
        await stage.press("shift+tab", "c", "f4")
        assert [draft.text for draft in stage.stored.drafts] == ["abc"]
        await stage.press("f5", "shift+tab", "down", "enter")
        (note,) = stage.stored.notes
        assert (note.text, note.tag) == ("abc", "strength")


async def test_a_pasted_page_is_one_note(tmp_path: Path) -> None:
    page = "\r\n".join(f"  line {number}\twith a tab" for number in range(50))
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+n")
        await paste(stage, page)
        await stage.press("enter")
        (note,) = stage.stored.notes
        assert note.text == " ".join(page.split())


async def test_ten_thousand_letters_and_not_one_more(tmp_path: Path) -> None:
    assert len(LONG) == 9_999
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+n")
        await paste(stage, f"{LONG}xyz")
        assert stage.said == "A note holds at most 10000 characters; the rest was left out."
        await stage.press("q", "enter")
        assert [note.text for note in stage.stored.notes] == [f"{LONG}x"]
        await stage.press("f4", "enter", "backspace", "enter")
        assert [note.text for note in stage.stored.notes] == [LONG]


async def test_awkward_text_stays_as_it_is(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("enter")
        await paste(stage, AWKWARD)
        await stage.press("enter", "1")
        assert [note.text for note in stage.stored.notes] == [AWKWARD]


async def test_a_wall_clock_that_jumps_back_loses_no_note(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "ctrl+n", "a", "enter")
        stage.clock.pass_(10)
        stage.clock.wall -= timedelta(hours=1)
        await stage.press("ctrl+n", "b", "enter", "ctrl+t")
        session = stage.stored
        assert sorted((note.text, note.call_s) for note in session.notes) == [("a", 0.0), ("b", 10.0)]
        assert session.marks[0].call_s == 10.0


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ([*"pay 10", "\n20 Euro\n"], "pay 10 20 Euro"),
        ([*"call", " 12 back ", *"now"], "call 12 back now"),
        ([*"ring ", "12", " 34 tomorrow"], "ring 12 34 tomorrow"),
        ([*"ring", " ", "\t12 ", "\n34 tomorrow"], "ring 12 34 tomorrow"),
        ([" 12 back\n", *"now"], "12 back now"),
        ([*"ab", "left", "1\n"], "a1 b"),
        ([*"ab", "left", "1"], "a1b"),
    ],
)
async def test_attack_what_is_pasted_is_set_apart_as_it_was(
    keys: list[str], kept: str, tmp_path: Path
) -> None:
    async with listening(tmp_path) as stage:
        for key in keys:
            pasted = key != "left" and (len(key) > 1 or key.isspace())
            await (paste(stage, key) if pasted and key != " " else stage.press(key))
        await stage.press("enter")
        assert [note.text for note in stage.stored.notes] == [kept]


async def test_attack_keys_of_an_empty_list_of_notes_are_not_offered_and_say_so(
    tmp_path: Path, rung: list[str]
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f4")
        assert "Edit note" not in shown(stage.app)
        for key in ("enter", "delete"):
            await stage.press(key)
            assert stage.said == "No notes yet. Type to start one."
        assert len(rung) == 2
        await stage.press(*"ab", "enter", "f4")
        assert "Edit note" in shown(stage.app)


async def test_attack_a_marked_moment_is_not_taken_away_and_that_is_said(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "ctrl+t", "f4", "delete")
        assert stage.said == "A marked moment stays. Press Enter to write a note on it."
        await stage.press("enter", *"ab", "enter")
        assert [note.text for note in stage.stored.notes] == ["ab"]
        assert len(stage.stored.marks) == 1
