"""Checks that a store's files belong to the user: no links, no other owner, no devices in their place.

Somebody who may write to a folder above could otherwise make the program read or write files elsewhere.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.store.log import disk, layout

if TYPE_CHECKING:
    from pathlib import Path


def check_access(root: Path) -> None:
    """Check that a store's folder and its known files belong to the user and are no links.

    What is not there yet passes. A link above the store's folder is the user's choice and is followed.

    Args:
        root: The store's folder.

    Raises:
        StoreError: ``data_no_folder``: the data folder is no folder; ``store_foreign``: another user's;
            ``store_is_link``; ``not_readable``: it may not be looked at.
        StoreCorrupt: ``not_a_file``: a device, pipe or socket stands in a file's place.
    """
    _check_folder(root.parent)
    check_own(root)
    for name in (*layout.FOLDERS, *(kind.name for kind in layout.KINDS if kind.name and not kind.derived)):
        check_own(root / name)


def _check_folder(data: Path) -> None:
    try:
        status = disk.system().status(data)
    except FileNotFoundError:
        return
    except NotADirectoryError as error:
        raise StoreError("data_no_folder", folder=str(data)) from error
    except OSError as error:
        raise disk.not_readable(data) from error
    if not stat.S_ISDIR(status.st_mode):
        raise StoreError("data_no_folder", folder=str(data))


def is_own_file(path: Path) -> bool:
    """Return whether a path is a file that belongs to the user; a link or another owner's file is not.

    Raises:
        StoreError: ``not_readable``: it could not be looked at, so nothing is known of it.
    """
    try:
        check_own(path)
    except StoreError as error:
        if error.code == "not_readable":
            raise
        return False
    return path.is_file()


def stands_in_the_way(path: Path) -> bool:
    """Return whether a path is taken by something that is not a file of the user's own.

    Such a thing is never replaced.

    Raises:
        StoreError: ``not_readable``: it could not be looked at.
    """
    return (path.is_symlink() or path.exists()) and not is_own_file(path)


def check_own(path: Path) -> None:
    """Check that a path, if it exists, is a file or folder that belongs to the user and is no link.

    Raises:
        StoreCorrupt: ``not_a_file``: a device, pipe or socket.
        StoreError: As for ``check_access``; only the name goes into the facts.
    """
    try:
        status = disk.system().status(path, follow=False)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise disk.not_readable(path) from error
    if stat.S_ISLNK(status.st_mode):
        raise StoreError("store_is_link", file=path.name)
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise StoreCorrupt("not_a_file", file=path.name)
    if not disk.WINDOWS and status.st_uid != os.geteuid():
        raise StoreError("store_foreign", file=path.name)
