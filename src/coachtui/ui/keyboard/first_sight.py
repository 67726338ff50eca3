"""Remembers since when a screen can be seen; a key pressed earlier was not meant for that screen.

Who presses F8 twice at once, or types on while the program starts, has not seen what the second key goes to.
Most keys may run ahead, since what they do is seen and goes back; what finishes or takes away may not, and
before the first screen nothing may that answers, opens or leads away.

A screen counts as seen from when it is handed to the terminal, and a key by when it *came*: how long the
program took to see to it changes nothing.
"""

from __future__ import annotations

from coachtui.ui.typed_ahead import PAUSE_S


class FirstSight:
    """The moment from which the screen on top can be seen, to compare keys with."""

    def __init__(self) -> None:
        """Begin with nothing shown."""
        self._first: float | None = None
        self._place: object | None = None
        self._since = 0.0

    def painted(self, place: object, at: float) -> None:
        """Note that a screen is about to be shown.

        Args:
            place: The screen.
            at: When, in seconds on a monotonic clock.
        """
        if self._first is None:
            self._first = at
        if place is not self._place:
            self._place, self._since = place, at

    def before_all(self, came: float) -> bool:
        """Return whether a key was pressed before any screen was shown.

        Args:
            came: When it came from the terminal, in seconds on the same clock.
        """
        return self._first is None or came < self._first

    def unseen(self, place: object, came: float) -> bool:
        """Return whether a key was pressed before a person could have looked at a screen.

        Args:
            place: The screen that would get it.
            came: When it came from the terminal, in seconds on the same clock.
        """
        return place is not self._place or came < self._since + PAUSE_S
