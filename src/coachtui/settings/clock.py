"""The system clock."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from datetime import UTC, datetime


class SystemClock:
    """The wall time with local offset, and a monotonic clock."""

    def now(self) -> datetime:
        """Return wall time with the local offset, to the millisecond.

        Where the computer's time zone lies more than a day away, which no zone does, it is UTC.
        """
        moment = datetime.now(UTC)
        with suppress(ValueError):
            moment = moment.astimezone()
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def tick(self) -> float:
        """Return monotonic seconds; only differences mean anything."""
        return time.monotonic()

    def asleep_s(self) -> float | None:
        """Return how many seconds the computer slept since it was started; ``None`` if it does not say.

        Linux has a clock that goes on meanwhile and one that does not; elsewhere there is no such pair.
        """
        if sys.platform != "linux":
            return None
        return max(0.0, time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC))
