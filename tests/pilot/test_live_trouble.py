"""A disk that takes nothing, windows of any size, a second window: nothing shown as saved is lost."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from tests.contract.faulty_disk import faulty, read_only
from tests.pilot.live_stage import Stage, listening, seat_again

from coachtui.domain.errors import StoreBusy
from coachtui.ui.widgets.bars import MessageLine
from coachtui.ui.widgets.note_line import NoteInput

ANYTHING = (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES)


def header(stage: Stage) -> str:
    return stage.app.screen.query_one("#header").render_line(0).text


async def until(stage: Stage, sign: str) -> None:
    """Wait until the header says something."""
    for _ in range(100):
        if sign in header(stage):
            return
        await stage.pilot.pause(0.1)
    raise AssertionError(header(stage))


@pytest.mark.parametrize("code", ANYTHING)
async def test_what_the_disk_refuses_is_kept_and_saved_later(tmp_path: Path, code: int) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
        await until(stage, "✓ saved")
        with faulty(lambda _number, name: code if name in {"open", "write", "fsync"} else 0):
            await stage.press("0", "ctrl+n", "x", "enter", "ctrl+r")
            await until(stage, "✗ not saved, retrying")
            await stage.press("2", "ctrl+s")
            assert stage.said == "Not saved yet; everything is kept and saving is tried again."
            assert [a.value for a in stage.open_session.session.evaluations[0].answers.values()] == [1, 0, 2]
            (before,) = stage.seat.stored()
            assert [a.value for a in before.evaluations[0].answers.values()] == [1]
        await until(stage, "✓ saved")
        session = stage.stored
        assert [a.value for a in session.evaluations[0].answers.values()] == [1, 0, 2]
        assert [note.text for note in session.notes] == ["x"]
        assert session.contacts[0].running


@pytest.mark.parametrize("saves", [True, False], ids=["asked with a key", "told by the saver"])
async def test_what_is_said_of_saving_goes_once_it_is_saved(tmp_path: Path, *, saves: bool) -> None:
    async with listening(tmp_path) as stage:
        before = stage.said
        with faulty(lambda _number, name: errno.EIO if name in {"open", "write", "fsync"} else 0):
            await stage.press("1")
            await until(stage, "✗ not saved, retrying")
            if saves:
                await stage.press("ctrl+s")
            assert stage.said == "Not saved yet; everything is kept and saving is tried again."
        await until(stage, "✓ saved")
        assert stage.said == before


async def test_what_was_said_since_then_stays_once_it_is_saved(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1")
        await until(stage, "✓ saved")
        with faulty(lambda _number, name: errno.EIO if name in {"open", "write", "fsync"} else 0):
            await stage.press("0")
            await until(stage, "✗ not saved, retrying")
            stage.app.screen.query_one(MessageLine).say("Moment marked at 00:00.")
        await until(stage, "✓ saved")
        assert stage.said == "Moment marked at 00:00."


async def test_a_disk_that_can_only_be_read_from_the_start(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        with read_only():
            await stage.press("1")
            await until(stage, "✗ not saved, retrying")
            assert stage.seat.stored() == []
        await until(stage, "✓ saved")
        assert stage.values() == {"pickup": 1}


@pytest.mark.parametrize(("width", "height"), [(59, 15), (59, 36), (120, 15), (1, 1), (0, 0)])
async def test_no_answer_is_taken_for_a_row_that_cannot_be_seen(
    tmp_path: Path, width: int, height: int
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1")
        await stage.resize(width, height)
        await stage.press("1", "0", "minus", "asterisk", "backspace", "enter", "x", "enter")
        stage.clock.pass_(9)
        await stage.resize(120, 36)
        await stage.press("0")
        assert {item: a.call_s for item, a in stage.answers().items()} == {"pickup": 0.0, "greeting": 9.0}
        assert stage.stored.notes == ()


async def test_the_sentence_says_what_is_needed(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.resize(59, 15)
        shown = stage.app.screen.query_one("#too-small")
        assert shown.display
        text = " ".join("".join(segment.text for segment in shown.render_line(y)).strip() for y in range(15))
        assert text.strip() == (
            "Please enlarge the window to 60×16. Nothing is lost, saving continues; "
            "keys work again once it is larger."
        )


async def test_a_note_being_written_goes_on_after_the_window_was_too_small(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("enter", "a")
        await stage.resize(20, 5)
        await stage.resize(80, 24)
        assert isinstance(stage.app.focused, NoteInput)
        await stage.press("b", "enter")
        assert [note.text for note in stage.stored.notes] == ["ab"]


async def test_a_pane_that_does_not_fit_any_more_gives_its_keys_away(tmp_path: Path) -> None:
    async with listening(tmp_path, size=(200, 60)) as stage:
        await stage.press("tab", "tab")  # the agent pane, beside all others
        await stage.resize(80, 24)
        assert stage.app.focused is not None
        await stage.press("f5", "1")
        assert stage.values() == {"pickup": 1}


async def test_another_window_cannot_write_the_same_session(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
        stage.open_session.flush()
        second = seat_again(stage.seat)
        with pytest.raises(StoreBusy) as refused:
            second.app().work.begin_session(second.program.team.agents()[0])
        assert refused.value.code == "session_open_elsewhere"
        await stage.press("0")
        assert stage.values() == {"pickup": 1, "greeting": 0}
