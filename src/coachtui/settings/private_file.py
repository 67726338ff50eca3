"""Writing files so that only their owner reads them and a reader never meets half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from coachtui.domain.errors import StoreError

OWNER_FILE = 0o600
OWNER_FOLDER = 0o700

_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
"""Windows has no such flag; there links need rights that few have."""


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, durable before it takes the place of an older one.

    Args:
        path: Where; its folder is made, for the owner only, when missing.
        data: The whole content.

    Raises:
        StoreError: ``cannot_write`` with the folder.
    """
    unfinished = path.with_name(path.name + ".new")
    try:
        make_private(path.parent)
        with open(unfinished, "wb", opener=owner_only) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        drop(unfinished)
        raise cannot_write(path.parent, error) from error


def make_private(folder: Path) -> None:
    """Make a folder and its missing parents, for the owner only from the first moment.

    ``Path.mkdir`` with ``parents`` would make the parents for everybody.

    Raises:
        OSError: It cannot be made, or something else has its name.
    """
    for missing in (*reversed(folder.parents), folder):
        if not missing.is_dir():
            missing.mkdir(mode=OWNER_FOLDER, exist_ok=True)


def drop(unfinished: Path) -> None:
    """Take away what is left of a file that could not be written whole."""
    with suppress(OSError):
        unfinished.unlink(missing_ok=True)


def owner_only(name: str, flags: int) -> int:
    """Open a file as ``open`` would, readable by its owner only where it is made; a link is refused."""
    return os.open(name, flags | _NO_FOLLOW, OWNER_FILE)


def cannot_write(folder: Path, error: OSError) -> StoreError:
    """Return the error for a folder that could not be written."""
    return StoreError("cannot_write", folder=str(folder), errno=error.errno)
