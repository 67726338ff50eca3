"""Answering items: interface.md «Behaviour», R16, R19."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.builders import NOW, RULES, after, moment, refusal, session, target

from coachtui.domain.evaluation import Answer
from coachtui.domain.live.commands import (
    AnswerItem,
    ClearAnswer,
    EndCall,
    MarkNotApplicable,
    MarkRestNotApplicable,
    NextContact,
    StartCall,
    ToggleStar,
)
from coachtui.domain.live.reduce import reduce
from coachtui.domain.live.rules import Rules
from coachtui.domain.session import Session


def answer_of(state: Session, item_id: str, contact_id: str = "c1") -> Answer | None:
    evaluation = state.evaluation(contact_id, "form")
    return evaluation.answers.get(item_id) if evaluation is not None else None


def test_first_answer_makes_the_evaluation() -> None:
    """R19: an evaluation exists from its first answer."""
    state = after(session(), AnswerItem(target=target("warmth"), value=2))
    (evaluation,) = state.evaluations
    assert (evaluation.id, evaluation.contact_id, evaluation.agent_id) == ("e-c1-form", "c1", "anna")
    assert (evaluation.rater.role, evaluation.rater.id) == ("lead", "lead")
    assert (evaluation.form.id, evaluation.form.version, evaluation.status) == ("form", 1, "draft")
    assert evaluation.answers == {"warmth": Answer(value=2, at=NOW)}


def test_a_second_answer_joins_the_same_evaluation() -> None:
    state = after(
        session(),
        AnswerItem(target=target("warmth"), value=2),
        AnswerItem(target=replace(target("needs"), evaluation_id="another"), value=0),
        AnswerItem(target=target("warmth", "second"), value=1),
    )
    assert [e.id for e in state.evaluations] == ["e-c1-form", "e-c1-second"]
    assert set(state.evaluations[0].answers) == {"warmth", "needs"}


def test_outside_a_call_there_is_no_second() -> None:
    answer = answer_of(after(session(), (5.0, AnswerItem(target=target("warmth"), value=2))), "warmth")
    assert answer is not None
    assert answer.call_s is None


def test_in_a_call_the_answer_carries_its_second() -> None:
    state = after(session(), StartCall(contact_id="x"), (61.25, AnswerItem(target=target("warmth"), value=2)))
    answer = answer_of(state, "warmth")
    assert answer is not None
    assert answer.call_s == 61.3


def test_only_the_contact_whose_call_runs_gets_seconds() -> None:
    state = after(
        session(),
        StartCall(contact_id="x"),
        (10.0, EndCall()),
        StartCall(contact_id="c2"),
        (4.0, AnswerItem(target=target("warmth"), value=1)),
        (5.0, AnswerItem(target=target("warmth", contact_id="c2"), value=1)),
    )
    earlier, running = answer_of(state, "warmth"), answer_of(state, "warmth", "c2")
    assert earlier is not None
    assert earlier.call_s is None
    assert running is not None
    assert running.call_s == 5.0


def test_the_same_answer_again_changes_nothing() -> None:
    state = after(session(), AnswerItem(target=target("warmth"), value=1))
    assert after(state, AnswerItem(target=target("warmth"), value=1)) is state


def test_not_applicable_again_changes_nothing() -> None:
    state = after(session(), MarkNotApplicable(target=target("warmth")))
    assert after(state, MarkNotApplicable(target=target("warmth"))) is state
    assert answer_of(state, "warmth") == Answer(value=None, na=True, at=NOW)


def test_another_answer_keeps_the_star_and_not_applicable_drops_it() -> None:
    starred = after(
        session(), AnswerItem(target=target("warmth"), value=1), ToggleStar(target=target("warmth"))
    )
    better = answer_of(after(starred, AnswerItem(target=target("warmth"), value=2)), "warmth")
    dropped = answer_of(after(starred, MarkNotApplicable(target=target("warmth"))), "warmth")
    assert better is not None
    assert better.star
    assert dropped is not None
    assert not dropped.star


def test_star_goes_on_and_off() -> None:
    state = after(
        session(), AnswerItem(target=target("warmth"), value=2), ToggleStar(target=target("warmth"))
    )
    on = answer_of(state, "warmth")
    off = answer_of(after(state, ToggleStar(target=target("warmth"))), "warmth")
    assert on is not None
    assert on.star
    assert off is not None
    assert not off.star


def test_clearing_the_last_answer_takes_the_evaluation_away() -> None:
    """R19: a form nobody touched is neither missing nor exported."""
    two = after(
        session(),
        AnswerItem(target=target("warmth"), value=2),
        AnswerItem(target=target("needs"), value=2),
        ClearAnswer(target=target("warmth")),
    )
    assert list(two.evaluations[0].answers) == ["needs"]
    assert after(two, ClearAnswer(target=target("needs"))).evaluations == ()


def test_rest_not_applicable_fills_what_may_be_on_every_form_begun() -> None:
    """R19: one key sets n/a on all that may be n/a; greeting must be judged and stays open."""
    state = after(
        session(),
        AnswerItem(target=target("warmth"), value=2),
        AnswerItem(target=target("greeting", "second"), value=1),
        MarkRestNotApplicable(),
    )
    first, second = state.evaluations
    assert first.answers["warmth"].value == 2
    assert {name for name, answer in first.answers.items() if answer.na} == {"needs", "identify", "summary"}
    assert "greeting" not in first.answers
    assert len(second.answers) == 5


def test_rest_not_applicable_skips_a_form_without_anything_open() -> None:
    state = after(session(), AnswerItem(target=target("greeting"), value=1), MarkRestNotApplicable())
    second = after(state, AnswerItem(target=target("warmth", "second"), value=1), MarkRestNotApplicable())
    assert second.evaluations[0] is state.evaluations[0]
    assert len(second.evaluations[1].answers) == 4


def test_rest_not_applicable_leaves_other_forms_alone() -> None:
    state = after(session(), AnswerItem(target=target("warmth"), value=2))
    refused = refusal(state, MarkRestNotApplicable(), rules=Rules(forms={}))
    assert refused.code == "nothing_left_for_na"


@pytest.mark.parametrize("item_id", ["warmth", "greeting", "identify"])
def test_a_digit_that_is_no_value_says_what_the_item_takes(item_id: str) -> None:
    refused = refusal(session(), AnswerItem(target=target(item_id), value=7))
    takes = {"warmth": (0, 1, 2, "-"), "greeting": (0, 1), "identify": (0, 1, "-")}
    assert (refused.code, refused.facts["values"]) == ("not_a_value", takes[item_id])


def test_not_applicable_where_it_must_be_judged() -> None:
    refused = refusal(session(), MarkNotApplicable(target=target("greeting")))
    assert (refused.code, refused.facts["item"]) == ("na_not_allowed", "greeting")


def test_star_needs_a_judged_answer() -> None:
    assert refusal(session(), ToggleStar(target=target("warmth"))).code == "star_needs_answer"
    state = after(session(), MarkNotApplicable(target=target("warmth")))
    assert refusal(state, ToggleStar(target=target("warmth"))).code == "star_on_na"


def test_clearing_what_is_open() -> None:
    assert refusal(session(), ClearAnswer(target=target("warmth"))).code == "nothing_to_clear"
    state = after(session(), AnswerItem(target=target("needs"), value=2))
    assert refusal(state, ClearAnswer(target=target("warmth"))).code == "nothing_to_clear"


@pytest.mark.parametrize("unknown", [target("nothing"), target("warmth", "nothing")])
def test_unknown_item(unknown: object) -> None:
    for command in (
        AnswerItem(target=unknown, value=1),  # type: ignore[arg-type]
        MarkNotApplicable(target=unknown),  # type: ignore[arg-type]
        ClearAnswer(target=unknown),  # type: ignore[arg-type]
    ):
        assert refusal(session(), command).code == "no_such_item"


def test_unknown_contact() -> None:
    gone = target("warmth", contact_id="gone")
    assert refusal(session(), AnswerItem(target=gone, value=1)).code == "no_such_contact"


def test_nothing_left_for_na() -> None:
    assert refusal(session(), MarkRestNotApplicable()).code == "nothing_left_for_na"


def test_a_final_evaluation_in_an_open_session_is_left_alone() -> None:
    state = after(session(), AnswerItem(target=target("warmth"), value=2))
    closed = replace(state, evaluations=(replace(state.evaluations[0], status="final"),))
    assert refusal(closed, MarkRestNotApplicable()).code == "nothing_left_for_na"


def test_every_change_is_one_revision() -> None:
    state = reduce(session(), AnswerItem(target=target("warmth"), value=2), moment(), RULES)
    assert state.revision == 1
    assert after(state, NextContact(contact_id="c2")).revision == 2
