"""Records other than sessions, of every kind: one log per agent, with a table per kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from coachtui.domain.errors import StoreError
from coachtui.domain.kinds import RECORD_KINDS, kind_of, mentions_agent, without_agent
from coachtui.store.records.record_codecs import RECORDS
from coachtui.store.records.shards import records_key, safe_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coachtui.domain.kinds import Kind
    from coachtui.domain.listing import RecordRow
    from coachtui.domain.record import AgentRecord
    from coachtui.store.log.log_state import Documents, LogState
    from coachtui.store.records.index import Index
    from coachtui.store.records.rewrites import Rewrites
    from coachtui.store.records.shards import ShardKey, Shards

_Record = TypeVar("_Record", bound="AgentRecord")


class LogRecordStore:
    """Stores and reads records of all kinds but sessions; fits the port ``RecordStore``."""

    def __init__(self, shards: Shards, rewrites: Rewrites, index: Index) -> None:
        """Take the logs they stand in, what writes a log anew, and the index of all."""
        self._shards = shards
        self._rewrites = rewrites
        self._index = index

    def put(self, record: AgentRecord) -> None:
        """Save one record durably: one append, one fsync.

        Raises:
            StoreError: It was not saved.
        """
        self.put_many([record])

    def put_many(self, records: Iterable[AgentRecord]) -> None:
        """Save records durably, all of one agent in one commit.

        Raises:
            StoreError: Those of an agent were not saved; of agents before, they may be.
        """
        by_agent: dict[str, list[AgentRecord]] = {}
        for record in records:
            by_agent.setdefault(record.agent_id, []).append(record)
        for agent_id, group in by_agent.items():
            key = records_key(agent_id)
            with self._shards.known_erased(key):
                log = self._shards.writing(key).log
                with log.exclusive() as state:
                    log.commit(_documents(group, state))

    def get(self, kind: Kind[_Record], agent_id: str, record_id: str) -> _Record | None:
        """Return a record, or ``None`` where there is none.

        Args:
            kind: Its kind.
            agent_id: Whom it is about.
            record_id: Its id.

        Raises:
            StoreError: It cannot be read.
        """
        key = records_key(agent_id)
        there = self._shards.exists(key)
        document = self._shards.document(key, record_id, kind.plural) if there else None
        return None if document is None else RECORDS[kind.plural].decode(document)

    def of_agent(self, kind: Kind[_Record], agent_id: str) -> list[_Record]:
        """Return an agent's records of a kind, in order of creation; reads that agent's log only.

        Raises:
            StoreError: It cannot be read.
        """
        documents = self._documents(records_key(agent_id), kind)
        return [RECORDS[kind.plural].decode(document) for document in documents.values()]

    def every(self, kind: Kind[_Record]) -> Iterator[_Record]:
        """Yield all records of a kind, agent by agent; at most one log is in memory.

        Raises:
            StoreError: A log cannot be read.
        """
        for key in self._logs():
            yield from self.of_agent(kind, key.agent_id)

    def rows(self) -> list[RecordRow]:
        """Return the index row of every record of any kind that can be read.

        Raises:
            StoreError: None can be read.
        """
        found, _unread = self._index.readable_rows()
        return [row for known in found.values() for row in known.records]

    def remove(self, record: AgentRecord) -> None:
        """Delete a record, with all its text in its log.

        Raises:
            StoreError: It is still there.
        """
        key = records_key(record.agent_id)
        if self._shards.exists(key):
            self._rewrites.remove(key, record.id, kind_of(record).plural)

    def take_out(self, agent_id: str) -> None:
        """Remove an agent's id from records about other agents (R87).

        Raises:
            StoreError: It was cut off; doing it again does no harm.
        """
        for key in self._logs():
            if key.agent_id == agent_id:
                continue
            found = [
                without_agent(record, agent_id)
                for kind in RECORD_KINDS
                for record in self.of_agent(kind, key.agent_id)
                if mentions_agent(record, agent_id)
            ]
            if found:
                self.put_many(found)
                self._shards.writing(key).log.compact(force=True)

    def _logs(self) -> Iterator[ShardKey]:
        return (key for key in self._shards.stamps() if not key.holds_sessions)

    def _documents(self, key: ShardKey, kind: Kind[Any]) -> Documents:
        """Return the documents of a kind in a log; none where the log is not there or its agent erased."""
        if not self._shards.exists(key):
            return {}
        try:
            with self._shards.known_erased(key):
                return self._shards.reading(key, kind.plural).encoded()
        except StoreError as error:
            if error.code != "agent_erased":
                raise
            return {}


def _documents(records: list[AgentRecord], state: LogState) -> dict[str, Documents]:
    """Return the documents of records by table; what those they replace have of a newer version stays."""
    documents: dict[str, Documents] = {}
    for record in records:
        plural = kind_of(record).plural
        codec = RECORDS[plural]
        known = state.table(plural).get(record.id)
        documents.setdefault(plural, {})[safe_id(record.id)] = codec.encode(record, codec.unknown(known))
    return documents
