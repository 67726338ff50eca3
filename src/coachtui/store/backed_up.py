"""A store, what its backups are made with, and which of them are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.store import disk
from coachtui.store.copies import Copies, Copy
from coachtui.store.erased import ErasedIds

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coachtui.store.lock import StoreLock
    from coachtui.store.seals import Seals


@dataclass(frozen=True, kw_only=True)
class BackedUpStore:
    """A store of which backups are made.

    Attributes:
        root: Its folder.
        seals: Returns what its logs are written with; asked for when they are read.
        now: Wall time.
        version: Of the program.
        lock: The store's lock.
    """

    root: Path
    seals: Callable[[], Seals]
    now: Callable[[], datetime]
    version: str
    lock: StoreLock

    @cached_property
    def copies(self) -> Copies:
        """The list of its backups."""
        return Copies(self.root / "copies.jsonl", self.lock)

    def known(self) -> dict[str, Copy]:
        """Return the backups that there are, or were when they were last seen.

        Raises:
            StoreError: The list cannot be read.
        """
        known = self.copies.known().items()
        return {path: copy for path, copy in known if not copy.begun or is_file(path)}

    def gone(self) -> set[str]:
        """Return the random ids of everyone erased from the store.

        Raises:
            StoreError: The log of them cannot be read.
        """
        return ErasedIds(self.root / "erased.jsonl", self.lock).ids()

    def is_elsewhere(self, folder: Path) -> bool:
        """Whether a folder, or the nearest one above it that exists, lies on another disk than the store."""
        there = next((path for path in (folder, *folder.parents) if disk.is_there(path)), folder)
        try:
            return disk.system().status(there).st_dev != disk.system().status(self.root).st_dev
        except OSError:
            return False


def is_file(path: str) -> bool:
    """Whether a path leads to a file that can be seen now."""
    try:
        return Path(path).is_file()
    except OSError:
        return False
