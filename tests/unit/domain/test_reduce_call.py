"""The call: clock, phases, holds, marks and contacts (interface.md «Behaviour», R8-R10, R21)."""

from __future__ import annotations

import pytest
from tests.unit.builders import NOW, RULES, after, moment, refusal, session, target

from coachtui.domain.contact import Contact, Hold, PhaseStretch
from coachtui.domain.live.commands import (
    AddMark,
    AddNote,
    AnswerItem,
    Command,
    DescribeContact,
    EndCall,
    KeepDraft,
    NextContact,
    NextPhase,
    PreviousPhase,
    ShowContact,
    ShowForm,
    StartCall,
    ToggleHold,
)
from coachtui.domain.live.reduce import reduce
from coachtui.domain.live.restore import restore
from coachtui.domain.live.rules import Rules
from coachtui.domain.note import Draft

START = StartCall(contact_id="c2")


def stretch(phase: str, at_s: float, until_s: float | None = None) -> PhaseStretch:
    return PhaseStretch(phase=phase, at_s=at_s, until_s=until_s)


def test_start_opens_phase_one_by_itself() -> None:
    contact = after(session(), START).contacts[0]
    assert contact == Contact(id="c1", started_at=NOW, phases=(stretch("contact", 0.0),))
    assert (contact.running, contact.ended, contact.phase) == (True, False, "contact")


def test_start_keeps_a_channel_that_was_set() -> None:
    chat = DescribeContact(contact_id="c1", reference="A-1", channel="chat")
    assert after(session(), chat, START).contacts[0].channel == "chat"


def test_a_call_without_phases_runs_and_ends() -> None:
    bare = Rules(forms=RULES.forms)
    running = reduce(session(), START, moment(), bare)
    assert running.contacts[0].phases == ()
    assert refusal(running, NextPhase(), 1.0, bare).code == "no_phases"
    ended = reduce(running, EndCall(), moment(7.0), bare).contacts[0]
    assert (ended.phases, ended.duration_s) == ((), 7.0)


def test_the_next_start_opens_the_next_contact_on_its_first_form() -> None:
    state = after(session(), START, ShowForm(form_id="second"), (9.0, EndCall()), START)
    assert [contact.id for contact in state.contacts] == ["c1", "c2"]
    assert (state.place.contact_id, state.place.form_id) == ("c2", "form")
    assert state.running_contact is state.contacts[1]


def test_start_of_a_contact_opened_before_uses_it() -> None:
    state = after(session(), START, (9.0, NextContact(contact_id="c2")), StartCall(contact_id="c3"))
    assert [contact.id for contact in state.contacts] == ["c1", "c2"]
    assert state.contacts[1].running


def test_start_from_an_earlier_contact_on_screen_starts_the_last_one() -> None:
    state = after(session(), START, (9.0, NextContact(contact_id="c2")), ShowContact(step=-1))
    started = after(state, StartCall(contact_id="c3"))
    assert started.place.contact_id == "c2"
    assert started.contacts[1].running


def test_phases_go_on_back_and_to_the_end() -> None:
    state = after(
        session(),
        START,
        (20.0, NextPhase()),
        (50.0, PreviousPhase()),
        (60.0, NextPhase()),
        (70.0, NextPhase()),
        (100.04, EndCall()),
    )
    assert state.contacts[0].phases == (
        stretch("contact", 0.0, 20.0),
        stretch("mapping", 20.0, 50.0),
        stretch("contact", 50.0, 60.0),
        stretch("mapping", 60.0, 70.0),
        stretch("closing", 70.0, 100.0),
    )
    assert state.contacts[0].duration_s == 100.0


def test_phases_end_at_both_ends() -> None:
    first = after(session(), START)
    last = after(first, (1.0, NextPhase()), (2.0, NextPhase()))
    assert refusal(first, PreviousPhase(), 1.0).code == "first_phase"
    assert refusal(last, NextPhase(), 3.0).code == "last_phase"


def test_holds_are_counted_one_by_one() -> None:
    state = after(
        session(), START, (10.0, ToggleHold()), (40.5, ToggleHold()), (60.0, ToggleHold()), (70.0, EndCall())
    )
    assert state.contacts[0].holds == (Hold(at_s=10.0, until_s=40.5), Hold(at_s=60.0, until_s=70.0))
    assert not state.contacts[0].on_hold


