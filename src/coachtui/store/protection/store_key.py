"""The master key of an encrypted store: unlocking, forgetting it, and changing its passphrase (R89)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coachtui.domain.errors import Refused, StoreError, StoreLocked
from coachtui.domain.passphrase import check_passphrase
from coachtui.store.log import disk
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.place import exists_in_store
from coachtui.store.protection.key_file import (
    KeyFile,
    key_fault,
    master_key,
    read_keys,
    renew_older_copy,
    with_passphrase,
    with_recovery,
    write_keys,
)
from coachtui.store.protection.seals import KEYS, KEYS_COPY, PlainSeals, Seals

if TYPE_CHECKING:
    from pathlib import Path

UNCONFIRMED = ".key-unconfirmed"
"""Empty; there from the making of a recovery key until somebody has confirmed that it is written down."""

ProtectionState = Literal["off", "locked", "open"]


class StoreKey:
    """The key of one store, in memory while it is unlocked; a store that is not encrypted has none.

    The master key is in memory from ``unlock`` to ``lock``; Python cannot wipe it, so a program that locks
    itself starts anew.
    """

    def __init__(self, root: Path) -> None:
        """Name the store's folder; nothing is read yet."""
        self._root = root
        self._master: bytes | None = None
        self._store = ""

    def state(self) -> ProtectionState:
        """Return ``off`` without encryption, ``locked`` before the passphrase was given, and ``open`` after.

        Raises:
            StoreError: That may not be known here.
        """
        if not (
            exists_in_store(self._root, self._root / KEYS)
            or exists_in_store(self._root, self._root / KEYS_COPY)
        ):
            return "off"
        return "locked" if self._master is None else "open"

    def seals(self) -> Seals:
        """Return the codecs that the store's logs are read and written with.

        Raises:
            StoreLocked: ``passphrase_needed``.
        """
        if self.state() == "off":
            return PlainSeals(self._root)
        return self._sealed(self._known_master())

    def seals_to_check(self) -> Seals:
        """Return the codecs that a check reads with: plain ones where the store's key is lost for good.

        Raises:
            StoreLocked: ``passphrase_needed``.
            StoreError: The key file cannot be read.
        """
        lost = self._master is None and key_fault(self._root) is not None
        return PlainSeals(self._root) if lost else self.seals()

    def check_keys(self) -> None:
        """Check that an encrypted store has a usable key file, before anybody is asked for a passphrase.

        Raises:
            StoreCorrupt: ``bad_keys``: no copy of it is sound.
            StoreError: It cannot be read.
        """
        read_keys(self._root)

    def unlock(self, secret: str) -> None:
        """Unlock the store with its passphrase or recovery key; a store that is not encrypted needs neither.

        Raises:
            WrongPassphrase: It is neither; no record was touched.
            Refused: ``recovery_key_typo``.
            StoreError: The key file cannot be read.
        """
        keys = read_keys(self._root)
        if keys is not None:
            self._take(keys, master_key(keys, secret))
            renew_older_copy(self._root)

    def lock(self) -> None:
        """Forget the master key."""
        self._master = None

    def recovery_unconfirmed(self) -> bool:
        """Return whether a recovery key was shown and nobody has confirmed to have written it down.

        Raises:
            StoreError: That may not be known here.
        """
        return self.state() != "off" and exists_in_store(self._root, self._root / UNCONFIRMED)

    def confirm_recovery(self) -> None:
        """Note that the recovery key is written down.

        Where that cannot be noted, it is asked about again.
        """
        disk.remove_quietly(self._root / UNCONFIRMED)

    def change_passphrase(self, new: str) -> None:
        """Wrap the master key with another passphrase; the logs stay as they are.

        Raises:
            Refused: As for ``check_passphrase``, or ``not_encrypted``.
            StoreLocked: ``passphrase_needed``.
            StoreError: It could not be written; the old one holds.
        """
        check_passphrase(new)
        keys = self._keys()
        self._write(with_passphrase(keys, new, self._known_master()))

    def new_recovery_key(self) -> str:
        """Make and return a new recovery key as text; the old one no longer opens the store.

        Raises:
            Refused: ``not_encrypted``.
            StoreLocked: ``passphrase_needed``.
            StoreError: It could not be written; the old one holds.
        """
        keys, text = with_recovery(self._keys(), self._known_master())
        self._write(keys)
        self.confirm_recovery()  # what nobody confirmed is worth nothing any more
        return text

    def seal_file(self, data: bytes) -> bytes:
        """Encrypt data as a file that this store's passphrase or recovery key opens; return its bytes.

        Raises:
            Refused: ``not_encrypted``.
            StoreLocked: ``passphrase_needed``.
            StoreError: The key file cannot be read.
        """
        from coachtui.store.protection.sealed_file import sealed_file  # noqa: PLC0415 - seldom needed

        return sealed_file(data, self._keys(), self._known_master())

    def open_file(self, data: bytes, secret: str | None = None) -> bytes:
        """Return the decrypted content of an encrypted file; any other file is returned as it is.

        Args:
            data: The bytes of the file.
            secret: Passphrase or recovery key of the store it came from, where this store's does not do.

        Raises:
            StoreLocked: ``passphrase_needed``: this store's key does not open it.
            WrongPassphrase: The secret does not open it either.
            BadInput: ``sealed_file_damaged``.
        """
        from coachtui.store.protection.sealed_file import FILE_START, opened_file  # noqa: PLC0415 - seldom needed

        return opened_file(data, secret, self._master) if data.startswith(FILE_START) else data

    def _take(self, keys: KeyFile | None, master: bytes | None) -> None:
        """Go on with another key; none for a store that has no passphrase any more."""
        self._master = master
        self._store = keys.store if keys is not None else ""

    def _name(self) -> str:
        """Return the name of the key in use."""
        return self._store or self._keys().store

    def _write(self, keys: KeyFile) -> None:
        try:
            with StoreLock(self._root / ".lock").held():
                write_keys(self._root, keys)
        except OSError as error:
            raise disk.as_store_error(error, self._root / KEYS) from error

    def _keys(self) -> KeyFile:
        self._check_encrypted()
        keys = read_keys(self._root)
        if keys is None:
            raise StoreError("file_vanished", file=KEYS)
        return keys

    def _check_encrypted(self) -> None:
        if self.state() == "off":
            raise Refused("not_encrypted")

    def _known_master(self) -> bytes:
        if self._master is None:
            raise StoreLocked("passphrase_needed")
        return self._master

    def _sealed(self, master: bytes) -> Seals:
        from coachtui.store.protection.sealed_codec import VaultSeals  # noqa: PLC0415 - stores without a key

        return VaultSeals(master, self._still_current)

    def _still_current(self) -> bool:
        keys = read_keys(self._root)
        return keys is not None and (not self._store or keys.store == self._store)
