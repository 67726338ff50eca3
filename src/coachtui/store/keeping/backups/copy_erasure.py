"""Erasing agents from all copies of a store, and bringing backups up to its present protection."""

from __future__ import annotations

from contextlib import suppress
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.errors import BadInput, StoreError, StoreLocked
from coachtui.store.keeping.backups.backed_up import is_file
from coachtui.store.keeping.backups.backup_search import list_found_backups
from coachtui.store.keeping.backups.copies_by_hand import copies_by_hand, logs_by_hand
from coachtui.store.keeping.backups.copy_rewriting import key_name
from coachtui.store.keeping.backups.listed_backups import (
    OriginalBackups,
    OwnBackups,
    has_present_backup,
    remove_backup,
)
from coachtui.store.keeping.backups.mistaken_places import entries_of_others, is_another_backup
from coachtui.store.keeping.backups.stores_put_aside import erase_from_aside, stores_put_aside
from coachtui.store.keeping.copies.unpacked import clear_work
from coachtui.store.log import disk
from coachtui.store.records.kept_damaged import doubtful_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.backups.ownership import Ownership
    from coachtui.store.keeping.copies.copy_list import Copy

KEPT_DAMAGED = "kept_damaged"
"""Code of a damaged file that a salvage kept and that may name somebody erased."""


