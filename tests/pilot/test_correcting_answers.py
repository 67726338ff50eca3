"""Choosing the answer that is to stand: what stands is lit, and nothing where it is none of the choices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.sitting_down import keys_pause
from tests.pilot.team_stage import line_with, settled, type_text
from tests.pilot.test_correcting import stage, stored, to_reading
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Item
from coachtui.domain.session import Session
from coachtui.ui.app import CoachApp
from coachtui.ui.present import words
from coachtui.ui.reading.correcting import AnswerChoice, ValueRows
from coachtui.ui.reading.correcting_details import ChannelChoice

pytestmark = pytest.mark.pilot


async def answers_of(app: CoachApp, pilot: Pilot[int], item: Item) -> None:
    """Open the answers of a row to correct."""
    await pilot.press("f2")
    await settled(pilot)
    await type_text(pilot, words(item.label))
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)
    assert isinstance(app.screen, AnswerChoice)


def broken_off(program: LocalProgram, session: Session, item: Item) -> None:
    """Store the session with a row that its contact broke off before."""
    evaluations = tuple(
        replace(
            each,
            answers={**each.answers, item.id: Answer(value=None, na=True, at=session.started_at)},
            not_reached=(item.id,),
        )
        if item.id in each.answers
        else each
        for each in session.evaluations
    )
    contact = replace(session.contacts[0], broken_off=True)
    program.sessions.put(
        replace(session, contacts=(contact,), evaluations=evaluations, revision=session.revision + 1)
    )


async def test_attack_1_a_row_not_reached_has_no_answer_lit_and_enter_records_none(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    item = next(i for i in program.content.form("phone-technique").items() if not i.na)
    broken_off(program, before, item)
    before = stored(program)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await answers_of(app, pilot, item)
        assert line_with(app, "The answer is “not reached” now.")
        assert not app.screen.query_one(ValueRows).shows_cursor()
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AnswerChoice)
        assert line_with(app, "Nothing is chosen yet")
        await pilot.press("down", "enter")
        await settled(pilot)
        first = item.answer_type.values[0]
        assert line_with(app, f"Why “{words(first.label)}”?")
        await pilot.press("escape")
        await settled(pilot)
    assert stored(program) == before


async def test_attack_1_digits_and_minus_give_the_answers_they_give_in_the_checklist(tmp_path: Path) -> None:
    program, _agent, _before = stage(tmp_path)
    items = list(program.content.form("phone-technique").items())
    without = next(i for i in items if not i.na)
    with_na = next(i for i in items if i.na)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await answers_of(app, pilot, without)
        for key in ("9", "minus"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, AnswerChoice)
            assert line_with(app, "Answers here: 0")
            assert app.screen.query_one(ValueRows).shows_cursor()
        keys_pause(app)
        await pilot.press("0")
        await settled(pilot)
        await type_text(pilot, "mishit")
        await pilot.press("enter")
        await settled(pilot)
        await answers_of(app, pilot, with_na)
        await pilot.press("minus")
        await settled(pilot)
        await type_text(pilot, "did not occur")
        await pilot.press("enter")
        await settled(pilot)
    assert [(c.item, c.new and (c.new.value, c.new.na)) for c in stored(program).corrections] == [
        (without.id, (0, False)),
        (with_na.id, (None, True)),
    ]


async def test_attack_1_a_contact_without_a_channel_has_none_lit(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    contact = replace(before.contacts[0], channel=None)
    program.sessions.put(replace(before, contacts=(contact,), revision=before.revision + 1))
    before = stored(program)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f2")
        await settled(pilot)
        await type_text(pilot, "Channel")
        await pilot.press("enter")
        await settled(pilot)
        assert line_with(app, "There is no answer now.")
        await pilot.press("enter", "1")
        await settled(pilot)
        assert isinstance(app.screen, ChannelChoice)
        assert line_with(app, "Nothing is chosen yet")
    assert stored(program) == before
