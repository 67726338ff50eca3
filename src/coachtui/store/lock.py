"""The one lock of a store, taken for every commit and never for reading."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy
from coachtui.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

TIMEOUT = 10.0
"""Seconds a commit waits for another window before it gives up."""


def file_lock(path: Path) -> BaseFileLock:
    """Return a lock on ``path`` that belongs to the process, not to one thread.

    The library is imported here so that a program that only reads never loads it.
    """
    from filelock import FileLock  # noqa: PLC0415 - 12 ms that a reader need not pay

    return FileLock(path, mode=disk.FILE_MODE, thread_local=False, poll_interval=0.005)


def check_locks(path: Path) -> None:
    """See that a file can be locked at all, before the library, which otherwise waits for it in vain.

    Args:
        path: The lock's file, which is made where it is missing.

    Raises:
        OSError: The file system knows no locks, or the file cannot be made.
    """
    if disk.WINDOWS:
        return
    import fcntl  # noqa: PLC0415 - exists on POSIX only

    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    descriptor = disk.system().open(path, flags, disk.FILE_MODE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    finally:
        disk.system().close(descriptor)


class StoreLock:
    """Excludes other threads of this process and other processes; may be entered again by its holder."""

    def __init__(self, path: Path, timeout: float = TIMEOUT) -> None:
        """Name the lock; the file is made when it is first taken.

        Args:
            path: The lock's file.
            timeout: Seconds to wait for others.
        """
        self._path = path
        self._timeout = timeout
        self._threads = threading.RLock()
        self._file: BaseFileLock | None = None
        self._depth = 0

    @property
    def folder(self) -> Path:
        """The folder that the lock is for."""
        return self._path.parent

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for the length of a ``with`` block.

        Raises:
            StoreBusy: Others kept it for longer than the timeout.
            StoreReadOnly: The lock's file cannot be made here.
            StoreError: The system refused for another reason.
        """
        if not self._threads.acquire(timeout=self._timeout):
            raise StoreBusy("store_locked", seconds=self._timeout)
        try:
            self._enter()
            try:
                yield
            finally:
                self._leave()
        finally:
            self._threads.release()

    def _enter(self) -> None:
        if self._depth == 0:
            from filelock import Timeout  # noqa: PLC0415 - as in file_lock

            try:
                if self._file is None:
                    disk.make_folders(self._path.parent)  # an import may be the first to write here
                    check_locks(self._path)
                    self._file = file_lock(self._path)
                self._file.acquire(timeout=self._timeout)
            except Timeout:
                raise StoreBusy("store_locked", seconds=self._timeout) from None
            except OSError as error:
                raise disk.as_folder_error(error, self._path) from error
        self._depth += 1

    def _leave(self) -> None:
        self._depth -= 1
        if self._depth == 0 and self._file is not None:
            self._file.release()
