"""Writing files so that only their owner reads them and a reader never meets half of one."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from coachtui.domain.errors import StoreError, StoreFull

OWNER_FILE = 0o600
OWNER_FOLDER = 0o700

_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
"""Windows has no such flag; there links need rights that few have."""

_AT_ONCE: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Opening returns at once: a pipe that nobody is at the other end of would hang for ever."""

_BINARY: int = getattr(os, "O_BINARY", 0)
_PIECE = 1 << 20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


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


def read_regular(path: Path, most: int) -> bytes:
    """Return the first bytes of a file; a folder, device, pipe or socket is refused and never waited for.

    Args:
        path: The file; a link is followed.
        most: Bytes to return at most; a file without an end is bounded by them.

    Raises:
        OSError: It cannot be read; ``EISDIR``: it is a folder; ``EINVAL``: it is no file either.
    """
    descriptor = os.open(path, os.O_RDONLY | _AT_ONCE | _BINARY)
    try:
        kind = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(kind):
            number = errno.EISDIR if stat.S_ISDIR(kind) else errno.EINVAL
            raise OSError(number, os.strerror(number), str(path))
        pieces: list[bytes] = []
        while most > 0 and (piece := os.read(descriptor, min(most, _PIECE))):
            pieces.append(piece)
            most -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(descriptor)


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


def write_at_once(name: str, flags: int) -> int:
    """Open what is no file as ``open`` would, refusing a pipe that nobody reads instead of waiting for it."""
    descriptor = os.open(name, flags & ~(os.O_CREAT | os.O_TRUNC) | _AT_ONCE, OWNER_FILE)
    if _AT_ONCE:
        os.set_blocking(descriptor, True)
    return descriptor


def cannot_write(folder: Path, error: OSError) -> StoreError:
    """Return the error for a folder that could not be written; ``disk_full`` where only room lacks."""
    if error.errno in _FULL:
        return StoreFull("disk_full", file=folder.name)
    return StoreError("cannot_write", folder=str(folder), errno=error.errno)
