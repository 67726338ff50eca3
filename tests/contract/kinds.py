"""A record of every kind beside the sessions, with every field filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tests.contract.sessions import START, identity

from coachtui.domain.goal import Goal, Reading
from coachtui.domain.journal import JournalEntry


def goal(number: int, agent_id: str, text: str, closed_on: date | None = None) -> Goal:
    return Goal(
        id=identity(number),
        agent_id=agent_id,
        created_at=START,
        text=text,
        situation=f"situation {text}",
        measure=f"measure {text}",
        start=f"start {text}",
        target=f"target {text}",
        achievable=True,
        relevant=True,
        module="empathy",
        why=f"why {text}",
        due=START.date() + timedelta(days=60),
        horizon="long",
        status="open" if closed_on is None else "reached",
        closed_on=closed_on,
        session_id=identity(number + 5000),
        readings=(
            Reading(on=START.date(), value=4, note=f"first {text}", session_id=identity(number + 6000)),
            Reading(on=START.date() + timedelta(days=14), value=6, note=f"then {text}"),
        ),
        revision=3,
    )


def journal_entry(number: int, agent_id: str, text: str, written_on: date | None = None) -> JournalEntry:
    at = START if written_on is None else START.replace(written_on.year, written_on.month, written_on.day)
    return JournalEntry(
        id=identity(number),
        agent_id=agent_id,
        at=at,
        answers={"went_well": f"well {text}"},
        text=text,
        shared=False,
        revision=2,
    )


SAMPLES: Mapping[str, Callable[[int, str, str, date | None], Any]] = {
    "goal": goal,
    "journal_entry": journal_entry,
}
"""By the name of its kind: a record of a number, an agent and a text; it grows old from a day on."""
