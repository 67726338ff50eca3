"""Listed backups with a different backup in their place, as with two USB sticks of one name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coachtui.store.keeping.backups.backed_up import is_file
from coachtui.store.keeping.backups.backup_search import OF_THE_LINE, entry_for_found, key_of_found
from coachtui.store.keeping.backups.copy_rewriting import key_name
from coachtui.store.keeping.backups.ownership import agents_with_logs
from coachtui.store.keeping.copies.lineage import time_of_backup

if TYPE_CHECKING:
    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.backups.ownership import Ownership
    from coachtui.store.keeping.copies.backup_file import Manifest
    from coachtui.store.keeping.copies.copy_list import Copy


def is_another_backup(manifest: Manifest, copy: Copy, gone: frozenset[str] | set[str] = frozenset()) -> bool:
    """Return whether a backup found at a listed path is not the one that the list entry means.

    An older state of the same one, which a cloud service put back, is another too, as far as its manifest
    tells. One that was being made tells nothing: either may have the name.

    Args:
        manifest: What the backup says of itself.
        copy: The entry.
        gone: Random ids of everyone erased.
    """
    if copy.begun:
        return False
    if time_of_backup(manifest.made_at) != time_of_backup(copy.made_at) or (copy.key and not manifest.sealed):
        return True
    return not gone.intersection(copy.without).isdisjoint(agents_with_logs(manifest))


def entries_of_others(
    store: BackedUpStore, folders: tuple[Path, ...], ownership: Ownership, gone: set[str]
) -> dict[str, Copy]:
    """Return new list entries, by path, for paths where a different backup stands than the list means.

    Nothing that the list says holds for such a one, it is as if just found. Where one of another store of
    the line stands, the one that the list means may come back: that entry stays.

    Args:
        store: The store.
        folders: Of its daily backups.
        ownership: What tells its backups from other files.
        gone: Random ids of everyone erased.

    Raises:
        StoreError: The list of backups, or the key file, cannot be read.
    """
    found: dict[str, Copy] = {}
    now = key_name(store.root)
    for path, copy in store.copies.known().items():
        if copy.begun or not is_file(path):
            continue
        seen = ownership.look(Path(path), listed=True)
        if (
            seen.manifest is None
            or seen.owner not in OF_THE_LINE
            or not is_another_backup(seen.manifest, copy, gone)
        ):
            continue
        ours = seen.owner == "ours"
        if seen.owner == "original" and not copy.original:
            continue
        fresh = entry_for_found(store, folders, Path(path), seen.manifest, ours=ours)
        key = key_of_found(Path(path), seen.manifest)
        # A key that the store gave up may be one that somebody knows.
        found[path] = replace(fresh, key=key, reseal=ours and bool(now and key) and key != now)
    return found
