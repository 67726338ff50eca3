"""Writing of files readable by their owner only, atomically."""

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
    """Write a file atomically and durably, replacing an older one.

    Args:
        path: The file; its folder is created, for the owner only, if missing.
        data: The whole content.

    Raises:
        StoreError: ``cannot_write`` with the folder.
    """
    unfinished = path.with_name(path.name + ".new")
    try:
        make_private(path.parent)
        with open(unfinished, "wb", opener=open_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        discard_partial(unfinished)
        raise cannot_write(path.parent, error) from error


def read_regular(path: Path, most: int) -> bytes:
    """Return the first bytes of a regular file; a folder, device, pipe or socket is refused at once.

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
    """Create a folder and its missing parents, accessible by the owner only from the start.

    ``Path.mkdir`` with ``parents`` would make the parents for everybody.

    Raises:
        OSError: It cannot be made, or something else has its name.
    """
    for missing in (*reversed(folder.parents), folder):
        if not missing.is_dir():
            missing.mkdir(mode=OWNER_FOLDER, exist_ok=True)


def discard_partial(unfinished: Path) -> None:
    """Delete the remains of a file that could not be completed."""
    with suppress(OSError):
        unfinished.unlink(missing_ok=True)


def open_private(name: str, flags: int) -> int:
    """Open a file as ``open`` would, created for the owner only; a link is refused."""
    return os.open(name, flags | _NO_FOLLOW, OWNER_FILE)


def open_without_waiting(name: str, flags: int) -> int:
    """Open a device or pipe as ``open`` would; a pipe without a reader is refused."""
    descriptor = os.open(name, flags & ~(os.O_CREAT | os.O_TRUNC) | _AT_ONCE, OWNER_FILE)
    if _AT_ONCE:
        os.set_blocking(descriptor, True)
    return descriptor


def cannot_write(folder: Path, error: OSError) -> StoreError:
    """Return the error for a folder that could not be written to; ``disk_full`` for lack of room."""
    if error.errno in _FULL:
        return StoreFull("disk_full", file=folder.name)
    return StoreError("cannot_write", folder=str(folder), errno=error.errno)
