"""Finding backups of a store that are not in its list, and the newest of those that are."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.errors import BadInput, StoreError
from coachtui.store.keeping.backups.backed_up import is_file
from coachtui.store.keeping.backups.copy_rewriting import key_of_backup
from coachtui.store.keeping.copies.backup_file import begins_like_one
from coachtui.store.keeping.copies.copy_list import Copy
from coachtui.store.log import disk

if TYPE_CHECKING:
    from collections.abc import Container

    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.backups.ownership import Ownership
    from coachtui.store.keeping.copies.backup_file import Manifest

_DAILY = re.compile(r"coachtui-\d{8}-\d{6}(-\d+)?\.zip")
OF_THE_LINE = ("ours", "line", "original")
"""Owners of a backup that the list is to name."""


def list_found_backups(store: BackedUpStore, folders: tuple[Path, ...], ownership: Ownership) -> None:
    """Find backups of this store that are not in its list, and add them to it.

    That is beside those that are known, in the folders of daily ones, in the data folder and in the
    folders in it. Whatever a backup is called, it is told by what it says.

    Args:
        store: The store.
        folders: Of its daily backups.
        ownership: What tells its backups from other files.

    Raises:
        StoreError: The list of backups cannot be read, or not be written.
    """
    listed = store.copies.known()
    known = (Path(path).parent for path in store.known())
    found: dict[str, Copy] = {}
    seen_to = {*map(Path, listed), *_unfinished(listed)}
    for folder in dict.fromkeys((*folders, *known, *_with_folders_in(store.data))):
        for path in _archives(folder, seen_to):
            seen = ownership.look(path, listed=False)
            if seen.owner in OF_THE_LINE and seen.manifest is not None:
                found[str(path)] = entry_for_found(
                    store, folders, path, seen.manifest, ours=seen.owner == "ours"
                )
    noted = store.copies.known() if found else {}
    more = {path: copy for path, copy in found.items() if not _is_noted(path, noted)}
    if more:
        store.copies.put(more)


def _is_noted(path: str, noted: dict[str, Copy]) -> bool:
    """Return whether another window has noted a backup, or removed it, since it was found.

    It is noted before its file is begun, so whatever of it was found, the list says so by now.
    """
    return path in noted or Path(path) in _unfinished(noted) or not is_file(path)


def _unfinished(listed: dict[str, Copy]) -> set[Path]:
    """Return where backups that are listed are written to while they are made or written anew."""
    there = (path for path, copy in listed.items() if copy.begun or is_file(path))
    return {disk.fresh_path(Path(path)) for path in there}


def entry_for_found(
    store: BackedUpStore, folders: tuple[Path, ...], path: Path, manifest: Manifest, *, ours: bool
) -> Copy:
    """Return the list entry for a found backup, made from its manifest alone.

    Args:
        store: The store.
        folders: Of its daily backups.
        path: The backup.
        manifest: What it says of itself.
        ours: Whether it is this store's.
    """
    return Copy(
        made_at=manifest.made_at,
        elsewhere=store.is_elsewhere(path.parent),
        daily=ours and path.parent in folders and _DAILY.fullmatch(path.name) is not None,
        key="" if ours else key_of_found(path, manifest),
        original=not ours,
    )


def key_of_found(path: Path, manifest: Manifest) -> str:
    """Return the name of a backup's key; empty where it is not encrypted or that cannot be told."""
    try:
        return key_of_backup(path, manifest)
    except (BadInput, OSError, StoreError):
        return ""


def _with_folders_in(folder: Path) -> list[Path]:
    """Return a folder and those in it, links not; only itself where it cannot be listed."""
    try:
        entries = disk.system().listdir(folder)
        inside = [folder / entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        inside = []
    return [folder, *sorted(inside)]


def _archives(folder: Path, known: Container[Path]) -> list[Path]:
    """Return what may be a backup in a folder and is not known; none where it is out of reach.

    Of every other file no more than its first bytes are read.

    Args:
        folder: The folder.
        known: Files that need not be looked at.
    """
    try:
        entries = disk.system().listdir(folder)
        paths = sorted(folder / entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    except OSError:
        return []
    return [path for path in paths if path not in known and _may_be_backup(path)]


def _may_be_backup(path: Path) -> bool:
    """Return whether a file is worth being opened as a backup."""
    if path.suffix == ".lock":  # held, and opening it may fail or wait
        return False
    try:
        return path.name.casefold().endswith(".zip") or begins_like_one(path)
    except OSError:
        return False


def check_folder_remains(store: BackedUpStore, folder: Path, own: Path) -> None:
    """Check that a folder that once had backups still exists: another disk may be mounted in its place.

    Args:
        store: The store.
        folder: Of daily backups.
        own: The one of them that is made where it is missing.

    Raises:
        StoreError: ``folder_gone``; or the list of backups cannot be read.
    """
    used = any(Path(path).parent == folder for path in store.known())
    if used and folder != own and not disk.is_there(folder):
        raise StoreError("folder_gone", file=str(folder))


def newest_made_at(copies: list[Copy]) -> datetime | None:
    """Return when the newest of some backups was made, or ``None``."""
    last = max(copies, key=lambda copy: copy.turn, default=None)
    return datetime.fromisoformat(last.made_at) if last is not None else None
