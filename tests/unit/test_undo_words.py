"""Undo names what it took back."""

from __future__ import annotations

import pytest
from tests.unit.builders import RULES, after, session, target

from coachtui.domain.live.commands import (
    AddMark,
    AnswerItem,
    BreakOff,
    Command,
    EndCall,
    NextPhase,
    StartCall,
    ToggleHold,
)
from coachtui.domain.session import Session
from coachtui.ui.words.undo import difference

START = StartCall(contact_id="c2")


@pytest.mark.parametrize(
    ("before", "command", "named"),
    [
        (session(), AnswerItem(target=target("greeting"), value=1), "answer “greeting”"),
        (session(), START, "start of the call"),
        (after(session(), (0.0, START)), EndCall(), "end of the call"),
        (after(session(), (0.0, START)), AddMark(mark_id="m1"), "mark"),
        (after(session(), (0.0, START)), NextPhase(), "change of phase"),
        (after(session(), (0.0, START)), ToggleHold(), "hold"),
    ],
)
def test_what_a_command_changed_is_named(before: Session, command: Command, named: str) -> None:
    assert difference(before, after(before, (5.0, command)), tuple(RULES.forms.values())) == named


def test_nothing_changed_is_nothing_named() -> None:
    assert difference(session(), session(), ()) == ""


def test_rows_not_reached_are_no_answers_that_undo_takes_back() -> None:
    answered = after(
        session(), (0.0, START), (2.0, AnswerItem(target=target("greeting", contact_id="c1"), value=1))
    )
    broken = after(answered, (3.0, EndCall()), BreakOff(contact_id="c1"))
    assert sum(len(each.not_reached) for each in broken.evaluations) > 1
    assert difference(broken, answered, tuple(RULES.forms.values())) == "cut off"
