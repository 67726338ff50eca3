"""The desk of any record: what may wait, what is taken back together, what is not saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.fakes.saving import Offers

from coachtui.domain.errors import Refused
from coachtui.domain.goal import Goal
from coachtui.domain.journal import JournalEntry
from coachtui.services.desks.record_desk import RecordDesk

AT = datetime.fromisoformat("2026-11-16T10:00:00+01:00")
NEW = Goal(id="g1", agent_id="a1", created_at=AT, text="")


def desk_of(goal: Goal = NEW, *, stored: bool = False) -> tuple[RecordDesk[Goal], Offers]:
    offers = Offers()
    return RecordDesk(goal, offers, stored=stored), offers


def typed(desk: RecordDesk[Goal], text: str) -> None:
    for end in range(1, len(text) + 1):
        desk.edit(text=text[:end], typed=True)


def test_letters_may_wait_and_choices_are_saved_at_once() -> None:
    desk, offers = desk_of()
    typed(desk, "ab")
    desk.edit(horizon="long")
    assert [urgent for _goal, urgent in offers.taken] == [False, False, True]
    assert [goal.revision for goal, _urgent in offers.taken] == [1, 2, 3]
    assert desk.record == replace(NEW, text="ab", horizon="long", revision=3)


def test_an_edit_that_changes_nothing_is_not_offered_and_no_step_back() -> None:
    desk, offers = desk_of()
    desk.edit(horizon="short")
    assert offers.taken == []
    assert desk.last() is None
    assert desk.record is NEW


def test_nothing_is_stored_before_something_is_written() -> None:
    desk, offers = desk_of()
    desk.edit(due=date(2026, 12, 1))
    assert (offers.taken, desk.stored, desk.is_blank) == ([], False, True)
    assert desk.unsaved() is None
    desk.edit(text="g", typed=True)
    assert offers.taken == [(replace(NEW, text="g", due=date(2026, 12, 1), revision=2), False)]
    desk.edit(text="", typed=True)
    assert desk.is_blank
    assert len(offers.taken) == 2, "what is on disk does not stay there when it is wiped out here"


def test_letters_go_back_one_by_one_while_they_are_written_and_together_afterwards() -> None:
    desk, _offers = desk_of()
    typed(desk, "greet")
    desk.undo(letters=True)
    assert desk.record.text == "gree"
    desk.redo(letters=True)
    desk.end_text()
    desk.edit(measure="4", typed=True)
    assert desk.undo().measure == ""
    assert desk.undo().text == ""
    assert desk.redo().text == "greet"
    assert desk.redo().measure == "4"
    with pytest.raises(Refused, match="nothing_to_redo"):
        desk.redo()


def test_texts_in_one_field_go_back_each_by_itself() -> None:
    offers = Offers()
    desk = RecordDesk(JournalEntry(id="e1", agent_id="a1", at=AT), offers, stored=False)
    desk.edit(answers={"well": "c"}, typed=True)
    desk.edit(answers={"well": "ca"}, typed=True)
    desk.edit(answers={"well": "ca", "next": "a"}, typed=True)
    desk.edit(answers={"well": "ca", "next": "as"}, typed=True)
    assert desk.undo().answers == {"well": "ca"}
    assert desk.undo().answers == {}


def test_taking_back_is_a_revision_of_its_own_and_saved_at_once() -> None:
    desk, offers = desk_of(replace(NEW, text="greets", revision=7), stored=True)
    desk.edit(status="open")
    desk.undo()
    assert desk.record == replace(NEW, text="greets", revision=9)
    assert offers.taken[-1] == (desk.record, True)
    with pytest.raises(Refused, match="nothing_to_undo"):
        desk.undo()


def test_what_is_done_after_taking_back_ends_the_way_forward() -> None:
    desk, _offers = desk_of(replace(NEW, text="greets"), stored=True)
    desk.edit(status="open")
    desk.undo()
    desk.edit(horizon="long")
    assert desk.next() is None
    last = desk.last()
    assert last is not None
    assert (last.before.horizon, last.after.horizon) == ("short", "long")


def test_what_the_disk_does_not_take_is_handed_out_to_be_kept_elsewhere() -> None:
    desk, offers = desk_of()
    typed(desk, "greets")
    offers.full = True
    assert not desk.flush()
    assert (desk.save_state().phase, desk.save_state().code) == ("failed", "disk_full")
    assert desk.unsaved() == desk.record
    desk.save()
    assert offers.taken[-1] == (desk.record, True)
    assert not desk.leave()
    assert (desk.unsaved(), offers.closed) == (desk.record, True)
    offers.full = False
    assert desk.leave()
    assert desk.unsaved() is None
    assert desk.save_state().phase == "saved"
