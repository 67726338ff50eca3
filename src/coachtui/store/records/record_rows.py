"""Index rows of records other than sessions, for lists and retention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.kinds import RECORD_KINDS, agents_in
from coachtui.domain.listing import RecordRow
from coachtui.store.records.record_codecs import RECORDS

if TYPE_CHECKING:
    from coachtui.store.log.log_storage import LogStorage


def rows_in(log: LogStorage) -> list[RecordRow]:
    """Return the index row of every record in a log.

    Raises:
        StoreCorrupt: A document does not have the shape of its kind.
    """
    return [
        RecordRow(
            id=record.id,
            kind=kind.name,
            agent_ids=agents_in(record),
            private=kind.private(record),
            kept_from=kind.kept_from(record),
        )
        for kind in RECORD_KINDS
        for record in map(RECORDS[kind.plural].decode, log.documents(kind.plural).values())
    ]
