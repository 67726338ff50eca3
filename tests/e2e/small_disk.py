"""A disk that can be filled: a real one of a few megabytes where one can be mounted, else a limit."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.e2e.terminal import Terminal

SIZE = "12m"
_PIECES = (1 << 16, 1 << 10, 1)


class Disk(Protocol):
    """Where the program keeps its data.

    Attributes:
        folder: A folder on it.
    """

    folder: Path

    def fill(self, terminal: Terminal) -> None:
        """Leave no byte free, the program's own reserve not counted if it still has it."""

    def make_room(self, terminal: Terminal) -> None:
        """Free what was filled last."""


class MountedDisk:
    """A file system in memory, really full when it is full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._fillers: list[Path] = []

    def fill(self, terminal: Terminal) -> None:
        del terminal
        filler = self.folder / f"filler-{len(self._fillers)}"
        self._fillers.append(filler)
        with filler.open("wb", buffering=0) as file:
            for size in _PIECES:
                _write_until_full(file.write, b"x" * size)

    def make_room(self, terminal: Terminal) -> None:
        del terminal
        self._fillers.pop().unlink()


class LimitedDisk:
    """No file of the program grows any more, which is as near as a machine without mounting comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, terminal: Terminal) -> None:
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def make_room(self, terminal: Terminal) -> None:
        limits = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, limits)


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Yield a disk that can be filled; which kind it is, is printed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"no small disk can be mounted here: {done.stderr.strip()}; files are limited instead")
        yield LimitedDisk(folder)
        return
    try:
        yield MountedDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _write_until_full(write: Callable[[bytes], int | None], piece: bytes) -> None:
    while True:
        try:
            if (write(piece) or 0) < len(piece):
                return
        except OSError:
            return
