"""The backups of a store: the daily ones, those that were asked for, and what is done with them later."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.errors import BadInput, StoreError
from coachtui.store import backup_file, disk
from coachtui.store.backed_up import BackedUpStore, is_file
from coachtui.store.backup_maker import BackupMaker
from coachtui.store.completeness import lost_logs
from coachtui.store.copy_erasure import CopyErasure
from coachtui.store.identity import has_records
from coachtui.store.lock import StoreLock
from coachtui.store.log_codec import SCHEMA
from coachtui.store.reserve import Reserve
from coachtui.store.restoring import has_lost_keys, is_protected, restore_backup
from coachtui.store.used import TEAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.store.copies import Copy
    from coachtui.store.seals import Seals

KEPT = 7
"""How many daily backups stay in a folder."""

_PATTERN = "coachtui-*.zip"


class StoreBackups:
    """Backups of one store; fits the port ``Safekeeping``."""

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
            seals: Returns what its logs are written with; asked for when they are read.
            now: Wall time.
            version: Of the program.
            folders: Where daily backups are put, each in every one; the first lies in the data folder.
            lock: The store's lock, where the caller may hold it already.
        """
        self._store = BackedUpStore(
            root=root, seals=seals, now=now, version=version, lock=lock or StoreLock(root / ".lock")
        )
        self._folders = folders
        self._maker = BackupMaker(self._store)
        self._erasure = CopyErasure(self._store, folders)

    def lost(self, *, read: bool = False) -> tuple[str, ...]:
        """Return the paths in the store of the logs that it has lost, wholly or from their end on.

        Args:
            read: Whether the logs are read; without, a lost end is named once that was noted.
        """
        return tuple(lost_logs(self._store.root, self._store.seals(), read=read))

    def last(self) -> datetime | None:
        """Return when the newest backup was made, or ``None``."""
        return _newest(list(self._store.known().values()))

    def last_elsewhere(self) -> datetime | None:
        """Return when the newest backup on another disk was made, or ``None``."""
        return _newest([copy for copy in self._store.known().values() if copy.elsewhere])

    def same_disk(self) -> bool:
        """Whether every folder of daily backups lies on the disk of the store."""
        return not any(self._store.is_elsewhere(folder) for folder in self._folders)

    def due(self) -> bool:
        """Whether there is something to back up and no backup of today is known."""
        today = self._store.now().date()
        days = (datetime.fromisoformat(copy.made_at) for copy in self._store.known().values() if copy.daily)
        return has_records(self._store.root / TEAM) and all(day.date() != today for day in days)

    def has_reserve(self) -> bool:
        """Whether the room that is given up when the disk is full is there."""
        return Reserve(self._store.root).is_kept()

    def has_room(self) -> bool:
        """Whether the disk has at least as much room left as that takes; one that cannot be asked has."""
        return Reserve(self._store.root).could_be_kept()

    def make(self) -> Path:
        """Make the backup of the day in every folder within reach; older ones beyond the newest go.

        Returns:
            The first one made.

        Raises:
            StoreError: None could be made; ``nothing_to_back_up``: nothing is stored yet.
        """
        self._maker.check_used()
        made: list[Path] = []
        failures: dict[Path, StoreError] = {}
        for folder in self._folders:
            try:
                self._check_not_gone(folder)
                made.append(self.make_at(self._free_name(folder), daily=True))
                self._prune(folder)
            except StoreError as error:
                failures[folder] = error
        with suppress(StoreError):  # what could not be made is told below, or stays noted as it was
            missed = {str(folder): error.code for folder, error in failures.items()} if made else {}
            self._store.copies.note_missed(missed)
        if not made:
            with suppress(StoreError):  # why there is no backup is told; older ones are seen to all the same
                self.erase_pending()
            raise next(iter(failures.values()))
        self.erase_pending()
        return made[0]

    def is_listed(self, file: Path) -> bool:
        """Whether a backup is in the list, so that erasing finds it: not where nothing can be written."""
        return str(file) in self._store.known()

    def missed(self) -> tuple[CopyTrouble, ...]:
        """Return the folders that the last backup of the day did not get into, and why."""
        folders = {str(folder) for folder in self._folders}
        noted = self._store.copies.missed().items()
        return tuple(CopyTrouble(path=path, code=code) for path, code in noted if path in folders)

    def _check_not_gone(self, folder: Path) -> None:
        """Refuse a folder that once had backups and is not there: in its place another disk may have been.

        Raises:
            StoreError: ``folder_gone``.
        """
        used = any(Path(path).parent == folder for path in self._store.known())
        if used and folder != self._folders[0] and not disk.is_there(folder):
            raise StoreError("folder_gone", file=str(folder))

    def make_before_upgrade(self) -> None:
        """Make the backup that stays from before the first write in this schema; a second time does nothing.

        Raises:
            StoreError: It could not be made.
        """
        file = self._folders[0] / f"coachtui-before-schema-{SCHEMA}.zip"
        try:
            backup_file.read_manifest(file)
        except (OSError, BadInput):
            self.make_at(file)

    def make_at(self, file: Path, *, daily: bool = False) -> Path:
        """Make a backup; it is opened and read whole before it takes its name and counts.

        Args:
            file: Where; a file there is replaced.
            daily: Whether it may make room for a newer one later.

        Raises:
            StoreCorrupt: The store is damaged; no backup is made of it.
            StoreLocked: ``protection_changed`` while it was being made.
            StoreError: It could not be written.
        """
        return self._maker.make(file, daily=daily)

    def _free_name(self, folder: Path) -> Path:
        """Return a path for the backup of the day that no other one has, not even one that is gone."""
        known = self._store.known()
        stem = f"coachtui-{self._store.now():%Y%m%d-%H%M%S}"
        names = (f"{stem}.zip" if number == 1 else f"{stem}-{number}.zip" for number in count(1))
        paths = (folder / name for name in names)
        return next(path for path in paths if str(path) not in known and not is_file(str(path)))

    def _prune(self, folder: Path) -> None:
        """Remove the oldest daily backups of ours in a folder; no other file is ever touched."""
        known = [
            path
            for path, copy in self._store.known().items()
            if copy.daily and Path(path).parent == folder and Path(path).match(_PATTERN)
        ]
        for path in known[:-KEPT]:  # in the order in which they were made, whatever the clock said
            self._erasure.remove(path)

    def unreachable_with(self, agent_id: str) -> list[str]:
        """Return the paths of backups with an agent that cannot be reached now."""
        return self._erasure.unreachable_with(agent_id)

    def erase_from_copies(self, agent_id: str) -> tuple[CopyTrouble, ...]:
        """Take an agent out of every backup within reach; the others follow when they are seen again.

        Returns:
            What could not be dealt with; it is tried again with the next backup.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        return self._erasure.erase(agent_id)

    def erase_pending(self) -> tuple[CopyTrouble, ...]:
        """Take everyone erased from the store out of every backup that can be reached now.

        Whom that is, the store itself says: wherever erasing was cut off, this goes on with it. Backups that
        still have a protection of before get the present one, or go.

        Returns:
            What could not be dealt with.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        return self._erasure.erase_pending()

    def troubles(self) -> tuple[CopyTrouble, ...]:
        """Return what could not be dealt with when it was last tried, and is still there."""
        return self._erasure.troubles()

    def of_original(self) -> list[str]:
        """Return the paths of backups of other stores of the same line, which hold what this one must not."""
        return self._erasure.of_original()

    def put_aside(self) -> list[Path]:
        """Return the stores that a backup took the place of, wherever in the data folder they are by now."""
        return self._erasure.put_aside()

    def earlier_stores(self) -> list[Path]:
        """Return the stores put aside, and the copies of this one that somebody made by hand."""
        return self._erasure.earlier_stores()

    def renew(self) -> tuple[str, ...]:
        """Make a backup with the protection the store has now, where some have another; those follow it.

        Returns:
            Paths of backups out of reach, which follow when they are seen again.

        Raises:
            StoreError: No new backup could be made; the old ones are left.
        """
        outdated = self._outdated()
        if any(is_file(path) for path in outdated):
            if not self._erasure.has_present():
                self.make()
            self.erase_pending()
        return tuple(path for path in self._outdated() if not is_file(path))

    def with_another_protection(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the paths of backups that a change of the protection would touch.

        Returns:
            Those of the day, in whose place a new one is made; and those that the lead asked for.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        self._erasure.list_found(self._store.ownership())
        known = self._store.known().items()
        daily = tuple(path for path, copy in known if copy.daily)
        return daily, tuple(path for path, copy in known if not copy.daily)

    def _outdated(self) -> list[str]:
        return [path for path, copy in self._store.known().items() if copy.discard or copy.reseal]

    def has_lost_keys(self) -> bool:
        """Whether nobody can read any more whom the store has erased: its key is missing or damaged.

        Raises:
            StoreError: The store cannot be read for another reason.
        """
        return has_lost_keys(self._store)

    def is_protected(self, file: Path) -> bool:
        """Whether a backup opens with a passphrase only.

        Raises:
            BadInput: ``backup_damaged`` or ``not_readable``.
            StoreNewer: ``backup_newer``.
        """
        return is_protected(file)

    def restore(self, file: Path, secret: str | None = None, *, erased_unknown: bool = False) -> Path | None:
        """Put a backup in the place of the store, which is kept beside it.

        Agents erased since the backup was made are erased from it first.

        Args:
            file: The backup.
            secret: Passphrase or recovery key that the backup had, where it has one.
            erased_unknown: Whether to go on where the store has lost its key: nobody can tell who was erased.

        Returns:
            Where the store is kept that was there, or ``None`` where there was none.

        Raises:
            BadInput: ``backup_damaged``, ``backup_without_people`` or ``not_readable``; nothing was changed.
            StoreNewer: ``backup_newer``.
            StoreLocked: ``passphrase_needed`` for the backup; ``present_passphrase_needed`` or
                ``present_keys_lost`` for the store.
            WrongPassphrase: Neither passphrase nor recovery key of the backup.
            StoreBusy: A session is open in a window.
            StoreError: It could not be done; the store is as it was.
        """
        return restore_backup(self._store, file, secret, erased_unknown=erased_unknown)


def _newest(copies: list[Copy]) -> datetime | None:
    last = max(copies, key=lambda copy: copy.turn, default=None)
    return datetime.fromisoformat(last.made_at) if last is not None else None
