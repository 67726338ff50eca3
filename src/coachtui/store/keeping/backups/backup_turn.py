"""The lock on work with the backups of a store: one window or command at a time."""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from coachtui.domain.errors import BackupsBusy, StoreError
from coachtui.store.log.claim import HeldLease, claim_on
from coachtui.store.log.layout import locks_beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coachtui.store.log.claim import Claim

TIMEOUT = 20.0
"""Seconds to wait for another window that is at work on the backups."""

_PAUSE = 0.02


class _Shared:
    """What the turns at one store's backups have in common in this process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.threads = threading.RLock()
        self.depth = 0


_shared: WeakValueDictionary[Path, _Shared] = WeakValueDictionary()
_sharing = threading.Lock()


class BackupTurn:
    """The lock on a store's backups, across windows and threads; its holder may take it again.

    All turns at one store are the same one within a process, so none waits for its own. The claim ends with
    its process, however that ends. It stands beside the store, which may be exchanged meanwhile. Where
    nothing can be written or locked there, backups are seen to all the same, without a turn.
    """

    def __init__(self, root: Path) -> None:
        """Take the store's folder."""
        path = locks_beside(Path(os.path.realpath(root.parent), root.name)).backup
        with _sharing:
            self._shared = _shared.setdefault(path, _Shared(path))

    @contextmanager
    def held(self, *, waits: bool = True) -> Iterator[None]:
        """Hold the lock within a ``with`` block.

        Args:
            waits: Whether to wait for others, ``TIMEOUT`` at most.

        Raises:
            BackupsBusy: Others have not come to an end.
        """
        end = time.monotonic() + (TIMEOUT if waits else 0.0)
        shared = self._shared
        if not shared.threads.acquire(timeout=max(0.0, end - time.monotonic())):
            raise BackupsBusy("backups_busy")
        try:
            lease = _taken(shared.path, end) if shared.depth == 0 else None
            shared.depth += 1
            try:
                yield
            finally:
                shared.depth -= 1
                if lease is not None:
                    lease.release()
        finally:
            shared.threads.release()


def _taken(path: Path, end: float) -> HeldLease | None:
    """Claim the turn; ``None`` where that cannot be done here.

    Raises:
        BackupsBusy: Others have it to the end of the wait.
    """
    claim = claim_on(path)
    while (taken := _is_taken(claim)) is False:
        if time.monotonic() >= end:
            raise BackupsBusy("backups_busy")
        time.sleep(_PAUSE)
    return HeldLease(claim, path) if taken else None


def _is_taken(claim: Claim) -> bool | None:
    """Try once; ``None`` where nothing can be claimed here, which a check of the store tells."""
    try:
        return claim.take()
    except (StoreError, OSError):
        return None
