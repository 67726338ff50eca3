"""What every record has, a session or one of the kinds beside it."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from coachtui.domain.roles import AgentId, OwnId
from coachtui.domain.session import Session


class AgentRecord(Protocol):
    """A record of any kind, about an agent."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> OwnId:
        """UUIDv7."""

    @property
    def agent_id(self) -> AgentId:
        """Whose record it is."""

    @property
    def revision(self) -> int:
        """Grows by one with every change."""


AnyRecord = Session | AgentRecord
"""A session, or a record of any kind beside the sessions: what is saved while it is written."""


def key_of(record: AnyRecord) -> tuple[str, str]:
    """Return what tells a record from every other one: its class by name, and its id."""
    return type(record).__name__, record.id
