"""Reading from the index, without the logs, which logs a store has and how far each was durable."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.errors import StoreError
from coachtui.store.log.access import is_own_file
from coachtui.store.log.log_end import LogEnds, noted_ends
from coachtui.store.log.log_table import KeyedDB

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.log.lock import StoreLock
    from coachtui.store.log.log_end import LogEnd
    from coachtui.store.protection.seals import Seals

INDEX = "index.jsonl"
SHARDS = "shards"
"""Of the index: what it holds of each log; in a log itself its sessions are a table of another name."""

ENDS = "ends"
"""Of the index: how far each log went."""


class Listed(NamedTuple):
    """The logs in the index of a store.

    Attributes:
        logs: Paths in the store of the agents' logs that there were.
        ends: How far each log went, by its path.
    """

    logs: list[str]
    ends: dict[str, LogEnd]


def listed(root: Path, seals: Seals) -> Listed:
    """Return the logs in the index of a store; none where the index is missing or cannot be read.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.
    """
    path = root / INDEX
    try:
        if not is_own_file(path):
            return Listed([], {})
        table = KeyedDB(path, codec=seals.codec(path.name)).keyed(SHARDS)
        ends = noted_ends(table.log.documents(ENDS))
        return Listed([f"agents/{name}.jsonl" for name in table.encoded()], ends)
    except StoreError:
        return Listed([], {})


def noted_end(root: Path, seals: Seals, name: str) -> LogEnd | None:
    """Return the position up to which a log was known to be durable, or ``None`` where that is not noted.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.
        name: The path of the log in the store.
    """
    return listed(root, seals).ends.get(name)


def note_loss(root: Path, seals: Seals, lock: StoreLock, name: str) -> None:
    """Note in the index that a log has lost records, before the log is rewritten and no longer shows it.

    An index that cannot be read or written keeps nobody from working.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.
        lock: The store's lock, held.
        name: The path of the log in the store.
    """
    path = root / INDEX
    try:
        if not is_own_file(path):
            return
        log = KeyedDB(path, lock=lock, codec=seals.codec(path.name)).log
        if lost := LogEnds(root, seals.codec).losses(log.documents(ENDS), [name]):
            log.commit({ENDS: lost})
    except StoreError:
        return
