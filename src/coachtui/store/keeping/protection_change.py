"""Noting, when a store's protection changes, what is to become of backups with the earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from coachtui.store.keeping.copies.copy_list import Copies
from coachtui.store.keeping.copies.lineage import settled_identity
from coachtui.store.keeping.copies.stores_beside import stores_beside
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.erased import ErasedIds
from coachtui.store.records.identity import new_identity, read_identity, write_identity
from coachtui.store.records.order_lists import Orders

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.protection.seals import Seals


class FormerKey(NamedTuple):
    """The name and master key that a store had before its protection changed."""

    name: str
    master: bytes


def note_change(root: Path, fresh: Path, new: Seals, former: FormerKey | None) -> None:
    """Note in a newly protected store what is to become of each backup with the earlier protection.

    The notes come with the exchange of the stores or not at all. Daily backups are removed when one with the
    new protection was made. Those that the lead asked for are rewritten when the store has a key; where it
    has none any more they keep theirs, and the store keeps the key, so that agents can still be erased from
    them.

    Args:
        root: The store.
        fresh: The new one, which is to take its place.
        new: Codecs of its logs.
        former: The key of the store until now, where it had one.

    Raises:
        StoreError: It could not be noted.
    """
    lock = StoreLock(fresh / ".lock")
    copies = Copies(fresh, lock, Orders(fresh, lambda: new))
    known = {path: copy for path, copy in copies.known().items() if not copy.original}
    identity = read_identity(fresh, new) or (new_identity(root) if not known else None)
    if identity is not None:
        write_identity(fresh, lock, new, replace(identity, sealed_orders=new.sealed))
    name = former.name if former is not None else ""
    copies.put(
        {
            path: replace(
                copy, discard=copy.daily, reseal=new.sealed and not copy.daily, key=copy.key or name
            )
            for path, copy in known.items()
        }
    )
    put_aside = any(beside.put_aside for beside in stores_beside(root))
    if former is not None and (known or put_aside):
        copies.keep_former_key(former.name, former.master)


def seal_orders(root: Path, lock: StoreLock, seals: Seals) -> bool:
    """Encrypt the lists of erased agents and backups that an earlier version left plain in a protected store.

    Entries that the store itself does not agree with are left out.

    Returns:
        Whether somebody was to be erased of whom the store still holds something; that was not gone on with.

    Raises:
        StoreError: It could not be done; it is done at the next opening.
    """
    orders = Orders(root, lambda: seals)
    copies = Copies(root, lock, orders)
    with lock.held():
        doubtful = ErasedIds(root, lock, orders).seal()
        identity = settled_identity(root, lock, seals, copies)
        copies.seal()
        if identity.id:
            write_identity(root, lock, seals, replace(identity, sealed_orders=True))
    return doubtful
