"""The protocol that all records share, sessions or other kinds."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from coachtui.domain.roles import AgentId, OwnId
from coachtui.domain.session import Session


class AgentRecord(Protocol):
    """A record of any kind about an agent."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> OwnId:
        """UUIDv7."""

    @property
    def agent_id(self) -> AgentId:
        """Id of the agent who owns the record."""

    @property
    def revision(self) -> int:
        """Grows by one with every change."""


AnyRecord = Session | AgentRecord
"""A session, or a record of any kind beside the sessions: what is saved while it is written."""


def key_of(record: AnyRecord) -> tuple[str, str]:
    """Return the unique key of a record: the name of its class, and its id."""
    return type(record).__name__, record.id
