"""Putting a backup in the place of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from coachtui.domain.errors import BadInput, StoreCorrupt, StoreError, StoreLocked
from coachtui.store import backup_file, disk
from coachtui.store.copies import Copies
from coachtui.store.erasure import erase_from
from coachtui.store.identity import (
    has_records,
    new_identity,
    read_identity,
    real_place,
    write_identity,
)
from coachtui.store.index import rebuild_index
from coachtui.store.key_file import key_fault, read_keys
from coachtui.store.layout import records_in
from coachtui.store.lineage import branched
from coachtui.store.lock import StoreLock
from coachtui.store.marked_folder import free_place
from coachtui.store.orders import ERASED, NAMES, Orders
from coachtui.store.protection import StoreProtection
from coachtui.store.resealing import check_whole
from coachtui.store.swap import swapping
from coachtui.store.unpacked import unpacked

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.backed_up import BackedUpStore
    from coachtui.store.copies import Copy
    from coachtui.store.identity import Identity
    from coachtui.store.seals import Seals


def has_lost_keys(store: BackedUpStore) -> bool:
    """Whether nobody can read any more whom a store has erased: its key is missing or damaged.

    Raises:
        StoreError: The store cannot be read for another reason.
    """
    try:
        _readable(store)
    except StoreLocked:
        return _is_without_keys(store.root)
    return False


def is_protected(file: Path) -> bool:
    """Whether a backup opens with a passphrase only.

    Raises:
        BadInput: ``backup_damaged`` or ``not_readable``.
        StoreNewer: ``backup_newer``.
    """
    try:
        return backup_file.read_manifest(file).sealed
    except OSError as error:
        raise BadInput("not_readable", file=str(file)) from error


def restore_backup(
    store: BackedUpStore, file: Path, secret: str | None = None, *, erased_unknown: bool = False
) -> Path | None:
    """Put a backup in the place of the store, which is kept beside it.

    Agents erased since the backup was made are erased from it first.

    Args:
        store: The store.
        file: The backup.
        secret: Passphrase or recovery key that the backup had, where it has one.
        erased_unknown: Whether to go on where the store has lost its key, and nobody can tell who was erased.

    Returns:
        Where what was there is kept, or ``None`` where there was nothing that anybody had stored.

    Raises:
        BadInput: ``backup_damaged``, ``backup_without_people`` or ``not_readable``; nothing was changed.
        StoreNewer: ``backup_newer``.
        StoreLocked: ``passphrase_needed`` for the backup; ``present_passphrase_needed`` for the store: who
            was erased from it is to stay so; ``present_keys_lost``: nobody can tell who that was.
        WrongPassphrase: Neither passphrase nor recovery key of the backup.
        StoreBusy: A session is open in a window.
        StoreError: It could not be done; the store is as it was.
    """
    gone, copies, before = _present(store, erased_unknown=erased_unknown)
    kept: list[Path] = []

    def keep(root: Path) -> Path | None:
        if records_in(root):
            kept.append(free_place(root.with_name(f"{root.name}.before-{store.now():%Y%m%d-%H%M%S}")))
        return kept[0] if kept else None

    try:
        with unpacked(file, store.root.parent) as inside:
            if not has_records(inside / "team.jsonl"):
                raise BadInput("backup_without_people")
            seals = _opened(inside, secret)
            check_whole(inside, seals)
            for agent_id in sorted(gone):
                erase_from(inside, seals, agent_id, store.now)
            was = _Kept(copies, before, own=_is_own(file, store.root.parent, copies))
            with swapping(store.root, lambda root: check_whole(root, seals), keep) as fresh:
                for name in backup_file.files_of(inside):
                    disk.make_folders((fresh / name).parent)
                    disk.write_whole(fresh / name, [disk.read_bytes(inside / name)])
                _note_present(store.root, fresh, seals, was, backup_file.read_manifest(file).made_at)
            rebuild_index(store.root, seals)
    except backup_file.NotReadable as error:
        raise BadInput("not_readable", file=str(file)) from error
    except OSError as error:
        raise disk.as_store_error(error, store.root) from error
    return kept[0] if kept else None


def _present(
    store: BackedUpStore, *, erased_unknown: bool
) -> tuple[set[str], dict[str, Copy], Identity | None]:
    """Return whom the store has erased, which backups it knows, and what it is, to be kept."""
    try:
        return _readable(store)
    except StoreLocked:
        if not _is_without_keys(store.root):
            raise StoreLocked("present_passphrase_needed") from None
        if not erased_unknown:
            raise StoreLocked("present_keys_lost") from None
        return set(), {}, None


def _is_without_keys(root: Path) -> bool:
    """Whether no copy of the key file is there, or none is sound."""
    return key_fault(root) == "bad_keys" or read_keys(root) is None


def _readable(store: BackedUpStore) -> tuple[set[str], dict[str, Copy], Identity | None]:
    """Return what of the store is to be kept.

    Raises:
        StoreLocked: Its key is not at hand.
        StoreError: It cannot be read for another reason.
    """
    try:
        before = read_identity(store.root, store.seals())
    except StoreLocked:
        if not any(disk.is_there(store.root / name) for name in NAMES):
            return set(), {}, None
        raise
    except StoreError:
        before = None
    try:
        store.orders.check_not_lost(ERASED)
        gone = store.gone()
    except StoreCorrupt as error:  # whoever was erased would be back, and nobody would know
        raise StoreCorrupt("erased_list_damaged", file=error.facts.get("file", "")) from error
    try:
        copies = store.copies.known()
    except StoreCorrupt:  # what lies where some are looked for is found again
        copies = {}
    return gone, copies, before


class _Kept(NamedTuple):
    """What of the store is kept.

    Attributes:
        copies: The backups it knows.
        identity: What it is, where that is known.
        own: Whether the backup is known to be one that was made on this computer.
    """

    copies: dict[str, Copy]
    identity: Identity | None
    own: bool


def _is_own(file: Path, data: Path, copies: dict[str, Copy]) -> bool:
    known = copies.get(str(file))
    return (known is not None and not known.original) or real_place(file).is_relative_to(real_place(data))


def _note_present(root: Path, fresh: Path, seals: Seals, was: _Kept, made_at: str) -> None:
    """Note in the new store the backups that were known, and whose they are."""
    lock = StoreLock(fresh / ".lock")
    found = read_identity(fresh, seals)
    identity = _settled(found, was, root, made_at)
    if identity is not None and identity != found:
        write_identity(fresh, lock, seals, identity)
    if was.copies:
        Copies(fresh, lock, Orders(fresh, lambda: seals)).put(was.copies)


def _settled(found: Identity | None, was: _Kept, root: Path, made_at: str) -> Identity | None:
    """Return what a store is that a backup took the place of: never the same as another that may go on.

    Args:
        found: What the backup says of the store that it was made of.
        was: What the store was.
        root: Its folder.
        made_at: When the backup was made.
    """
    before = was.identity
    if found is None or (before is None and was.own):
        return before or found
    ours = before or new_identity(root)
    if found.id not in {ours.id, *ours.former}:
        ours = branched(found, ours, made_at)
    return replace(ours, sealed_orders=found.sealed_orders)


def _opened(root: Path, secret: str | None) -> Seals:
    protection = StoreProtection(root)
    if key_fault(root) == "bad_keys":
        raise BadInput("backup_damaged")
    if protection.state() != "off":
        if secret is None:
            raise StoreLocked("passphrase_needed")
        protection.unlock(secret)
    return protection.seals()
