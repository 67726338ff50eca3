"""Keys that come before what they would act on can have been seen, and second presses nobody meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.live_stage import Stage, listening
from tests.pilot.sitting_down import answer, finish, keys_pause, shown, take_seat, the_open_session, told

from coachtui.ui.keyboard.first_sight import FirstSight
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.screens.question import QuestionScreen
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.typed_ahead import PAUSE_S

UNSEEN = "Pressed before this screen appeared, so nothing was done. Press it again."
ONE = "Two quick presses count as one. Press {} again if you meant it."
NUMBER = "Digits are commands here. To write a number: Enter on the row “Reference”."


async def complete(stage: Stage) -> None:
    """Answer every row, so that nothing but a look keeps the session from being finished."""
    for form in stage.open_session.forms:
        answer(stage.open_session, form)
    await stage.pilot.pause()


async def typed(stage: Stage, *keys: str) -> None:
    """Type keys in one piece, right behind those before."""
    stage.type(*keys)
    await stage.carried_out()


# -- screens that were not seen yet


@pytest.mark.parametrize("times", [2, 3, 6])
async def test_finish_pressed_twice_at_once_opens_the_review_and_finishes_nothing(
    tmp_path: Path, rung: list[str], times: int
) -> None:
    async with listening(tmp_path) as stage:
        await complete(stage)
        keys_pause(stage.app)
        await typed(stage, *["f8"] * times)
        assert isinstance(stage.app.screen, ReviewScreen)
        assert stage.said == UNSEEN
        assert len(rung) == times - 1
        assert stage.stored.status == "live"
        await finish(stage.app, stage.pilot)
        assert isinstance(stage.app.screen, TeamScreen), "once it was seen, the key finishes"


@pytest.mark.parametrize(("wait", "status"), [(PAUSE_S - 0.05, "live"), (PAUSE_S + 0.05, "final")])
async def test_finish_counts_once_the_review_can_have_been_looked_at(
    tmp_path: Path, wait: float, status: str
) -> None:
    async with listening(tmp_path) as stage:
        await complete(stage)
        await stage.press("f8")
        stage.clock.pass_(wait)
        await typed(stage, "f8")
        await typed(stage, "down")  # another key comes after finishing, which waits for a moment else
        if stage.app.work.open_session is not None:
            stage.app.work.open_session.flush()
        assert [session.status for session in stage.seat.stored()] == [status]


async def test_keys_behind_finish_that_do_no_harm_go_to_the_review(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "ctrl+r")
        keys_pause(stage.app)
        await typed(stage, "f8", *"AB 7", "enter")
        assert isinstance(stage.app.screen, ReviewScreen)
        assert stage.contact().reference == "AB 7"


@pytest.mark.parametrize("behind", [("1",), ("up", "enter")])
async def test_a_question_is_not_answered_by_keys_right_behind_the_one_that_asked(
    tmp_path: Path, behind: tuple[str, ...]
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "0")
        keys_pause(stage.app)
        await typed(stage, "shift+delete", *behind)
        assert isinstance(stage.app.screen, QuestionScreen)
        assert stage.said == UNSEEN
        await stage.press("1")
        assert isinstance(stage.app.screen, LiveScreen)
        assert stage.said == "Contact 1 was removed; Ctrl+Z brings it back."


async def test_what_was_typed_before_the_first_screen_answers_and_leaves_nothing(
    tmp_path: Path, rung: list[str]
) -> None:
    async with listening(tmp_path) as stage:
        keys_pause(stage.app)
        stage.app.key_door.first_sight = FirstSight()  # nothing was shown so far
        await typed(stage, "1", "0", "ctrl+r", "f8", "escape", "enter", "minus")
        assert isinstance(stage.app.screen, LiveScreen)
        assert not stage.screen.work.writes_note
        assert len(rung) == 7
        assert stage.sessions() == []
        await typed(stage, "ctrl+q")
    assert stage.app.return_code == 0


async def test_words_typed_before_the_first_screen_are_a_note(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        keys_pause(stage.app)
        stage.app.key_door.first_sight = FirstSight()
        await typed(stage, *"ok 12", "enter")
        assert [note.text for note in stage.stored.notes] == ["ok 12"]
        assert stage.stored.evaluations == ()


async def test_enter_before_the_first_screen_opens_no_agent(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app(live=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        keys_pause(app)
        app.key_door.first_sight = FirstSight()
        await pilot.press("enter", "ctrl+r")
        assert isinstance(app.screen, TeamScreen)
        assert app.work.open_session is None


# -- second presses that nobody meant


@pytest.mark.parametrize("wait", [0.0, 0.25, 0.5, 0.75])
@pytest.mark.parametrize(
    ("key", "name"), [("ctrl+r", "Ctrl+R"), ("ctrl+o", "Ctrl+O"), ("ctrl+d", "Ctrl+D"), ("*", "*")]
)
async def test_a_key_that_takes_back_what_it_did_counts_once(
    tmp_path: Path, rung: list[str], key: str, name: str, wait: float
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "up")
        await stage.press(key)
        before = stage.stored
        stage.clock.pass_(wait)
        await typed(stage, key)
        after = stage.stored
        assert after.contacts == before.contacts
        assert after.evaluations == before.evaluations
        assert stage.said == ONE.format(name)
        assert rung == ["bell"]


async def test_the_call_key_pressed_again_in_a_standstill_begins_no_contact(tmp_path: Path) -> None:
    """All three presses wait while the program does something else: they are carried out long after."""
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(60)
        keys_pause(stage.app)
        await typed(stage, "ctrl+r", "ctrl+r", "ctrl+r")
        (contact,) = stage.stored.contacts
        assert contact.ended
        assert stage.said == ONE.format("Ctrl+R")
        stage.clock.pass_(2)
        await typed(stage, "ctrl+r")
        assert len(stage.stored.contacts) == 2, "once it was seen to have ended, the key begins the next"


async def test_the_key_that_begins_to_listen_starts_no_call_when_it_is_tapped_twice(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app(live=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+r", "ctrl+r")
        assert isinstance(app.screen, LiveScreen)
        assert the_open_session(app).session.running_contact is None
        the_open_session(app).leave()


async def test_the_key_that_hides_the_screen_does_not_show_it_when_it_is_held(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f9")
        stage.clock.pass_(0.5)
        await typed(stage, "f9")
        assert "The screen is hidden." in shown(stage.app)
        await stage.press("f9")
        assert isinstance(stage.app.screen, LiveScreen)


@pytest.mark.parametrize("key", ["2", "7"])
async def test_a_held_digit_does_not_answer_what_it_asked_in_the_review(tmp_path: Path, key: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "f8")
        await stage.press(key)
        stage.clock.pass_(0.5)
        await typed(stage, key)
        assert isinstance(stage.app.screen, ReviewScreen)
        assert stage.contact().running
        assert stage.said == ONE.format(key)


# -- which contact broke off


async def two_contacts(stage: Stage) -> None:
    """Let the second call run while the first contact is shown."""
    await stage.press("ctrl+r", "1", "ctrl+r")
    await stage.press("ctrl+r", "0", "ctrl+up")
    stage.clock.pass_(5)


async def test_broke_off_pressed_again_takes_back_its_own_contact_and_no_earlier_one(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await two_contacts(stage)
        await stage.press("ctrl+d")
        assert [contact.broken_off for contact in stage.stored.contacts] == [False, True]
        assert stage.said.startswith("Contact 2: Cut off: ")
        stage.clock.pass_(5)
        await stage.press("ctrl+d")
        assert [contact.broken_off for contact in stage.stored.contacts] == [False, False]
        assert stage.said.startswith("Contact 2: It counts again")


async def test_an_earlier_contact_breaks_off_when_it_was_gone_to_for_that(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await two_contacts(stage)
        await stage.press("ctrl+d", "ctrl+down", "ctrl+up")
        await stage.press("ctrl+d")
        assert [contact.broken_off for contact in stage.stored.contacts] == [True, True]
        assert stage.said.startswith("Contact 1: Cut off: ")


async def test_the_review_says_too_which_of_several_contacts_broke_off(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await two_contacts(stage)
        await stage.press("ctrl+r", "f8")
        await stage.press("7")
        stage.clock.pass_(1)
        await stage.press("7")
        number = next(n for n, contact in enumerate(stage.stored.contacts, 1) if contact.broken_off)
        assert stage.said.startswith(f"Contact {number}: Cut off: ")


# -- numbers and lone digits in the review


@pytest.mark.parametrize("number", ["758122", "55", "5222", "7777"])
async def test_of_a_number_typed_in_the_review_the_first_digit_is_a_command_at_most(
    tmp_path: Path, number: str
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "ctrl+r", "f8")
        keys_pause(stage.app)
        await typed(stage, *number)
        assert isinstance(stage.app.screen, ReviewScreen)
        assert stage.contact().reference == ""
        assert not stage.contact().broken_off
        assert told(stage.app) in {NUMBER, ONE.format(number[0])}


async def test_next_contact_during_a_call_says_that_it_ended_and_goes_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1")
        stage.clock.pass_(20)
        await stage.press("f8", "3")
        assert stage.said == "Call ended after 00:20. Contact 2 of 2."
        await stage.press("ctrl+z")
        (contact,) = stage.stored.contacts
        assert contact.running
