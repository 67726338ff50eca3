"""Correcting what is final: the old value, the new one, who, when and why (R86)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from tests.contract.sessions import ANNA, BEN, START, identity, session

from coachtui.content.library import Library
from coachtui.domain.correcting import (
    CorrectionStamp,
    correct_answer,
    correct_note,
    with_statement,
    without_statement,
)
from coachtui.domain.correction import REASON_LIMIT, STATEMENT_LIMIT, CorrectedValue, Correction, Statement
from coachtui.domain.errors import Refused
from coachtui.domain.evaluation import Answer
from coachtui.domain.privacy.erasure import without_agent
from coachtui.domain.session import Session

FORM = Library().form("phone-technique")
ITEMS = {item.id: item for item in FORM.items()}
GREETING, HOLD = ITEMS["greeting"], ITEMS["hold_ask"]
LATER = datetime.fromisoformat("2026-11-20T09:00:00+01:00")
SIGNED = CorrectionStamp(id=identity(900), at=LATER, by=identity(1), why=" Heard it again ")


def final() -> Session:
    """A final session with one answer: greeting 1 of 0/1, at a known second of the call."""
    plain = session(1, status="final", text="as written")
    answers = {"greeting": Answer(value=1, at=START, call_s=3.5, star=True)}
    return replace(plain, evaluations=tuple(replace(e, answers=answers) for e in plain.evaluations))


def evaluation_id() -> str:
    return final().evaluations[0].id


def test_attack_an_answer_corrected_to_not_applicable_is_no_strength_any_more() -> None:
    starred = {"hold_ask": Answer(value=1, at=START, star=True)}
    before = final()
    before = replace(before, evaluations=tuple(replace(e, answers=starred) for e in before.evaluations))
    corrected = correct_answer(before, evaluation_id(), HOLD, None, SIGNED)
    assert corrected.evaluations[0].answers["hold_ask"] == Answer(value=None, na=True, at=START)


def test_an_answer_changes_and_everything_else_about_it_stays() -> None:
    corrected = correct_answer(final(), evaluation_id(), GREETING, 0, SIGNED)
    answer = corrected.evaluations[0].answers["greeting"]
    assert answer == Answer(value=0, at=START, call_s=3.5, star=True)
    assert corrected.corrections == (
        Correction(
            id=identity(900),
            at=LATER,
            by=identity(1),
            why="Heard it again",
            contact_id=final().contacts[0].id,
            evaluation_id=evaluation_id(),
            item="greeting",
            old=CorrectedValue(value=1),
            new=CorrectedValue(value=0),
        ),
    )
    assert corrected.revision == final().revision + 1
    assert replace(corrected, evaluations=(), corrections=(), revision=0) == replace(
        final(), evaluations=(), revision=0
    )


def test_an_open_row_gets_an_answer_of_the_moment() -> None:
    corrected = correct_answer(final(), evaluation_id(), HOLD, None, SIGNED)
    assert corrected.evaluations[0].answers["hold_ask"] == Answer(value=None, na=True, at=LATER)
    assert (corrected.corrections[0].old, corrected.corrections[0].new) == (None, CorrectedValue(na=True))


def test_a_note_changes_or_goes_and_its_old_text_stays_in_the_history() -> None:
    note = final().notes[0]
    changed = correct_note(final(), note.id, " as meant\x1b ", SIGNED)
    assert [each.text for each in changed.notes] == ["as meant"]
    assert (changed.corrections[0].old, changed.corrections[0].new) == (
        CorrectedValue(text="as written"),
        CorrectedValue(text="as meant"),
    )
    gone = correct_note(changed, note.id, "  ", replace(SIGNED, id=identity(901)))
    assert gone.notes == ()
    assert [(each.old, each.new) for each in gone.corrections][1:] == [
        (CorrectedValue(text="as meant"), None)
    ]
    assert gone.corrections[1].contact_id == note.contact_id


def refusal(*args: object, make: object = correct_answer) -> str:
    with pytest.raises(Refused) as refused:
        make(*args)  # type: ignore[operator]
    return refused.value.code


def test_what_is_refused() -> None:
    whole, ref = final(), evaluation_id()
    assert refusal(replace(whole, status="draft"), ref, GREETING, 0, SIGNED) == "correct_not_final"
    assert refusal(whole, ref, GREETING, 0, replace(SIGNED, why=" \t")) == "correct_without_reason"
    long = replace(SIGNED, why="x" * (REASON_LIMIT + 1))
    assert refusal(whole, ref, GREETING, 0, long) == "name_too_long"
    assert refusal(whole, identity(77), GREETING, 0, SIGNED) == "correct_nothing_there"
    assert refusal(whole, ref, GREETING, 9, SIGNED) == "correct_wrong_value"
    assert refusal(whole, ref, GREETING, None, SIGNED) == "correct_wrong_value"
    assert refusal(whole, ref, GREETING, 1, SIGNED) == "correct_same"
    assert refusal(whole, identity(77), "x", SIGNED, make=correct_note) == "correct_nothing_there"
    note = whole.notes[0]
    assert refusal(whole, note.id, note.text, SIGNED, make=correct_note) == "correct_same"


def statement(text: str, number: int = 950, agent_id: str = ANNA) -> Statement:
    return Statement(id=identity(number), at=LATER, agent_id=agent_id, text=text)


def test_a_statement_stands_beside_others_and_grows_as_it_is_written() -> None:
    said = with_statement(final(), statement("I was"))
    said = with_statement(said, statement("I was interrupted. \u202e"))
    said = with_statement(said, statement("And tired.", 951))
    assert [each.text for each in said.statements] == ["I was interrupted.", "And tired."]
    assert [each.id for each in without_statement(said, identity(950)).statements] == [identity(951)]


def test_statements_that_are_refused() -> None:
    whole = final()
    assert refusal(whole, statement(" "), make=with_statement) == "statement_empty"
    assert refusal(whole, statement("x", agent_id=BEN), make=with_statement) == "statement_not_theirs"
    long = statement("x" * (STATEMENT_LIMIT + 1))
    assert refusal(whole, long, make=with_statement) == "statement_too_long"
    running = replace(whole, status="live")
    assert refusal(running, statement("x"), make=with_statement) == "correct_not_final"


def test_erasing_one_of_two_takes_their_corrections_and_statements_along() -> None:
    both = replace(final(), agent_ids=(ANNA, BEN))
    other = replace(both.evaluations[0], id=identity(501), contact_id=identity(502), agent_id=BEN)
    contact = replace(both.contacts[0], id=identity(502))
    both = replace(both, evaluations=(*both.evaluations, other), contacts=(*both.contacts, contact))
    both = correct_answer(both, other.id, GREETING, 0, SIGNED)
    both = correct_answer(both, evaluation_id(), GREETING, 0, replace(SIGNED, id=identity(902)))
    both = correct_note(both, both.notes[0].id, "", replace(SIGNED, id=identity(903)))
    both = with_statement(with_statement(both, statement("Anna")), statement("Ben", 951, BEN))

    rest = without_agent(both, ANNA)

    assert rest is not None
    assert [each.id for each in rest.corrections] == [SIGNED.id]
    assert [each.text for each in rest.statements] == ["Ben"]
