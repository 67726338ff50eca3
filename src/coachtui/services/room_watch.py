"""Whether the room kept for a full disk had to be given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coachtui.services.safety_ports import Safekeeping


class RoomWatch:
    """Looks whether the room is still there; a store that never had any misses none while the disk has some.

    It may have gone before the first look: with an earlier start, or in the first seconds of this one.
    """

    def __init__(self, keeping: Safekeeping) -> None:
        """Look for the first time.

        Args:
            keeping: What knows of the room.
        """
        self._keeping = keeping
        self._had = keeping.has_reserve()

    def gone(self) -> bool:
        """Whether it was there and is not any more; once it is made again it is not gone."""
        there = self._keeping.has_reserve()
        self._had = self._had or there
        return not there and (self._had or not self._keeping.has_room())
