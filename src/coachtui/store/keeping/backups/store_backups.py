"""The backups of one store: making one, when the newest were made, and the parts that do the rest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.errors import BadInput
from coachtui.store.keeping.backups.backed_up import BackedUpStore
from coachtui.store.keeping.backups.backup_maker import BackupMaker
from coachtui.store.keeping.backups.backup_protection import BackupProtection
from coachtui.store.keeping.backups.backup_search import newest_made_at
from coachtui.store.keeping.backups.backup_turn import BackupTurn
from coachtui.store.keeping.backups.copy_erasure import CopyErasure
from coachtui.store.keeping.backups.daily_backups import DailyBackups
from coachtui.store.keeping.backups.erasing_in_turn import ErasingInTurn
from coachtui.store.keeping.backups.restoring import Restoring
from coachtui.store.keeping.checks.completeness import lost_logs
from coachtui.store.keeping.copies import backup_file
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_codec import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.store.protection.seals import Seals


class StoreBackups:
    """Backups of one store; fits the port ``Safekeeping``.

    Attributes:
        daily: The daily backups.
        erasing: Erasing people from all backups.
        protection: Which protection backups have, and bringing it up to the store's.
        restoring: Putting a backup in the place of the store.
    """

    def __init__(
        self,
        root: Path,
        seals: Callable[[], Seals],
        now: Callable[[], datetime],
        *,
        version: str,
        folders: tuple[Path, ...],
        lock: StoreLock | None = None,
    ) -> None:
        """Take the store and where its backups go.

        Args:
            root: The store's folder.
            seals: Returns the codecs of its logs; asked for when they are read.
            now: Wall time.
            version: Of the program.
            folders: Where daily backups are put, each in every one; the first lies in the data folder.
            lock: The store's lock, where the caller may hold it already.
        """
        self._store = store = BackedUpStore(
            root=root, seals=seals, now=now, version=version, lock=lock or StoreLock(root / ".lock")
        )
        self._own_folder = folders[0]
        turn, erasure = BackupTurn(root), CopyErasure(store, folders)
        self._maker = BackupMaker(store, turn)
        self.erasing = ErasingInTurn(store, erasure, turn)
        self.daily = DailyBackups(store, folders, self._maker, erasure, self.erasing)
        self.protection = BackupProtection(
            store, folders, turn, erasure=erasure, erasing=self.erasing, daily=self.daily
        )
        self.restoring = Restoring(store, turn)

    def lost(self, *, read: bool = False) -> tuple[str, ...]:
        """Return the paths, in the store, of logs that are missing or have lost records at their end.

        Args:
            read: Whether the logs are read; without, a lost end is named once that was noted.

        Raises:
            StoreError: The store cannot be read.
        """
        return tuple(lost_logs(self._store.root, self._store.seals(), read=read))

    def last(self) -> datetime | None:
        """Return when the newest backup was made, or ``None``.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        return newest_made_at(list(self._store.known().values()))

    def last_elsewhere(self) -> datetime | None:
        """Return when the newest backup on another disk was made, or ``None``.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        return newest_made_at([copy for copy in self._store.known().values() if copy.elsewhere])

    def is_listed(self, file: Path) -> bool:
        """Return whether a backup is in the list, without which erasing would not find it.

        It is not where the data folder cannot be written to.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        return str(file) in self._store.known()

    def make_before_upgrade(self) -> None:
        """Make the backup that is kept from before the first write in this schema, unless it is there.

        The caller holds the store's lock; whoever has the turn may wait for that, so none is taken here.

        Raises:
            StoreError: It could not be made.
        """
        file = self._own_folder / f"coachtui-before-schema-{SCHEMA}.zip"
        try:
            backup_file.read_manifest(file)
        except (OSError, BadInput):
            self._maker.make(file)

    def make_at(self, file: Path) -> Path:
        """Make a backup that stays until the lead removes it; it is read whole before it takes its name.

        Args:
            file: Where; a file there is replaced.

        Returns:
            The path of the backup.

        Raises:
            StoreCorrupt: The store is damaged; no backup is made of it.
            StoreLocked: ``protection_changed`` while it was being made.
            BackupsBusy: Another window is at work on the backups.
            StoreError: It could not be written.
        """
        return self._maker.make_in_turn(file)
