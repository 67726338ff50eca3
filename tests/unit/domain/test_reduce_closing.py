"""Finishing, keeping as draft, going on with it, moving to the right agent (R19)."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.builders import NOW, RULES, after, moment, refusal, session, target

from coachtui.domain.contact import Contact, Hold
from coachtui.domain.correction import Statement
from coachtui.domain.live.commands import (
    AddNote,
    AnswerItem,
    Finish,
    KeepAsDraft,
    MarkNotApplicable,
    MarkRestNotApplicable,
    MoveToAgent,
    NextContact,
    StartCall,
    ToggleHold,
)
from coachtui.domain.live.reduce_closing import missing_items
from coachtui.domain.live.rules import Rules
from coachtui.domain.note import Draft
from coachtui.domain.session import Session

START = StartCall(contact_id="x")


def filled(state: Session, contact_id: str = "c1", form_id: str = "form") -> Session:
    greet = AnswerItem(target=target("greeting", form_id, contact_id), value=1)
    return after(state, greet, MarkRestNotApplicable())


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


def test_a_draft_that_is_called_into_is_a_running_session_again() -> None:
    state = after(session(), KeepAsDraft(), StartCall(contact_id="c2"))
    assert (state.status, state.ended_at) == ("live", None)
    assert state.running_contact is not None


def test_attack_a_session_about_which_an_agent_said_something_stays_with_them() -> None:
    said = Statement(id="s", at=NOW, agent_id="anna", text="It was me")
    state = replace(after(filled(session()), KeepAsDraft()), statements=(said,))
    assert refusal(state, MoveToAgent(agent_id="bo")).code == "statement_stays"
    assert after(state, MoveToAgent(agent_id=state.agent_id)) is state


def test_move_to_agent_takes_the_evaluations_along() -> None:
    state = after(filled(session()), MoveToAgent(agent_id="bo"))
    assert (state.agent_id, state.agent_ids) == ("bo", ("bo",))
    assert {evaluation.agent_id for evaluation in state.evaluations} == {"bo"}
    assert after(state, MoveToAgent(agent_id="bo")) is state
