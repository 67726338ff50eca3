"""Rewriting one backup: without erased agents, or with the store's present protection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from coachtui.domain.errors import BadInput, StoreCorrupt, StoreError
from coachtui.store.keeping.backups.fresh_backup import check_free
from coachtui.store.keeping.checks.verify import check_whole
from coachtui.store.keeping.copies import backup_file
from coachtui.store.keeping.copies.unpacked import unpacked
from coachtui.store.log import disk
from coachtui.store.log.lock import StoreLock
from coachtui.store.protection.key_file import keys_in, read_keys, write_keys
from coachtui.store.protection.resealing import reseal
from coachtui.store.protection.seals import KEYS, PlainSeals
from coachtui.store.records.erasure import erase_from
from coachtui.store.records.identity import read_identity, write_identity
from coachtui.store.records.order_lists import order_codec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.copies.backup_file import Manifest
    from coachtui.store.protection.seals import Seals


def key_name(root: Path) -> str:
    """Return the name of a store's key; empty for a store that is not encrypted.

    Raises:
        StoreError: Its key file cannot be read.
    """
    keys = read_keys(root)
    return keys.store if keys is not None else ""


def key_of_backup(file: Path, manifest: Manifest) -> str:
    """Return the name of a backup's key; empty for a backup that is not encrypted.

    Raises:
        BadInput: ``backup_damaged``.
        OSError: It cannot be read.
    """
    if not manifest.sealed:
        return ""
    keys = keys_in(backup_file.read_inside(file, manifest, KEYS))
    if keys is None:
        raise BadInput("backup_damaged")
    return keys.store


def seals_of(store: BackedUpStore, folder: Path) -> Seals:
    """Return the codecs of the logs of an unpacked backup or of a store put aside.

    Args:
        store: The store.
        folder: An unpacked backup of it, or a store that was put aside.

    Raises:
        StoreError: ``backup_other_key``: neither the store's key nor one that it had before.
    """
    name = key_name(folder)
    if not name:
        return PlainSeals(folder)
    if name == key_name(store.root):
        return store.seals()
    former = store.copies.former_keys().get(name)
    if former is None:
        raise StoreError("backup_other_key", file=str(folder))
    from coachtui.store.protection.sealed_codec import VaultSeals  # noqa: PLC0415 - stores without a key

    return VaultSeals(former)


def rewrite(
    store: BackedUpStore, file: Path, agent_ids: Iterable[str], *, store_id: str, resealed: bool
) -> None:
    """Rewrite a backup atomically; the new one is read back before it replaces the old one.

    Args:
        store: The store that it is a backup of.
        file: The backup.
        agent_ids: Whom to take out.
        store_id: Its id, for a backup that has none.
        resealed: Whether it gets the protection that the store has now.

    Raises:
        StoreError: It could not be done; the backup is as it was.
    """
    check_free(store, file)
    fresh = disk.fresh_path(file)
    try:
        with unpacked(file, store.data) as inside:
            manifest = backup_file.read_manifest(file)
            seals = seals_of(store, inside)
            for agent_id in agent_ids:
                erase_from(inside, seals, agent_id, store.now)
            check_whole(inside, seals)
            packed = _resealed(store, inside, seals) if resealed else inside
            backup_file.pack(
                packed,
                fresh,
                made_at=manifest.made_at,
                app=store.version,
                store=manifest.store or store_id,
                line=manifest.line,
            )
        with unpacked(fresh, store.data) as inside:
            check_whole(inside, store.seals() if resealed else seals)
        disk.replace(fresh, file)
    except (BadInput, StoreCorrupt) as error:
        raise StoreError("backup_unusable", file=str(file)) from error
    except OSError as error:
        raise disk.as_store_error(error, file) from error
    finally:
        disk.remove_quietly(fresh)


def _resealed(store: BackedUpStore, inside: Path, old: Seals) -> Path:
    """Return a folder with the same records under the store's present protection."""
    target = inside.with_name("resealed")
    disk.make_folders(target)
    new = store.seals()
    reseal(inside, target, lambda name: order_codec(inside, name, old), new.codec)
    keys = read_keys(store.root) if new.sealed else None
    if keys is not None:
        write_keys(target, keys)
    identity = read_identity(target, new)
    if identity is not None:
        lock = StoreLock(target / ".lock")
        write_identity(target, lock, new, replace(identity, sealed_orders=new.sealed))
    return target
