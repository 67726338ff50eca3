"""The desk of a session: what is taken back together, and what may wait before it is saved."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.fakes.saving import Offers
from tests.unit.builders import NOW, RULES, session, target

from coachtui.domain.errors import Refused
from coachtui.domain.live.commands import AnswerItem, DescribeContact, EndCall, Heartbeat, StartCall
from coachtui.domain.live.interrupted_call import last_captured_s
from coachtui.services.desks.session_desk import SessionDesk


class StoppedClock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    def tick(self) -> float:
        return self.seconds

    def asleep_s(self) -> float | None:
        return None


def described(text: str) -> DescribeContact:
    return DescribeContact(contact_id="c1", reference=text, channel=None)


def test_letters_of_one_text_are_one_step_back() -> None:
    offers = Offers()
    desk = SessionDesk(session(), RULES, StoppedClock(), offers)
    desk.conduct(AnswerItem(target=target("greeting"), value=1))
    desk.conduct(described("4"))
    desk.conduct(described("47"), goes_on=True)
    desk.conduct(described("471"), goes_on=True)
    assert [urgent for _session, urgent in offers.taken] == [True, True, False, False]
    desk.undo()
    assert desk.session.contacts[0].reference == ""
    assert len(desk.session.evaluations) == 1
    desk.redo()
    assert desk.session.contacts[0].reference == "471"
    desk.undo()
    desk.undo()
    assert not desk.session.evaluations
    with pytest.raises(Refused, match="nothing_to_undo"):
        desk.undo()


def test_a_call_begun_again_after_undo_starts_at_zero() -> None:
    clock = StoppedClock()
    desk = SessionDesk(session(), RULES, clock, Offers())
    desk.conduct(StartCall(contact_id="c2"))
    clock.seconds += 5
    desk.undo()
    clock.seconds += 60
    desk.conduct(StartCall(contact_id="c2"))
    assert desk.call_s() == 0.0
    clock.seconds += 3
    assert desk.call_s() == 3.0


def test_a_call_whose_start_is_done_again_goes_on_from_its_own_start() -> None:
    clock = StoppedClock()
    desk = SessionDesk(session(), RULES, clock, Offers())
    desk.conduct(StartCall(contact_id="c2"))
    clock.seconds += 5
    desk.undo()
    desk.redo()
    assert desk.call_s() == 5.0


def test_a_contact_that_redo_brings_back_is_shown_for_the_next_answer() -> None:
    desk = SessionDesk(session(), RULES, StoppedClock(), Offers())
    desk.conduct(StartCall(contact_id="c2"))
    desk.conduct(EndCall())
    desk.conduct(StartCall(contact_id="c2"))
    desk.undo()
    assert desk.session.shown_contact.id == "c1"
    desk.redo()
    assert desk.session.shown_contact.id == "c2"


def test_a_quiet_call_notes_that_the_program_is_there() -> None:
    clock, offers = StoppedClock(), Offers()
    desk = SessionDesk(session(), RULES, clock, offers)
    desk.conduct(Heartbeat())
    assert offers.taken == []
    desk.conduct(StartCall(contact_id="c2"))
    clock.seconds += 960
    desk.conduct(Heartbeat())
    running = desk.session.running_contact
    assert running is not None
    assert last_captured_s(desk.session, running) == 960.0
    assert offers.taken[-1][1] is False
    desk.undo()
    assert desk.session.running_contact is None
