"""One store as the makers of its backups see it: its identity, its list of backups, and who was erased."""

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
    """A store, with what backups of it are made and judged by.

    Attributes:
        root: Its folder.
        seals: Returns the codecs of its logs; asked for when they are read.
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
        """The data folder, in which the store's folder stands."""
        return self.root.parent

    @cached_property
    def orders(self) -> Orders:
        """Codecs of the lists of erased agents and of backups."""
        return Orders(self.root, self.seals)

    @cached_property
    def copies(self) -> Copies:
        """The list of its backups."""
        return Copies(self.root, self.lock, self.orders)

    def identity(self) -> Identity:
        """Return the store's identity; a store found to be a copy of another gets a new one.

        Raises:
            StoreError: The store cannot be read.
        """
        return settled_identity(self.root, self.lock, self.seals(), self.copies)

    def ownership(self) -> Ownership:
        """Return what tells the store's own backups from other files.

        Raises:
            StoreError: The store cannot be read.
        """
        return Ownership(self.data, self.identity(), self.people, lambda: self.seals().codec("team.jsonl"))

    def known(self) -> dict[str, Copy]:
        """Return the listed backups of this store by path, whether or not they can be reached now.

        Raises:
            StoreError: The list cannot be read.
        """
        known = self.copies.known().items()
        return {
            path: copy for path, copy in known if not (copy.original or (copy.begun and not is_file(path)))
        }

    def erased_ids(self) -> set[str]:
        """Return the random ids of all agents erased from the store.

        Where the log of them is lost, the list of backups still says whom they were erased from; of somebody
        whom the store holds again it says nothing.

        Raises:
            StoreError: The log of them cannot be read.
        """
        log = ErasedIds(self.root, self.lock, self.orders)
        erased = log.carried_out()
        more = self._noted_in_copies() - erased - log.taken_back()
        return erased | (more - people_of(self.root, self.seals())) if more else erased

    def taken_back_ids(self) -> set[str]:
        """Return the random ids of agents who were erased and were taken in again.

        Raises:
            StoreError: The log of them cannot be read.
        """
        log = ErasedIds(self.root, self.lock, self.orders)
        back = log.taken_back()
        doubtful = (log.ever_erased() | self._noted_in_copies()) - back - self.erased_ids()
        return back | (doubtful & people_of(self.root, self.seals())) if doubtful else back

    def _noted_in_copies(self) -> set[str]:
        """Return whom backups were noted to be without, unless anybody can have written that."""
        try:
            known = {} if self.orders.unproven(COPIES) else self.copies.known()
        except StoreCorrupt:
            return set()
        return {agent_id for copy in known.values() for agent_id in copy.without}

    def is_elsewhere(self, folder: Path) -> bool:
        """Return whether a folder lies on another disk than the store.

        Of a folder that does not exist, the nearest one above it counts.
        """
        there = next((path for path in (folder, *folder.parents) if disk.is_there(path)), folder)
        try:
            return disk.system().status(there).st_dev != disk.system().status(self.root).st_dev
        except OSError:
            return False

    def people(self) -> set[str]:
        """Return the random ids of all agents of whom the store holds anything or whom it has erased.

        Raises:
            StoreError: It cannot be read.
        """
        return people_of(self.root, self.seals()) | self.erased_ids()


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder that can be reached now."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: str) -> bool:
    """Return whether a path is a file that can be reached now; a link is not."""
    try:
        return Path(path).is_file() and not Path(path).is_symlink()
    except OSError:
        return False
