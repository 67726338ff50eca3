"""Copies that hold what is not to be held any more: backups, and stores that a backup took the place of."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.errors import BadInput, StoreError, StoreLocked
from coachtui.store import disk
from coachtui.store.backed_up import is_file, is_folder
from coachtui.store.backup_file import begins_like_one
from coachtui.store.copies import Copy
from coachtui.store.copy_rewriting import key_name, key_of_backup, rewrite, seals_of
from coachtui.store.erased import ErasedIds
from coachtui.store.erasure import erase_from
from coachtui.store.identity import people_of, read_identity
from coachtui.store.kept_damaged import may_tell
from coachtui.store.lock import StoreLock
from coachtui.store.orders import Orders
from coachtui.store.stores_beside import copies_by_hand, stores_beside
from coachtui.store.unpacked import clear_work

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from coachtui.store.backed_up import BackedUpStore
    from coachtui.store.backup_file import Manifest
    from coachtui.store.identity import Identity
    from coachtui.store.ownership import Ownership

DAILY = re.compile(r"coachtui-\d{8}-\d{6}(-\d+)?\.zip")
"""The name of a backup of the day."""

KEPT_DAMAGED = "kept_damaged"
"""Code of a damaged file that a salvage kept and that may name somebody erased."""

_OF_THE_LINE = ("ours", "line", "original")


class CopyErasure:
    """Brings the copies of one store up to what it is: nobody erased in them, and its protection.

    Nothing is rewritten or removed on the word of the list or of a name alone, see ``Ownership``; and one
    that cannot be brought up keeps no other from it.
    """

    def __init__(self, store: BackedUpStore, folders: tuple[Path, ...]) -> None:
        """Take the store, and the folders of its daily backups."""
        self._store = store
        self._folders = folders

    def unreachable_with(self, agent_id: str) -> list[str]:
        """Return the paths of backups with an agent that cannot be reached now.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        self.list_found(self._store.ownership())
        known = self._store.known().items()
        return [path for path, copy in known if not is_file(path) and agent_id not in copy.without]

    def erase(self, agent_id: str) -> tuple[CopyTrouble, ...]:
        """Take an agent out of every backup within reach; the others follow when they are seen again.

        Returns:
            What could not be dealt with; it is tried again with the next backup.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        return self._bring_up(self._store.gone() | {agent_id}, self._kept_damaged())

    def erase_pending(self) -> tuple[CopyTrouble, ...]:
        """Take everyone erased from the store out of every backup that can be reached now.

        Whom that is, the store itself says: wherever erasing was cut off, this goes on with it. Backups that
        still have a protection of before get the present one, or go.

        Returns:
            What could not be dealt with.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        noted = self._store.copies.troubles().items()
        still = {path for path, code in noted if code == KEPT_DAMAGED}
        return self._bring_up(self._store.gone(), still.intersection(self._kept_damaged()))

    def troubles(self) -> tuple[CopyTrouble, ...]:
        """Return what could not be dealt with when it was last tried, and is still there.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        noted = self._store.copies.troubles().items()
        return tuple(CopyTrouble(path=path, code=code) for path, code in noted if Path(path).exists())

    def of_original(self) -> list[str]:
        """Return the paths of backups of other stores of the same line that hold what is not to be held here.

        That is somebody erased here, as far as can be told, or another protection than the store has.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        gone, key = self._store.gone(), key_name(self._store.root)
        return [
            path
            for path, copy in self._store.copies.known().items()
            if copy.original and (gone.difference(copy.without) or copy.key != key)
        ]

    def list_found(self, ownership: Ownership) -> None:
        """Note backups of this store that lie where some are looked for, and that the list does not name.

        That is beside those that are known, in the folders of daily ones, in the data folder and in the
        folders in it. Whatever a backup is called, it is told by what it says.

        Raises:
            StoreError: The list of backups cannot be read, or not be written.
        """
        listed = self._store.copies.known()
        known = (Path(path).parent for path in self._store.known())
        found: dict[str, Copy] = {}
        for folder in dict.fromkeys((*self._folders, *known, *_with_folders_in(self._store.data))):
            for path in _archives(folder, listed):
                seen = ownership.look(path, listed=False)
                if seen.owner in _OF_THE_LINE and seen.manifest is not None:
                    found[str(path)] = self._as_found(path, seen.manifest, ours=seen.owner == "ours")
        if found:
            self._store.copies.put(found)

    def has_present(self) -> bool:
        """Whether a backup with the protection that the store has now can be reached.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        now = key_name(self._store.root)
        known = self._store.known().items()
        return any(
            copy.key == now and not (copy.discard or copy.reseal or copy.begun) and is_file(path)
            for path, copy in known
        )

    def put_aside(self) -> list[Path]:
        """Return the stores that a backup took the place of, wherever in the data folder they are by now."""
        return [beside.path for beside in stores_beside(self._store.root) if beside.put_aside]

    def earlier_stores(self) -> list[Path]:
        """Return the stores put aside, and the copies of this one that somebody made by hand.

        Raises:
            StoreError: The store cannot be read.
        """
        return sorted({*self.put_aside(), *copies_by_hand(self._store, self._store.people())})

    def remove(self, path: str) -> None:
        """Remove a backup, if it is one of this store, and forget it.

        Raises:
            StoreError: It cannot be removed.
        """
        if self._store.ownership().look(Path(path), listed=True).owner == "ours":
            self._remove(path)
        else:
            self._store.copies.put({}, (path,))

    def _remove(self, path: str) -> None:
        try:
            disk.remove(Path(path))
        except OSError as error:
            raise disk.as_store_error(error, Path(path)) from error
        self._store.copies.put({}, (path,))

    def _as_found(self, path: Path, manifest: Manifest, *, ours: bool) -> Copy:
        return Copy(
            made_at=manifest.made_at,
            elsewhere=self._store.is_elsewhere(path.parent),
            daily=ours and path.parent in self._folders and DAILY.fullmatch(path.name) is not None,
            key="" if ours else _key_of(path, manifest),
            original=not ours,
        )

    def _kept_damaged(self) -> set[str]:
        """Return the damaged files that were kept and of which nobody can tell whom they name."""
        return {str(path) for path in may_tell(self._store.root, self._store.seals())}

    def _bring_up(self, gone: set[str], doubtful: Iterable[str]) -> tuple[CopyTrouble, ...]:
        try:
            clear_work(self._store.data)
        except OSError as error:
            raise disk.as_store_error(error, self._store.root) from error
        identity, ownership = self._store.identity(), self._store.ownership()
        with suppress(StoreError):  # on a disk that takes nothing, those that are listed are still seen to
            self.list_found(ownership)
        troubles: dict[str, str] = {}
        for aside in self.put_aside() if gone else []:
            with _noting(troubles, str(aside)):
                try:
                    self._erase_aside(aside, gone, identity)
                except (
                    StoreLocked
                ) as error:  # one that lost its key; it keeps no other from being erased from
                    if error.code != "keys_lost":
                        raise
                    raise StoreError("backup_other_key", file=str(aside)) from error
        troubles.update((str(path), "store_copy") for path in copies_by_hand(self._store, gone))
        troubles.update(dict.fromkeys(sorted(doubtful), KEPT_DAMAGED))
        for path, copy in self._store.copies.known().items():
            with _noting(troubles, path):
                if copy.original:
                    self._bring_up_original(path, copy, gone, ownership)
                else:
                    self._bring_up_copy(path, copy, gone, ownership)
        with suppress(StoreError):  # they are returned besides
            self._store.copies.note_troubles(troubles)
            self._forget_former_keys()
        return tuple(CopyTrouble(path=path, code=code) for path, code in troubles.items())

    def _bring_up_copy(self, path: str, copy: Copy, gone: set[str], ownership: Ownership) -> None:
        file, fresh = Path(path), disk.fresh_path(Path(path))
        sealed = self._store.seals().sealed
        owed = sorted(gone.difference(copy.without))
        if not is_file(path):
            if copy.begun and ownership.is_remnant(fresh):
                _remove_file(fresh)
            return
        if not (owed or copy.discard or copy.reseal or copy.begun or (sealed and not copy.key)):
            return
        manifest = self._ours(path, copy, ownership)
        if manifest is None:
            return
        if ownership.is_remnant(fresh):
            _remove_file(fresh)
        key = key_of_backup(file, manifest)
        now = key_name(self._store.root)
        if copy.discard and key != now and self.has_present():
            self._remove(path)
            return
        resealed = key != now and (copy.reseal or not key)
        if owed or resealed:
            rewrite(self._store, file, owed, store_id=self._store.identity().id, resealed=resealed)
        without = sorted({*gone, *copy.without})
        done = replace(
            copy,
            without=without,
            key=now if resealed else key,
            begun=False,
            discard=copy.discard and key != now and not resealed,
            reseal=copy.reseal and key != now and not resealed,
        )
        if done != copy:
            self._store.copies.put({path: done})

    def _bring_up_original(self, path: str, copy: Copy, gone: set[str], ownership: Ownership) -> None:
        """Erase from a backup of before the ways parted; of another one note who is not in it."""
        file = Path(path)
        if not is_file(path):
            if is_folder(file.parent):
                self._store.copies.put({}, (path,))
            return
        if gone <= set(copy.without):
            return
        seen = ownership.look(file, listed=True)
        done = {*copy.without}
        if seen.owner == "line":
            owed = sorted(gone.difference(copy.without))
            rewrite(self._store, file, owed, store_id="", resealed=False)
            done |= gone
        elif seen.owner == "original" and seen.manifest is not None:
            people = ownership.people_in(file, seen.manifest)
            done |= gone - people if people is not None else set()
        if done != {*copy.without}:
            self._store.copies.put({path: replace(copy, without=sorted(done))})

    def _ours(self, path: str, copy: Copy, ownership: Ownership) -> Manifest | None:
        """Return what a backup says of itself; ``None`` where it is to be left alone without a word.

        Raises:
            StoreError: It is to be left alone, and that is told.
        """
        seen = ownership.look(Path(path), listed=True)
        if seen.owner == "ours":
            return seen.manifest
        if seen.owner in {"line", "original"}:
            self._store.copies.put({path: replace(copy, original=True, discard=False, reseal=False)})
            return None
        if seen.owner == "foreign":
            self._store.copies.put({}, (path,))
            raise StoreError("backup_foreign", file=path)
        raise StoreError("backup_unusable", file=path)

    def _erase_aside(self, aside: Path, gone: set[str], identity: Identity) -> None:
        seals = seals_of(self._store, aside)
        lock = StoreLock(aside / ".lock")
        there = ErasedIds(aside, lock, Orders(aside, lambda: seals))
        owed = gone.difference(there.ids()).union(there.unfinished())
        if not owed:
            return
        theirs = read_identity(aside, seals)
        ours = {identity.id, *identity.former, *identity.origins}
        if theirs is not None and theirs.id not in ours:
            if people_of(aside, seals) & owed:
                raise StoreError("backup_foreign", file=str(aside))
            return
        for agent_id in sorted(owed):
            erase_from(aside, seals, agent_id, self._store.now)

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


def _key_of(path: Path, manifest: Manifest) -> str:
    """Return what names the key of a backup; empty where that cannot be told, as where it has none."""
    try:
        return key_of_backup(path, manifest)
    except (BadInput, OSError, StoreError):
        return ""


class _noting:  # noqa: N801 - a context, used like a function
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


def _with_folders_in(folder: Path) -> list[Path]:
    """Return a folder and those in it, links not; only itself where it cannot be listed."""
    try:
        entries = disk.system().listdir(folder)
        inside = [folder / entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        inside = []
    return [folder, *sorted(inside)]


def _archives(folder: Path, listed: Container[str]) -> list[Path]:
    """Return what may be a backup in a folder and is not listed; none where it is out of reach.

    Of every other file no more than its first bytes are read.

    Args:
        folder: The folder.
        listed: Paths that are known, and whose unfinished files are too.
    """
    try:
        entries = disk.system().listdir(folder)
        paths = sorted(folder / entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    except OSError:
        return []
    fresh = {disk.fresh_path(path) for path in paths if str(path) in listed}
    return [path for path in paths if str(path) not in listed and path not in fresh and _may_be_backup(path)]


def _may_be_backup(path: Path) -> bool:
    """Whether a file is worth being opened as a backup."""
    if path.suffix == ".lock":  # held, and opening it may fail or wait
        return False
    try:
        return path.name.casefold().endswith(".zip") or begins_like_one(path)
    except OSError:
        return False


def _remove_file(path: Path) -> None:
    try:
        disk.remove(path)
    except OSError as error:
        raise disk.as_store_error(error, path) from error
