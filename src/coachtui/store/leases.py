"""One window at a time writes to a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy
from coachtui.store import disk
from coachtui.store.claim import claim_on
from coachtui.store.shards import safe_id

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.claim import Claim


class HeldLease:
    """A claim on one session; the system takes it back when the process ends in whatever way."""

    def __init__(self, claim: Claim, path: Path) -> None:
        self._claim = claim
        self._path = path

    def release(self) -> None:
        """Let another window have the session; a second release does nothing.

        On POSIX the file goes while it is still held, so that nobody can have taken it meanwhile; Windows
        cannot remove an open file and refuses to remove one that another window has opened since.
        """
        if not self._claim.held:
            return
        if not disk.WINDOWS:
            disk.remove_quietly(self._path)
        self._claim.give_back()
        if disk.WINDOWS:
            disk.remove_quietly(self._path)


class Leases:
    """The folder of lease files."""

    def __init__(self, root: Path) -> None:
        """Name the folder; it is made with the first lease.

        Args:
            root: The folder ``leases`` of a store.
        """
        self._root = root

    def take(self, session_id: str) -> HeldLease:
        """Claim a session for this window.

        Args:
            session_id: The session.

        Raises:
            StoreBusy: ``session_open_elsewhere``.
            StoreReadOnly: Nothing can be written here.
            StoreError: The system refused for another reason.
        """
        path = self._root / f"{safe_id(session_id)}.lock"
        disk.make_folders(self._root)
        claim = claim_on(path)
        try:
            taken = claim.take()
        except OSError as error:
            raise disk.as_folder_error(error, path) from error
        if not taken:
            raise StoreBusy("session_open_elsewhere", session=session_id)
        return HeldLease(claim, path)
