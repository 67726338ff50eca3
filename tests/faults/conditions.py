"""What a laptop may be like while something is done to its store: its clock, its disk, its folders.

Every scenario is played under every one of these, so that a command that is added as a scenario gets them for
nothing.
"""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from tests.contract.sessions import START
from tests.faults.failing import QuickFiles

from coachtui.store.log import disk

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is not as it should be.

    Attributes:
        name: What it is.
        clock: Returns a clock as it goes from then on.
        disk: Lets the disk under a folder be so for the length of a ``with`` block.
    """

    name: str
    clock: Callable[[], Clock] = lambda: lambda: START
    disk: Callable[[Path], AbstractContextManager[None]] = lambda _folder: nullcontext()


def standing(now: str) -> Callable[[], Clock]:
    """Return a clock that says the same time always."""
    return lambda: lambda: datetime.fromisoformat(now)


def jumping(*times: str) -> Callable[[], Clock]:
    """Return a clock that says one time after the other, and then goes on from the last."""

    def begun() -> Clock:
        numbers = count()

        def now() -> datetime:
            number = next(numbers)
            past = max(0, number - len(times) + 1)
            return datetime.fromisoformat(times[min(number, len(times) - 1)]) + timedelta(seconds=past)

        return now

    return begun


class NoRoom(QuickFiles):
    """Takes so many bytes more and then none, for nobody and nothing."""

    def __init__(self, room: int) -> None:
        self._room = room

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        if self._room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = super().write(descriptor, data[: self._room])
        self._room -= written
        return written

    def mkdir(self, path: Path, mode: int) -> None:
        if self._room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().mkdir(path, mode)


class ReadOnly(QuickFiles):
    """Takes no change at all."""

    def _refuse(self) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            self._refuse()
        return super().open(path, flags, mode)

    def replace(self, source: Path, target: Path) -> None:
        del source, target
        self._refuse()

    def unlink(self, path: Path) -> None:
        del path
        self._refuse()

    def mkdir(self, path: Path, mode: int) -> None:
        del path, mode
        self._refuse()

    def rmdir(self, path: Path) -> None:
        del path
        self._refuse()


def with_room_for(size: int) -> Callable[[Path], AbstractContextManager[None]]:
    """Return a disk that is full after so many bytes."""
    return lambda _folder: disk.using_file_system(NoRoom(size))


def read_only(_folder: Path) -> AbstractContextManager[None]:
    """Return a disk that takes no change."""
    return disk.using_file_system(ReadOnly())


@contextmanager
def without_locks(_folder: Path) -> Iterator[None]:
    """Return a disk that cannot lock files."""

    def flock(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fcntl.flock", flock)
        yield


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Fill the disk that a folder lies on, where it is one of our own; else let it look full.

    A mount of our own needs the administrator: see ``on_a_small_disk``.
    """
    filler = folder / "filler"
    if not os.path.ismount(folder):
        with disk.using_file_system(NoRoom(0)):
            yield
        return
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def on_a_small_disk(folder: Path) -> Iterator[bool]:
    """Mount a disk of 24 MB in the place of a folder where the machine allows that; say whether it did."""
    folder.mkdir(parents=True, exist_ok=True)
    mounting = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    except OSError:
        done = False
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", str(folder)], check=True)


CONDITIONS = (
    Condition("clock in 1970", clock=standing("1970-01-01T00:00:07+01:00")),
    Condition("clock in 2001", clock=standing("2001-02-03T04:05:06+01:00")),
    Condition("clock in 2099", clock=standing("2099-12-31T23:59:59+01:00")),
    Condition("clock put back", clock=jumping("2099-01-01T00:00:00+01:00", "2026-11-16T10:00:00+01:00")),
    Condition("summer time ends", clock=jumping("2026-10-25T02:59:59+02:00", "2026-10-25T02:00:00+01:00")),
    Condition("New Year", clock=jumping("2026-12-31T23:59:59+01:00", "2027-01-01T00:00:00+01:00")),
    Condition("no room at all", disk=with_room_for(0)),
    Condition("room for one record", disk=with_room_for(1_500)),
    Condition("room for some", disk=with_room_for(20_000)),
    Condition("read-only", disk=read_only),
    Condition("no locks", disk=without_locks),
)
