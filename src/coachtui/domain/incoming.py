"""The contents of an import file, and how its records are counted and compared before the import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, Protocol

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.import_losses import ImportLoss
from coachtui.domain.record import AgentRecord
from coachtui.domain.session import Cursor, Session
from coachtui.domain.value import dataclass

RecordKind = str
"""``agent``, ``session``, ``content``, ``lead``, or the name of one of ``domain.kinds``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCopy:
    """A copy of a form or model that an import file carries along.

    Attributes:
        kind: ``form`` or ``model``.
        id: Its id.
        version: Its version.
        text: The pack as TOML; empty where the file does not carry it.
    """

    kind: Literal["form", "model"]
    id: str
    version: int
    text: str


class IncomingFile(Protocol):
    """An import file that was read and checked; its sessions are decoded when they are asked for."""

    @property
    def lead(self) -> Lead | None:
        """The lead from whose store the file was exported, or ``None``."""

    @property
    def agents(self) -> tuple[Agent, ...]:
        """The agents in the file."""

    @property
    def packs(self) -> tuple[PackCopy, ...]:
        """The copies of forms and models in the file."""

    @property
    def records(self) -> tuple[AgentRecord, ...]:
        """The records of other kinds than sessions."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """Keys that this version does not know and cannot keep."""

    @property
    def session_count(self) -> int:
        """The number of sessions in the file."""

    def sessions(self) -> Iterator[Session]:
        """Yield the sessions with their evaluations; may be called more than once.

        Raises:
            BadInput: One is not as this program writes it.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingRecord:
    """A record of an import file that differs from the stored one with the same id.

    Attributes:
        kind: The kind of record.
        id: Its id; for content with its version.
        fields: Names of the fields that differ.
        agent_ids: The agents it is about.
        started_at: Start of a session as ISO 8601; else empty.
        without: Ids of agents who are in the stored session and not in the file's.
        stays: The loss that forbids replacing the stored record; empty where it may be replaced.
    """

    kind: RecordKind
    id: str
    fields: tuple[str, ...]
    agent_ids: tuple[str, ...] = ()
    started_at: str = ""
    without: tuple[str, ...] = ()
    stays: ImportLoss = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """Counts of new, unchanged and different records of one kind in an import file."""

    new: int = 0
    same: int = 0
    differing: int = 0


def comparable(session: Session) -> Session:
    """Return a session without the parts that an export does not carry: cursor and counters."""
    place = Cursor(contact_id="")
    return replace(session, place=place, seen_s=None, revision=0, models=session.models_used)


def differing_fields(
    stored: Session | Agent | AgentRecord, incoming: Session | Agent | AgentRecord
) -> tuple[str, ...]:
    """Return the names of the fields in which two records with the same id differ."""
    if isinstance(stored, Session) and isinstance(incoming, Session):
        stored, incoming = comparable(stored), comparable(incoming)
    names = type(stored).__dataclass_fields__
    return tuple(name for name in names if getattr(stored, name) != getattr(incoming, name))
