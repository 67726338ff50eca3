"""Finishing, keeping as draft, taking up again, moving to the right agent (R19)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.builders import NOW, RULES, after, moment, refusal, session, target

from coachtui.domain.commands import (
    AddNote,
    AnswerItem,
    Command,
    Finish,
    KeepAsDraft,
    MarkNotApplicable,
    MoveToAgent,
    NextContact,
    RestNotApplicable,
    StartCall,
    TakeUpAgain,
    ToggleHold,
)
from coachtui.domain.contact import Contact, Hold
from coachtui.domain.note import Draft
from coachtui.domain.reduce import restore
from coachtui.domain.reduce_closing import missing_items
from coachtui.domain.rules import Rules
from coachtui.domain.session import Session

START = StartCall(contact_id="x")


def filled(state: Session, contact_id: str = "c1", form_id: str = "form") -> Session:
    greet = AnswerItem(target=target("greeting", form_id, contact_id), value=1)
    return after(state, greet, RestNotApplicable())


def test_finish_closes_everything() -> None:
    running = after(filled(session()), START, (20.0, ToggleHold()))
    state = after(running, (65.0, Finish()))
    assert (state.status, state.ended_at) == ("final", moment(65.0).at)
    assert [evaluation.status for evaluation in state.evaluations] == ["final"]
    assert state.contacts[0].duration_s == 65.0
    assert state.contacts[0].holds == (Hold(at_s=20.0, until_s=65.0),)


def test_finish_says_how_much_is_missing() -> None:
    state = after(session(), AnswerItem(target=target("greeting"), value=1))
    refused = refusal(state, Finish())
    assert (refused.code, refused.facts) == ("incomplete", {"missing": 4})


def test_missing_items_come_in_order_of_contact_form_and_item() -> None:
    """A form nobody touched is not missing."""
    state = after(
        session(),
        AnswerItem(target=target("greeting", "second"), value=1),
        NextContact(contact_id="c2"),
        AnswerItem(target=target("summary", "form", "c2"), value=1),
        AnswerItem(target=target("greeting", "form", "c1"), value=1),
        MarkNotApplicable(target=target("warmth", "form", "c1")),
    )
    assert missing_items(state, RULES) == (
        ("c1", "form", "needs"),
        ("c1", "form", "identify"),
        ("c1", "form", "summary"),
        ("c1", "second", "warmth"),
        ("c1", "second", "needs"),
        ("c1", "second", "identify"),
        ("c1", "second", "summary"),
        ("c2", "form", "greeting"),
        ("c2", "form", "warmth"),
        ("c2", "form", "needs"),
        ("c2", "form", "identify"),
    )
    assert missing_items(state, Rules(forms={})) == ()


def test_finish_leaves_out_a_contact_without_anything() -> None:
    state = after(filled(session()), NextContact(contact_id="c2"), Finish())
    assert [contact.id for contact in state.contacts] == ["c1"]
    assert state.place.contact_id == "c1"


def test_finish_keeps_the_place_and_at_least_one_contact() -> None:
    assert after(session(), Finish()).contacts == (Contact(id="c1"),)


def test_a_final_session_takes_no_command() -> None:
    final = after(filled(session()), Finish())
    for command in (
        AnswerItem(target=target("warmth"), value=1),
        KeepAsDraft(),
        TakeUpAgain(),
        Finish(),
        MoveToAgent(agent_id="bo"),
        AddNote(note_id="n", draft=Draft(at=NOW, text="late")),
    ):
        assert refusal(final, command).code == "session_final"


def test_keep_as_draft_ends_the_call_and_keeps_the_rest_open() -> None:
    running = after(session(), START, (5.0, AnswerItem(target=target("warmth"), value=1)))
    state = after(running, (30.0, KeepAsDraft()))
    assert (state.status, state.ended_at) == ("draft", moment(30.0).at)
    assert state.contacts[0].duration_s == 30.0
    assert state.evaluations == running.evaluations


def test_take_up_again() -> None:
    state = after(session(), KeepAsDraft(), TakeUpAgain())
    assert (state.status, state.ended_at) == ("live", None)
    assert after(state, TakeUpAgain()) is state


def test_move_to_agent_takes_the_evaluations_along() -> None:
    state = after(filled(session()), MoveToAgent(agent_id="bo"))
    assert (state.agent_id, state.agent_ids) == ("bo", ("bo",))
    assert {evaluation.agent_id for evaluation in state.evaluations} == {"bo"}
    assert after(state, MoveToAgent(agent_id="bo")) is state


class TestRestore:
    """Undo brings earlier answers, calls and notes back, and nothing else (R5)."""

    def test_what_is_typed_and_where_the_lead_is_stays(self) -> None:
        before = session()
        now = replace(
            after(before, AnswerItem(target=target("warmth"), value=1)),
            drafts=(Draft(at=NOW, text="so far", contact_id="c1"),),
            place=replace(before.place, form_id="second"),
        )
        undone = restore(now, before)
        assert undone.evaluations == ()
        assert (undone.drafts, undone.place, undone.revision) == (now.drafts, now.place, now.revision + 1)

    def test_after_a_move_the_evaluations_stay_with_the_new_agent(self) -> None:
        before = filled(session())
        now = after(before, AnswerItem(target=target("warmth"), value=1), MoveToAgent(agent_id="bo"))
        undone = restore(now, before)
        assert undone.agent_id == "bo"
        assert {evaluation.agent_id for evaluation in undone.evaluations} == {"bo"}

    def test_a_draft_kept_stays_a_draft(self) -> None:
        before = session()
        now = after(before, AnswerItem(target=target("warmth"), value=1), KeepAsDraft())
        undone = restore(now, before)
        assert (undone.status, undone.ended_at) == ("draft", now.ended_at)

    @pytest.mark.parametrize("command", [NextContact(contact_id="c2"), StartCall(contact_id="c2")])
    def test_what_is_typed_about_a_contact_that_goes_stays_with_the_one_shown(self, command: Command) -> None:
        before = after(session(), START, (5.0, KeepAsDraft()), TakeUpAgain())
        now = replace(
            after(before, command),
            drafts=(
                Draft(at=NOW, text="about the next", call_s=3.0, contact_id="c2"),
                Draft(at=NOW, text="about nobody", note_id="n1"),
            ),
        )
        undone = restore(now, before)
        assert undone.place.contact_id == "c1"
        assert undone.drafts == (
            Draft(at=NOW, text="about the next", contact_id="c1"),
            Draft(at=NOW, text="about nobody", note_id="n1"),
        )
