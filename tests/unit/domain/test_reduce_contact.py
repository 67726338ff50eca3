"""Newcomer 8: a contact that broke off is closed honestly, and one opened by mistake goes away (R19, R24)."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.builders import CORE, NOW, RULES, after, refusal, session, target

from coachtui.domain.listing import session_row
from coachtui.domain.live.commands import (
    AddMark,
    AddNote,
    AnswerItem,
    BreakOff,
    ClearAnswer,
    Finish,
    KeepDraft,
    NextContact,
    RemoveContact,
    StartCall,
)
from coachtui.domain.live.reduce_closing import missing_items
from coachtui.domain.live.restore import restore
from coachtui.domain.note import Draft
from coachtui.domain.score import score_form
from coachtui.domain.session import Session

BREAK = BreakOff(contact_id="c1")


def begun() -> Session:
    """A call in which one of five rows was answered; “greeting” takes no n/a."""
    return after(session(), StartCall(contact_id="x"), (8.0, AnswerItem(target=target("warmth"), value=2)))


def test_newcomer_8_open_rows_are_not_reached_even_those_that_take_no_na() -> None:
    state = after(begun(), (12.5, BREAK))
    (evaluation,) = state.evaluations
    assert state.contacts[0].broken_off
    assert state.contacts[0].duration_s == 12.5
    assert evaluation.not_reached == ("greeting", "needs", "identify", "summary")
    assert all(evaluation.answers[each].na for each in evaluation.not_reached)
    assert evaluation.answers["warmth"].value == 2
    assert missing_items(state, RULES) == ()


def test_newcomer_8_the_score_is_over_what_was_answered() -> None:
    """R17: n/a rows count neither for nor against; R18: n/a on a critical row is no breach."""
    state = after(begun(), (12.5, BREAK))
    score = score_form(CORE, state.evaluations[0].answers)
    assert (score.value, score.low, score.high, score.breaches) == (100.0, 100.0, 100.0, ())


def test_newcomer_8_it_is_finished_and_does_not_count_for_the_month() -> None:
    whole = after(begun(), (12.5, BREAK), Finish())
    assert whole.status == "final"
    assert session_row(whole, frozenset()).evaluated == ()
    counted = replace(whole, contacts=(replace(whole.contacts[0], broken_off=False),))
    assert session_row(counted, frozenset()).evaluated == (NOW.date(),)


def test_newcomer_8_said_again_it_is_taken_back() -> None:
    state = after(begun(), (12.5, BREAK), BREAK)
    assert not state.contacts[0].broken_off
    assert set(state.evaluations[0].answers) == {"warmth"}
    assert state.evaluations[0].not_reached == ()


def test_newcomer_8_a_row_answered_afterwards_was_reached_and_one_cleared_is_closed_on_finishing() -> None:
    state = after(
        begun(),
        (12.5, BREAK),
        AnswerItem(target=target("needs"), value=1),
        ClearAnswer(target=target("summary")),
    )
    assert state.evaluations[0].not_reached == ("greeting", "identify")
    final = after(state, Finish())
    assert final.evaluations[0].not_reached == ("greeting", "identify", "summary")


def test_newcomer_8_without_its_last_answer_no_evaluation_is_left() -> None:
    state = after(begun(), (12.5, BREAK), ClearAnswer(target=target("warmth")))
    assert state.evaluations == ()
    assert after(state, BREAK).evaluations == ()


def test_newcomer_8_nothing_broke_off_where_nothing_was_begun() -> None:
    assert refusal(session(), BREAK).code == "nothing_broke_off"
    assert refusal(session(), BreakOff(contact_id="nobody")).code == "no_such_contact"


def test_newcomer_8_the_next_call_is_another_contact() -> None:
    described = after(begun(), (9.0, BREAK), StartCall(contact_id="c2"))
    assert [contact.id for contact in described.contacts] == ["c1", "c2"]


def test_newcomer_8_a_contact_goes_with_all_that_is_about_it_and_comes_back() -> None:
    draft = Draft(at=NOW, text="half", contact_id="c2")
    state = after(
        begun(),
        (9.0, NextContact(contact_id="c2")),
        StartCall(contact_id="x"),
        (3.0, AddMark(mark_id="m")),
        (4.0, AnswerItem(target=target("needs", contact_id="c2"), value=1)),
        (5.0, AddNote(note_id="n", draft=replace(draft, text="whole"))),
        (6.0, KeepDraft(draft=draft)),
    )
    gone = after(state, RemoveContact(contact_id="c2", new_id="c3"))
    assert [contact.id for contact in gone.contacts] == ["c1"]
    assert (gone.notes, gone.marks, gone.drafts) == ((), (), ())
    assert {each.contact_id for each in gone.evaluations} == {"c1"}
    assert gone.place.contact_id == "c1"
    back = restore(gone, gone, state)
    assert replace(back, revision=0, place=state.place) == replace(state, revision=0)
    assert back.place.contact_id == "c2"


def test_newcomer_8_the_only_contact_gives_way_to_an_untouched_one() -> None:
    gone = after(begun(), RemoveContact(contact_id="c1", new_id="c2"))
    assert [(contact.id, contact.started_at) for contact in gone.contacts] == [("c2", None)]
    assert gone.place.contact_id == "c2"
    assert gone.empty
    assert refusal(session(), RemoveContact(contact_id="c1", new_id="c2")).code == "only_contact"
