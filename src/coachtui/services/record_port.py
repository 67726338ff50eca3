"""The port for records of other kinds than sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

from coachtui.domain.listing import RecordRow
from coachtui.domain.record import AgentRecord

if TYPE_CHECKING:
    from coachtui.domain.kinds import Kind

_Record = TypeVar("_Record", bound=AgentRecord)


class RecordStore(Protocol):
    """Stored records of all kinds but sessions.

    Every method raises ``StoreError`` or one of its kinds; nothing is ever half done.
    """

    def put(self, record: AgentRecord) -> None:
        """Save one record durably: one append, one fsync."""

    def put_many(self, records: Iterable[AgentRecord]) -> None:
        """Save records; those of one agent in one commit."""

    def get(self, kind: Kind[_Record], agent_id: str, record_id: str) -> _Record | None:
        """Return a record, or ``None``."""

    def of_agent(self, kind: Kind[_Record], agent_id: str) -> list[_Record]:
        """Return an agent's records of a kind in order of creation; reads one file only."""

    def every(self, kind: Kind[_Record]) -> Iterator[_Record]:
        """Yield all records of a kind, file by file."""

    def rows(self) -> list[RecordRow]:
        """Return the index row of every readable record."""

    def remove(self, record: AgentRecord) -> None:
        """Delete a record for good."""
