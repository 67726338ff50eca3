"""The stores that a restore replaced and kept: where they are, and erasing agents from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError, StoreLocked
from coachtui.store.keeping.backups.copy_rewriting import seals_of
from coachtui.store.keeping.copies.stores_beside import stores_beside
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.erased import ErasedIds
from coachtui.store.records.erasure import erase_from
from coachtui.store.records.identity import people_of, read_identity
from coachtui.store.records.order_lists import Orders

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.records.identity import Identity


def stores_put_aside(store: BackedUpStore) -> list[Path]:
    """Return the folders of stores that a restore replaced and kept, anywhere in the data folder."""
    return [beside.path for beside in stores_beside(store.root) if beside.put_aside]


def erase_from_aside(store: BackedUpStore, aside: Path, gone: set[str], identity: Identity) -> None:
    """Erase agents from a store that was put aside.

    Args:
        store: The store in whose place it was.
        aside: Its folder.
        gone: Ids of the agents.
        identity: What the store says it is and was.

    Raises:
        StoreLocked: It cannot be opened now.
        StoreError: It cannot be erased from; ``backup_other_key``: nobody can open it any more;
            ``backup_foreign``: it is of another store, and somebody who is to be erased is in it.
    """
    try:
        _erase_owed(store, aside, gone, identity)
    except StoreLocked as error:
        if error.code != "keys_lost":
            raise
        # One that lost its key keeps no other from being erased from.
        raise StoreError("backup_other_key", file=str(aside)) from error


def _erase_owed(store: BackedUpStore, aside: Path, gone: set[str], identity: Identity) -> None:
    """Erase who is still in a store that was put aside, if it is one of this store's."""
    seals = seals_of(store, aside)
    lock = StoreLock(aside / ".lock")
    there = ErasedIds(aside, lock, Orders(aside, lambda: seals))
    owed = gone.difference(there.ids()).union(there.unfinished())
    if not owed:
        return
    theirs = read_identity(aside, seals)
    ours = {identity.id, *identity.former, *identity.origins}
    if theirs is not None and theirs.id not in ours:
        if people_of(aside, seals) & owed:
            raise StoreError("backup_foreign", file=str(aside))
        return
    for agent_id in sorted(owed):
        erase_from(aside, seals, agent_id, store.now)
