"""Which protection (passphrase and key) each backup has, and giving backups the one of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.store.keeping.backups.backed_up import is_file
from coachtui.store.keeping.backups.backup_search import list_found_backups
from coachtui.store.keeping.backups.copy_rewriting import key_name
from coachtui.store.keeping.backups.owed_erasures import owed_erasures

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.backups.backup_turn import BackupTurn
    from coachtui.store.keeping.backups.copy_erasure import CopyErasure
    from coachtui.store.keeping.backups.daily_backups import DailyBackups
    from coachtui.store.keeping.backups.erasing_in_turn import ErasingInTurn


class BackupProtection:
    """Compares the protection of backups with the store's and renews it; fits ``BackupProtection``."""

    def __init__(
        self,
        store: BackedUpStore,
        folders: tuple[Path, ...],
        turn: BackupTurn,
        *,
        erasure: CopyErasure,
        erasing: ErasingInTurn,
        daily: DailyBackups,
    ) -> None:
        """Take the store and what works on its backups.

        Args:
            store: The store.
            folders: Of its daily backups.
            turn: Keeps other windows from the backups meanwhile.
            erasure: Tells backups of the present protection from others.
            erasing: Seals earlier backups anew, or removes them.
            daily: Makes the backup with the present protection.
        """
        self._store = store
        self._folders = folders
        self._turn = turn
        self._erasure = erasure
        self._erasing = erasing
        self._daily = daily

    def renew(self, *, waits: bool = True) -> tuple[str, ...]:
        """Make a backup with the store's present protection where some have another, and bring those up.

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
        if follow or owed_erasures(self._store, looks=False)[1]:
            with self._turn.held(waits=waits):
                if follow and not self._erasure.has_present():
                    self._daily.make()
                self._erasing.erase_pending()
        return tuple(path for path in self._outdated() if not is_file(path))

    def with_old_protection(self) -> tuple[tuple[CopyTrouble, ...], tuple[str, ...]]:
        """Return the backups that are still to get the protection of the store, or to be removed.

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
        """Return the paths of backups without protection and of those with another key, as far as noted.

        Returns:
            Those that anybody can read; and those that open with another key than the store.

        Raises:
            StoreError: The list of backups, or the key file, cannot be read.
        """
        now, known = key_name(self._store.root), self._store.known().items()
        readable = tuple(path for path, copy in known if not copy.key)
        return readable, tuple(path for path, copy in known if copy.key not in {"", now})

    def has_other_protection(self, folder: Path) -> bool:
        """Return whether the key of another store's folder is not the key of this store.

        Args:
            folder: Of a store that a restore replaced and kept.

        Raises:
            StoreError: A key file cannot be read.
        """
        return key_name(folder) != key_name(self._store.root)

    def with_another_protection(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the paths of all backups that a change of the protection would touch.

        Returns:
            The daily ones, in whose place a new one is made; and those that the lead asked for.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        list_found_backups(self._store, self._folders, self._store.ownership())
        known = self._store.known().items()
        daily = tuple(path for path, copy in known if copy.daily)
        return daily, tuple(path for path, copy in known if not copy.daily)

    def with_protection_of_before(self) -> list[str]:
        """Return the paths of backups from before a restore whose protection is not the store's.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        return self._erasure.with_protection_of_before()

    def _outdated(self) -> list[str]:
        return [path for path, copy in self._store.known().items() if copy.discard or copy.reseal]
