"""Disk operations of the store: private files, durable syncs, atomic replacing, and errors with codes."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError, StoreFull, StoreReadOnly
from coachtui.store.log.file_system import FileSystem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WINDOWS = os.name == "nt"
FILE_MODE = 0o600
FOLDER_MODE = 0o700

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
"""What a file system says that cannot lock files: some shares, some drivers for other systems' disks."""

_BINARY: int = getattr(os, "O_BINARY", 0)
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_AT_ONCE: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Opening a pipe that nobody is at the other end of would hang for ever; of a file it changes nothing."""

_REPLACE_TRIES = 8
_LEAST_READ = 4096

_in_use: list[FileSystem] = [FileSystem()]


def system() -> FileSystem:
    """Return the file system that this process uses at present."""
    return _in_use[-1]


@contextmanager
def using_file_system(other: FileSystem) -> Iterator[None]:
    """Let the whole process use another file system within a ``with`` block, as tests of failing disks do."""
    _in_use.append(other)
    try:
        yield
    finally:
        _in_use.remove(other)


def make_folders(path: Path) -> None:
    """Create a folder and its missing parents, readable by their owner only.

    Args:
        path: The folder.

    Raises:
        StoreError: It cannot be created.
    """
    try:
        for folder in (*reversed(path.parents), path):
            if not folder.exists():
                make_folder(folder)
    except OSError as error:
        raise as_folder_error(error, path) from error


def make_folder(folder: Path) -> None:
    """Create a folder, readable by its owner only, in an existing one; a folder that is there stays.

    Raises:
        FileNotFoundError: The folder around it is missing.
        OSError: It cannot be created.
    """
    try:
        system().mkdir(folder, FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():
            raise
    sync_folder(folder.parent)


def open_new(path: Path) -> int:
    """Open a file for writing, emptied, readable by its owner only.

    Args:
        path: The file; what it held is gone.

    Returns:
        A descriptor the caller closes.

    Raises:
        OSError: It cannot be opened, or a link stands in its place.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY | _NO_FOLLOW | _AT_ONCE
    return system().open(path, flags, FILE_MODE)


def open_append(path: Path, *, create: bool = False) -> int:
    """Open a file for appending.

    Args:
        path: The file.
        create: Make it, readable by its owner only, where it is missing.

    Returns:
        A descriptor the caller closes.

    Raises:
        OSError: It cannot be opened, or a link stands in its place.
    """
    flags = os.O_WRONLY | os.O_APPEND | _BINARY | _NO_FOLLOW | _AT_ONCE | (os.O_CREAT if create else 0)
    return system().open(path, flags, FILE_MODE)


def open_read(path: Path) -> int:
    """Open a regular file for reading; a link, folder, pipe or device is refused without waiting for it.

    Returns:
        A descriptor the caller closes.

    Raises:
        OSError: It cannot be read; ``EINVAL``: it is no file.
    """
    files = system()
    descriptor = files.open(path, os.O_RDONLY | _BINARY | _NO_FOLLOW | _AT_ONCE)
    if not stat.S_ISREG(files.status_of(descriptor).st_mode):
        files.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return descriptor


def read_from(descriptor: int, offset: int = 0) -> bytes:
    """Return all bytes of an open file from a position on.

    Args:
        descriptor: Of the file.
        offset: Bytes from its start.

    Raises:
        OSError: It cannot be read.
    """
    files = system()
    if offset:
        files.seek(descriptor, offset)
    left = files.status_of(descriptor).st_size - offset
    pieces: list[bytes] = []
    while piece := files.read(descriptor, max(left, _LEAST_READ)):
        pieces.append(piece)
        left -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def read_bytes(path: Path, offset: int = 0) -> bytes:
    """Return the bytes of a file from ``offset`` on.

    Raises:
        OSError: It cannot be read, or a link stands in its place.
    """
    descriptor = open_read(path)
    try:
        return read_from(descriptor, offset)
    finally:
        system().close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes to an open file, in as many calls as the system needs.

    Raises:
        OSError: Not all could be written.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[system().write(descriptor, rest) :]


def full_sync(descriptor: int) -> None:
    """Flush an open file to the storage medium and return when it is there.

    On macOS ``fsync`` stops at the drive's cache, so ``F_FULLFSYNC`` is asked for instead.

    Raises:
        OSError: It could not be flushed.
    """
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - exists on POSIX only

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        system().fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make names created, replaced or removed in a folder durable; on Windows this does nothing.

    Raises:
        OSError: It could not be flushed.
    """
    if WINDOWS:
        return
    descriptor = system().open(folder, os.O_RDONLY)
    try:
        system().fsync(descriptor)
    finally:
        system().close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Rename ``source`` to ``target`` atomically and durably, replacing a file that is there.

    Windows refuses while someone reads the target, so there it is tried again with growing pauses.

    Raises:
        OSError: It was not renamed, or the new name could not be made durable.
    """
    for attempt in range(_REPLACE_TRIES):
        try:
            system().replace(source, target)
            break
        except PermissionError:
            if not WINDOWS or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.02 * 2**attempt)
    sync_folder(target.parent)


