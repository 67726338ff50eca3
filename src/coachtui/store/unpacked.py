"""Backups unpacked beside the store for a while, to be looked at or changed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coachtui.store import backup_file, disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WORK = ".work-"
_in_use: set[str] = set()


@contextmanager
def unpacked(file: Path, data: Path) -> Iterator[Path]:
    """Unpack a backup for the length of a ``with`` block.

    Args:
        file: The backup.
        data: The folder that the store stands in.

    Yields:
        The folder of the unpacked store.

    Raises:
        BadInput: ``backup_damaged``.
        StoreNewer: ``backup_newer``.
        OSError: The disk fails.
    """
    clear_work(data)
    work = data / f"{_WORK}{os.getpid()}-{disk.random_name()}"
    _in_use.add(work.name)
    try:
        disk.make_folders(work / "store")
        backup_file.unpack(file, work / "store")
        yield work / "store"
    finally:
        _in_use.discard(work.name)
        disk.remove_tree(work)


def clear_work(data: Path) -> None:
    """Remove unpacked backups that nobody is at work on: what a kill or a failing disk left.

    Raises:
        OSError: One is still there.
    """
    for folder in data.glob(f"{_WORK}*"):
        if folder.name not in _in_use and not _at_work(folder):
            disk.remove_tree(folder)


def _at_work(folder: Path) -> bool:
    """Whether another process that still runs unpacked a backup there."""
    pid = folder.name.removeprefix(_WORK).partition("-")[0]
    if disk.WINDOWS or not pid.isdecimal() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
