"""The records other than sessions of a pending import."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from coachtui.domain.kinds import RECORD_KINDS, kind_of, mentions_agent, without_agent
from coachtui.store.log import compaction, log_codec
from coachtui.store.records.record_codecs import RECORDS
from coachtui.store.records.shards import records_key, safe_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from coachtui.domain.kinds import Kind
    from coachtui.domain.record import AgentRecord
    from coachtui.store.log.log_state import Documents
    from coachtui.store.log.log_table import KeyedDB
    from coachtui.store.records.record_store import LogRecordStore
    from coachtui.store.records.shards import ShardKey


class WaitingRecords:
    """The tables of a pending import's log that hold records other than sessions.

    One that is not as it was when the import was settled was stored already, or changed or deleted since,
    and stays so.
    """

    def __init__(self, log: KeyedDB, was: str, records: LogRecordStore) -> None:
        """Take what they wait in and where they go.

        Args:
            log: The log of the import.
            was: Name of its table of what the records it replaces were like.
            records: Where they are to stand.
        """
        self._log = log
        self._was = log.keyed(was)
        self._records = records

    def add(self, records: Iterable[AgentRecord]) -> set[ShardKey]:
        """Add records to the pending import; return the keys of the logs they belong in.

        Raises:
            StoreError: They could not be written down, or what they replace not be read.
        """
        groups: dict[str, list[AgentRecord]] = {}
        for record in records:
            groups.setdefault(kind_of(record).plural, []).append(record)
        targets: set[ShardKey] = set()
        for plural, group in groups.items():
            targets |= {records_key(each.agent_id) for each in group}
            kind = kind_of(group[0])
            was = {
                each.id: fingerprint(RECORDS[plural].encode(stored))
                for each in group
                if (stored := self._records.get(kind, each.agent_id, each.id)) is not None
            }
            self._was.put_encoded(was)
            self._log.keyed(plural).put_encoded(
                {safe_id(each.id): RECORDS[plural].encode(each) for each in group}
            )
        return targets

    def put(self, gone: Collection[str]) -> None:
        """Store the pending records in their logs; each stored one is removed from the import.

        Args:
            gone: Ids of erased agents, of whom nothing is stored.

        Raises:
            StoreError: It was cut off.
        """
        was = self._was.encoded()
        for kind in RECORD_KINDS:
            waiting = self._log.keyed(kind.plural)
            documents = waiting.encoded()
            for piece in pieces_of(documents):
                found = [RECORDS[kind.plural].decode(document) for document in piece.values()]
                self._records.put_many(
                    each
                    for each in found
                    if each.agent_id not in gone and self._is_as_it_was(kind, each, was)
                )
                waiting.put_encoded({}, list(piece))

    def forget(self, agent_id: str) -> None:
        """Erase an agent from the pending records.

        Raises:
            StoreError: It could not be done.
        """
        for kind in RECORD_KINDS:
            table, codec = self._log.keyed(kind.plural), RECORDS[kind.plural]
            for key, document in table.encoded().items():
                record = codec.decode(document)
                if record.agent_id == agent_id:
                    table.put_encoded({}, [key])
                    self._was.put_encoded({}, [key])
                elif mentions_agent(record, agent_id):
                    table.put_encoded({key: codec.encode(without_agent(record, agent_id))})

    def _is_as_it_was(self, kind: Kind[Any], record: AgentRecord, was: Documents) -> bool:
        stored = self._records.get(kind, record.agent_id, record.id)
        now = None if stored is None else fingerprint(RECORDS[kind.plural].encode(stored))
        return now == was.get(record.id)


def fingerprint(document: bytes) -> bytes:
    """Return the SHA-256 fingerprint of a document, as a JSON document."""
    return log_codec.encode_document(hashlib.sha256(document).hexdigest())


def pieces_of(documents: Documents) -> Iterator[Documents]:
    """Yield documents in pieces of about ``BATCH_SIZE`` bytes, each to be written as one record.

    So a single damaged byte costs one piece at most.
    """
    piece: dict[str, bytes] = {}
    for key, document in documents.items():
        piece[key] = document
        if sum(map(len, piece.values())) >= compaction.BATCH_SIZE:
            yield piece
            piece = {}
    if piece:
        yield piece
