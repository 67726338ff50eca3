"""Ports for the safety of the store: protection, erasing and backups, as Protocols."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.record import AgentRecord
from coachtui.domain.session import Session


class Protection(Protocol):
    """The passphrase protection of the store.

    Every method raises ``StoreError`` or one of its kinds where the disk does not do its part; the store is
    then as it was.
    """

    def state(self) -> Literal["off", "locked", "open"]:
        """Return whether the store is unprotected (``off``), ``locked`` or ``open``."""

    def unlock(self, secret: str) -> None:
        """Unlock the store with the passphrase or the recovery key.

        Raises:
            WrongPassphrase: It is neither; no record was touched.
            Refused: ``recovery_key_typo``.
        """

    def lock(self) -> None:
        """Discard the key from memory."""

    def encrypt(self, passphrase: str, *, to_confirm: bool = False) -> str:
        """Encrypt the store and return the recovery key as text; the store stays open.

        Args:
            passphrase: The passphrase chosen by the lead.
            to_confirm: Whether to record that the recovery key is not confirmed yet.

        Raises:
            Refused: ``passphrase_short`` or ``already_encrypted``.
        """

    def recovery_unconfirmed(self) -> bool:
        """Return whether nobody has confirmed yet that the recovery key is written down."""

    def confirm_recovery(self) -> None:
        """Record that the recovery key is written down."""

    def decrypt(self) -> None:
        """Remove the protection.

        Raises:
            Refused: ``not_encrypted``.
        """

    def change_passphrase(self, new: str) -> None:
        """Set a new passphrase for the same key.

        Raises:
            Refused: ``passphrase_short`` or ``not_encrypted``.
        """

    def rekey(self, passphrase: str) -> str:
        """Encrypt the whole store with a new key and return the new recovery key.

        Raises:
            Refused: ``passphrase_short`` or ``not_encrypted``.
        """

    def new_recovery_key(self) -> str:
        """Return a new recovery key; the old one becomes invalid.

        Raises:
            Refused: ``not_encrypted``.
        """

    def seal_file(self, data: bytes) -> bytes:
        """Return a file encrypted such that only this store's passphrase or recovery key opens it.

        Raises:
            Refused: ``not_encrypted``.
        """

    def open_file(self, data: bytes, secret: str | None = None) -> bytes:
        """Return the contents of an encrypted file; one that is not encrypted is returned as it is.

        Raises:
            StoreLocked: ``passphrase_needed``: this store's key does not open it.
            WrongPassphrase: The secret does not open it either.
            BadInput: ``sealed_file_damaged``.
        """


class EraseStore(Protocol):
    """The store as erasing sees it."""

    def sessions_of(self, agent_id: str) -> list[Session]:
        """Return all sessions an agent took part in."""

    def records_of(self, agent_id: str) -> list[AgentRecord]:
        """Return all records about an agent that are not private to the agent."""

    def texts_of_others(self, agent_id: str) -> Iterator[str]:
        """Yield every stored text that stays when an agent is erased."""

    def erase(self, agent_id: str, on: date) -> None:
        """Erase an agent from the store; if cut off, the next opening completes it.

        Raises:
            StoreBusy: One of the agent's sessions is open in a window.
        """


class ErasableBackups(Protocol):
    """Backups as erasing sees them."""

    def unreachable_with(self, agent_id: str) -> list[str]:
        """Return the names of backups that contain an agent and are out of reach now."""

    def erase_from_copies(self, agent_id: str) -> tuple[CopyTrouble, ...]:
        """Erase an agent from every backup within reach; return those that failed."""

    def of_original(self) -> list[str]:
        """Return the paths of the original store's backups that may contain agents erased in this copy."""


class Reserve(Protocol):
    """The disk reserve: a file whose room is given up when the disk is full."""

    def is_kept(self) -> bool:
        """Return whether the reserve exists."""

    def could_be_kept(self) -> bool:
        """Return whether the disk has room for the reserve, or cannot tell."""

    def keep(self) -> bool:
        """Create the reserve where it is missing; return whether it exists."""


class DailyBackups(Protocol):
    """The backups that are made once a day.

    Every method raises ``StoreError`` or one of its kinds where the disk does not do its part.
    """

    def same_disk(self) -> bool:
        """Return whether every folder of daily backups lies on the disk of the store."""

    def due(self) -> bool:
        """Return whether there is something to back up and no daily backup of today is known."""

    def missed(self) -> tuple[CopyTrouble, ...]:
        """Return the folders that the last daily backup could not be put in, and why."""

    def make(self, *, waits: bool = True) -> Path:
        """Make the daily backup, which counts once it was read again; return its path.

        Args:
            waits: Whether to wait where another window is at work on the backups.

        Raises:
            BackupsBusy: Another window is at work on the backups.
        """


class BackupErasing(ErasableBackups, Protocol):
    """Erasing people from backups, and what could not be erased."""

    def troubles(self) -> tuple[CopyTrouble, ...]:
        """Return what could not be dealt with at the last try and is still there."""

    def earlier_stores(self) -> tuple[CopyTrouble, ...]:
        """Return the stores kept by a restore, and stores or logs that somebody copied by hand."""


class BackupProtection(Protocol):
    """Which protection (passphrase and key) the backups have.

    Every method raises ``StoreError`` or one of its kinds where the disk does not do its part.
    """

    def with_another_protection(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the paths of all backups that a change of the protection would touch.

        Returns:
            The daily ones, in whose place a new one is made; and those that the lead asked for.
        """

    def renew(self, *, waits: bool = True) -> tuple[str, ...]:
        """Make a backup with the store's present protection where some have another, and bring those up.

        Args:
            waits: Whether to wait while another window uses the backups.

        Returns:
            Paths of backups out of reach, which follow when they are seen again.

        Raises:
            BackupsBusy: Another window is at work on the backups.
        """


class Safekeeping(Protocol):
    """Backups of the store.

    Every method raises ``StoreError`` or one of its kinds where the disk does not do its part.
    """

    @property
    def daily(self) -> DailyBackups:
        """The daily backups."""

    @property
    def erasing(self) -> BackupErasing:
        """Erasing people from all backups."""

    @property
    def protection(self) -> BackupProtection:
        """The protection of the backups."""

    def lost(self, *, read: bool = False) -> tuple[str, ...]:
        """Return the paths, in the store, of logs that are missing or have lost records at their end.

        Args:
            read: Whether the logs are read; without, a lost end is named once that was noted.
        """

    def last(self) -> datetime | None:
        """Return when the newest backup was made, or ``None``."""

    def last_elsewhere(self) -> datetime | None:
        """Return when the newest backup on another disk was made, or ``None``."""
