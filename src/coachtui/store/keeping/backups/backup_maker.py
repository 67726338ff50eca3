"""Making one backup file: it is listed before it is begun, and read back before it counts."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coachtui.domain.errors import BadInput, StoreCorrupt, StoreError, StoreLocked, StoreReadOnly
from coachtui.store.keeping.backups.copy_rewriting import key_name
from coachtui.store.keeping.backups.fresh_backup import check_free
from coachtui.store.keeping.backups.owed_erasures import unfinished_erasures
from coachtui.store.keeping.checks.completeness import check_complete, check_team, is_unused
from coachtui.store.keeping.checks.verify import check_whole
from coachtui.store.keeping.copies import backup_file
from coachtui.store.keeping.copies.copy_list import Copy
from coachtui.store.keeping.copies.unpacked import unpacked
from coachtui.store.keeping.swap import finish_swap
from coachtui.store.log import disk
from coachtui.store.records.begun_logs import note_begun
from coachtui.store.records.rewrites import finish_rewrites

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.backups.backup_turn import BackupTurn
    from coachtui.store.records.identity import Identity

_TRIES = 3


class BackupMaker:
    """Makes backups of one store.

    Attributes:
        turn: Keeps other windows from the backups meanwhile.
    """

    def __init__(self, store: BackedUpStore, turn: BackupTurn) -> None:
        """Take the store and the turn at its backups."""
        self._store = store
        self.turn = turn

    def make_in_turn(self, file: Path, *, daily: bool = False) -> Path:
        """Make a backup, as ``make`` does, while no other window works on the backups.

        Raises:
            BackupsBusy: Another window is at work on the backups.
            StoreError: As for ``make``.
        """
        self.check_used()
        with self.turn.held():
            return self.make(file, daily=daily)

    def make(self, file: Path, *, daily: bool = False) -> Path:
        """Make a backup file; it takes its final name only after it was read back whole.

        Args:
            file: Where; a file there is replaced.
            daily: Whether it may make room for a newer one later.

        Raises:
            StoreCorrupt: The store is damaged; no backup is made of it.
            StoreLocked: ``protection_changed`` while it was being made.
            StoreError: It could not be written; ``nothing_to_back_up``: nothing is stored yet;
                ``backup_in_the_way``: something that is not the rest of a backup would be lost.
        """
        self.check_used()
        check_free(self._store, file)
        fresh = disk.fresh_path(file)
        at = self._store.now().isoformat()
        elsewhere = self._store.is_elsewhere(file.parent)
        copy = Copy(
            made_at=at,
            elsewhere=elsewhere,
            daily=daily,
            without=sorted(self._store.erased_ids() - unfinished_erasures(self._store)),
            key=key_name(self._store.root),
            serial=1 + max((known.serial for known in self._store.copies.known().values()), default=0),
        )
        with self._noted(str(file), copy):
            try:
                self._make_ready()
                disk.make_folders(file.parent)
                self._made(file, at)
            except BadInput as error:
                raise StoreError("disk_failed", file=file.name, errno=0) from error
            except StoreCorrupt as error:
                if error.code == "log_lost":
                    raise
                raise StoreCorrupt("backup_of_damaged", file=error.facts.get("file", "")) from error
            except OSError as error:
                raise disk.as_store_error(error, file) from error
            finally:
                disk.remove_quietly(fresh)
        return file

    def _made(self, file: Path, at: str) -> None:
        """Write, read and name a backup; one from which somebody was erased meanwhile is begun again.

        The name is given under the store's lock, so that whoever erases after it finds the backup.

        Raises:
            StoreBusy: Others keep the lock.
        """
        fresh, keys = disk.fresh_path(file), self._marks("keys.json")
        for left in reversed(range(_TRIES)):
            with ExitStack() as kept:
                if not left:
                    self._keep_as_it_is(kept)
                erased = self._marks("erased.jsonl")
                self._pack(fresh, at, self._store.identity())
                with unpacked(fresh, self._store.root.parent) as inside:
                    check_whole(inside, self._store.seals())
                self._keep_as_it_is(kept)
                if self._marks("keys.json") != keys:  # nothing with the old protection may be left
                    raise StoreLocked("protection_changed")
                if not left or self._marks("erased.jsonl") == erased:
                    disk.replace(fresh, file)
                    return

    def _keep_as_it_is(self, kept: ExitStack) -> None:
        """Hold the store's lock, where the store can be written at all."""
        with suppress(StoreReadOnly):
            kept.enter_context(self._store.lock.held())

    def _make_ready(self) -> None:
        """See that the store is complete, and that nothing deleted is left in it.

        Raises:
            StoreError: It is not complete, or cannot be read.
        """
        check_team(self._store.root, self._store.seals())
        check_complete(self._store.root, self._store.seals())
        with suppress(StoreError):  # a store that cannot be written is backed up all the same
            note_begun(self._store.root, self._store.lock, self._store.seals())
        finish_rewrites(self._store.root, self._store.lock, self._store.seals())

    def check_used(self) -> None:
        """Check that something is, or was, stored in the store.

        Before that nothing is written into it, not even a note about a backup.

        Raises:
            StoreError: ``nothing_to_back_up``.
            StoreBusy: The store is being exchanged as a whole, which does not come to an end.
        """
        if is_unused(self._store.root, self._store.seals()):
            finish_swap(self._store.root)  # one that is exchanged is not in its place for a moment
            if is_unused(self._store.root, self._store.seals()):
                raise StoreError("nothing_to_back_up")

    @contextmanager
    def _noted(self, path: str, copy: Copy) -> Iterator[None]:
        """Note a backup before it is begun, so that erasing finds whatever a kill leaves of it.

        A store that cannot be written is backed up all the same; that it is not in the list is told then.
        """
        before = self._store.copies.known().get(path)
        with suppress(StoreError):
            self._store.copies.put({path: replace(copy, without=[], begun=True)})
        try:
            yield
        except StoreError:
            with suppress(StoreError):
                self._store.copies.put(
                    {path: before} if before is not None else {}, (path,) if before is None else ()
                )
            raise
        with suppress(StoreReadOnly):  # the backup is there; that it is not in the list is told
            self._store.copies.put({path: copy})

    def _pack(self, target: Path, at: str, identity: Identity) -> None:
        """Copy the store; one whose people changed meanwhile is copied again, at last under its lock.

        A session on its way to another agent stands in two logs for a moment, and the list of people says
        which counts: a copy of both must be of the same moment.
        """
        for _attempt in range(_TRIES - 1):
            before = self._marks("team.jsonl", "erased.jsonl", "keys.json")
            self._pack_once(target, at, identity)
            if self._marks("team.jsonl", "erased.jsonl", "keys.json") == before:
                return
        with self._store.lock.held():
            self._pack_once(target, at, identity)

    def _pack_once(self, target: Path, at: str, identity: Identity) -> None:
        line = (*identity.former, *identity.origins)
        backup_file.pack(
            self._store.root, target, made_at=at, app=self._store.version, store=identity.id, line=line
        )

    def _marks(self, *names: str) -> list[tuple[int, int, int]]:
        """Return what tells the present state of some files from every other one."""
        paths = [self._store.root / name for name in names]
        found = [disk.system().status(path) for path in paths if disk.is_there(path)]
        return [(status.st_ino, status.st_size, status.st_mtime_ns) for status in found]
