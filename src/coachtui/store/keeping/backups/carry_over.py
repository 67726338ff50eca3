"""What a restored store takes over from the store it replaces: who was erased, its backups and its keys."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from coachtui.domain.errors import StoreCorrupt, StoreError, StoreLocked
from coachtui.store.keeping.backups.copy_rewriting import key_name
from coachtui.store.keeping.copies.copy_list import Copies
from coachtui.store.log import disk
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.begun_logs import lost_begun, note_begun
from coachtui.store.records.erased import ErasedIds
from coachtui.store.records.identity import has_records, read_identity
from coachtui.store.records.order_lists import ERASED, NAMES, Orders
from coachtui.store.records.pseudonyms import PSEUDONYMS, LogPseudonyms

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.copies.copy_list import Copy
    from coachtui.store.protection.seals import Seals
    from coachtui.store.records.identity import Identity


class Kept(NamedTuple):
    """What a restored store takes over from the store it replaces.

    Attributes:
        identity: What it is, where that is known.
        gone: Random ids of those erased from it.
        back: Random ids of those who were erased and came back.
        copies: The backups it knows.
        keys: By name, its master key and those it had before.
        pseudonyms: The key of its pseudonyms, where it has one.
        pseudonyms_lost: Whether it had one that is lost or cannot be read.
    """

    identity: Identity | None
    gone: set[str]
    back: set[str]
    copies: dict[str, Copy]
    keys: dict[str, bytes]
    pseudonyms: bytes | None
    pseudonyms_lost: bool


def nothing_kept() -> Kept:
    """Return an empty ``Kept``, for a store that is missing or that nobody can read."""
    return Kept(None, set(), set(), {}, {}, None, pseudonyms_lost=False)


def read_kept(store: BackedUpStore) -> Kept:
    """Read from a store what a restored one is to take over.

    Raises:
        StoreLocked: Its key is not at hand.
        StoreCorrupt: ``erased_list_damaged``: nobody can tell who was erased.
        StoreError: It cannot be read for another reason.
    """
    try:
        seals = store.seals()
        identity = read_identity(store.root, seals)
    except StoreLocked:
        if not any(disk.is_there(store.root / name) for name in (*NAMES, PSEUDONYMS)):
            return nothing_kept()
        raise
    except StoreError:
        identity, seals = None, store.seals()
    try:
        store.orders.check_not_lost(ERASED)
        gone, back = store.erased_ids(), store.taken_back_ids()
    except StoreCorrupt as error:  # whoever was erased would be back, and nobody would know
        raise StoreCorrupt("erased_list_damaged", file=error.facts.get("file", "")) from error
    copies: dict[str, Copy] = {}
    keys: dict[str, bytes] = {}
    with suppress(StoreCorrupt):  # what lies where some are looked for is found again
        copies = store.copies.known()
        keys = store.copies.former_keys()
    with suppress(StoreCorrupt):  # a key file that no passphrase opens: nothing names that key
        name = key_name(store.root)
        if name and seals.master is not None:
            keys[name] = seals.master
            copies = {
                path: copy if copy.original else replace(copy, key=copy.key or name)
                for path, copy in copies.items()
            }
    pseudonyms, lost = _pseudonyms_of(store, seals)
    return Kept(identity, gone, back, copies, keys, pseudonyms, lost)


def carry_over(was: Kept, fresh: Path, seals: Seals, today: date) -> None:
    """Write what was taken over from the replaced store into the new one.

    Keys are kept as after a change of the protection: so long as a backup, or a store put aside, needs one
    to be erased from. What the backup says itself of pseudonyms counts.

    Args:
        was: What is kept.
        fresh: The new store.
        seals: Codecs of its logs, plain or encrypting.
        today: Local date.

    Raises:
        StoreError: It could not be noted.
    """
    lock = StoreLock(fresh / ".lock")
    orders = Orders(fresh, lambda: seals)
    copies, now = Copies(fresh, lock, orders), key_name(fresh)
    if was.copies:
        copies.put({path: _with_protection(copy, seals) for path, copy in was.copies.items()})
    for name, master in was.keys.items():
        if name != now:
            copies.keep_former_key(name, master)
    if was.back:
        ErasedIds(fresh, lock, orders).note_back(was.back, today)
    if was.pseudonyms is not None and not has_records(fresh / PSEUDONYMS):
        LogPseudonyms(fresh / PSEUDONYMS, lock, seals).keep(was.pseudonyms)
    note_begun(fresh, lock, seals, missed=(PSEUDONYMS,) if was.pseudonyms_lost else ())


def _with_protection(copy: Copy, seals: Seals) -> Copy:
    """Return a backup with what is to become of it: one that anybody can read gets the store's protection.

    None is removed, not even one of the day: it may hold what the backup put back does not.
    """
    readable = seals.sealed and not (copy.key or copy.original)
    return replace(copy, reseal=True, discard=False) if readable else copy


def _pseudonyms_of(store: BackedUpStore, seals: Seals) -> tuple[bytes | None, bool]:
    """Return the key of a store's pseudonyms, and whether there was one that is lost or cannot be read."""
    try:
        key = LogPseudonyms(store.root / PSEUDONYMS, store.lock, seals).key()
    except StoreCorrupt:
        return None, True
    return key, key is None and PSEUDONYMS in lost_begun(store.root, seals)
