"""A disk that fails: the n-th system call, or every call from then on, with an error of our choice."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("write", "fsync", "ftruncate", "replace", "rename", "unlink", "mkdir")


class FaultyDisk:
    """Stands between the program and the system calls that change a disk."""

    def __init__(self) -> None:
        self.calls = 0
        self.log: list[str] = []
        self.fails: Callable[[int, str], int] = lambda _number, _name: 0

    def call(self, name: str) -> None:
        """Count a call, and fail it where that was asked for."""
        self.calls += 1
        self.log.append(name)
        code = self.fails(self.calls, name)
        if code:
            raise OSError(code, os.strerror(code))


@contextmanager
def faulty(fails: Callable[[int, str], int] = lambda _number, _name: 0) -> Iterator[FaultyDisk]:
    """Let the disk fail for the length of a ``with`` block.

    Args:
        fails: From number and name of a call, the error it fails with, or 0.
    """
    disk = FaultyDisk()
    disk.fails = fails
    with pytest.MonkeyPatch.context() as patch:
        real_open, real_write = os.open, os.write

        def opened(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            if flags & WRITING:
                disk.call("open")
            return real_open(path, flags, *args, **kwargs)

        def written(descriptor: int, data: Any) -> int:
            """Write half of what is to be written before failing, as a full disk does."""
            try:
                disk.call("write")
            except OSError:
                real_write(descriptor, bytes(data)[: len(data) // 2])
                raise
            return real_write(descriptor, data)

        def wrapped(name: str) -> Callable[..., Any]:
            real = getattr(os, name)

            def call(*args: Any, **kwargs: Any) -> Any:
                disk.call(name)
                return real(*args, **kwargs)

            return call

        patch.setattr(os, "open", opened)
        patch.setattr(os, "write", written)
        for name in set(CHANGES) - {"write"}:
            patch.setattr(os, name, wrapped(name))
        yield disk


@contextmanager
def read_only() -> Iterator[FaultyDisk]:
    """A disk that refuses every change."""
    with faulty(lambda _number, _name: errno.EROFS) as disk:
        yield disk


def everything(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
