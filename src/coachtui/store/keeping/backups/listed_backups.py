"""Bringing listed backups up: erasing from them whom the store has erased, and giving them its protection."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coachtui.domain.errors import StoreError, StoreReadOnly
from coachtui.store.keeping.backups.backed_up import is_file, is_folder
from coachtui.store.keeping.backups.copy_rewriting import key_name, key_of_backup, rewrite
from coachtui.store.log import disk

if TYPE_CHECKING:
    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.backups.ownership import Ownership, Seen
    from coachtui.store.keeping.copies.backup_file import Manifest
    from coachtui.store.keeping.copies.copy_list import Copy


class OwnBackups:
    """The listed backups of a store itself; each is brought up to what the store is now.

    Nothing is rewritten or removed on the word of the list or of a name alone, see ``Ownership``.
    """

    def __init__(self, store: BackedUpStore, gone: set[str], ownership: Ownership) -> None:
        """Take the store, the ids of everyone to be erased, and what tells whose a backup is."""
        self._store = store
        self._gone = gone
        self._ownership = ownership

    def bring_up(self, path: str, copy: Copy) -> None:
        """Erase from a backup who is gone and give it the present protection, or remove it.

        Args:
            path: Its path.
            copy: What the list says of it; the list is brought up too.

        Raises:
            BadInput: It is damaged.
            StoreError: It cannot be brought up.
            OSError: It cannot be read.
        """
        file = Path(path)
        sealed = self._store.seals().sealed
        if not is_file(path):
            self._settle_missing(path, copy)
            return
        owed = sorted(self._gone.difference(copy.without))
        if not (owed or copy.discard or copy.reseal or copy.begun or (sealed and not copy.key)):
            return
        manifest = self._ours(path, copy)
        if manifest is None:
            return
        self._remove_remnant(file)
        key = key_of_backup(file, manifest)
        now = key_name(self._store.root)
        if copy.discard and key != now and has_present_backup(self._store):
            remove_backup(self._store, path)
            return
        resealed = key != now and (copy.reseal or not key)
        if owed or resealed:
            rewrite(self._store, file, owed, store_id=self._store.identity().id, resealed=resealed)
        self._note_brought_up(path, copy, now if resealed else key, is_owing=key != now and not resealed)

    def _settle_missing(self, path: str, copy: Copy) -> None:
        """See to what is left of a backup that is not there: it was never finished, or is out of reach."""
        file = Path(path)
        if copy.begun:
            self._remove_remnant(file)
        elif disk.is_unfinished(file) and not copy.serial and _is_gone(file):
            self._store.copies.put({}, (path,))  # one that was being written when it was found

    def _note_brought_up(self, path: str, copy: Copy, key: str, *, is_owing: bool) -> None:
        """Note who is not in a backup any more, its key, and whether it is still to get the present one."""
        done = replace(
            copy,
            without=sorted({*self._gone, *copy.without}),
            key=key,
            begun=False,
            discard=copy.discard and is_owing,
            reseal=copy.reseal and is_owing,
        )
        if done != copy:
            self._store.copies.put({path: done})

    def _remove_remnant(self, file: Path) -> None:
        """Remove what is left of a backup that was never finished.

        The one of before an upgrade is made without the turn, but under the store's lock.

        Raises:
            StoreError: It cannot be removed, or others keep the lock.
        """
        fresh = disk.fresh_path(file)
        if not self._ownership.is_remnant(fresh):
            return
        with ExitStack() as held:
            with suppress(StoreReadOnly):
                held.enter_context(self._store.lock.held())
            if self._ownership.is_remnant(fresh):
                _remove_file(fresh)

    def _ours(self, path: str, copy: Copy) -> Manifest | None:
        """Return what a backup says of itself; ``None`` where it is to be left alone without a word.

        One with something else in its place is out of reach, and stays in the list for when it is back.

        Raises:
            StoreError: It is to be left alone, and that is told.
        """
        seen = self._ownership.look(Path(path), listed=True)
        if seen.owner == "ours":
            return seen.manifest
        if seen.owner == "foreign" or _is_in_its_place(seen, copy):
            return None
        if seen.owner in {"line", "original"}:
            self._store.copies.put({path: replace(copy, original=True, discard=False, reseal=False)})
            return None
        raise StoreError("backup_unusable", file=path)


class OriginalBackups:
    """The listed backups of a store's original; only those of before the ways parted are erased from."""

    def __init__(self, store: BackedUpStore, gone: set[str], ownership: Ownership, own: OwnBackups) -> None:
        """Take what ``OwnBackups`` takes, and those, for a backup that stands in an original's place."""
        self._store = store
        self._gone = gone
        self._ownership = ownership
        self._own = own

    def bring_up(self, path: str, copy: Copy) -> None:
        """Erase from a backup of before the ways parted; of another one note who is not in it.

        Args:
            path: Its path.
            copy: What the list says of it; the list is brought up too.

        Raises:
            BadInput: It is damaged.
            StoreError: It cannot be brought up.
            OSError: It cannot be read.
        """
        file = Path(path)
        if not is_file(path):
            if _is_gone(file):
                self._store.copies.put({}, (path,))
            return
        if self._gone <= set(copy.without):
            return
        seen = self._ownership.look(file, listed=True)
        if seen.owner == "ours" and seen.manifest is not None and seen.manifest.store:
            # It is back in its place, where one of the original was.
            self._own.bring_up(path, replace(copy, original=False))
            return
        done = {*copy.without} | self._cleared(file, copy, seen)
        if done != {*copy.without}:
            self._store.copies.put({path: replace(copy, without=sorted(done))})

    def _cleared(self, file: Path, copy: Copy, seen: Seen) -> set[str]:
        """Return who of those that are gone is not in a backup, after erasing where that is due."""
        if seen.owner == "line":
            owed = sorted(self._gone.difference(copy.without))
            rewrite(self._store, file, owed, store_id="", resealed=False)
            return self._gone
        if seen.owner == "original" and seen.manifest is not None:
            people = self._ownership.people_in(file, seen.manifest)
            return self._gone - people if people is not None else set()
        return set()


def has_present_backup(store: BackedUpStore) -> bool:
    """Return whether a backup with a store's present protection can be reached.

    Raises:
        StoreError: The list of backups cannot be read.
    """
    now = key_name(store.root)
    known = store.known().items()
    return any(
        copy.key == now and not (copy.discard or copy.reseal or copy.begun) and is_file(path)
        for path, copy in known
    )


def remove_backup(store: BackedUpStore, path: str) -> None:
    """Remove a backup and its list entry.

    Raises:
        StoreError: It cannot be removed.
    """
    _remove_file(Path(path))
    store.copies.put({}, (path,))


def _is_gone(file: Path) -> bool:
    """Return whether nothing has the name of a file any more in a folder that can be seen."""
    return is_folder(file.parent) and not lexists(file)


def _is_in_its_place(seen: Seen, copy: Copy) -> bool:
    """Return whether a backup of the original stands where a listed one was that was made at another time."""
    made_at = seen.manifest.made_at if seen.manifest is not None else copy.made_at
    return seen.owner == "original" and not copy.begun and made_at != copy.made_at


def _remove_file(path: Path) -> None:
    try:
        disk.remove(path)
    except OSError as error:
        raise disk.as_store_error(error, path) from error
