"""Exclusive claims: file locks held until they are given back or the process ends, however it ends."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Protocol

from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.store.log import disk

if TYPE_CHECKING:
    from pathlib import Path


_LOCKING = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Claim(Protocol):
    """An exclusive lock on one file."""

    @property
    def held(self) -> bool:
        """Whether this object holds the lock now."""

    def take(self) -> bool:
        """Try once to lock the file, without waiting.

        Returns:
            Whether it is held now; ``False`` where another process holds it.

        Raises:
            FileNotFoundError: There is no folder for the file.
            StoreError: What stands there is no file, see ``check_place``.
            OSError: The system refused for another reason.
        """

    def give_back(self) -> None:
        """Release the lock; without one this does nothing."""


def claim_on(path: Path) -> Claim:
    """Return an untaken claim on a file; the file is made when the claim is first taken."""
    return _LibraryClaim(path) if disk.WINDOWS else _FlockClaim(path)


def check_place(path: Path) -> None:
    """Check that a path to be locked is free or a regular file.

    Raises:
        StoreError: ``folder_in_place`` or ``store_is_link``.
        StoreCorrupt: ``not_a_file``: a device, pipe or socket.
        OSError: It cannot be looked at.
    """
    try:
        mode = disk.system().status(path, follow=False).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if stat.S_ISDIR(mode):
        raise StoreError("folder_in_place", file=path.name)
    if stat.S_ISLNK(mode):
        raise StoreError("store_is_link", file=path.name)
    if not stat.S_ISREG(mode):
        raise StoreCorrupt("not_a_file", file=path.name)


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
            try:
                descriptor = disk.system().open(self._path, _LOCKING, disk.FILE_MODE)
            except OSError:
                check_place(self._path)
                raise
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                disk.system().close(descriptor)
                return False
            except OSError:
                disk.system().close(descriptor)
                raise
            self._descriptor = descriptor if self._is_there(descriptor) else -1
        return True

    def _is_there(self, descriptor: int) -> bool:
        """Return whether a locked file still has its name; where that cannot be told the lock is released."""
        named = False
        try:
            status = disk.system().status_of(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise StoreCorrupt("not_a_file", file=self._path.name)
            named = status.st_nlink > 0
        finally:
            if not named:
                disk.system().close(descriptor)
        return named

    def give_back(self) -> None:
        if self.held:
            disk.system().close(self._descriptor)
            self._descriptor = -1


class _LibraryClaim:
    """A lock of ``filelock``, which belongs to the process, not to one thread."""

    def __init__(self, path: Path) -> None:
        from filelock import FileLock  # noqa: PLC0415 - 12 ms that who only reads need not pay

        self._path = path
        self._lock = FileLock(path, mode=disk.FILE_MODE, thread_local=False)

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def take(self) -> bool:
        """Lock the file; the library would make the folder around it, which is not for a claim to do."""
        from filelock import Timeout  # noqa: PLC0415 - as above

        disk.system().status(self._path.parent)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            check_place(self._path)  # the library takes a folder there for a lock that somebody holds
            return False
        except OSError:
            check_place(self._path)
            raise
        return True

    def give_back(self) -> None:
        self._lock.release()


class HeldLease:
    """A claim held on one session, so that only one window writes to it; it ends with the process."""

    def __init__(self, claim: Claim, path: Path) -> None:
        self._claim = claim
        self._path = path

    def release(self) -> None:
        """Let another window have the session and remove the lease file; a second release does nothing.

        On POSIX the file goes while it is still held, so that nobody can have taken it meanwhile; Windows
        cannot remove an open file and refuses to remove one that another window has opened since.
        """
        if not self._claim.held:
            return
        try:
            if not disk.WINDOWS:
                disk.remove_quietly(self._path)
        finally:
            self._claim.give_back()
        if disk.WINDOWS:
            disk.remove_quietly(self._path)
