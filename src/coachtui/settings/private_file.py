"""Writing files so that only their owner reads them and a reader never meets half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from coachtui.domain.errors import StoreError

OWNER_FILE = 0o600
OWNER_FOLDER = 0o700


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
        path.parent.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
        with open(unfinished, "wb", opener=owner_only) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        drop(unfinished)
        raise cannot_write(path.parent, error) from error


def drop(unfinished: Path) -> None:
    """Take away what is left of a file that could not be written whole."""
    with suppress(OSError):
        unfinished.unlink(missing_ok=True)


def owner_only(name: str, flags: int) -> int:
    """Open a file as ``open`` would, readable by its owner only where it is made."""
    return os.open(name, flags, OWNER_FILE)


def cannot_write(folder: Path, error: OSError) -> StoreError:
    """Return the error for a folder that could not be written."""
    return StoreError("cannot_write", folder=str(folder), errno=error.errno)