class CopyErasure:
    """Erases agents from the copies of one store and brings backups up to its present protection.

    Copies are its backups and the stores that a restore put aside. Nothing is rewritten or removed on the
    word of the list or of a name alone, see ``Ownership``; and one that cannot be dealt with keeps no other
    from it.
    """

    def __init__(self, store: BackedUpStore, folders: tuple[Path, ...]) -> None:
        """Take the store, and the folders of its daily backups."""
        self._store = store
        self._folders = folders

    def unreachable_with(self, agent_id: str) -> list[str]:
        """Return the paths of listed backups that may hold an agent and cannot be reached now.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        ownership = self._store.ownership()
        list_found_backups(self._store, self._folders, ownership)
        known = self._store.known().items()
        owing = [(path, copy) for path, copy in known if agent_id not in copy.without]
        return [path for path, copy in owing if not _is_in_reach(path, copy, ownership)]

    def erase(self, agent_id: str) -> tuple[CopyTrouble, ...]:
        """Erase one agent from every copy within reach; the others follow when they are seen again.

        Returns:
            What could not be dealt with; it is tried again with the next backup.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        return self._bring_up(self._store.erased_ids() | {agent_id}, self._kept_damaged())

    def erase_pending(self) -> tuple[CopyTrouble, ...]:
        """Erase all agents erased from the store from every copy that can be reached now.

        Whom that is, the store itself says: wherever erasing was cut off, this goes on with it. Backups that
        still have a protection of before get the present one, or go.

        Returns:
            What could not be dealt with.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        noted = self._store.copies.troubles().items()
        still = {path for path, code in noted if code == KEPT_DAMAGED}
        return self._bring_up(self._store.erased_ids(), still.intersection(self._kept_damaged()))

    def troubles(self) -> tuple[CopyTrouble, ...]:
        """Return what could not be dealt with at the last try and is still there.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        noted = self._store.copies.troubles().items()
        return tuple(CopyTrouble(path=path, code=code) for path, code in noted if Path(path).exists())

    def of_original(self) -> list[str]:
        """Return the paths of backups of related stores that hold what this store must not hold.

        A related store is an original, a copy or a branch of this one. What it must not hold is somebody
        erased here, as far as can be told, or another protection than the store has. Backups from before the
        stores parted are not among them, they are erased from.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        gone, key = self._store.erased_ids(), key_name(self._store.root)
        known = self._store.copies.known().items()
        originals = [(path, copy) for path, copy in known if copy.original]
        found = [path for path, copy in originals if gone.difference(copy.without) or copy.key != key]
        shared = self._of_before(found)
        return [path for path in found if path not in shared]

    def with_protection_of_before(self) -> list[str]:
        """Return the paths of backups from before the stores parted whose protection is not this store's.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        key, known = key_name(self._store.root), self._store.copies.known().items()
        return self._of_before([path for path, copy in known if copy.original and copy.key != key])

    def _of_before(self, paths: list[str]) -> list[str]:
        """Return those of some backups that were made before the ways parted, as far as can be told."""
        if not paths:
            return []
        ownership = self._store.ownership()
        return [path for path in paths if ownership.look(Path(path), listed=True).owner == "line"]

    def has_present(self) -> bool:
        """Return whether a backup with the store's present protection can be reached.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        return has_present_backup(self._store)

    def put_aside(self) -> list[Path]:
        """Return the folders of stores that a restore replaced and kept, anywhere in the data folder."""
        return stores_put_aside(self._store)

    def earlier_stores(self) -> tuple[CopyTrouble, ...]:
        """Return the stores kept by a restore, and stores or logs that somebody copied by hand.

        Raises:
            StoreError: Who is in the store cannot be read.
        """
        people = self._store.people()
        stores = {*self.put_aside(), *copies_by_hand(self._store, people)}
        found = dict.fromkeys(stores, "old_protection") | dict.fromkeys(
            logs_by_hand(self._store, people), "log_old_protection"
        )
        return tuple(CopyTrouble(path=str(path), code=found[path]) for path in sorted(found))

    def remove(self, path: str) -> None:
        """Remove a backup of this store and its list entry.

        Where another backup stands in its place that stays, and only the entry is removed.

        Raises:
            StoreError: It cannot be removed.
        """
        owner = self._store.ownership().look(Path(path), listed=True).owner
        if owner == "ours":
            remove_backup(self._store, path)
        elif owner in {"line", "original"} or not lexists(path):
            self._store.copies.put({}, (path,))

    def _kept_damaged(self) -> set[str]:
        """Return the damaged files that were kept and of which nobody can tell whom they name."""
        return {str(path) for path in doubtful_files(self._store.root, self._store.seals())}

    def _bring_up(self, gone: set[str], doubtful: Iterable[str]) -> tuple[CopyTrouble, ...]:
        """Bring every copy within reach up, and return what could not be dealt with."""
        try:
            clear_work(self._store.data)
        except OSError as error:
            raise disk.as_store_error(error, self._store.root) from error
        identity, ownership = self._store.identity(), self._store.ownership()
        others = self._find_others(gone, ownership)
        troubles: dict[str, str] = {}
        for aside in self.put_aside() if gone else []:
            with _TroubleNoter(troubles, str(aside)):
                erase_from_aside(self._store, aside, gone, identity)
        troubles.update((str(path), "store_copy") for path in copies_by_hand(self._store, gone))
        troubles.update((str(path), "log_copy") for path in logs_by_hand(self._store, gone))
        troubles.update(dict.fromkeys(sorted(doubtful), KEPT_DAMAGED))
        own = OwnBackups(self._store, gone, ownership)
        originals = OriginalBackups(self._store, gone, ownership, own)
        for path, copy in {**self._store.copies.known(), **others}.items():
            with _TroubleNoter(troubles, path):
                (originals if copy.original else own).bring_up(path, copy)
        with suppress(StoreError):  # they are returned besides
            self._store.copies.note_troubles(troubles)
            self._forget_former_keys()
        return tuple(CopyTrouble(path=path, code=code) for path, code in troubles.items())

    def _find_others(self, gone: set[str], ownership: Ownership) -> dict[str, Copy]:
        """List the backups that are found in the folders, and return those in other backups' places."""
        others = entries_of_others(self._store, self._folders, ownership, gone)
        with suppress(StoreError):  # on a disk that takes nothing, those that are listed are still seen to
            if others:
                self._store.copies.put(others)
            list_found_backups(self._store, self._folders, ownership)
        return others

    def _forget_former_keys(self) -> None:
        """Keep no key that no backup is sealed with any more."""
        copies = self._store.copies
        names = copies.former_keys()
        if names:
            needed = {copy.key for copy in copies.known().values()}
            needed |= {key_name(aside) for aside in self.put_aside()}
            unneeded = tuple(name for name in names if name not in needed)
            if unneeded:
                copies.forget_former_keys(unneeded)


def _is_in_reach(path: str, copy: Copy, ownership: Ownership) -> bool:
    """Return whether a listed path is a file now that may be the backup meant, and no other one."""
    if not is_file(path):
        return False
    seen = ownership.look(Path(path), listed=True)
    return seen.owner != "foreign" and (seen.manifest is None or not is_another_backup(seen.manifest, copy))


class _TroubleNoter:
    """Notes why something could not be done, so that the rest still is."""

    def __init__(self, troubles: dict[str, str], path: str) -> None:
        self._troubles = troubles
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, StoreLocked) or not isinstance(error, StoreError | BadInput | OSError):
            return False
        found = disk.as_store_error(error, Path(self._path)) if isinstance(error, OSError) else error
        self._troubles[self._path] = found.code
        return True
