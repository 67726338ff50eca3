"""Backups that hold what is not to be held any more: erasing agents from them, and removing outdated ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coachtui.domain.errors import BadInput, StoreCorrupt, StoreError
from coachtui.store import backup_file, disk
from coachtui.store.backed_up import is_file
from coachtui.store.erased import ErasedIds
from coachtui.store.erasure import erase_from
from coachtui.store.lock import StoreLock
from coachtui.store.protection import StoreProtection
from coachtui.store.resealing import check_whole
from coachtui.store.seals import PlainSeals
from coachtui.store.unpacked import clear_work, unpacked

if TYPE_CHECKING:
    from coachtui.store.backed_up import BackedUpStore


class CopyErasure:
    """Erases agents from the copies of one store: backups, and stores that a backup took the place of."""

    def __init__(self, store: BackedUpStore) -> None:
        """Take the store."""
        self._store = store

    def unreachable_with(self, agent_id: str) -> list[str]:
        """Return the paths of backups with an agent that cannot be reached now."""
        known = self._store.known().items()
        return [path for path, copy in known if not is_file(path) and agent_id not in copy.without]

    def erase(self, agent_id: str) -> None:
        """Take an agent out of every backup within reach; the others follow when they are seen again.

        Raises:
            StoreError: One could not be rewritten; it is tried again with the next backup.
        """
        self._erase_from_all(self._store.gone() | {agent_id})

    def erase_pending(self) -> None:
        """Take everyone erased from the store out of every backup that can be reached now.

        Whom that is, the store itself says: wherever erasing was cut off, this goes on with it.

        Raises:
            StoreError: One could not be rewritten.
        """
        self._erase_from_all(self._store.gone())

    def _erase_from_all(self, gone: set[str]) -> None:
        try:
            clear_work(self._store.root.parent)
        except OSError as error:
            raise disk.as_store_error(error, self._store.root) from error
        for aside in self.put_aside() if gone else []:
            self._erase_aside(aside, gone)
        for path, copy in self._store.copies.known().items():
            disk.remove_quietly(disk.fresh_path(Path(path)))
            if not is_file(path):
                continue
            if copy.discard:
                self.remove(path)
            elif owed := gone.difference(copy.without):
                self._rewrite(Path(path), sorted(owed))
                self._store.copies.put({path: replace(copy, without=sorted({*gone, *copy.without}))})

    def put_aside(self) -> list[Path]:
        """Return the stores that a backup took the place of, and that nobody has deleted since."""
        return sorted(self._store.root.parent.glob(f"{self._store.root.name}.before-*"))

    def _erase_aside(self, aside: Path, gone: set[str]) -> None:
        there = ErasedIds(aside / "erased.jsonl", StoreLock(aside / ".lock"))
        seals = self._store.seals() if StoreProtection(aside).state() != "off" else PlainSeals()
        try:
            for agent_id in gone.difference(there.ids()).union(there.unfinished()):
                erase_from(aside, seals, agent_id)
        except StoreCorrupt as error:
            raise StoreError("backup_unusable", file=str(aside)) from error

    def remove(self, path: str) -> None:
        """Remove a backup and forget it.

        Raises:
            StoreError: It cannot be removed.
        """
        try:
            disk.remove(Path(path))
        except OSError as error:
            raise disk.as_store_error(error, Path(path)) from error
        self._store.copies.put({}, (path,))

    def _rewrite(self, file: Path, agent_ids: list[str]) -> None:
        fresh = disk.fresh_path(file)
        try:
            with unpacked(file, self._store.root.parent) as inside:
                made_at = backup_file.read_manifest(file).made_at
                seals = self._store.seals() if StoreProtection(inside).state() != "off" else PlainSeals()
                for agent_id in agent_ids:
                    erase_from(inside, seals, agent_id)
                check_whole(inside, seals)
                backup_file.pack(inside, fresh, made_at=made_at, app=self._store.version)
            with unpacked(fresh, self._store.root.parent) as inside:
                check_whole(inside, seals)
            disk.replace(fresh, file)
        except (BadInput, StoreCorrupt) as error:
            raise StoreError("backup_unusable", file=str(file)) from error
        except OSError as error:
            raise disk.as_store_error(error, file) from error
        finally:
            disk.remove_quietly(fresh)
