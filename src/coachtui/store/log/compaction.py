"""Compaction of logs: when rewriting one is worthwhile, and the records of the rewritten log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from coachtui.store.log.log_codec import Record

if TYPE_CHECKING:
    from coachtui.store.log.log_state import Documents, LogState

LEAST_SIZE = 256 * 1024
"""Bytes below which a log is never worth rewriting."""

BATCH_SIZE = 64 * 1024
"""Bytes of documents put together in one record: what a single damaged byte can take with it."""


def is_worthwhile(size: int, state: LogState) -> bool:
    """Return whether a log is large enough and less than half of it is current documents.

    Args:
        size: Of the log, in bytes.
        state: What it stores now.
    """
    if size <= LEAST_SIZE:
        return False
    needed = sum(len(key) + len(data) for table in state.tables.values() for key, data in table.items())
    return size > 2 * needed


def compacted_records(state: LogState, after: int) -> list[Record]:
    """Return the records of a compacted log, which store the same as ``state``.

    Args:
        state: The tables.
        after: Number before the first of them.

    Returns:
        Records with numbers that follow each other; an empty table takes one of its own.
    """
    batches: list[tuple[str, dict[str, msgspec.Raw]]] = []
    for name, table in state.tables.items():
        batches.extend((name, batch) for batch in _batches(table))
    return [Record(n=after + number, put={name: batch}) for number, (name, batch) in enumerate(batches, 1)]


def _batches(table: Documents) -> list[dict[str, msgspec.Raw]]:
    batches: list[dict[str, msgspec.Raw]] = [{}]
    size = 0
    for key, data in table.items():
        if size > BATCH_SIZE:
            batches.append({})
            size = 0
        batches[-1][key] = msgspec.Raw(data)
        size += len(data)
    return batches
