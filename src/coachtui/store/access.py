"""Whether a store is the user's own: nothing of it belongs to anybody else or is a link to another place.

Who may write a folder on the way could otherwise have the program read, or write, what is not its own.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.store import disk, layout

if TYPE_CHECKING:
    from pathlib import Path


def check_access(root: Path) -> None:
    """Refuse a store that is not the user's own; what is not there yet is fine.

    A link above the store's folder is the user's choice of a place and is followed.

    Args:
        root: The store's folder.

    Raises:
        StoreError: ``store_foreign`` or ``store_is_link``, or ``not_readable``: that may not be known here.
    """
    check_own(root)
    for name in (*layout.FOLDERS, *(kind.name for kind in layout.KINDS if kind.name)):
        check_own(root / name)


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
