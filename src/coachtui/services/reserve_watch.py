"""Whether the room kept for a full disk had to be given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coachtui.services.safety_ports import Reserve


class ReserveWatch:
    """Looks whether the room is still there; nothing is missed while the disk has as much.

    It may have gone before the first look: with an earlier start, or in the first seconds of this one.
    """

    def __init__(self, reserve: Reserve) -> None:
        """Look for the first time.

        Args:
            reserve: The room.
        """
        self._reserve = reserve
        self._had = reserve.is_kept()

    @property
    def had(self) -> bool:
        """Whether it was ever seen, so that what is gone is in use; a small disk never has room for it."""
        return self._had

    def gone(self) -> bool:
        """Whether it is not there and the disk has no room for it.

        It may be missing for another reason: the data were restored or protected anew, or somebody tidied up.
        """
        there = self._reserve.is_kept()
        self._had = self._had or there
        return not there and not self._reserve.could_be_kept()

    def renew(self) -> None:
        """Make it again where it was there and is missing, once the disk has room."""
        if self._had and self._reserve.could_be_kept():
            self._reserve.keep()
