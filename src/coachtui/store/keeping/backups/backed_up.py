"""A store, what its backups are made with, and which of them are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.keeping.backups.ownership import Ownership
from coachtui.store.keeping.copies.copy_list import Copies, Copy
from coachtui.store.keeping.copies.lineage import settled_identity
from coachtui.store.log import disk
from coachtui.store.records.erased import ErasedIds
from coachtui.store.records.identity import Identity, people_of
from coachtui.store.records.order_lists import COPIES, Orders

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coachtui.store.log.lock import StoreLock
    from coachtui.store.protection.seals import Seals


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

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.root.parent

    @cached_property
    def orders(self) -> Orders:
        """What its lists of erased agents and of backups are written with."""
        return Orders(self.root, self.seals)

    @cached_property
    def copies(self) -> Copies:
        """The list of its backups."""
        return Copies(self.root, self.lock, self.orders)

    def identity(self) -> Identity:
        """Return what the store is; a copy of another one gets to know it here.

        Raises:
            StoreError: The store cannot be read.
        """
        return settled_identity(self.root, self.lock, self.seals(), self.copies)

    def ownership(self) -> Ownership:
        """Return what tells its backups from other files.

        Raises:
            StoreError: The store cannot be read.
        """
        return Ownership(self.data, self.identity(), self.people, lambda: self.seals().codec("team.jsonl"))

    def known(self) -> dict[str, Copy]:
        """Return its backups that there are, or were when they were last seen.

        Raises:
            StoreError: The list cannot be read.
        """
        known = self.copies.known().items()
        return {
            path: copy for path, copy in known if not (copy.original or (copy.begun and not is_file(path)))
        }

    def gone(self) -> set[str]:
        """Return the random ids of everyone erased from the store.

        Where the log of them is lost, the list of backups still says whom they were erased from; of somebody
        whom the store holds again it says nothing.

        Raises:
            StoreError: The log of them cannot be read.
        """
        log = ErasedIds(self.root, self.lock, self.orders)
        erased = log.carried_out()
        more = self._noted_in_copies() - erased - log.back()
        return erased | (more - people_of(self.root, self.seals())) if more else erased

    def back(self) -> set[str]:
        """Return the random ids of those who were erased from the store and came back.

        Raises:
            StoreError: The log of them cannot be read.
        """
        log = ErasedIds(self.root, self.lock, self.orders)
        back = log.back()
        doubtful = (log.noted() | self._noted_in_copies()) - back - self.gone()
        return back | (doubtful & people_of(self.root, self.seals())) if doubtful else back

    def _noted_in_copies(self) -> set[str]:
        """Return whom backups were noted to be without, unless anybody can have written that."""
        try:
            known = {} if self.orders.unproven(COPIES) else self.copies.known()
        except StoreCorrupt:
            return set()
        return {agent_id for copy in known.values() for agent_id in copy.without}

    def is_elsewhere(self, folder: Path) -> bool:
        """Whether a folder, or the nearest one above it that exists, lies on another disk than the store."""
        there = next((path for path in (folder, *folder.parents) if disk.is_there(path)), folder)
        try:
            return disk.system().status(there).st_dev != disk.system().status(self.root).st_dev
        except OSError:
            return False

    def people(self) -> set[str]:
        """Return the random ids of everyone it holds anything of, or has erased.

        Raises:
            StoreError: It cannot be read.
        """
        return people_of(self.root, self.seals()) | self.gone()


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder that can be seen now."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: str) -> bool:
    """Whether a file that can be seen now has a path; a link in its place is none, wherever it leads."""
    try:
        return Path(path).is_file() and not Path(path).is_symlink()
    except OSError:
        return False
