"""Erasures that were cut off: who is still to be erased from the store, and which backups still hold them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError, StoreLocked
from coachtui.store.keeping.backups.backed_up import is_file
from coachtui.store.keeping.backups.mistaken_places import entries_of_others
from coachtui.store.keeping.backups.ownership import Ownership
from coachtui.store.records.erased import ErasedIds
from coachtui.store.records.identity import read_identity

if TYPE_CHECKING:
    from coachtui.store.keeping.backups.backed_up import BackedUpStore


def unfinished_erasures(store: BackedUpStore) -> set[str]:
    """Return the random ids of agents whose erasure from the store was cut off.

    Raises:
        StoreError: The list of who was erased cannot be read.
    """
    return set(ErasedIds(store.root, store.lock, store.orders).unfinished())


def owed_erasures(store: BackedUpStore, *, looks: bool = True) -> tuple[bool, tuple[str, ...]]:
    """Return what is still to be erased, without writing anything.

    A backup from which something keeps agents from being erased is not among them: every backup made says
    so. Nor is one that has something else in its place. Where a list cannot be read there is nothing; a check
    reports the list itself.

    Args:
        store: The store.
        looks: Whether it is looked at each listed place for another backup than the list means; without, no
            backup is read of which the list says that nothing is owed.

    Returns:
        Whether erasing was cut off in the store; and the paths of backups within reach that still hold
        somebody erased.
    """
    try:
        gone, told = store.erased_ids(), store.copies.troubles()
        known = store.known().items()
        seen_to = {path for path, copy in known if path in told or not gone.difference(copy.without)}
        owed = {path for path, _copy in known if path not in seen_to and is_file(path)}
        ownership = _ownership(store) if owed or (looks and gone and known) else None
        others = _others(store, ownership, gone) if looks and ownership is not None else {}
        paths = [path for path, _copy in known if path not in told and others.get(path, path in owed)]
        ours = [path for path in paths if _is_ours(path, ownership)]
        return bool(unfinished_erasures(store)), tuple(ours)
    except (StoreError, StoreLocked):
        return False, ()


def _ownership(store: BackedUpStore) -> Ownership | None:
    """Return what tells the store's backups from other files, as far as the store says what it is."""
    identity = read_identity(store.root, store.seals())
    if identity is None:
        return None
    return Ownership(store.data, identity, store.people, lambda: store.seals().codec("team.jsonl"))


def _is_ours(path: str, ownership: Ownership | None) -> bool:
    return ownership is not None and ownership.look(Path(path), listed=True).owner == "ours"


def _others(store: BackedUpStore, ownership: Ownership, gone: set[str]) -> dict[str, bool]:
    """Return, by path, whether a backup that stands where the list means another may hold somebody erased."""
    owed: dict[str, bool] = {}
    for path in entries_of_others(store, (), ownership, gone):
        manifest = ownership.look(Path(path), listed=True).manifest
        people = ownership.people_in(Path(path), manifest) if manifest is not None else None
        owed[path] = people is None or not gone.isdisjoint(people)
    return owed
