"""Whether the room kept for a full disk had to be given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.services.safety_ports import Safekeeping


class RoomWatch:
    """Looks whether the room is still there; a store that never had any misses none while the disk has some.

    It may have gone before the first look: with an earlier start, or in the first seconds of this one.
    """

    def __init__(self, keeping: Callable[[], Safekeeping]) -> None:
        """Look for the first time.

        Args:
            keeping: Returns what knows of the room; asked each time, because it goes with the store's key.
        """
        self._keeping = keeping
        self._had = keeping().has_reserve()

    @property
    def had(self) -> bool:
        """Whether it was ever seen, so that what is gone is in use; a small disk never has room for it."""
        return self._had

    def gone(self) -> bool:
        """Whether it was there and is not any more; once it is made again it is not gone."""
        keeping = self._keeping()
        there = keeping.has_reserve()
        self._had = self._had or there
        return not there and (self._had or not keeping.has_room())
