"""What a file of this program's own JSON brings along, as it is counted and compared before it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, Protocol

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.narrowing import Lack
from coachtui.domain.record import AgentRecord
from coachtui.domain.session import Place, Session
from coachtui.domain.value import dataclass

RecordKind = str
"""``agent``, ``session``, ``content``, ``lead``, or the name of one of ``domain.kinds``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCopy:
    """A form or model that sessions of the file were made with.

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


class Incoming(Protocol):
    """A file that was read and found in order, but for what ``sessions`` says of each session."""

    @property
    def lead(self) -> Lead | None:
        """The lead whose store it was written from, or ``None``."""

    @property
    def agents(self) -> tuple[Agent, ...]:
        """The agents."""

    @property
    def packs(self) -> tuple[PackCopy, ...]:
        """Forms and models."""

    @property
    def records(self) -> tuple[AgentRecord, ...]:
        """Records of other kinds than sessions."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """Keys that this version does not know and cannot keep."""

    @property
    def session_count(self) -> int:
        """How many sessions there are."""

    def sessions(self) -> Iterator[Session]:
        """Yield the sessions with their evaluations; can be asked for again.

        Raises:
            BadInput: One is not as this program writes it.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A record that is stored otherwise than the file has it.

    Attributes:
        kind: What it is.
        id: Its id; of content with its version.
        fields: Names of what differs.
        agent_ids: Whom it is about.
        started_at: Of a session, its start as ISO 8601; else empty.
        without: Ids of the agents of a session who are in it here and not in the file.
        stays: Why it stays as it is here whatever is chosen: what the file lacks of it; else empty.
    """

    kind: RecordKind
    id: str
    fields: tuple[str, ...]
    agent_ids: tuple[str, ...] = ()
    started_at: str = ""
    without: tuple[str, ...] = ()
    stays: Lack = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many records of one kind are new, the same, and stored otherwise."""

    new: int = 0
    same: int = 0
    differing: int = 0


def comparable(session: Session) -> Session:
    """Return a session without what an export does not carry: where the lead was, and counters."""
    place = Place(contact_id="")
    return replace(session, place=place, seen_s=None, revision=0, models=session.models_used)


def what_differs(
    stored: Session | Agent | AgentRecord, incoming: Session | Agent | AgentRecord
) -> tuple[str, ...]:
    """Return the names of the fields in which two records of one id differ."""
    if isinstance(stored, Session) and isinstance(incoming, Session):
        stored, incoming = comparable(stored), comparable(incoming)
    names = type(stored).__dataclass_fields__
    return tuple(name for name in names if getattr(stored, name) != getattr(incoming, name))
