"""The self-coaching journal: private to the agent until an entry is shared (R76, R84)."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from coachtui.domain.roles import AgentId, ContentId, OwnId, Text
from coachtui.domain.value import dataclass

KEPT_MONTHS = 12
"""Months that an entry is kept (R88)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """What an agent wrote down on a day.

    Attributes:
        id: UUIDv7.
        agent_id: Whose it is.
        at: Wall time with offset at which it was begun.
        answers: Text by the id of its prompt. Never changed in place.
        text: What was written beside the prompts.
        shared: Whether the agent lets the lead see this entry.
        revision: Grows by one with every change.
    """

    id: OwnId
    agent_id: AgentId
    at: datetime
    answers: dict[ContentId, Text] = field(default_factory=dict)
    text: Text = ""
    shared: bool = False
    revision: int = 0


def fits(entry: JournalEntry) -> bool:
    """Return whether the parts of an entry are consistent; one whose text was deleted again has none."""
    return entry.revision >= 0
