"""A disk that remembers every change made to it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.faults.failing import QuickFiles

Kind = Literal[
    "make", "write", "truncate", "touch", "sync", "sync folder", "replace", "unlink", "mkdir", "rmdir", "said"
]

WRITING = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and the time it gave the file; ``said`` marks that something was acknowledged."""

    kind: Kind
    path: Path
    data: bytes = b""
    size: int = 0
    at: int = 0
    target: Path | None = None


class RecordingFiles(QuickFiles):
    """The real file system, with a record of all that changes it."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._paths: dict[int, Path] = {}

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        there = path.exists()
        descriptor = super().open(path, flags, mode)
        self._paths[descriptor] = path
        if flags & WRITING and (not there or flags & os.O_TRUNC):
            self.changes.append(Change("truncate" if there else "make", path, at=_changed(descriptor)))
        return descriptor

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        written = super().write(descriptor, data)
        path, data = self._paths[descriptor], bytes(data[:written])
        self.changes.append(Change("write", path, data=data, at=_changed(descriptor)))
        return written

    def fsync(self, descriptor: int) -> None:
        super().fsync(descriptor)
        path = self._paths[descriptor]
        self.changes.append(Change("sync folder" if path.is_dir() else "sync", path))

    def truncate(self, descriptor: int, size: int) -> None:
        super().truncate(descriptor, size)
        self.changes.append(Change("truncate", self._paths[descriptor], size=size, at=_changed(descriptor)))

    def set_time(self, path: Path, nanoseconds: int) -> None:
        super().set_time(path, nanoseconds)
        self.changes.append(Change("touch", path, at=nanoseconds))

    def close(self, descriptor: int) -> None:
        super().close(descriptor)
        self._paths.pop(descriptor, None)

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self.changes.append(Change("replace", source, target=target))

    def unlink(self, path: Path) -> None:
        super().unlink(path)
        self.changes.append(Change("unlink", path))

    def mkdir(self, path: Path, mode: int) -> None:
        super().mkdir(path, mode)
        self.changes.append(Change("mkdir", path))

    def rmdir(self, path: Path) -> None:
        super().rmdir(path)
        self.changes.append(Change("rmdir", path))

    def say(self) -> None:
        """Mark the moment at which something was acknowledged."""
        self.changes.append(Change("said", Path()))


def _changed(descriptor: int) -> int:
    return os.fstat(descriptor).st_mtime_ns
