"""The folder of the demo's store: there whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy
from coachtui.store import disk
from coachtui.store.claim import claim_on
from coachtui.store.lock import StoreLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARKER = "complete"


class DemoFolder:
    """Makes and removes the demo's store.

    It is made beside its place and moved there when its marker, the last file, is written. So a kill while
    it is being made leaves nothing that looks like a team, and the next start makes it again.
    """

    def __init__(self, root: Path) -> None:
        """Name the folder; nothing is made yet.

        Args:
            root: Where the demo's store is to be.
        """
        self._root = root
        self._fresh = root.with_name(root.name + ".new")
        self._lock_path = root.with_name(root.name + ".lock")

    def complete(self) -> bool:
        """Whether the whole store is there."""
        return (self._root / _MARKER).exists()

    @contextmanager
    def making(self) -> Iterator[Path | None]:
        """Make the store for the length of a ``with`` block, unless another window has just done so.

        Yields:
            The folder to make it in, or ``None`` where nothing is left to do.

        Raises:
            StoreBusy: Another window is making it and does not come to an end.
            StoreError: The disk does not take it.
        """
        try:
            disk.make_folders(self._root.parent)
            with StoreLock(self._lock_path).held():
                if self.complete():
                    yield None
                    return
                self._clear(self._fresh)
                disk.make_folders(self._fresh)
                yield self._fresh
                disk.write_whole(self._fresh / _MARKER, [b""])
                self._clear(self._root)
                disk.replace(self._fresh, self._root)
        except OSError as error:
            raise disk.as_store_error(error, self._root) from error

    def remove(self) -> bool:
        """Remove the store.

        Returns:
            Whether there was anything to remove.

        Raises:
            StoreBusy: A session of it is open in another window.
            StoreError: It cannot be removed.
        """
        there = self._root.exists()
        try:
            for lease in self._root.glob("leases/*.lock"):
                self._check_free(lease)
            self._clear(self._root)
            self._clear(self._fresh)
            disk.remove(self._lock_path)
        except OSError as error:
            raise disk.as_store_error(error, self._root) from error
        return there

    def _check_free(self, lease: Path) -> None:
        claim = claim_on(lease)
        if not claim.take():
            raise StoreBusy("session_open_elsewhere", session=lease.stem)
        claim.give_back()

    def _clear(self, folder: Path) -> None:
        disk.remove_tree(folder)
