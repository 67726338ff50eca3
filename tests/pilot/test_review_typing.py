"""What is typed in the closing review without a line to type in: a reference, and no command by accident."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.live_stage import Stage, listening
from tests.pilot.sitting_down import answer
from textual.events import Paste

from coachtui.domain.live import commands as c
from coachtui.ui.review.screen import ReviewScreen

NOTHING = "That key does nothing here; type to start the reference."


async def in_review(stage: Stage) -> None:
    await stage.press("ctrl+r", "1", "0", "ctrl+r", "f8")
    assert isinstance(stage.app.screen, ReviewScreen)


@pytest.mark.parametrize("pause", [0.0, 1.0])
@pytest.mark.parametrize("text", ["AB 7581", "ab-2345678", "å9 8 1", "客户 789", "x"])
async def test_attack_f6_a_reference_typed_without_its_line_is_the_reference(
    tmp_path: Path, text: str, pause: float
) -> None:
    async with listening(tmp_path) as stage:
        await in_review(stage)
        for letter in text:
            stage.clock.pass_(pause)
            await stage.press(letter)
        await stage.press("enter")
        session = stage.stored
        assert [contact.reference for contact in session.contacts] == [text]
        assert not session.contacts[0].broken_off
        assert session.status == "live"
        assert isinstance(stage.app.screen, ReviewScreen)


async def test_attack_f6_a_reference_that_is_pasted_is_the_reference(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await in_review(stage)
        stage.app.post_message(Paste("7581-22\n"))
        await stage.carried_out()
        await stage.press("enter")
        assert stage.contact().reference == "7581-22"


async def test_escape_takes_back_what_was_begun(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await in_review(stage)
        await stage.press(*"AB 1", "enter", *"xyz", "escape")
        assert stage.contact().reference == "AB 1"


@pytest.mark.parametrize("sign", ["0", "1", "?", "#", " ", "…"])
async def test_attack_f6_a_sign_that_does_nothing_says_so(tmp_path: Path, sign: str) -> None:
    async with listening(tmp_path) as stage:
        await in_review(stage)
        await stage.press(sign)
        assert stage.said == NOTHING
        assert stage.contact().reference == ""


async def test_a_final_session_takes_no_reference_and_drops_the_digits_behind_it(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        answer(stage.open_session, stage.open_session.forms[0])
        stage.open_session.desk.conduct(c.Finish())
        assert stage.open_session.flush()
        await stage.press("f8")
        await stage.press(*"AB 7581")
        assert stage.said == "This session is final and can only be read."
        assert stage.contact().reference == ""


async def test_attack_f6_that_it_broke_off_takes_a_second_press(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await in_review(stage)
        await stage.press("7")
        assert stage.said == "Press again if contact 1 was cut off: its open rows are not reached."
        await stage.press("7")
        assert not stage.contact().broken_off, "a key that is held down repeats"
        stage.clock.pass_(1)
        await stage.press("5")
        stage.clock.pass_(20)
        await stage.press("7")
        assert not stage.contact().broken_off, "the question was asked too long ago"
        stage.clock.pass_(1)
        await stage.press("7")
        assert stage.contact().broken_off
        await stage.press("7")
        assert not stage.contact().broken_off


async def test_attack_f6_a_draft_ends_a_running_call_on_the_second_press_only(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "f8", "2")
        assert stage.said == "The call is still running; press again to end it and keep a draft."
        stage.clock.pass_(1)
        await stage.press("7")
        assert stage.contact().running
        stage.clock.pass_(1)
        await stage.press("2")
        assert stage.app.work.open_session is not None, "another key was asked about between"
        stage.clock.pass_(1)
        await stage.press("2")
        assert stage.app.work.open_session is None
        assert [session.status for session in stage.seat.stored()] == ["draft"]