def test_on_hold_while_it_lasts() -> None:
    assert after(session(), START, (10.0, ToggleHold())).contacts[0].on_hold


def test_marks_carry_time_second_and_contact() -> None:
    (mark,) = after(session(), START, (12.34, AddMark(mark_id="m1"))).marks
    assert (mark.id, mark.call_s, mark.contact_id) == ("m1", 12.3, "c1")
    assert (mark.at - NOW).total_seconds() == 12.34


def test_seconds_never_go_back_behind_what_is_recorded() -> None:
    state = after(session(), START, (30.0, NextPhase()), (20.0, ToggleHold()), (10.0, EndCall()))
    contact = state.contacts[0]
    assert contact.phases[0].until_s == 30.0
    assert contact.holds == (Hold(at_s=30.0, until_s=30.0),)
    assert contact.duration_s == 30.0


@pytest.mark.parametrize(
    "command",
    [EndCall(), ToggleHold(), NextPhase(), PreviousPhase(), AddMark(mark_id="m")],
    ids=lambda command: type(command).__name__,
)
def test_outside_a_call_the_call_commands_are_refused(command: Command) -> None:
    assert refusal(session(), command, 5.0).code == "no_call"
    ended = after(session(), START, (5.0, EndCall()))
    assert refusal(ended, command, 6.0).code == "no_call"
    assert refusal(after(session(), START), command, None).code == "no_call"


def test_a_running_call_cannot_start() -> None:
    assert refusal(after(session(), START), START, 3.0).code == "call_running"


def test_end_pressed_by_mistake_is_taken_back_and_the_call_goes_on() -> None:
    running = after(session(), START, (5.0, ToggleHold()), (8.0, NextPhase()))
    ended = after(running, (9.0, EndCall()))
    undone = restore(ended, ended, running)
    assert undone.contacts == running.contacts
    assert undone.running_contact is not None
    going_on = after(undone, (20.0, ToggleHold())).contacts[0]
    assert going_on.holds == (Hold(at_s=5.0, until_s=20.0),)


def test_next_contact_ends_the_call() -> None:
    state = after(session(), START, (5.0, ToggleHold()), (15.0, NextContact(contact_id="c2")))
    assert state.contacts[0].duration_s == 15.0
    assert state.contacts[0].holds == (Hold(at_s=5.0, until_s=15.0),)
    assert state.shown_contact == Contact(id="c2")


def test_next_contact_shows_one_that_is_still_untouched() -> None:
    state = after(session(), START, (5.0, NextContact(contact_id="c2")), ShowContact(step=-1))
    shown = after(state, NextContact(contact_id="c3"))
    assert [contact.id for contact in shown.contacts] == ["c1", "c2"]
    assert shown.place.contact_id == "c2"


def test_next_contact_on_an_untouched_one_changes_nothing() -> None:
    state = session()
    assert after(state, NextContact(contact_id="c2")) is state


@pytest.mark.parametrize(
    "command",
    [
        AnswerItem(target=target("warmth"), value=1),
        DescribeContact(contact_id="c1", reference="A-1", channel=None),
        KeepDraft(draft=Draft(at=NOW, text="so", contact_id="c1")),
        AddNote(note_id="n1", draft=Draft(at=NOW, text="so", contact_id="c1")),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_contact_with_anything_in_it_is_used(command: Command) -> None:
    state = after(session(), command, NextContact(contact_id="c2"))
    assert [contact.id for contact in state.contacts] == ["c1", "c2"]


def test_earlier_contacts_can_be_gone_back_to_and_completed() -> None:
    """R10."""
    state = after(session(), START, (5.0, NextContact(contact_id="c2")), ShowContact(step=-1))
    assert state.shown_contact.id == "c1"
    assert refusal(state, ShowContact(step=-1)).code == "first_contact"
    forward = after(state, ShowContact(step=1))
    assert forward.shown_contact.id == "c2"
    assert refusal(forward, ShowContact(step=1)).code == "last_contact"


def test_describe_contact() -> None:
    described = DescribeContact(contact_id="c1", reference="A-1", channel="email")
    state = after(session(), described)
    assert (state.contacts[0].reference, state.contacts[0].channel) == ("A-1", "email")
    assert after(state, described) is state
    gone = DescribeContact(contact_id="gone", reference="", channel=None)
    assert refusal(state, gone).code == "no_such_contact"
