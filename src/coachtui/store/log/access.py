"""Whether a store is the user's own: nothing of it belongs to anybody else or is a link to another place.

Who may write a folder on the way could otherwise have the program read, or write, what is not its own.
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
    """Refuse a store that is not the user's own, or stands in no folder; what is not there yet is fine.

    A link above the store's folder is the user's choice of a place and is followed.

    Args:
        root: The store's folder.

    Raises:
        StoreError: ``data_no_folder``, ``store_foreign`` or ``store_is_link``, or ``not_readable``: that may
            not be known here.
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
    """Whether there is such a file and it is the user's own: whatever else stands there is not read.

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
    """Whether something stands there that is no file of the user's own, and is not replaced."""
    return (path.is_symlink() or path.exists()) and not is_own_file(path)


def check_own(path: Path) -> None:
    """Refuse a file or folder that belongs to somebody else, a link, and what is neither; none is fine.

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
