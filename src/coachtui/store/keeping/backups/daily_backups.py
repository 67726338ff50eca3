"""The daily backup: whether one is due, making it in every folder, and removing the oldest ones."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from itertools import count
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.errors import StoreError
from coachtui.store.keeping.backups.backup_search import check_folder_remains
from coachtui.store.keeping.checks.traces_of_use import TEAM
from coachtui.store.records.identity import has_records

if TYPE_CHECKING:
    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.backups.backup_maker import BackupMaker
    from coachtui.store.keeping.backups.copy_erasure import CopyErasure
    from coachtui.store.keeping.backups.erasing_in_turn import ErasingInTurn

KEPT = 7
"""How many daily backups stay in a folder."""

_PATTERN = "coachtui-*.zip"


class DailyBackups:
    """Makes one backup a day in each of several folders; fits the port ``DailyBackups``."""

    def __init__(
        self,
        store: BackedUpStore,
        folders: tuple[Path, ...],
        maker: BackupMaker,
        erasure: CopyErasure,
        erasing: ErasingInTurn,
    ) -> None:
        """Take the store and its folders of daily backups.

        Args:
            store: The store.
            folders: Each gets every daily backup; the first lies in the data folder.
            maker: Makes one backup file.
            erasure: Removes a backup that is too many.
            erasing: Erases from earlier backups, after each new one.
        """
        self._store = store
        self._folders = folders
        self._maker = maker
        self._erasure = erasure
        self._erasing = erasing

    def same_disk(self) -> bool:
        """Return whether every folder of daily backups lies on the disk of the store."""
        return not any(self._store.is_elsewhere(folder) for folder in self._folders)

    def due(self) -> bool:
        """Return whether there is something to back up and no daily backup of today is listed.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        today = self._store.now().date()
        days = (datetime.fromisoformat(copy.made_at) for copy in self._store.known().values() if copy.daily)
        return has_records(self._store.root / TEAM) and all(day.date() != today for day in days)

    def make(self, *, waits: bool = True) -> Path:
        """Make the daily backup in every folder within reach, then remove all but the newest ``KEPT`` there.

        Args:
            waits: Whether to wait where another window is at work on the backups.

        Returns:
            The path of the first one made.

        Raises:
            BackupsBusy: Another window is at work on the backups.
            StoreError: None could be made; ``nothing_to_back_up``: nothing is stored yet.
        """
        self._maker.check_used()
        with self._maker.turn.held(waits=waits):
            return self._make()

    def _make(self) -> Path:
        """Make the backup in each folder, see to erasures that are owed, and return the first path made."""
        made: list[Path] = []
        failures: dict[Path, StoreError] = {}
        for folder in self._folders:
            try:
                check_folder_remains(self._store, folder, self._folders[0])
                made.append(self._maker.make_in_turn(self._free_name(folder), daily=True))
                self._prune(folder)
            except StoreError as error:
                failures[folder] = error
        with suppress(StoreError):  # what could not be made is told below, or stays noted as it was
            missed = {str(folder): error.code for folder, error in failures.items()} if made else {}
            self._store.copies.note_missed(missed)
        if not made:
            with suppress(StoreError):  # why there is no backup is told; older ones are seen to all the same
                self._erasing.erase_pending()
            raise next(iter(failures.values()))
        self._erasing.erase_pending()
        return made[0]

    def missed(self) -> tuple[CopyTrouble, ...]:
        """Return the folders that the last daily backup could not be put in, and why.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        folders = {str(folder) for folder in self._folders}
        noted = self._store.copies.missed().items()
        return tuple(CopyTrouble(path=path, code=code) for path, code in noted if path in folders)

    def _free_name(self, folder: Path) -> Path:
        """Return a path for the backup of the day that no other one has, not even one that is gone."""
        known = self._store.known()
        stem = f"coachtui-{self._store.now():%Y%m%d-%H%M%S}"
        names = (f"{stem}.zip" if number == 1 else f"{stem}-{number}.zip" for number in count(1))
        paths = (folder / name for name in names)
        return next(path for path in paths if str(path) not in known and not lexists(path))

    def _prune(self, folder: Path) -> None:
        """Remove the oldest daily backups of ours in a folder; no other file is ever touched."""
        known = [
            path
            for path, copy in self._store.known().items()
            if copy.daily and Path(path).parent == folder and Path(path).match(_PATTERN)
        ]
        for path in known[:-KEPT]:  # in the order in which they were made, whatever the clock said
            self._erasure.remove(path)
