"""Temporarily unpacked backups, beside the store or beside the backup itself."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError, StoreReadOnly
from coachtui.store.keeping.copies import backup_file
from coachtui.store.log import disk
from coachtui.store.log.marked_folder import (
    Mark,
    make_marked,
    marked_beside,
    new_token,
    remove_marked,
    role_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WORK = ".work-"
_MARK = ".made"
_ROLE = "work"
_in_use: set[str] = set()


@contextmanager
def unpacked(file: Path, data: Path) -> Iterator[Path]:
    """Unpack a backup into a temporary folder within a ``with`` block.

    Args:
        file: The backup.
        data: The folder that the store stands in; where nothing can be written there, the work is done in the
            folder of the backup.

    Yields:
        The folder of the unpacked store.

    Raises:
        BadInput: ``backup_damaged`` or ``not_readable``.
        StoreNewer: ``backup_newer``.
        OSError: The disk fails.
    """
    work = _made(data, file.parent)
    try:
        disk.make_folders(work / "store")
        backup_file.unpack(file, work / "store")
        yield work / "store"
    finally:
        _in_use.discard(work.name)
        remove_marked(work, _MARK)


def clear_work(folder: Path) -> None:
    """Remove temporary folders of unpacked backups that no running process uses.

    Args:
        folder: Where they were unpacked.

    Raises:
        OSError: One is still there.
    """
    for work, mark in list(marked_beside(folder / _WORK, _MARK)):
        if mark.role == _ROLE and work.name not in _in_use and not _at_work(work):
            remove_marked(work, _MARK)


def is_work(folder: Path) -> bool:
    """Return whether a folder is a temporary one of an unpacked backup."""
    return folder.name.startswith(_WORK) and role_of(folder, _MARK) == _ROLE


def _made(*folders: Path) -> Path:
    """Make a work folder in the first folder that takes one."""
    name = f"{_WORK}{os.getpid()}-{disk.random_name()}"
    _in_use.add(name)
    refused: OSError | StoreError = StoreReadOnly("store_read_only")
    for folder in folders:
        try:
            clear_work(folder)
            make_marked(folder / name, _MARK, Mark(new_token(), _ROLE))
        except (OSError, StoreError) as error:
            with suppress(OSError):
                disk.system().rmdir(folder / name)
            refused = error
            if not _is_read_only(error, folder):
                break
        else:
            return folder / name
    _in_use.discard(name)
    raise refused


def _is_read_only(error: OSError | StoreError, folder: Path) -> bool:
    told = disk.as_store_error(error, folder) if isinstance(error, OSError) else error
    return isinstance(told, StoreReadOnly)


def _at_work(folder: Path) -> bool:
    """Return whether another process that still runs unpacked a backup there."""
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
