"""Panes that are out of sight take what happens meanwhile, and show it when they come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.live_stage import listening
from textual.events import Key

IN_SIGHT = (80, 24)
SIZES = (IN_SIGHT, (59, 16), (40, 10), (10, 3), (2, 2), (1, 1))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pane", ["f2", "f3", "f4", "f5"])
async def test_marks_and_notes_come_while_their_pane_is_out_of_sight(
    tmp_path: Path, pane: str, size: tuple[int, int]
) -> None:
    async with listening(tmp_path) as stage:
        await stage.resize(80, 24)
        await stage.press("ctrl+r", "ctrl+n", "a", "enter", pane)
        await stage.resize(*size)
        await stage.press("ctrl+t", "ctrl+t", "ctrl+t", "ctrl+z")
        await stage.resize(80, 24)
        await stage.press("f4")
        stored = stage.open_session.session
        assert len(stored.marks) == (2 if size == IN_SIGHT else 0), (
            "nobody sees what a key does in so small a window"
        )
        assert [note.text for note in stored.notes] == ["a"]
        await stage.press("ctrl+t")
        assert len(stage.open_session.session.marks) == len(stored.marks) + 1


async def test_a_digit_that_came_with_escape_ends_the_note_and_answers_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "ctrl+n", "h", "i")
        stage.app.post_message(Key("alt+0", "0"))
        await stage.press()
        assert stage.values() == {"pickup": 1}
        assert [draft.text for draft in stage.open_session.session.drafts] == ["hi"]


async def test_a_free_note_leaves_the_note_of_a_row_alone(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("enter", "r", "o", "w", "escape", "ctrl+n", "f", "r", "e", "e", "enter")
        (note,) = stage.open_session.session.notes
        assert (note.text, note.link) == ("free", None)
        (draft,) = stage.open_session.session.drafts
        assert draft.text == "row"


async def test_praise_never_takes_over_a_critical_note(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+g", "b", "a", "d", "escape", "ctrl+l", "w", "e", "l", "l", "enter")
        notes = {note.text: note.tag for note in stage.open_session.session.notes}
        assert notes == {"well": "praise"}
        (unfinished,) = stage.open_session.session.drafts
        assert (unfinished.text, unfinished.tag) == ("bad", "critical")
