"""Exclusive claims on a file that last until they are given back or the process ends in whatever way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from coachtui.store import disk
from coachtui.store.lock import file_lock

if TYPE_CHECKING:
    from pathlib import Path


_LOCKING = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Claim(Protocol):
    """A claim on one file."""

    @property
    def held(self) -> bool:
        """Whether it is ours now."""

    def take(self) -> bool:
        """Try once; return whether it is ours.

        Raises:
            OSError: The system refused for another reason than that somebody else holds it.
        """

    def give_back(self) -> None:
        """Let others have it."""


def claim_on(path: Path) -> Claim:
    """Return a claim on a file, not taken yet; the file is made when it is."""
    return _LibraryClaim(path) if disk.WINDOWS else _FlockClaim(path)


class _FlockClaim:
    """What ``filelock`` does on POSIX, on the same file, so that both exclude each other.

    Every start claims a session, and loading the library for that alone would be a fortieth of it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    @property
    def held(self) -> bool:
        return self._descriptor >= 0

    def take(self) -> bool:
        """Lock the file; one that its holder removed meanwhile is no longer the one others would lock."""
        import fcntl  # noqa: PLC0415 - exists on POSIX only

        while not self.held:
            descriptor = disk.system().open(self._path, _LOCKING, disk.FILE_MODE)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                disk.system().close(descriptor)
                return False
            except OSError:
                disk.system().close(descriptor)
                raise
            if disk.system().status_of(descriptor).st_nlink:
                self._descriptor = descriptor
            else:
                disk.system().close(descriptor)
        return True

    def give_back(self) -> None:
        if self.held:
            disk.system().close(self._descriptor)
            self._descriptor = -1


class _LibraryClaim:
    """A lock of ``filelock``."""

    def __init__(self, path: Path) -> None:
        self._lock = file_lock(path)

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def take(self) -> bool:
        from filelock import Timeout  # noqa: PLC0415 - as in lock

        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def give_back(self) -> None:
        self._lock.release()
