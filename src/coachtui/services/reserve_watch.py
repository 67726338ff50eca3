"""The watch on the disk reserve: a file whose room is given up when the disk is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coachtui.services.safety_ports import Reserve


class ReserveWatch:
    """Watches whether the disk reserve was used up.

    It may have been used up before the first look: by an earlier run, or at the start of this one.
    """

    def __init__(self, reserve: Reserve) -> None:
        """Look for the first time.

        Args:
            reserve: The room.
        """
        self._reserve = reserve
        self._had = reserve.is_kept()

    @property
    def was_kept(self) -> bool:
        """Whether the reserve was ever seen; a small disk never has room for one."""
        return self._had

    def used_up(self) -> bool:
        """Return whether the reserve is missing and the disk has no room for it.

        With room on the disk it is missing for another reason: the data were restored or protected anew, or
        somebody deleted it.
        """
        there = self._reserve.is_kept()
        self._had = self._had or there
        return not there and not self._reserve.could_be_kept()

    def renew(self) -> None:
        """Recreate the reserve where it was kept and is missing, once the disk has room."""
        if self._had and self._reserve.could_be_kept():
            self._reserve.keep()
