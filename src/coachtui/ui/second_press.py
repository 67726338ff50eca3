"""A key that has to be pressed twice before it does what it would: a question without a dialog."""

from __future__ import annotations

from collections.abc import Callable

REPEATS_WITHIN_S = 0.2
"""Seconds between presses below which a key that is held down repeats itself."""

ASKED_FOR_S = 15.0
"""Seconds for which a question in the message line waits for its answer."""


class SecondPress:
    """The question that a first press raised, with when that was."""

    def __init__(self, tick: Callable[[], float]) -> None:
        """Begin with nothing asked.

        Args:
            tick: Gives monotonic seconds.
        """
        self._tick = tick
        self._about = ""
        self._at: float | None = None

    def confirm(self, about: str) -> bool:
        """Take note of a press; return whether it answers the question that an earlier press raised.

        Where it does not, it raises the question itself.

        Args:
            about: What the press is about, e.g. an id; another thing is asked about anew.
        """
        now, asked = self._tick(), self._at if self._about == about else None
        confirmed = asked is not None and REPEATS_WITHIN_S <= now - asked <= ASKED_FOR_S
        self._about, self._at = about, None if confirmed else now
        return confirmed
