"""The lineage of stores: telling a store that was moved from a copy of another, and what they share.

A copy of the data folder has the list of the original's backups. That it is a copy is found before it touches
any of them: another store with its id still lies where it was last used.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coachtui.domain.errors import StoreError
from coachtui.store.log import disk
from coachtui.store.log.path_text import path_in, path_text
from coachtui.store.protection.seals import KEYS, KEYS_COPY, PlainSeals
from coachtui.store.records.identity import (
    Identity,
    agents_with_folders,
    new_identity,
    people_of,
    read_identity,
    real_place,
    write_identity,
)

if TYPE_CHECKING:
    from coachtui.store.keeping.copies.copy_list import Copies
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.protection.seals import Seals


def settled_identity(root: Path, lock: StoreLock, seals: Seals, copies: Copies) -> Identity:
    """Return the identity of a store, after noting a move or, for a copy, a new identity.

    The list of backups follows: of a copy it begins anew. Where nothing can be noted, a copy's id stays empty
    and is looked for again next time.

    Args:
        root: The store's folder.
        lock: Its lock.
        seals: Codecs of its logs, plain or encrypting.
        copies: The list of its backups.

    Raises:
        StoreError: The store cannot be read.
    """
    identity = read_identity(root, seals)
    here = real_place(root)
    if identity is not None and identity.place == path_text(str(here)):
        return identity
    before = Path(path_in(identity.place)) if identity is not None else _place_of_list(here, copies)
    now = _as_found(root, seals, identity, before)
    copied = identity is None or now.id != identity.id
    noted = False
    with suppress(StoreError), lock.held():
        settled = read_identity(root, seals)
        if settled is not None and settled != identity and settled.place == path_text(str(here)):
            return settled  # another window was first: a second id would make its backups a stranger's
        _rebase(copies, before, is_copy=bool(now.origins) and copied)
        noted = write_identity(root, lock, seals, now)
    return now if noted or not copied else replace(now, id="")


def branched_identity(theirs: Identity, ours: Identity, made_at: str) -> Identity:
    """Return the identity of a store that was restored from another store's backup.

    Both may go on from there, so they must not have the same one.

    Args:
        theirs: The identity in the backup.
        ours: What the store was, or a new identity where there was none.
        made_at: When the backup was made.
    """
    own = {ours.id, *ours.former}
    made = dict.fromkeys((theirs.id, *theirs.former), made_at)
    origins = {*ours.origins, *theirs.origins, *made} - own
    split = {**theirs.split, **made}
    for each, until in ours.split.items():
        split[each] = max(split.get(each, until), until, key=time_of_backup)
    known = {each: until for each, until in split.items() if each in origins}
    return replace(ours, origins=sorted(origins), split=known)


def time_of_backup(made_at: str) -> datetime:
    """Return the time at which a manifest says that a backup was made.

    It is the earliest possible time where the manifest gives none with an offset.
    """
    try:
        at = datetime.fromisoformat(made_at)
    except ValueError:
        return _EARLIEST
    return at if at.tzinfo is not None else _EARLIEST


_EARLIEST = datetime.min.replace(tzinfo=UTC)


def is_copy_of(place: Path, root: Path, seals: Seals, identity: Identity | None) -> bool:
    """Return whether this store was copied from the one at a place, as far as can be told.

    One that says of itself that it is another is not: stores come and go at a place. Where one of the two
    says nothing, or the other cannot be read, only one that shares no agent with this store is surely not.
    What cannot be told may be: then what belongs to it is left alone.

    Args:
        place: Where this store believes to live.
        root: Where it lives.
        seals: Codecs of its logs, plain or encrypting.
        identity: What it says of itself, if anything.
    """
    try:
        there = (place / "team.jsonl").exists() or (place / "agents").exists()
        if not there or place.samefile(root):
            return False
        sealed = (place / KEYS).exists() or (place / KEYS_COPY).exists()
        their_seals = seals if sealed else PlainSeals()
        other = read_identity(place, their_seals)
        if other is not None and identity is not None:
            return not _ids(other).isdisjoint(_ids(identity))
        return not people_of(place, their_seals).isdisjoint(people_of(root, seals))
    except (OSError, StoreError):
        return _may_share_agents(place, root)


def _ids(identity: Identity) -> set[str]:
    return {identity.id, *identity.former}


def _may_share_agents(one: Path, other: Path) -> bool:
    """Return whether two stores may hold the same agents, as far as the folders tell that bear their ids."""
    theirs, ours = agents_with_folders(one), agents_with_folders(other)
    return not (theirs and ours and theirs.isdisjoint(ours))


def _as_found(root: Path, seals: Seals, identity: Identity | None, before: Path) -> Identity:
    if not is_copy_of(before, root, seals, identity):
        known = identity or new_identity(root)
        return replace(known, place=path_text(str(real_place(root))))
    ours = new_identity(root)
    if identity is None:
        return replace(ours, origins=[NAMELESS])
    origins = [*identity.origins, identity.id, *identity.former]
    return replace(ours, origins=origins, sealed_orders=identity.sealed_orders)


NAMELESS = "-"
"""The original of a copy that was made before stores had ids."""


def _place_of_list(here: Path, copies: Copies) -> Path:
    """Return where a store lived that never noted it, as its list of backups tells.

    Backups of the day always went to the folder ``backups`` beside the store.
    """
    folders = [Path(path).parent for path, copy in copies.known().items() if copy.daily]
    homes = [folder.parent for folder in folders if folder.name == "backups"]
    if not homes or any(_same(home, here.parent) for home in homes):
        return here
    return next((home / here.name for home in homes if (home / here.name).exists()), homes[-1] / here.name)


def _same(one: Path, other: Path) -> bool:
    return os.path.normcase(one) == os.path.normcase(other) or real_place(one) == other


def _rebase(copies: Copies, before: Path, *, is_copy: bool) -> None:
    """Note what lies in the data folder as lying there, and what belongs to the original of a copy as its."""
    changed, gone = {}, []
    for path, copy in copies.known().items():
        place = Path(path)
        if place.is_relative_to(before.parent) and not place.is_relative_to(copies.data):
            gone.append(path)
            moved = copies.data / place.relative_to(before.parent)
            if disk.is_there(moved):
                changed[str(moved)] = copy
        elif is_copy and not place.is_relative_to(copies.data):
            changed[path] = replace(copy, original=True, discard=False, reseal=False)
    if changed or gone:
        copies.put(changed, tuple(path for path in gone if path not in changed))
