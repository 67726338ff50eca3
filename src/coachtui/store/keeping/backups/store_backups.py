"""The backups of a store: the daily ones, those that were asked for, and what is done with them later."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from itertools import count
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.errors import BackupsBusy, BadInput, StoreError
from coachtui.store.keeping.backups.backed_up import BackedUpStore, is_file
from coachtui.store.keeping.backups.backup_maker import BackupMaker
from coachtui.store.keeping.backups.backup_search import check_not_gone, list_found, newest
from coachtui.store.keeping.backups.backup_turn import BackupTurn
from coachtui.store.keeping.backups.copy_erasure import CopyErasure
from coachtui.store.keeping.backups.copy_rewriting import key_name
from coachtui.store.keeping.backups.owed_erasures import owing
from coachtui.store.keeping.backups.restoring import has_lost_keys, is_protected, restore_backup
from coachtui.store.keeping.checks.completeness import lost_logs
from coachtui.store.keeping.checks.traces_of_use import TEAM
from coachtui.store.keeping.copies import backup_file
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_codec import SCHEMA
from coachtui.store.records.identity import has_records

if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.store.protection.seals import Seals

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
        self._turn = BackupTurn(root)

    def lost(self, *, read: bool = False) -> tuple[str, ...]:
        """Return the paths in the store of the logs that it has lost, wholly or from their end on.

        Args:
            read: Whether the logs are read; without, a lost end is named once that was noted.
        """
        return tuple(lost_logs(self._store.root, self._store.seals(), read=read))

    def last(self) -> datetime | None:
        """Return when the newest backup was made, or ``None``."""
        return newest(list(self._store.known().values()))

    def last_elsewhere(self) -> datetime | None:
        """Return when the newest backup on another disk was made, or ``None``."""
        return newest([copy for copy in self._store.known().values() if copy.elsewhere])

    def same_disk(self) -> bool:
        """Whether every folder of daily backups lies on the disk of the store."""
        return not any(self._store.is_elsewhere(folder) for folder in self._folders)

    def due(self) -> bool:
        """Whether there is something to back up and no backup of today is known."""
        today = self._store.now().date()
        days = (datetime.fromisoformat(copy.made_at) for copy in self._store.known().values() if copy.daily)
        return has_records(self._store.root / TEAM) and all(day.date() != today for day in days)

    def make(self, *, waits: bool = True) -> Path:
        """Make the backup of the day in every folder within reach; older ones beyond the newest go.

        Args:
            waits: Whether to wait where another window is at work on the backups.

        Returns:
            The first one made.

        Raises:
            BackupsBusy: Another window is at work on the backups.
            StoreError: None could be made; ``nothing_to_back_up``: nothing is stored yet.
        """
        self._maker.check_used()
        with self._turn.held(waits=waits):
            return self._make()

    def _make(self) -> Path:
        made: list[Path] = []
        failures: dict[Path, StoreError] = {}
        for folder in self._folders:
            try:
                check_not_gone(self._store, folder, self._folders[0])
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

    def make_before_upgrade(self) -> None:
        """Make the backup that stays from before the first write in this schema; a second time does nothing.

        The caller holds the store's lock; whoever has the turn may wait for that, so none is taken here.

        Raises:
            StoreError: It could not be made.
        """
        file = self._folders[0] / f"coachtui-before-schema-{SCHEMA}.zip"
        try:
            backup_file.read_manifest(file)
        except (OSError, BadInput):
            self._maker.make(file)

    def make_at(self, file: Path, *, daily: bool = False) -> Path:
        """Make a backup; it is opened and read whole before it takes its name and counts.

        Args:
            file: Where; a file there is replaced.
            daily: Whether it may make room for a newer one later.

        Raises:
            StoreCorrupt: The store is damaged; no backup is made of it.
            StoreLocked: ``protection_changed`` while it was being made.
            BackupsBusy: Another window is at work on the backups.
            StoreError: It could not be written.
        """
        self._maker.check_used()
        with self._turn.held():
            return self._maker.make(file, daily=daily)

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
        try:
            with self._turn.held():
                return self._erasure.erase(agent_id)
        except BackupsBusy as error:
            return self._owing(error, agent_id)

    def erase_pending(self) -> tuple[CopyTrouble, ...]:
        """Take everyone erased from the store out of every backup that can be reached now.

        Whom that is, the store itself says: wherever erasing was cut off, this goes on with it. Backups that
        still have a protection of before get the present one, or go.

        Returns:
            What could not be dealt with.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        try:
            with self._turn.held():
                return self._erasure.erase_pending()
        except BackupsBusy as error:
            return self._owing(error)

    def _owing(self, busy: BackupsBusy, *agent_ids: str) -> tuple[CopyTrouble, ...]:
        """Return the backups within reach that still hold somebody erased, for another window has them now.

        Args:
            busy: Why they could not be dealt with.
            agent_ids: Who is being erased.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        gone = self._store.gone().union(agent_ids)
        known = self._store.known().items()
        owing = (path for path, copy in known if is_file(path) and gone.difference(copy.without))
        return tuple(CopyTrouble(path=path, code=busy.code) for path in owing)

    def still_to_erase(self) -> tuple[bool, tuple[str, ...]]:
        """Return whether erasing was cut off in the store, and the backups within reach that it owes."""
        return owing(self._store)

    def troubles(self) -> tuple[CopyTrouble, ...]:
        """Return what could not be dealt with when it was last tried, and is still there."""
        return self._erasure.troubles()

    def of_original(self) -> list[str]:
        """Return the paths of backups of other stores of the same line, which hold what this one must not."""
        return self._erasure.of_original()

    def with_protection_of_before(self) -> list[str]:
        """Return the paths of backups of before a restore that have another protection than the store."""
        return self._erasure.with_protection_of_before()

    def put_aside(self) -> list[Path]:
        """Return the stores that a backup took the place of, wherever in the data folder they are by now."""
        return self._erasure.put_aside()

    def earlier_stores(self) -> tuple[CopyTrouble, ...]:
        """Return the stores put aside, and what somebody copied of this one by hand."""
        return self._erasure.earlier_stores()

    def renew(self, *, waits: bool = True) -> tuple[str, ...]:
        """Make a backup with the protection the store has now, where some have another; those follow it.

        Erasing that a kill cut off before the backups is ended too.

        Args:
            waits: Whether to wait where another window is at work on the backups.

        Returns:
            Paths of backups out of reach, which follow when they are seen again.

        Raises:
            BackupsBusy: Another window is at work on the backups.
            StoreError: No new backup could be made; the old ones are left.
        """
        follow = any(is_file(path) for path in self._outdated())
        if follow or owing(self._store, looks=False)[1]:
            with self._turn.held(waits=waits):
                if follow and not self._erasure.has_present():
                    self.make()
                self.erase_pending()
        return tuple(path for path in self._outdated() if not is_file(path))

    def with_old_protection(self) -> tuple[tuple[CopyTrouble, ...], tuple[str, ...]]:
        """Return the backups that are still to get the protection of the store, or to go.

        Returns:
            Those within reach; and the paths of the others.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        outdated = self._outdated()
        still = [path for path in outdated if is_file(path)]
        return (
            tuple(CopyTrouble(path=path, code="backup_old_protection") for path in still),
            tuple(path for path in outdated if path not in still),
        )

    def by_protection(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the paths of backups by their protection, as far as that is noted.

        Returns:
            Those that anybody can read; and those that open with another key than the store.

        Raises:
            StoreError: The list of backups, or the key file, cannot be read.
        """
        now, known = key_name(self._store.root), self._store.known().items()
        readable = tuple(path for path, copy in known if not copy.key)
        return readable, tuple(path for path, copy in known if copy.key not in {"", now})

    def has_other_protection(self, folder: Path) -> bool:
        """Whether a store that was put aside has another protection than the one in its place.

        Raises:
            StoreError: A key file cannot be read.
        """
        return key_name(folder) != key_name(self._store.root)

    def with_another_protection(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the paths of backups that a change of the protection would touch.

        Returns:
            Those of the day, in whose place a new one is made; and those that the lead asked for.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        list_found(self._store, self._folders, self._store.ownership())
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
            BackupsBusy: Another window is at work on the backups.
            StoreBusy: A session is open in a window.
            StoreError: It could not be done; the store is as it was.
        """
        with self._turn.held():
            return restore_backup(self._store, file, secret, erased_unknown=erased_unknown)
