"""Setting, changing and removing the protection (passphrase and encryption) of a store (R89)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coachtui.domain.errors import Refused
from coachtui.domain.passphrase import check_passphrase
from coachtui.store.keeping.swap import swapping
from coachtui.store.log import disk
from coachtui.store.protection.key_file import new_keys, write_keys
from coachtui.store.protection.seals import PlainSeals
from coachtui.store.protection.store_key import UNCONFIRMED, StoreKey

if TYPE_CHECKING:
    from coachtui.store.protection.key_file import KeyFile
    from coachtui.store.protection.seals import Seals

_MASTER_SIZE = 32


class StoreProtection(StoreKey):
    """The protection of one store; fits the port ``Protection``.

    What writes every record anew puts a whole new store in the place of the old one.
    """

    def encrypt(self, passphrase: str, *, to_confirm: bool = False) -> str:
        """Encrypt the store with a passphrase and return the recovery key as text; the store stays unlocked.

        Args:
            passphrase: What the lead chose.
            to_confirm: Whether the lead is asked to confirm the key: until then the store remembers that
                nobody has, whatever becomes of the program.

        Raises:
            Refused: As for ``check_passphrase``, or ``already_encrypted``.
            StoreError: It could not be done; the store is as it was.
        """
        check_passphrase(passphrase)
        if self.state() != "off":
            raise Refused("already_encrypted")
        return self._renew(self.seals(), passphrase, to_confirm=to_confirm)

    def decrypt(self) -> None:
        """Decrypt the store, which then needs no passphrase.

        Raises:
            Refused: ``not_encrypted``.
            StoreLocked: ``passphrase_needed``.
            StoreError: It could not be done; the store is as it was.
        """
        self._check_encrypted()
        self._replace(self.seals(), PlainSeals(), None, None)

    def rekey(self, passphrase: str) -> str:
        """Encrypt the store anew with another master key, after the old one may have leaked.

        Returns:
            The new recovery key as text.

        Raises:
            Refused: As for ``check_passphrase``, or ``not_encrypted``.
            StoreLocked: ``passphrase_needed``.
            StoreError: It could not be done; the store is as it was.
        """
        check_passphrase(passphrase)
        self._check_encrypted()
        return self._renew(self.seals(), passphrase)

    def _renew(self, old: Seals, passphrase: str, *, to_confirm: bool = False) -> str:
        master = os.urandom(_MASTER_SIZE)
        keys, recovery = new_keys(passphrase, master)
        self._replace(old, self._sealed(master), keys, master, to_confirm=to_confirm)
        return recovery

    def _replace(
        self,
        old: Seals,
        new: Seals,
        keys: KeyFile | None,
        master: bytes | None,
        *,
        to_confirm: bool = False,
    ) -> None:
        """Put the store as sealed by ``new`` in its place, and go on with its key."""
        from coachtui.store.keeping.checks.completeness import check_complete  # noqa: PLC0415 - seldom needed
        from coachtui.store.keeping.checks.verify import check_whole  # noqa: PLC0415 - as above
        from coachtui.store.keeping.protection_change import FormerKey, note_change  # noqa: PLC0415 - as above
        from coachtui.store.protection.resealing import reseal  # noqa: PLC0415 - as above
        from coachtui.store.records.index import rebuild_index  # noqa: PLC0415 - as above
        from coachtui.store.records.order_lists import order_codec  # noqa: PLC0415 - as above

        check_complete(self._root, old)
        with swapping(self._root, lambda root: check_whole(root, new)) as fresh:
            reseal(self._root, fresh, lambda name: order_codec(self._root, name, old), new.codec)
            if keys is not None:
                write_keys(fresh, keys)
            if to_confirm:
                disk.write_whole(fresh / UNCONFIRMED, [])
            former = FormerKey(self._name(), self._known_master()) if old.sealed else None
            note_change(self._root, fresh, new, former)
        self._take(keys, master)
        rebuild_index(self._root, new)
