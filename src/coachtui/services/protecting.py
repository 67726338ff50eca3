"""The use case of setting or changing the store's passphrase from the screen (R89)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.errors import CoachError, Refused
from coachtui.domain.value import dataclass

if TYPE_CHECKING:
    from coachtui.services.safety_ports import Protection, Safekeeping


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionResult:
    """The result of setting or changing the passphrase.

    Attributes:
        recovery: The recovery key to write down, as groups; empty where the old one stays valid.
        out_of_reach: Paths of backups that still have the old protection.
        troubles: Backups within reach that could not be given the new protection.
        backup_error: Why the backups could not be renewed, or ``None``.
    """

    recovery: str = ""
    out_of_reach: tuple[str, ...] = ()
    troubles: tuple[CopyTrouble, ...] = ()
    backup_error: CoachError | None = None


def check_same_passphrase(first: str, again: str) -> None:
    """Check that a new passphrase was typed the same way twice.

    Raises:
        Refused: ``passphrases_differ``.
    """
    if first != again:
        raise Refused("passphrases_differ")


def protect(protection: Protection, safekeeping: Safekeeping, passphrase: str) -> ProtectionResult:
    """Encrypt the store and renew its backups.

    The recovery key is returned even where a backup fails: by then it is the only one there is. The store
    remembers that nobody has confirmed it, until somebody does (``Protection.confirm_recovery``).

    Raises:
        Refused: ``passphrase_short`` or ``already_encrypted``.
        StoreError: It could not be done; the store is as it was.
    """
    recovery = protection.encrypt(passphrase, to_confirm=True)
    try:
        out_of_reach = safekeeping.protection.renew()
        troubles = (*safekeeping.erasing.troubles(), *safekeeping.erasing.earlier_stores())
        return ProtectionResult(recovery=recovery, out_of_reach=out_of_reach, troubles=troubles)
    except CoachError as error:
        return ProtectionResult(recovery=recovery, backup_error=error)


def change_passphrase(protection: Protection, old: str, new: str) -> ProtectionResult:
    """Set a new passphrase, given the old one or the recovery key.

    Raises:
        WrongPassphrase: ``old`` is neither; nothing was changed.
        Refused: ``passphrase_short`` or ``recovery_key_typo``.
        StoreError: It could not be written; the old one holds.
    """
    protection.unlock(old)
    protection.change_passphrase(new)
    return ProtectionResult()
