"""Setting fields of records: what makes a revision, and where two revisions differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from coachtui.domain.editing import changed_places, differs, edit, is_blank, restore
from coachtui.domain.goal import Goal, Reading
from coachtui.domain.journal import JournalEntry

AT = datetime.fromisoformat("2026-11-16T10:00:00+01:00")
GOAL = Goal(id="g1", agent_id="a1", created_at=AT, text="greets by name", revision=3)
ENTRY = JournalEntry(id="e1", agent_id="a1", at=AT, answers={"well": "calm", "next": "ask"})


def test_an_edit_is_one_revision_on_and_changes_nothing_else() -> None:
    assert edit(GOAL, measure="4 of 5", achievable=True) == replace(
        GOAL, measure="4 of 5", achievable=True, revision=4
    )


def test_an_edit_that_sets_what_is_set_is_none() -> None:
    assert edit(GOAL, text="greets by name") is GOAL
    assert edit(GOAL) is GOAL


@pytest.mark.parametrize("name", ["id", "agent_id", "revision"])
def test_which_record_it_is_does_not_change(name: str) -> None:
    with pytest.raises(ValueError, match="which record"):
        edit(GOAL, **{name: getattr(GOAL, name)})


def test_there_is_no_such_field() -> None:
    with pytest.raises(TypeError):
        edit(GOAL, mood="good")


def test_only_what_an_edit_did_is_taken_back() -> None:
    after = edit(GOAL, text="greets", due=date(2026, 12, 1))
    later = edit(after, measure="4 of 5")
    assert restore(later, gone=after, wanted=GOAL) == replace(GOAL, measure="4 of 5", revision=6)


def test_a_revision_alone_makes_no_difference() -> None:
    assert not differs(GOAL, replace(GOAL, revision=9))
    assert differs(GOAL, edit(GOAL, why="calls back less"))


def test_places_are_fields_and_what_lies_in_them() -> None:
    readings = (Reading(on=AT.date(), value=4), Reading(on=AT.date(), value=5))
    scaled = edit(GOAL, readings=readings)
    noted = edit(scaled, readings=(readings[0], replace(readings[1], note="calmer")))
    answered = edit(ENTRY, answers={**ENTRY.answers, "next": "ask twice", "new": "slept"})
    assert changed_places(GOAL, edit(GOAL, text="x", why="y")) == ("text", "why")
    assert changed_places(GOAL, scaled) == ("readings",)
    assert changed_places(scaled, noted) == (("readings", 1),)
    assert changed_places(ENTRY, answered) == (("answers", "next"), ("answers", "new"))
    assert changed_places(GOAL, GOAL) == ()


def test_a_record_is_blank_until_something_is_written() -> None:
    assert is_blank(replace(GOAL, text=" \n", due=AT.date()))
    assert not is_blank(GOAL)
    assert is_blank(replace(ENTRY, answers={"well": ""}))
    assert not is_blank(ENTRY)
