"""Ctrl+Z takes back what was done last, whatever that was, and nothing older in its place (R5)."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.pilot.live_stage import PAUSE, PHASES, PHONE, Stage, listening, seat_again
from tests.pilot.sitting_down import BO, INGRID, shown
from tests.pilot.test_live_model import to_field, written

from coachtui.domain.live.commands import KeepAsDraft
from coachtui.domain.session import Cursor, Session
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.review.screen import ReviewScreen


async def test_attack_undo_of_a_tick_takes_the_tick_and_leaves_the_answer(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "1", "f3", "1", "space")
        assert stage.said == "The step is done."
        await stage.press("ctrl+z")
        assert stage.said == "Undone: tick of a step"
        assert [step.done for step in stage.stored.steps] in ([], [False])
        assert len(stage.answers()) == 2
        await stage.press("ctrl+y")
        assert stage.said == "Redone: tick of a step"
        assert [step.done for step in stage.stored.steps] == [True]
        await stage.press("ctrl+z", "ctrl+z")
        assert (stage.said, stage.stored.model) == ("Undone: choice of model", None)
        assert len(stage.answers()) == 2


async def test_attack_undo_brings_back_a_field_that_was_emptied(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "f3", "1")
        await to_field(stage)
        await stage.press("enter", *"more calls", "enter", "enter", "ctrl+u", "escape")
        assert written(stage.stored) == {("grow", "goal"): {"goals": ""}}
        await stage.press("pagedown", "ctrl+z")
        assert stage.said == "Undone: text in a step of the model"
        assert written(stage.stored) == {("grow", "goal"): {"goals": "more calls"}}
        assert stage.stored.place.step == "goal"
        assert stage.stored.running_contact is not None
        await stage.press("ctrl+y")
        assert written(stage.stored) == {("grow", "goal"): {"goals": ""}}
        await stage.press("ctrl+z", "ctrl+z")
        assert written(stage.stored) == {}
        await stage.press("ctrl+y")
        assert written(stage.stored) == {("grow", "goal"): {"goals": "more calls"}}


async def test_attack_undo_of_a_move_brings_agent_and_note_line_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", *"note", "enter", "f8", "6", "e", "k", "enter")
        assert isinstance(stage.app.screen, ReviewScreen)
        assert stage.said == "The session now belongs to Bo Ek."
        await stage.press("ctrl+z")
        assert stage.said == "Undone: change of agent"
        assert (stage.stored.agent_id, len(stage.stored.notes)) == (INGRID.id, 1)
        assert "Ingrid Solberg" in shown(stage.app)
        assert "Bo Ek" not in shown(stage.app)
        await stage.press("escape", "ctrl+y")
        assert (stage.stored.agent_id, stage.open_session.agent) == (BO.id, BO)
        assert {evaluation.agent_id for evaluation in stage.stored.evaluations} == {BO.id}
        assert "Bo Ek" in shown(stage.app)
        assert "Ingrid" not in shown(stage.app)


async def test_attack_undo_of_a_move_is_refused_once_that_agent_is_gone(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", *"note", "enter", "f8", "6", "e", "k", "enter")
        stage.open_session.flush()
        stage.seat.program.erasing.erase(INGRID)
        await stage.press("ctrl+z")
        assert stage.said == "That agent was erased; nothing about them is stored any more."
        assert (stage.stored.agent_id, len(stage.stored.notes)) == (BO.id, 1)


@pytest.mark.parametrize("slip", ["ctrl+r", "ctrl+d"])
async def test_attack_undo_in_the_note_line_is_of_the_slip_that_was_told(tmp_path: Path, slip: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", *"hello note", slip)
        assert stage.stored.running_contact is None
        await stage.press("ctrl+z")
        assert stage.stored.running_contact is not None
        assert "Ctrl+Z undo" not in stage.said
        assert (stage.line, [draft.text for draft in stage.stored.drafts]) == ("hello note", ["hello note"])
        assert stage.screen.work.writes_note
        await stage.press("ctrl+z")
        assert stage.line == "hello not"
        await stage.press("ctrl+y", "ctrl+y")
        assert (stage.line, stage.stored.running_contact) == ("hello note", None)


async def test_attack_undo_is_promised_only_until_the_next_letter(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", *"hello", "ctrl+r")
        assert "Ctrl+Z undo" in stage.said
        await stage.press("!")
        assert "Ctrl+Z" not in stage.said
        await stage.press("ctrl+z")
        assert stage.line == "hello"
        assert "Ctrl+Z undo" in stage.said
        await stage.press("ctrl+z")
        assert (stage.line, stage.contact().running) == ("hello", True)


async def test_attack_undo_in_an_empty_line_is_the_session_s(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "ctrl+n", "ctrl+z")
        assert stage.said.startswith("Undone: answer “")
        await stage.press("ctrl+z")
        assert stage.said == "There is nothing to undo since you opened this session."
        assert stage.screen.work.writes_note


async def test_attack_undo_leaves_the_line_of_a_note_that_is_gone(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", *"one", "enter", "f4", "enter", "ctrl+z")
        assert not stage.screen.work.writes_note
        assert (stage.stored.notes, stage.said) == ((), "Undone: note")
        await stage.press("f5", "ctrl+y")
        assert [note.text for note in stage.stored.notes] == ["one"]


async def test_attack_undo_in_a_field_goes_letter_by_letter_and_then_further(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "f3", "1")
        await to_field(stage)
        await stage.press("enter", *"ab", "ctrl+u", "ctrl+z")
        assert (stage.line, written(stage.stored)) == ("ab", {("grow", "goal"): {"goals": "ab"}})
        await stage.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert (stage.line, stage.stored.model) == ("", None)


async def test_attack_undo_in_a_reference_is_of_letters_then_the_session_s(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "ctrl+r", "f8", "enter", *"47", "ctrl+u", "ctrl+z")
        assert stage.stored.contacts[0].reference == "47"
        await stage.press("enter", "enter", "ctrl+z")
        assert stage.said == "Undone: reference or channel"
        assert stage.stored.contacts[0].reference == ""
        assert isinstance(stage.app.screen, ReviewScreen)
        assert stage.app.screen.edit_line.entry is None


async def test_attack_undo_goes_to_the_contact_whose_answer_it_takes_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "1", "ctrl+r")
        await stage.press("ctrl+r", "1", "1", "ctrl+up", "ctrl+z")
        first, second = stage.stored.contacts
        assert (stage.stored.place.contact_id, stage.row) == (second.id, "greeting")
        assert stage.said.startswith("Undone (Contact 2): answer “")
        assert stage.rows.in_sight(stage.rows.cursor)
        await stage.press("0")
        assert stage.values() == {"pickup": 1, "greeting": 0}
        evaluation = stage.stored.evaluation(first.id, PHONE)
        assert evaluation is not None
        assert [answer.value for answer in evaluation.answers.values()] == [1, 1]


async def test_attack_undo_goes_to_the_form_of_a_row_that_was_out_of_sight(tmp_path: Path) -> None:
    async with listening(tmp_path, (80, 24)) as stage:
        count = len(list(stage.open_session.forms[0].items()))
        await stage.press(*["1"] * count, "plus", "1", "plus", "home", "ctrl+z", "ctrl+z")
        assert (stage.screen.work.view.form.id, stage.row) == (PHONE, "farewell")
        assert stage.rows.in_sight(stage.rows.cursor)
        await stage.press("ctrl+y", "ctrl+y")
        assert stage.screen.work.view.form.id == PHASES


async def test_attack_undo_brings_notes_back_one_by_one_as_they_were(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", *"keep one", "enter", *"half two", "escape")
        before = stage.stored
        await stage.press("f4", "up", "delete", "delete")
        assert (stage.stored.notes, stage.stored.drafts) == ((), ())
        await stage.press("ctrl+z")
        assert len(stage.stored.notes) + len(stage.stored.drafts) == 1
        await stage.press("ctrl+z")
        assert (stage.stored.notes, stage.stored.drafts) == (before.notes, before.drafts)
        await stage.press("ctrl+z")
        assert stage.said == "Undone: unfinished note"
        assert (stage.stored.notes, stage.stored.drafts) == (before.notes, ())


async def test_attack_undo_of_a_call_into_a_draft_is_one_step(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
        stage.open_session.desk.conduct(KeepAsDraft())
        await stage.press("ctrl+r")
        assert (stage.stored.status, stage.contact().running) == ("live", True)
        await stage.press("ctrl+z")
        assert (stage.stored.status, stage.contact().running) == ("draft", False)
        await stage.press("ctrl+z")
        assert (stage.said, stage.stored.status) == ("Undone: session kept as a draft", "live")


async def test_attack_undo_after_the_lock_says_what_is_true(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
    async with listening(seat_again(stage.seat)) as stage:
        await stage.press("0", "ctrl+z", "ctrl+z")
        assert stage.said == "There is nothing to undo since the session was reopened."
        assert stage.values() == {"pickup": 1}


def captured(session: Session) -> Any:
    """A session as JSON without the clock's fields and without where the lead is."""
    worked = [step for step in session.steps if step.fields or step.done]
    steps = sorted(
        (replace(step, seconds=0.0, done=step.done and not step.written) for step in worked),
        key=lambda step: (step.model, step.step),
    )
    place = Cursor(contact_id="")
    plain = replace(session, place=place, steps=tuple(steps), models=(), seen_s=None, revision=0)
    return msgspec.to_builtins(plain)


