"""A little room kept on the disk, so that the last words of a call still go in when it is full."""

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
    """A file that is removed when the disk is full."""

    def __init__(self, root: Path) -> None:
        """Name it.

        Args:
            root: The store's folder.
        """
        self._path = root / _NAME

    def is_kept(self) -> bool:
        """Whether it is there; where that may not be known nothing has changed."""
        try:
            return disk.is_there(self._path)
        except StoreError:
            return True

    def keep(self) -> bool:
        """Make it where it is missing; return whether it is there.

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
        """Whether the disk has room for it; where that may not be known it has."""
        try:
            return disk.room_in(self._path.parent) >= SIZE
        except OSError:
            return True

    def release(self) -> bool:
        """Give its room to what has to be written; return whether there was any."""
        try:
            disk.system().unlink(self._path)
        except OSError:
            return False
        return True
