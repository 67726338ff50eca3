"""Erasing people from the backups while no other window works on them, and what of that is still owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.domain.errors import BackupsBusy
from coachtui.store.keeping.backups.backed_up import is_file
from coachtui.store.keeping.backups.owed_erasures import owed_erasures

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.keeping.backups.backed_up import BackedUpStore
    from coachtui.store.keeping.backups.backup_turn import BackupTurn
    from coachtui.store.keeping.backups.copy_erasure import CopyErasure


class ErasingInTurn:
    """Erases people from the backups, one window at a time (R87); fits the port ``BackupErasing``."""

    def __init__(self, store: BackedUpStore, erasure: CopyErasure, turn: BackupTurn) -> None:
        """Take the store, what erases from its backups, and what keeps other windows out meanwhile."""
        self._store = store
        self._erasure = erasure
        self._turn = turn

    def unreachable_with(self, agent_id: str) -> list[str]:
        """Return the paths of backups that hold an agent and cannot be reached now.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        return self._erasure.unreachable_with(agent_id)

    def erase_from_copies(self, agent_id: str) -> tuple[CopyTrouble, ...]:
        """Erase one agent from every backup within reach; the others follow when they are seen again.

        Returns:
            What could not be dealt with; it is tried again with the next backup.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        try:
            with self._turn.held():
                return self._erasure.erase(agent_id)
        except BackupsBusy as error:
            return self._owing(error, agent_id)

    def erase_pending(self) -> tuple[CopyTrouble, ...]:
        """Erase everyone whom the store has erased from every backup that can be reached now.

        Whom that is, the store itself says: wherever erasing was cut off, this goes on with it. Backups that
        still have an earlier protection get the present one, or are removed.

        Returns:
            What could not be dealt with.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        try:
            with self._turn.held():
                return self._erasure.erase_pending()
        except BackupsBusy as error:
            return self._owing(error)

    def _owing(self, busy: BackupsBusy, *agent_ids: str) -> tuple[CopyTrouble, ...]:
        """Return the backups within reach that still hold somebody erased, for another window has them now.

        Args:
            busy: Why they could not be dealt with.
            agent_ids: Who is being erased.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        gone = self._store.erased_ids().union(agent_ids)
        known = self._store.known().items()
        still = (path for path, copy in known if is_file(path) and gone.difference(copy.without))
        return tuple(CopyTrouble(path=path, code=busy.code) for path in still)

    def still_to_erase(self) -> tuple[bool, tuple[str, ...]]:
        """Return whether erasing was cut off in the store, and which backups within reach still owe it."""
        return owed_erasures(self._store)

    def troubles(self) -> tuple[CopyTrouble, ...]:
        """Return what could not be dealt with at the last try and is still there.

        Raises:
            StoreError: The list of backups cannot be read.
        """
        return self._erasure.troubles()

    def of_original(self) -> list[str]:
        """Return the paths of backups of another store of the same origin that hold somebody erased here.

        Raises:
            StoreError: The list of backups, or the store, cannot be read.
        """
        return self._erasure.of_original()

    def put_aside(self) -> list[Path]:
        """Return the folders of stores that a restore replaced and kept, anywhere in the data folder."""
        return self._erasure.put_aside()

    def earlier_stores(self) -> tuple[CopyTrouble, ...]:
        """Return the stores kept by a restore, and stores or logs that somebody copied by hand.

        Raises:
            StoreError: Who is in the store cannot be read.
        """
        return self._erasure.earlier_stores()
