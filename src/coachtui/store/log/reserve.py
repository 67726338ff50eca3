"""A file that reserves 4 MB of disk space, given up so that the last saves succeed when the disk is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError
from coachtui.store.log import disk

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 4 * 1024 * 1024
"""Bytes: some hundred saves."""

_NAME = ".reserve"
_PIECE = bytes(64 * 1024)


class Reserve:
    """The reserve file of one store."""

    def __init__(self, root: Path) -> None:
        """Name it.

        Args:
            root: The store's folder.
        """
        self._path = root / _NAME

    def is_kept(self) -> bool:
        """Return whether the reserve file exists; ``True`` where that cannot be told."""
        try:
            return disk.is_there(self._path)
        except StoreError:
            return True

    def keep(self) -> bool:
        """Make the reserve file where it is missing; return whether it exists now.

        Where there is no room for it nothing of it stays.
        """
        try:
            if disk.is_there(self._path):
                return True
            disk.write_whole(self._path, [_PIECE] * (SIZE // len(_PIECE)))
        except OSError:
            return False
        return True

    def could_be_kept(self) -> bool:
        """Return whether the disk has room for the reserve file; ``True`` where that cannot be told."""
        try:
            return disk.room_in(self._path.parent) >= SIZE
        except OSError:
            return True

    def release(self) -> bool:
        """Remove the reserve file to free its space; return whether there was one."""
        try:
            disk.system().unlink(self._path)
        except OSError:
            return False
        return True
