"""Tells a key that is held down from one that is pressed again, by the times of its arrivals.

The terminal sends a key that is held down again and again; only the press itself is meant.

A keyboard sends a held key once, again after a wait of 0.25 to 1 s, and from then on every 25 to 90 ms.
Nobody taps one key that fast for long, but a quick hand, or a line that stands still for a moment, may come
close to it once. So a key is held if it came that fast several times running, by when the keys *came* from
the terminal; what its first repeats did is taken back then. Keys that were read together are no sign of it;
a slow line or a standstill brings what was tapped in one piece.
"""

from __future__ import annotations

QUICK_S = 0.06
"""Seconds between arrivals of one key that no hand keeps up; twice running, and the key is held."""

STEADY_S = 0.1
"""Seconds between arrivals that a slow keyboard repeats by; three times running, evenly, after a wait."""

EVEN_S = 0.02
"""Seconds by which the gaps of a key that is held differ at most; a hand is less even."""

TOGETHER_S = 0.005
"""Seconds below which two reads are one piece that was cut in two; no keyboard repeats that fast."""

WAITS_S = (0.2, 1.1)
"""Seconds, from and to, that a keyboard waits before it repeats a key."""

EARLY_MOST = 3
"""Repeats that have come at most before it shows that a key is held."""

LET_GO_S = 0.15
"""Seconds without the key after which a held one was let go."""

ONE_PRESS_S = 0.8
"""Seconds within which a key is not pressed again to take back what it did."""


class HeldKey:
    """The arrivals of the key pressed last, from which it shows whether the key is held down.

    Attributes:
        early: How many presses before the one that showed it were repeats as well.
    """

    def __init__(self) -> None:
        """Begin with no key pressed."""
        self._key = ""
        self._came = 0.0
        self._waited = 0.0
        self._gaps: list[float] = []
        self._alone = False
        self._held = False
        self.early = 0

    def begins(self, key: str, came: float) -> bool:
        """Return whether a key starts a new press: another key than before, or the same one after a pause.

        Args:
            key: Name of the key.
            came: When it came from the terminal, in seconds on a monotonic clock.
        """
        return key != self._key or came - self._came > WAITS_S[1]

    def press(self, key: str, came: float, *, alone: bool) -> bool:
        """Record the arrival of a key; return whether it came only because the key is held down.

        Args:
            key: Name of the key.
            came: When it came from the terminal, in seconds on a monotonic clock.
            alone: Whether nothing else was read with it.
        """
        same, gap = key == self._key, came - self._came
        if self._held and same and gap <= LET_GO_S:
            self._came, self._alone = came, alone
            return True
        if same and alone and self._alone and TOGETHER_S < gap <= STEADY_S:
            self._gaps.append(gap)
        else:
            self._waited, self._gaps = gap if same else 0.0, []
        self._key, self._came, self._alone = key, came, alone
        self.early = (
            len(self._gaps) if self._repeat_waited() and len(self._gaps) <= EARLY_MOST else 1
        )  # of a long run some may be meant
        self._held = self._looks_held()
        return self._held

    def _repeat_waited(self) -> bool:
        """Whether the first gap is as long as a keyboard waits before it repeats a key."""
        return WAITS_S[0] <= self._waited <= WAITS_S[1]

    def _looks_held(self) -> bool:
        """Whether the gaps so far are those of a key that is held down."""
        if len(self._gaps) >= 2 and max(self._gaps[-2:]) <= QUICK_S:
            return True
        steady = self._gaps[-EARLY_MOST:]
        return self._repeat_waited() and len(steady) == EARLY_MOST and max(steady) - min(steady) <= EVEN_S


class PressedAgain:
    """The press carried out last, to tell a second press that comes so soon that both are one.

    For keys whose second press takes back what the first did. Nobody does and undoes within the time that a
    keyboard waits before it repeats a key, nor before the first press was carried out.
    """

    def __init__(self) -> None:
        """Begin with no key pressed."""
        self._key = ""
        self._came = 0.0
        self._done = 0.0
        self._last = 0.0
        self._early = False

    def press(self, key: str, came: float, now: float, *, once: bool) -> bool:
        """Record a key that is about to be carried out; return whether it is one with the press before it.

        Args:
            key: Name of the key.
            came: When it came from the terminal, in seconds on a monotonic clock.
            now: The same clock now.
            once: Whether the key takes back, or answers, what its first press did.
        """
        goes_on = self._early and came - self._last <= LET_GO_S
        soon = came - self._came < ONE_PRESS_S or came < self._done
        self._early = once and key == self._key and (soon or goes_on)
        self._last = came
        if not self._early:
            self._key, self._came, self._done = key, came, now
        return self._early