def write_whole(path: Path, chunks: Iterable[bytes]) -> int:
    """Write a file atomically and durably: after a crash it holds the old or the new content.

    Args:
        path: The file.
        chunks: Its bytes in order.

    Returns:
        Its size in bytes.

    Raises:
        OSError: It could not be written; what was at ``path`` is untouched.
    """
    fresh = fresh_path(path)
    size = 0
    try:
        descriptor = open_new(fresh)
        try:
            for chunk in chunks:
                write_all(descriptor, chunk)
                size += len(chunk)
            system().set_time(fresh, _nanoseconds())  # two versions of one size must differ in something
            full_sync(descriptor)
        finally:
            system().close(descriptor)
        replace(fresh, path)
    except OSError:
        remove_quietly(fresh)
        raise
    return size


def _nanoseconds() -> int:
    """Return a count that is another one at every call; wall time, unless Python cannot count that far."""
    try:
        return time.time_ns()
    except OverflowError:  # a clock beyond the year 2262
        return time.monotonic_ns()


def room_in(folder: Path) -> int:
    """Return the free space, in bytes, that the user has on the disk of a folder.

    Raises:
        OSError: That cannot be told.
    """
    return system().room(folder)


def random_name() -> str:
    """Return twelve random hexadecimal digits, used as generation of a log or in names of folders."""
    return os.urandom(6).hex()


def fresh_path(path: Path) -> Path:
    """Return the temporary path (``.new``) at which a file is written before it takes its final name."""
    return path.with_name(path.name + ".new")


def is_unfinished(path: Path) -> bool:
    """Return whether a path has the temporary name of a file that is being written, see ``fresh_path``."""
    return path.suffix == ".new"


def remove_quietly(path: Path) -> None:
    """Remove a file that is no longer needed; failing to is ignored, because it does no harm."""
    try:
        system().unlink(path)
    except OSError:
        return


def remove(path: Path) -> None:
    """Remove a file durably; a missing one is no error.

    Raises:
        OSError: It is still there.
    """
    try:
        system().unlink(path)
    except FileNotFoundError:
        return
    sync_folder(path.parent)


def remove_tree(folder: Path) -> None:
    """Remove a folder with everything in it; links are removed and never followed.

    Raises:
        OSError: Something of it is still there.
    """
    if folder.is_symlink():
        remove(folder)
        return
    try:
        entries = system().listdir(folder)
    except FileNotFoundError:
        return
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            remove_tree(path)
        else:
            system().unlink(path)
    system().rmdir(folder)
    sync_folder(folder.parent)


def is_there(path: Path) -> bool:
    """Return whether a file or folder exists.

    Raises:
        StoreError: ``not_readable``: that may not be known here.
    """
    try:
        return path.exists()
    except OSError as error:
        raise not_readable(path) from error


def not_readable(path: Path) -> StoreError:
    """Return the ``StoreError`` for a path that exists but cannot be read; it names the file only."""
    return StoreError("not_readable", file=path.name)


def as_store_error(error: OSError, path: Path) -> StoreError:
    """Return the ``StoreError`` with a code for an ``OSError``.

    Args:
        error: What the system raised.
        path: The file; only its name goes into the facts.

    Returns:
        ``StoreFull``, ``StoreReadOnly`` or a plain ``StoreError``.
    """
    if error.errno in _NO_LOCKS:
        return StoreError("no_locks")
    if error.errno in _FULL:
        return StoreFull("disk_full", file=path.name)
    if error.errno in _READ_ONLY:
        return StoreReadOnly("not_writable", file=path.name)
    return StoreError("disk_failed", file=path.name, errno=error.errno or 0)


def as_folder_error(error: OSError, path: Path) -> StoreError:
    """Return the ``StoreError`` for an ``OSError`` of a lock, a lease or a folder.

    A person has never heard of those files; where they cannot be written the whole data folder cannot.

    Args:
        error: What the system raised.
        path: The file.

    Returns:
        ``StoreReadOnly`` with ``store_read_only``, or what ``as_store_error`` returns.
    """
    found = as_store_error(error, path)
    return StoreReadOnly("store_read_only") if isinstance(found, StoreReadOnly) else found
