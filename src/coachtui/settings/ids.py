"""Generation of UUID version 7 (RFC 9562), rising even within a millisecond."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from threading import Lock

_COUNTER_BITS = 12
_COUNTER_LIMIT = 1 << _COUNTER_BITS
_LAST_MILLISECOND = (2**63 - 1) // 1_000_000
_VERSION = 7
_VARIANT = 0b10


class Uuid7Ids:
    """A generator of UUIDv7 with a 12-bit counter in ``rand_a`` (RFC 9562, section 6.2, method 1).

    The counter starts at random below half its range in every millisecond; where it runs over, or where the
    clock goes back, the timestamp runs ahead of the clock, so ids of one maker always rise.
    """

    def __init__(self, milliseconds: Callable[[], int] | None = None) -> None:
        """Take the clock to use.

        Args:
            milliseconds: Milliseconds since 1970; the system's clock by default.
        """
        self._milliseconds = milliseconds or _system_milliseconds
        self._lock = Lock()
        self._last = -1
        self._counter = 0

    def new(self) -> str:
        """Return a new id, greater than all before."""
        with self._lock:
            stamp, counter = self._advance()
        number = (stamp << 80) | (_VERSION << 76) | (counter << 64) | (_VARIANT << 62) | _random_bits(62)
        digits = f"{number:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def _advance(self) -> tuple[int, int]:
        now = self._milliseconds()
        if now > self._last:
            self._last, self._counter = now, _random_bits(_COUNTER_BITS - 1)
        else:
            self._counter += 1
            if self._counter == _COUNTER_LIMIT:
                self._last, self._counter = self._last + 1, _random_bits(_COUNTER_BITS - 1)
        return self._last, self._counter


def _system_milliseconds() -> int:
    """Return the clock's milliseconds, limited to what an id can hold."""
    try:
        return max(0, time.time_ns() // 1_000_000)
    except OverflowError:  # a clock beyond the year 2262
        return _LAST_MILLISECOND


def _random_bits(count: int) -> int:
    """Return that many random bits from the system; the module ``secrets`` costs more start-up time."""
    return int.from_bytes(os.urandom(8)) & ((1 << count) - 1)
