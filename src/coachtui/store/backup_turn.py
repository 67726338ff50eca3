"""One window or command at a time makes or rewrites the backups of a store."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy
from coachtui.store import disk
from coachtui.store.claim import claim_on
from coachtui.store.leases import HeldLease

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TIMEOUT = 20.0
"""Seconds to wait for another window that is at work on the backups."""

_PAUSE = 0.02


class BackupTurn:
    """Excludes other windows and threads from the backups; may be entered again by its holder.

    The claim ends with its process, however that ends. It stands beside the store, which may be exchanged
    meanwhile. Where nothing can be written a backup is made all the same, without a turn.
    """

    def __init__(self, root: Path) -> None:
        """Take the store's folder."""
        self._path = root.with_name(f".{root.name}.backup.lock")
        self._threads = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self, seconds: float | None = None) -> Iterator[None]:
        """Have the turn for the length of a ``with`` block.

        Args:
            seconds: How long to wait for others; ``None`` for ``TIMEOUT``.

        Raises:
            StoreBusy: Others did not come to an end.
        """
        patience = TIMEOUT if seconds is None else seconds
        if not self._threads.acquire(timeout=patience):
            raise StoreBusy("store_locked", seconds=patience)
        lease: HeldLease | None = None
        try:
            lease = self._taken(patience) if self._depth == 0 else None
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
        finally:
            if lease is not None:
                lease.release()
            self._threads.release()

    def _taken(self, patience: float) -> HeldLease | None:
        claim, end = claim_on(self._path), time.monotonic() + patience
        try:
            disk.make_folders(self._path.parent)
            while not claim.take():
                if time.monotonic() >= end:
                    raise StoreBusy("store_locked", seconds=patience)
                time.sleep(_PAUSE)
        except OSError:
            return None
        return HeldLease(claim, self._path)
