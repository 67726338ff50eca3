"""Answers typed ahead of a key that was refused are dropped: they were meant for other rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.live_stage import PHONE, Stage, listening
from tests.pilot.sitting_down import INGRID, Seat, answer, keys_pause, take_seat, the_open_session, told
from tests.pilot.team_stage import line_with, settled, type_text
from tests.pilot.test_correcting import stage as team_with_a_session
from tests.pilot.test_correcting import stored, to_reading
from textual.events import Event, Key, Paste

from coachtui.services.listening_request import LiveRequest
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.present import words
from coachtui.ui.reading.correcting import AnswerChoice
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.typed_ahead import PAUSE_S

TAKES = "Answers here: 0, 1, -."
TOO_FAST = "Typed too fast: that key recorded nothing. Press it again."


async def test_attack_keys_1_what_follows_a_refused_digit_at_once_answers_no_row(
    tmp_path: Path, rung: list[str]
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(*"2121")
        assert stage.sessions() == []
        assert stage.row == "pickup"
        assert stage.said == TAKES
        assert len(rung) == 4


async def test_attack_keys_1_after_a_pause_digits_answer_again(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(*"21")
        stage.clock.pass_(1)
        stage.app.post_message(Key("1", "1"))
        stage.app.post_message(Key("0", "0"))
        await stage.carried_out()
        assert stage.values() == {"pickup": 1, "greeting": 0}


@pytest.mark.parametrize("sign", ["-", "*", "１", "－"])
async def test_attack_keys_1_other_keys_that_record_are_dropped_too(tmp_path: Path, sign: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("down", "1")  # a star needs an answer
        await stage.press("up", "2", "down", sign, "down", sign)
        assert {item: (a.value, a.star) for item, a in stage.answers().items()} == {"greeting": (1, False)}


async def test_attack_keys_1_keys_that_answer_nothing_go_on_as_before(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("2", "ctrl+r", "ctrl+t", "down", *"1", *"ok 12", "enter")
        session = stage.stored
        assert session.contacts[0].running
        assert len(session.marks) == 1
        assert [note.text for note in session.notes] == ["ok 12"]
        assert session.evaluations == ()
        assert stage.row == "greeting"


async def test_attack_keys_1_where_the_refusal_is_not_said_any_more_the_drop_is(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("2", "down", "1")
        assert stage.said == TOO_FAST
        assert stage.sessions() == []


async def test_attack_keys_1_a_row_that_was_only_brought_into_sight(tmp_path: Path) -> None:
    async with listening(tmp_path, size=(80, 24)) as stage:
        await stage.press("end")
        stage.rows.scroll_to(y=0, animate=False, immediate=True)
        await stage.press(*"2200")
        assert stage.sessions() == []
        assert stage.rows.in_sight(stage.rows.cursor)


async def test_attack_keys_1_a_form_at_its_end(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("end", "2", "1", "up", "0")
        assert stage.values() == {"farewell": 2}


@pytest.mark.parametrize("refused", ["ctrl+o", "ctrl+z", "ctrl+f"])
async def test_attack_keys_1_another_key_that_was_refused(tmp_path: Path, refused: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(refused, "1")
        assert stage.sessions() == []


@pytest.mark.parametrize("pane", ["f3", "f4"])
async def test_attack_keys_1_digits_that_another_pane_refused(tmp_path: Path, pane: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(pane, "5", "f5", "1")
        assert stage.sessions() == []


async def test_attack_keys_1_a_window_that_was_too_small_and_grows(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.resize(40, 10)
        await stage.press("1")
        await stage.resize(120, 36)
        stage.app.post_message(Key("1", "1"))
        await stage.carried_out()
        assert stage.sessions() == []
        await stage.press("1")
        assert stage.values() == {"pickup": 1}


async def test_attack_keys_1_a_paste_is_text_as_before(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("2")
        stage.app.post_message(Paste("2121"))
        await stage.carried_out()
        await stage.press("enter")
        assert [note.text for note in stage.stored.notes] == ["2121"]


class ReadApp(CoachApp):
    """The application as on a terminal, whose reader says when a key came."""

    def came_at(self, event: Event) -> float:
        return event.time


class ReadSeat(Seat):
    def app(self, *, live: bool = True) -> CoachApp:
        return ReadApp(self.program, LiveRequest(agent_id=INGRID.id) if live else None)


def came(stage: Stage, character: str, at: float) -> None:
    key = Key(character, character)
    key.time = at
    stage.app.post_message(key)


@pytest.mark.parametrize(("gap", "recorded"), [(PAUSE_S - 0.01, 0), (PAUSE_S + 0.01, 1)])
async def test_attack_keys_1_a_busy_program_counts_the_pause_as_the_keys_came(
    tmp_path: Path, gap: float, recorded: int
) -> None:
    plain = take_seat(tmp_path)
    seat = ReadSeat(folder=plain.folder, clock=plain.clock, program=plain.program)
    async with listening(seat) as stage:
        begun = stage.clock.tick() + 50
        came(stage, "2", begun)
        came(stage, "1", begun + gap)
        stage.clock.pass_(100)  # both wait while the program does something else
        await stage.carried_out()
        assert len(stage.open_session.session.evaluations) == recorded


# -- screens that come and go


async def test_attack_keys_1_a_run_of_digits_through_the_screen_that_hides_is_for_no_row(
    tmp_path: Path,
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "f9")
        await stage.press(*"0121")
        assert isinstance(stage.app.screen, LiveScreen)
        assert stage.values() == {"pickup": 1}
        assert stage.said == TOO_FAST


async def test_attack_keys_1_the_digit_that_begins_the_next_contact_answers_nothing_there(
    tmp_path: Path,
) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        open_session = the_open_session(app)
        await pilot.press("ctrl+r", "1", "f8", "3", "1", "0")
        assert isinstance(app.screen, LiveScreen)
        assert len(open_session.session.contacts) == 2
        first = open_session.session.contacts[0]
        assert [e.contact_id for e in open_session.session.evaluations] == [first.id]
        assert told(app) == TOO_FAST
        open_session.leave()


async def test_attack_keys_1_a_question_is_not_answered_by_the_run_that_opened_it(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0], 2)
        await pilot.press("f8", "9", "1", "2")
        assert app.screen.query("NumberedRows")
        assert the_open_session(app) is open_session  # thrown away with 1, once the question is seen
        await pilot.press("escape", "escape")
        open_session.leave()


async def test_attack_keys_1_a_number_that_no_answer_has_is_refused(tmp_path: Path, rung: list[str]) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0], 2)
        await pilot.press("f8", "9")
        keys_pause(app)
        await pilot.press("4", "1")
        assert told(app) == "Answers here: 1 to 2."
        assert len(rung) == 2
        assert the_open_session(app) is open_session
        await pilot.press("escape", "escape")
        open_session.leave()


async def test_attack_keys_1_a_digit_refused_in_the_review_lets_none_behind_it_through(
    tmp_path: Path,
) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("f8", "0", "2")  # nothing has the number 0
        assert isinstance(app.screen, ReviewScreen)
        assert told(app) == "Digits are commands here. To write a number: Enter on the row “Reference”."
        the_open_session(app).leave()


async def test_attack_keys_1_the_answer_to_correct_takes_no_digit_behind_a_refused_one(
    tmp_path: Path,
) -> None:
    program, _agent, before = team_with_a_session(tmp_path)
    item = next(i for i in program.content.form(PHONE).items() if not i.na)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f2")
        await settled(pilot)
        await type_text(pilot, words(item.label))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("9", "0")
        await settled(pilot)
        assert isinstance(app.screen, AnswerChoice)
        assert line_with(app, "Answers here: 0")
        keys_pause(app)
        await pilot.press("0", "1", "2")
        await settled(pilot)
        assert app.screen.query_one("EditInput").value == ""  # type: ignore[attr-defined]
    assert stored(program).corrections == before.corrections == ()


async def test_a_digit_right_behind_the_key_that_opens_the_live_screen_answers_there(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app(live=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+r", "1", "0")
        open_session = the_open_session(app)
        (evaluation,) = open_session.session.evaluations
        assert {item: each.value for item, each in evaluation.answers.items()} == {"pickup": 1, "greeting": 0}
        open_session.leave()


async def test_attack_in_too_small_a_window_no_key_does_anything(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "1")
        before = stage.stored
        await stage.resize(40, 10)
        for key in ("ctrl+o", "ctrl+t", "ctrl+f", "ctrl+r", "ctrl+d", "ctrl+z", "f8", "9", "1", "delete"):
            await stage.press(key)
            keys_pause(stage.app)
        assert replace(stage.stored, seen_s=None, revision=0) == replace(before, seen_s=None, revision=0)
        await stage.resize(120, 36)
        await stage.press("1")
        assert len(stage.values()) == 3
