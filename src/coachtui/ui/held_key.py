"""A key that is held down: the terminal sends it again and again, and only the press itself is meant.

A keyboard sends a held key once, again after 0.25 to 0.66 s, and from then on every 25 to 40 ms. Nobody taps
one key that fast, but a quick hand on a slow line may come close to it once. So a key is held if it comes
that fast right after such a wait, or that fast twice running: by when the keys *came* from the terminal, so a
busy program decides as a quick one. Keys that were read together are no sign of it; a slow line or a
standstill brings what was tapped in one piece.
"""

from __future__ import annotations

REPEATS_WITHIN_S = 0.06
"""Seconds between arrivals of one key below which it repeats itself."""

TOGETHER_S = 0.005
"""Seconds below which two reads are one piece that was cut in two; no keyboard repeats that fast."""

WAITS_S = (0.2, 0.8)
"""Seconds, from and to, that a keyboard waits before it repeats a key."""

LET_GO_S = 0.1
"""Seconds without the key after which a held one was let go; a hand is no quicker."""


class HeldKey:
    """Tells whether a key repeats because it is held down."""

    def __init__(self) -> None:
        """Begin with no key."""
        self._key = ""
        self._came = 0.0
        self._gap = 0.0
        self._alone = False
        self._quick = False
        self._held = False

    def begins(self, key: str, came: float) -> bool:
        """Whether a key about to be taken note of is pressed anew, not the one before held down or tapped on.

        Args:
            key: Name of the key.
            came: When it came from the terminal, in seconds on a monotonic clock.
        """
        return key != self._key or came - self._came > WAITS_S[1]

    def repeats(self, key: str, came: float, *, alone: bool) -> bool:
        """Take note of a key, and say whether it came only because the key is held down.

        Args:
            key: Name of the key.
            came: When it came from the terminal, in seconds on a monotonic clock.
            alone: Whether nothing else was read with it.
        """
        same, gap = key == self._key, came - self._came
        quick = same and alone and self._alone and TOGETHER_S < gap <= REPEATS_WITHIN_S
        if self._held and same:
            held = gap <= LET_GO_S
        else:
            held = quick and (self._quick or WAITS_S[0] <= self._gap <= WAITS_S[1])
        self._gap = gap if same else 0.0
        self._key, self._came, self._alone, self._quick, self._held = key, came, alone, quick, held
        return held


class PressedAgain:
    """Tells whether a key came again so soon that it is one press: held down, or not seen to have worked.

    For keys whose second press takes back what the first did. Nobody does and undoes within the time that a
    keyboard waits before it repeats a key, nor before the first press was carried out.
    """

    def __init__(self) -> None:
        """Begin with no key."""
        self._key = ""
        self._came = 0.0
        self._done = 0.0
        self._last = 0.0
        self._early = False

    def is_one(self, key: str, came: float, now: float, *, once: bool) -> bool:
        """Take note of a key about to be carried out, and say whether it belongs to the press before.

        Args:
            key: Name of the key.
            came: When it came from the terminal, in seconds on a monotonic clock.
            now: The same clock now.
            once: Whether the key takes back, or answers, what its first press did.
        """
        goes_on = self._early and came - self._last <= LET_GO_S
        soon = came - self._came < WAITS_S[1] or came < self._done
        self._early = once and key == self._key and (soon or goes_on)
        self._last = came
        if not self._early:
            self._key, self._came, self._done = key, came, now
        return self._early
