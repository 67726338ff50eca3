"""The kinds of records kept of an agent beside the sessions: each is declared here and nowhere else.

What a row of ``RECORD_KINDS`` says is enough for its records to be stored, backed up, checked, exported,
taken in, handed to the agent, pseudonymised, erased and to grow old. What each text of a record is, its type
says (``domain.roles``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar

from coachtui.domain import goal, journal
from coachtui.domain.goal import Goal
from coachtui.domain.journal import JournalEntry
from coachtui.domain.parts import changed, texts
from coachtui.domain.record import AgentRecord
from coachtui.domain.roles import WRITTEN, Role
from coachtui.domain.value import dataclass

_Record = TypeVar("_Record", bound=AgentRecord)
_Any = TypeVar("_Any")

_PEOPLE = frozenset({Role.AGENT, Role.PERSON})
"""Texts that may be the id of an agent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[_Record]):
    """One kind of record.

    Attributes:
        name: One of them: the ``record`` of JSON Lines, and the key of its words.
        plural: Its table in a log and its array in an export.
        type: The class.
        private: Whether a record belongs to the agent alone: no lead sees it, counts it or exports it (R84).
        fits: Whether the parts of a record go together; their types need not be looked at.
        kept_from: Local date that its time counts from; ``None`` for as long as the agent is here (R88).
        kept_months: Months it is kept from then on.
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
    """Return the kind of a name; ``KeyError`` where there is none."""
    return _BY_NAME[name]


def kind_of(record: object) -> Kind[Any]:
    """Return the kind of a record; ``KeyError`` where its class is none's."""
    return _BY_TYPE[type(record)]


def agents_in(record: AgentRecord) -> tuple[str, ...]:
    """Return the ids of the agents in a record; the one whose record it is comes first."""
    return tuple(dict.fromkeys((record.agent_id, *texts(record, {Role.AGENT}))))


def naming(record: AgentRecord, agent_id: str) -> bool:
    """Whether the id of an agent stands in a record, in whatever place."""
    return agent_id in texts(record, _PEOPLE)


def without_agent(record: _Any, agent_id: str) -> _Any:
    """Return a record of somebody else's in which an agent's id stands nowhere any more (R87)."""

    def other(found: str) -> str:
        return "" if found == agent_id else found

    return changed(record, dict.fromkeys(_PEOPLE, other))


def written_in(record: AgentRecord) -> list[str]:
    """Return everything in a record that somebody wrote."""
    return list(texts(record, WRITTEN))
