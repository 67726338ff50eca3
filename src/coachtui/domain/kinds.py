"""The kinds of records kept about an agent besides sessions; each is declared here and nowhere else.

A row of ``RECORD_KINDS`` is enough for its records to be stored, backed up, checked, exported, imported,
handed to the agent, pseudonymised, erased and deleted after their retention period. The type of each text
field says what the text is (``domain.roles``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar

from coachtui.domain import goal, journal
from coachtui.domain.goal import Goal
from coachtui.domain.journal import JournalEntry
from coachtui.domain.parts import map_texts, texts
from coachtui.domain.record import AgentRecord
from coachtui.domain.roles import WRITTEN, Role
from coachtui.domain.value import dataclass

_Record = TypeVar("_Record", bound=AgentRecord)
_Any = TypeVar("_Any")

_PEOPLE = frozenset({Role.AGENT, Role.PERSON})
"""Texts that may be the id of an agent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[_Record]):
    """The declaration of one kind of record.

    Attributes:
        name: Its singular: the ``record`` of JSON Lines, and the key of its words.
        plural: Its table in a log and its array in an export.
        type: The class of its records.
        private: Whether a record is private to the agent: no lead sees, counts or exports it (R84).
        fits: Whether the parts of a record are consistent, given that their types are right.
        kept_from: Local date from which its retention period counts; ``None`` while the agent is kept (R88).
        kept_months: Length of the retention period in months.
    """

    name: str
    plural: str
    type: type[_Record]
    private: Callable[[_Record], bool]
    fits: Callable[[_Record], bool]
    kept_from: Callable[[_Record], date | None]
    kept_months: int


GOAL = Kind(
    name="goal",
    plural="goals",
    type=Goal,
    private=lambda _goal: False,
    fits=goal.fits,
    kept_from=lambda each: each.closed_on,
    kept_months=goal.KEPT_MONTHS,
)

JOURNAL_ENTRY = Kind(
    name="journal_entry",
    plural="journal_entries",
    type=JournalEntry,
    private=lambda entry: not entry.shared,
    fits=journal.fits,
    kept_from=lambda entry: entry.at.date(),
    kept_months=journal.KEPT_MONTHS,
)

RECORD_KINDS: tuple[Kind[Any], ...] = (GOAL, JOURNAL_ENTRY)
"""Every kind."""


_BY_NAME = {kind.name: kind for kind in RECORD_KINDS}
_BY_TYPE = {kind.type: kind for kind in RECORD_KINDS}


def kind_named(name: str) -> Kind[Any]:
    """Return the kind with a name; raises ``KeyError`` for an unknown one."""
    return _BY_NAME[name]


def kind_of(record: object) -> Kind[Any]:
    """Return the kind of a record; raises ``KeyError`` where its class belongs to none."""
    return _BY_TYPE[type(record)]


def agents_in(record: AgentRecord) -> tuple[str, ...]:
    """Return the ids of the agents in a record, its owner first."""
    return tuple(dict.fromkeys((record.agent_id, *texts(record, {Role.AGENT}))))


def mentions_agent(record: AgentRecord, agent_id: str) -> bool:
    """Return whether the id of an agent occurs anywhere in a record."""
    return agent_id in texts(record, _PEOPLE)


def without_agent(record: _Any, agent_id: str) -> _Any:
    """Return another agent's record with every mention of one agent's id removed (R87)."""

    def other(found: str) -> str:
        return "" if found == agent_id else found

    return map_texts(record, dict.fromkeys(_PEOPLE, other))


def written_texts(record: AgentRecord) -> list[str]:
    """Return all texts in a record that somebody wrote."""
    return list(texts(record, WRITTEN))
