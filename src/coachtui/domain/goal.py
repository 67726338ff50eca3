"""Goals of agents, with the agent's own readings of progress (R40, R41, R44)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from coachtui.domain.roles import AgentId, ContentId, OwnId, SessionId, Text
from coachtui.domain.value import dataclass

Horizon = Literal["short", "long"]
GoalStatus = Literal["draft", "open", "reached", "dropped"]

SCALE = range(1, 11)
"""Readings of OSKAR: 1 is no progress at all, 10 fully reached (R44)."""

KEPT_MONTHS = 24
"""Months that a goal is kept after it was closed (R88)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Where the agent stands on the way to a goal, in the agent's own judgement.

    Attributes:
        on: Local date.
        value: From 1, no progress at all, to 10, fully reached.
        note: What was said about it; may be empty.
        session_id: The talk it was read in, or ``None``.
    """

    on: date
    value: int
    note: Text = ""
    session_id: SessionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal of an agent; it lives across sessions.

    Attributes:
        id: UUIDv7.
        agent_id: Whose goal it is.
        created_at: Wall time with offset.
        text: What is to be reached (S).
        situation: In which situation it shows (S).
        measure: What tells how far it is (M).
        start: Where the measure stands now (M).
        target: Where it is to stand (M).
        achievable: Whether the agent holds it to be within reach (A).
        relevant: Whether it is ticked as relevant though it is linked to nothing (R).
        module: Module it belongs to, or ``None`` (R).
        why: What it is good for, for the customer (R79).
        due: Local date until which, or ``None`` (T).
        horizon: Short, which is 90 days at most, or long (R41).
        status: A draft until it is agreed; it ends as reached or dropped.
        closed_on: Local date on which it was reached or dropped.
        session_id: The talk it was made in, or ``None``.
        readings: On the scale, in order of time (R44).
        revision: Grows by one with every change.
    """

    id: OwnId
    agent_id: AgentId
    created_at: datetime
    text: Text
    situation: Text = ""
    measure: Text = ""
    start: Text = ""
    target: Text = ""
    achievable: bool = False
    relevant: bool = False
    module: ContentId | None = None
    why: Text = ""
    due: date | None = None
    horizon: Horizon = "short"
    status: GoalStatus = "draft"
    closed_on: date | None = None
    session_id: SessionId | None = None
    readings: tuple[Reading, ...] = ()
    revision: int = 0

    @property
    def closed(self) -> bool:
        """Whether the goal has been reached or dropped."""
        return self.status in ("reached", "dropped")


def fits(goal: Goal) -> bool:
    """Return whether the parts of a goal are consistent; a goal being written may lack any text."""
    days = [reading.on for reading in goal.readings]
    return (
        goal.closed is (goal.closed_on is not None)
        and all(reading.value in SCALE for reading in goal.readings)
        and days == sorted(days)
        and goal.revision >= 0
    )
