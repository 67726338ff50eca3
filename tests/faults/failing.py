"""A disk of which one call fails, once or from then on, in one of the ways that disks fail."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Literal, get_args

from coachtui.store.log.file_system import FileSystem

Failure = Literal["EIO", "ENOSPC", "EDQUOT", "EACCES", "EROFS", "EMFILE", "short write"]
Times = Literal["once", "from then on"]

FAILURES: tuple[Failure, ...] = get_args(Failure)
TIMES: tuple[Times, ...] = get_args(Times)


class QuickFiles(FileSystem):
    """The real file system without its syncs: a process that goes on has no need of them."""

    def fsync(self, descriptor: int) -> None:
        """Believe the cache."""


class FailingFiles(QuickFiles):
    """Counts every call, and fails those it is told to.

    Args:
        at: Number of the first call that fails; 0 for none.
        failure: How.
        times: Whether the calls after it fail too.
    """

    def __init__(self, at: int = 0, failure: Failure = "EIO", times: Times = "once") -> None:
        self.calls: list[str] = []
        self._at = at
        self._failure = failure
        self._times = times

    def _hit(self, name: str) -> bool:
        """Count a call; return whether it is to fail."""
        self.calls.append(name)
        number = len(self.calls)
        return number == self._at or (self._times == "from then on" and number >= self._at > 0)

    def _call(self, name: str) -> None:
        if self._hit(name) and self._failure != "short write":
            raise self._error()

    def _error(self) -> OSError:
        code = getattr(errno, self._failure)
        return OSError(code, os.strerror(code))

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        self._call("open")
        return super().open(path, flags, mode)

    def read(self, descriptor: int, size: int) -> bytes:
        self._call("read")
        return super().read(descriptor, size)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write half of what is to be written before failing, as a disk does that is full."""
        if not self._hit("write"):
            return super().write(descriptor, data)
        written = super().write(descriptor, data[: (len(data) + 1) // 2])
        if self._failure == "short write":
            return written
        raise self._error()

    def fsync(self, descriptor: int) -> None:
        self._call("fsync")
        super().fsync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        self._call("truncate")
        super().truncate(descriptor, size)

    def replace(self, source: Path, target: Path) -> None:
        self._call("replace")
        super().replace(source, target)

    def set_time(self, path: Path, nanoseconds: int) -> None:
        self._call("set time")
        super().set_time(path, nanoseconds)

    def unlink(self, path: Path) -> None:
        self._call("unlink")
        super().unlink(path)

    def mkdir(self, path: Path, mode: int) -> None:
        self._call("mkdir")
        super().mkdir(path, mode)

    def rmdir(self, path: Path) -> None:
        self._call("rmdir")
        super().rmdir(path)

    def listdir(self, path: Path) -> list[os.DirEntry[str]]:
        self._call("listdir")
        return super().listdir(path)

    def status(self, path: Path, *, follow: bool = True) -> os.stat_result:
        self._call("status")
        return super().status(path, follow=follow)

    def status_of(self, descriptor: int) -> os.stat_result:
        self._call("status")
        return super().status_of(descriptor)
