"""Opening the log of the list of people, in the same way for all who read or write it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coachtui.store.log.log_storage import do_nothing
from coachtui.store.log.log_table import KeyedDB
from coachtui.store.records.index_listing import note_loss, noted_end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coachtui.store.log.lock import StoreLock
    from coachtui.store.protection.seals import Seals

TEAM_LOG = "team.jsonl"


def open_team_log(
    root: Path,
    seals: Seals,
    lock: StoreLock | None = None,
    *,
    create_dirs: bool = False,
    before_upgrade: Callable[[], None] = do_nothing,
    whole: bool = False,
) -> KeyedDB:
    """Open the log of a store's list of people, and read it.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.
        lock: The store's lock; without, it is only read.
        create_dirs: Make missing folders.
        before_upgrade: Called before the first write to a log of an earlier schema.
        whole: Write it anew with every commit: for who writes to it without telling the index how far.

    Raises:
        StoreError: As for ``LogStorage``.
    """
    return KeyedDB(
        root / TEAM_LOG,
        lock=lock,
        codec=seals.codec(TEAM_LOG),
        create_dirs=create_dirs,
        before_upgrade=before_upgrade,
        before_rewrite=do_nothing if lock is None else partial(note_loss, root, seals, lock, TEAM_LOG),
        whole=whole,
        noted=partial(noted_end, root, seals, TEAM_LOG),
    )