PIECES: tuple[tuple[str, ...], ...] = (
    *(("1",), ("0",), ("2", "1"), ("minus",), ("asterisk",), ("backspace",), ("up",), ("end",), ("plus",)),
    *(("ctrl+r",), ("ctrl+o",), ("ctrl+f",), ("ctrl+b",), ("ctrl+t",), ("ctrl+d",)),
    *(("ctrl+up",), ("ctrl+down",), ("shift+delete", PAUSE, "1")),
    *(
        ("a", "b", "enter"),
        ("a", "b", "escape"),
        ("enter", "c", "escape"),
        ("a", "ctrl+r", "b", "ctrl+z", "enter"),
    ),
    *(("f4", "delete", "f5"), ("f4", "enter", "x", "escape", "f5"), ("f4", "enter", "ctrl+u", "enter", "f5")),
    *(
        ("f3", "1", "space", "f5"),
        ("f3", "2", "pagedown", "space", "f5"),
        ("f3", "1", "enter", "y", "enter", "f5"),
    ),
    *(("f3", "end", "up", "enter", "z", "enter", "f5"), ("f3", "end", "enter", "ctrl+u", "escape", "f5")),
    *(("f8", "5", "escape"), ("f8", "7", "escape"), ("f8", "6", "e", "k", "enter", "escape"), ("f8", "3")),
    *(
        ("f8", "enter", "4", "7", "enter", "escape"),
        ("f8", "end", "delete", "escape"),
        ("ctrl+z",),
        ("ctrl+y",),
    ),
)


async def home(stage: Stage) -> None:
    """Go back to the checklist of the live screen."""
    for _ in range(3):
        if not isinstance(stage.app.screen, LiveScreen):
            await stage.press("escape")
    if stage.screen.work.writes_note:
        await stage.press("escape")
    await stage.press("f5")


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(6))
async def test_attack_undo_leads_back_to_the_start_and_redo_to_the_end(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    async with listening(tmp_path, (120, 50)) as stage:
        start, done = captured(stage.open_session.session), []
        for _ in range(30):
            done.append(chance.choice(PIECES))
            await stage.press(*done[-1])
            await home(stage)
        last = captured(stage.open_session.session)
        for key, nothing, end in (("ctrl+z", "undo", start), ("ctrl+y", "redo", last)):
            while f"nothing to {nothing}" not in stage.said:
                before = stage.open_session.session
                await stage.press(key)
                assert stage.open_session.session is not before or "nothing to" in stage.said, done
                assert stage.said not in {"Undone: ", "Redone: "}, done
            assert captured(stage.open_session.session) == end, done
            if stage.open_session.desk.stored:
                assert captured(stage.stored) == end, done
            stage.screen.say("")
        assert stage.app.fault is None
