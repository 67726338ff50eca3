"""What the index says of the logs of a store, for whoever has one of them and not the index."""

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
    """What the index of a store says of its logs.

    Attributes:
        logs: Paths in the store of the agents' logs that there were.
        ends: How far each log went, by its path.
    """

    logs: list[str]
    ends: dict[str, LogEnd]


def listed(root: Path, seals: Seals) -> Listed:
    """Return what the index of a store says of its logs; one that is missing or cannot be read says nothing.

    Args:
        root: The store's folder.
        seals: What its logs are written with.
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
    """Return how far a log is known to have been durable; ``None`` where the index says nothing of it.

    Args:
        root: The store's folder.
        seals: What its logs are written with.
        name: The path of the log in the store.
    """
    return listed(root, seals).ends.get(name)


def note_loss(root: Path, seals: Seals, lock: StoreLock, name: str) -> None:
    """Note what a log has lost, before it is written anew and nothing shows it any more.

    An index that cannot be read or written keeps nobody from working.

    Args:
        root: The store's folder.
        seals: What its logs are written with.
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
