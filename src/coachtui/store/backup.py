"""Making backups, keeping the newest, putting one in place, and erasing an agent from them."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coachtui.domain.errors import BadInput, StoreCorrupt, StoreError, StoreLocked
from coachtui.store import backup_file, disk
from coachtui.store.copies import Copies, Copy
from coachtui.store.erased import ErasedIds
from coachtui.store.erasure import erase_from
from coachtui.store.index import rebuild_index
from coachtui.store.lock import StoreLock
from coachtui.store.log_codec import SCHEMA
from coachtui.store.protection import StoreProtection
from coachtui.store.resealing import check_whole
from coachtui.store.reserve import Reserve
from coachtui.store.seals import PlainSeals
from coachtui.store.swap import swapping
from coachtui.store.unpacked import clear_work, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coachtui.store.seals import Seals

KEPT = 7
"""How many daily backups stay in a folder."""

_TRIES = 3
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
        self._root = root
        self._seals = seals
        self._now = now
        self._version = version
        self._folders = folders
        self._lock = lock or StoreLock(root / ".lock")
        self._copies = Copies(root / "copies.jsonl", self._lock)

    def last(self) -> datetime | None:
        """Return when the newest backup was made, or ``None``."""
        return _newest(list(self._known().values()))

    def last_elsewhere(self) -> datetime | None:
        """Return when the newest backup on another disk was made, or ``None``."""
        return _newest([copy for copy in self._known().values() if copy.elsewhere])

    def same_disk(self) -> bool:
        """Whether every folder of daily backups lies on the disk of the store."""
        return not any(self._elsewhere(folder) for folder in self._folders)

    def due(self) -> bool:
        """Whether there is something to back up and no backup of today is known."""
        made = [copy for copy in self._known().values() if copy.daily]
        last = _newest(made)
        return disk.is_there(self._root / "team.jsonl") and (
            last is None or last.date() != self._now().date()
        )

    def has_reserve(self) -> bool:
        """Whether the room that is given up when the disk is full is there."""
        return Reserve(self._root).is_kept()

    def _known(self) -> dict[str, Copy]:
        """Return the backups that there are, or were when they were last seen."""
        known = self._copies.known().items()
        return {path: copy for path, copy in known if not copy.begun or _there(path)}

    def make(self) -> Path:
        """Make the backup of the day in every folder within reach; older ones beyond the newest go.

        Returns:
            The first one made.

        Raises:
            StoreError: None could be made.
        """
        self.erase_pending()
        made: list[Path] = []
        failures: list[StoreError] = []
        for folder in self._folders:
            try:
                made.append(self.make_at(self._free_name(folder), daily=True))
                self._prune(folder)
            except StoreError as error:
                failures.append(error)
        if not made:
            raise failures[0]
        return made[0]

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
        fresh = disk.fresh_path(file)
        at = self._now().isoformat()
        elsewhere = self._elsewhere(file.parent)
        copy = Copy(made_at=at, elsewhere=elsewhere, daily=daily, without=sorted(self._gone()))
        with self._noted(str(file), copy):
            try:
                disk.make_folders(file.parent)
                keys = self._marks("keys.json")
                self._pack(fresh, at)
                with unpacked(fresh, self._root.parent) as inside:
                    check_whole(inside, self._seals())
                if self._marks("keys.json") != keys:  # nothing with the old protection may be left
                    raise StoreLocked("protection_changed")
                disk.replace(fresh, file)
            except BadInput as error:
                raise StoreError("disk_failed", file=file.name, errno=0) from error
            except StoreCorrupt as error:
                raise StoreCorrupt("backup_of_damaged", file=error.facts.get("file", "")) from error
            except OSError as error:
                raise disk.as_store_error(error, file) from error
            finally:
                disk.remove_quietly(fresh)
        return file

    @contextmanager
    def _noted(self, path: str, copy: Copy) -> Iterator[None]:
        """Note a backup before it is begun, so that erasing finds whatever a kill leaves of it.

        A store that cannot be written is backed up all the same; that it is not in the list is told then.
        """
        before = self._copies.known().get(path)
        with suppress(StoreError):
            self._copies.put({path: replace(copy, without=[], begun=True)})
        try:
            yield
        except StoreError:
            with suppress(StoreError):
                self._copies.put(
                    {path: before} if before is not None else {}, (path,) if before is None else ()
                )
            raise
        self._copies.put({path: copy})

    def _pack(self, target: Path, at: str) -> None:
        """Copy the store; one whose people changed meanwhile is copied again, at last under its lock.

        A session on its way to another agent stands in two logs for a moment, and the list of people says
        which counts: a copy of both must be of the same moment.
        """
        for _attempt in range(_TRIES - 1):
            before = self._marks("team.jsonl", "erased.jsonl", "keys.json")
            backup_file.pack(self._root, target, made_at=at, app=self._version)
            if self._marks("team.jsonl", "erased.jsonl", "keys.json") == before:
                return
        with self._lock.held():
            backup_file.pack(self._root, target, made_at=at, app=self._version)

    def _marks(self, *names: str) -> list[tuple[int, int, int]]:
        """Return what tells the present state of some files from every other one."""
        paths = [self._root / name for name in names]
        found = [disk.system().status(path) for path in paths if disk.is_there(path)]
        return [(status.st_ino, status.st_size, status.st_mtime_ns) for status in found]

    def _free_name(self, folder: Path) -> Path:
        """Return a path for the backup of the day that no other one has, not even one that is gone."""
        known = self._known()
        stem = f"coachtui-{self._now():%Y%m%d-%H%M%S}"
        names = (f"{stem}.zip" if number == 1 else f"{stem}-{number}.zip" for number in count(1))
        paths = (folder / name for name in names)
        return next(path for path in paths if str(path) not in known and not _there(str(path)))

    def _prune(self, folder: Path) -> None:
        """Remove the oldest daily backups of ours in a folder; no other file is ever touched."""
        known = [
            path
            for path, copy in self._known().items()
            if copy.daily and Path(path).parent == folder and Path(path).match(_PATTERN)
        ]
        for path in known[:-KEPT]:
            self._remove(path)

    def _elsewhere(self, folder: Path) -> bool:
        """Whether a folder, or the nearest one above it that exists, lies on another disk than the store."""
        there = next((path for path in (folder, *folder.parents) if disk.is_there(path)), folder)
        try:
            return disk.system().status(there).st_dev != disk.system().status(self._root).st_dev
        except OSError:
            return False

    def unreachable_with(self, agent_id: str) -> list[str]:
        """Return the paths of backups with an agent that cannot be reached now."""
        known = self._known().items()
        return [path for path, copy in known if not _there(path) and agent_id not in copy.without]

    def erase_from_copies(self, agent_id: str) -> None:
        """Take an agent out of every backup within reach; the others follow when they are seen again.

        Raises:
            StoreError: One could not be rewritten; it is tried again with the next backup.
        """
        self._erase_from_all(self._gone() | {agent_id})

    def erase_pending(self) -> None:
        """Take everyone erased from the store out of every backup that can be reached now.

        Whom that is, the store itself says: wherever erasing was cut off, this goes on with it.

        Raises:
            StoreError: One could not be rewritten.
        """
        self._erase_from_all(self._gone())

    def _gone(self) -> set[str]:
        return ErasedIds(self._root / "erased.jsonl", self._lock).ids()

    def _erase_from_all(self, gone: set[str]) -> None:
        try:
            clear_work(self._root.parent)
        except OSError as error:
            raise disk.as_store_error(error, self._root) from error
        for aside in self.put_aside() if gone else []:
            self._erase_aside(aside, gone)
        for path, copy in self._copies.known().items():
            disk.remove_quietly(disk.fresh_path(Path(path)))
            if not _there(path):
                continue
            if copy.discard:
                self._remove(path)
            elif owed := gone.difference(copy.without):
                self._rewrite(Path(path), sorted(owed))
                self._copies.put({path: replace(copy, without=sorted({*gone, *copy.without}))})

    def put_aside(self) -> list[Path]:
        """Return the stores that a backup took the place of, and that nobody has deleted since."""
        return sorted(self._root.parent.glob(f"{self._root.name}.before-*"))

    def _erase_aside(self, aside: Path, gone: set[str]) -> None:
        there = ErasedIds(aside / "erased.jsonl", StoreLock(aside / ".lock"))
        seals = self._seals() if StoreProtection(aside).state() != "off" else PlainSeals()
        try:
            for agent_id in gone.difference(there.ids()).union(there.unfinished()):
                erase_from(aside, seals, agent_id)
        except StoreCorrupt as error:
            raise StoreError("backup_unusable", file=str(aside)) from error

    def renew(self) -> tuple[str, ...]:
        """Make a backup with the protection the store has now, and remove those made with another.

        Returns:
            Paths of backups out of reach, which are removed when they are seen again.

        Raises:
            StoreError: No new backup could be made; the old ones are left.
        """
        outdated = self._known()
        if not outdated:
            return ()
        self.make()
        self._copies.put({path: replace(copy, discard=True) for path, copy in outdated.items()})
        self.erase_pending()
        return tuple(path for path in outdated if path in self._known())

    def _remove(self, path: str) -> None:
        try:
            disk.remove(Path(path))
        except OSError as error:
            raise disk.as_store_error(error, Path(path)) from error
        self._copies.put({}, (path,))

    def _rewrite(self, file: Path, agent_ids: list[str]) -> None:
        fresh = disk.fresh_path(file)
        try:
            with unpacked(file, self._root.parent) as inside:
                made_at = backup_file.read_manifest(file).made_at
                seals = self._seals() if StoreProtection(inside).state() != "off" else PlainSeals()
                for agent_id in agent_ids:
                    erase_from(inside, seals, agent_id)
                check_whole(inside, seals)
                backup_file.pack(inside, fresh, made_at=made_at, app=self._version)
            with unpacked(fresh, self._root.parent) as inside:
                check_whole(inside, seals)
            disk.replace(fresh, file)
        except (BadInput, StoreCorrupt) as error:
            raise StoreError("backup_unusable", file=str(file)) from error
        except OSError as error:
            raise disk.as_store_error(error, file) from error
        finally:
            disk.remove_quietly(fresh)

    # -- putting one in place

    def restore(self, file: Path, secret: str | None = None) -> Path | None:
        """Put a backup in the place of the store, which is kept beside it.

        Agents erased since the backup was made are erased from it first.

        Args:
            file: The backup.
            secret: Passphrase or recovery key that the backup had, where it has one.

        Returns:
            Where the store is kept that was there, or ``None`` where there was none.

        Raises:
            BadInput: ``backup_damaged`` or ``not_readable``; nothing was changed.
            StoreNewer: ``backup_newer``.
            StoreLocked: ``passphrase_needed`` for the backup.
            WrongPassphrase: Neither passphrase nor recovery key of the backup.
            StoreBusy: A session is open in a window.
            StoreError: It could not be done; the store is as it was.
        """
        gone = self._gone()
        copies = self._known()
        keep = self._root.with_name(f"{self._root.name}.before-{self._now():%Y%m%d-%H%M%S}")
        try:
            with unpacked(file, self._root.parent) as inside:
                seals = _opened(inside, secret)
                check_whole(inside, seals)
                for agent_id in sorted(gone):
                    erase_from(inside, seals, agent_id)
                was_there = disk.is_there(self._root / "team.jsonl")
                with swapping(self._root, lambda root: check_whole(root, seals), keep) as fresh:
                    for name in backup_file.files_of(inside):
                        disk.make_folders((fresh / name).parent)
                        disk.write_whole(fresh / name, [disk.read_bytes(inside / name)])
                    if copies:
                        Copies(fresh / "copies.jsonl", StoreLock(fresh / ".lock")).put(copies)
                rebuild_index(self._root, seals)
        except OSError as error:
            raise BadInput("not_readable", file=str(file)) from error
        if was_there:
            return keep
        disk.remove_tree(keep)
        return None


def _opened(root: Path, secret: str | None) -> Seals:
    protection = StoreProtection(root)
    if protection.state() != "off":
        if secret is None:
            raise StoreLocked("passphrase_needed")
        protection.unlock(secret)
    return protection.seals()


def _newest(copies: list[Copy]) -> datetime | None:
    return max((datetime.fromisoformat(copy.made_at) for copy in copies), default=None)


def _there(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:
        return False
