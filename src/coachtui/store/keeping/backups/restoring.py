"""Restoring a backup: putting it in the place of the store, which is kept beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from coachtui.domain.errors import BadInput, StoreLocked
from coachtui.store.keeping.backups.carry_over import Kept, carry_over, nothing_kept, read_kept
from coachtui.store.keeping.checks.verify import check_whole
from coachtui.store.keeping.copies import backup_file
from coachtui.store.keeping.copies.lineage import branched_identity
from coachtui.store.keeping.copies.unpacked import unpacked
from coachtui.store.keeping.swap import swapping
from coachtui.store.log import disk
from coachtui.store.log.layout import records_in
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.marked_folder import free_place
from coachtui.store.protection.key_file import key_fault, read_keys
from coachtui.store.protection.store_key import StoreKey
from coachtui.store.records.erasure import erase_from
from coachtui.store.records.identity import (
    has_records,
    new_identity,
    read_identity,
    real_place,
    write_identity,
)
from coachtui.store.records.index import rebuild_index

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.backups.backup_turn import BackupTurn
    from coachtui.store.keeping.copies.copy_list import Copy
    from coachtui.store.protection.seals import Seals
    from coachtui.store.records.identity import Identity


class Restoring:
    """Restores backups of one store."""

    def __init__(self, store: BackedUpStore, turn: BackupTurn) -> None:
        """Take the store, and what keeps other windows from its backups meanwhile."""
        self._store = store
        self._turn = turn

    def has_lost_keys(self) -> bool:
        """Return whether the store's key is missing or damaged, so that nobody can tell whom it has erased.

        Raises:
            StoreError: The store cannot be read for another reason.
        """
        try:
            read_kept(self._store)
        except StoreLocked:
            return _is_without_keys(self._store.root)
        return False

    @staticmethod
    def is_protected(file: Path) -> bool:
        """Return whether a backup opens with a passphrase only.

        Raises:
            BadInput: ``backup_damaged`` or ``not_readable``.
            StoreNewer: ``backup_newer``.
        """
        try:
            return backup_file.read_manifest(file).sealed
        except OSError as error:
            raise BadInput("not_readable", file=str(file)) from error

    def restore(self, file: Path, secret: str | None = None, *, erased_unknown: bool = False) -> Path | None:
        """Put a backup in the place of the store, which is kept beside it.

        Agents erased since the backup was made are erased from it first (R87).

        Args:
            file: The backup.
            secret: Passphrase or recovery key that the backup had, where it has one.
            erased_unknown: Whether to go on where the store has lost its key: nobody can tell who was erased.

        Returns:
            Where the store is kept that was there, or ``None`` where nobody had stored anything.

        Raises:
            BadInput: ``backup_damaged``, ``backup_without_people`` or ``not_readable``; nothing was changed.
            StoreNewer: ``backup_newer``.
            StoreLocked: ``passphrase_needed`` for the backup; ``present_passphrase_needed`` for the store:
                who was erased from it is to stay so; ``present_keys_lost``: nobody can tell who that was.
            WrongPassphrase: Neither passphrase nor recovery key of the backup.
            BackupsBusy: Another window is at work on the backups.
            StoreBusy: A session is open in a window.
            StoreError: It could not be done; the store is as it was.
        """
        with self._turn.held():
            return _restored(self._store, file, secret, erased_unknown=erased_unknown)


def _restored(store: BackedUpStore, file: Path, secret: str | None, *, erased_unknown: bool) -> Path | None:
    """Put a backup in the place of a store, and return where what was there is kept."""
    was = _present(store, erased_unknown=erased_unknown)
    kept: list[Path] = []

    def keep(root: Path) -> Path | None:
        if records_in(root):
            kept.append(free_place(root.with_name(f"{root.name}.before-{store.now():%Y%m%d-%H%M%S}")))
        return kept[0] if kept else None

    try:
        with unpacked(file, store.root.parent) as inside:
            seals = _opened(inside, secret)
            check_whole(inside, seals)
            _erase_gone(store, inside, seals, was.gone)
            made_at = backup_file.read_manifest(file).made_at
            own = _is_own(file, store.root.parent, was.copies)
            with swapping(store.root, lambda root: check_whole(root, seals), keep) as fresh:
                for name in backup_file.files_of(inside):
                    disk.make_folders((fresh / name).parent)
                    disk.write_whole(fresh / name, [disk.read_bytes(inside / name)])
                found = read_identity(fresh, seals)
                settled = _settled(found, was.identity, store.root, made_at, own=own)
                if settled is not None and settled != found:
                    write_identity(fresh, StoreLock(fresh / ".lock"), seals, settled)
                carry_over(was, fresh, seals, store.now().date())
            rebuild_index(store.root, seals)
    except backup_file.NotReadable as error:
        raise BadInput("not_readable", file=str(file)) from error
    except OSError as error:
        raise disk.as_store_error(error, store.root) from error
    return kept[0] if kept else None


def _present(store: BackedUpStore, *, erased_unknown: bool) -> Kept:
    """Return what of the store is to be kept."""
    try:
        return read_kept(store)
    except StoreLocked:
        if not _is_without_keys(store.root):
            raise StoreLocked("present_passphrase_needed") from None
        if not erased_unknown:
            raise StoreLocked("present_keys_lost") from None
        return nothing_kept()


def _is_without_keys(root: Path) -> bool:
    """Return whether no copy of the key file is there, or none is sound."""
    return key_fault(root) == "bad_keys" or read_keys(root) is None


def _is_own(file: Path, data: Path, copies: dict[str, Copy]) -> bool:
    known = copies.get(str(file))
    return (known is not None and not known.original) or real_place(file).is_relative_to(real_place(data))


def _settled(
    found: Identity | None, before: Identity | None, root: Path, made_at: str, *, own: bool
) -> Identity | None:
    """Return what a store is that a backup took the place of: never the same as another that may go on.

    Args:
        found: What the backup says of the store that it was made of.
        before: What the store was, where that is known.
        root: Its folder.
        made_at: When the backup was made.
        own: Whether the backup is known to be one that was made on this computer.
    """
    if found is None or (before is None and own):
        return before or found
    ours = before or new_identity(root)
    if found.id not in {ours.id, *ours.former}:
        ours = branched_identity(found, ours, made_at)
    return replace(ours, sealed_orders=found.sealed_orders)


def _erase_gone(store: BackedUpStore, inside: Path, seals: Seals, gone: Collection[str]) -> None:
    """Erase from an unpacked backup whom the store has erased."""
    for agent_id in sorted(gone):
        erase_from(inside, seals, agent_id, store.now)


def _opened(root: Path, secret: str | None) -> Seals:
    """Return the codecs of the logs of an unpacked backup in which somebody is."""
    if not has_records(root / "team.jsonl"):
        raise BadInput("backup_without_people")
    key = StoreKey(root)
    if key_fault(root) == "bad_keys":
        raise BadInput("backup_damaged")
    if key.state() != "off":
        if secret is None:
            raise StoreLocked("passphrase_needed")
        key.unlock(secret)
    return key.seals()
