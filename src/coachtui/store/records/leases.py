"""Leases on sessions: a lock file per session, so that only one window writes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy
from coachtui.store.log import disk
from coachtui.store.log.claim import HeldLease, claim_on
from coachtui.store.log.lock import make_folders_in
from coachtui.store.records.shards import safe_id

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.log.claim import Claim


_TRIES = 3


class Leases:
    """The folder of a store with the lock files of leases."""

    def __init__(self, root: Path) -> None:
        """Name the folder; it is made with the first lease.

        Args:
            root: The folder ``leases`` of a store.
        """
        self._root = root

    def take(self, session_id: str) -> HeldLease:
        """Take the lease of a session for this window.

        Args:
            session_id: The session.

        Returns:
            The lease; it ends when it is released, or with the process.

        Raises:
            StoreBusy: ``session_open_elsewhere``.
            StoreReadOnly: Nothing can be written here.
            StoreError: The system refused for another reason.
        """
        path = self._root / f"{safe_id(session_id)}.lock"
        claim = claim_on(path)
        try:
            taken = self._try(claim)
        except OSError as error:
            raise disk.as_folder_error(error, path) from error
        if not taken:
            raise StoreBusy("session_open_elsewhere", session=session_id)
        return HeldLease(claim, path)

    def _try(self, claim: Claim) -> bool:
        """Try once in a folder that is there, and once more where a new store has just taken its place."""
        for _attempt in range(_TRIES):
            make_folders_in(self._root.parent, self._root)
            try:
                return claim.take()
            except FileNotFoundError:
                continue
        return False
