"""Loaded by the program under test before all else: its wall clock is off by the seconds in a file.

Only wall time moves, as it does when somebody sets the clock of a computer; seconds counted by the
monotonic clock and the times of files stay as they are. The file is read at each look, so a test can move the
clock while the program runs.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from coachtui.settings.clock import SystemClock

_OFF = Path(os.environ["CLOCK_OFF_BY"])
_real = time.time


def _wall() -> float:
    return _real() + float(_OFF.read_text(encoding="utf-8"))


def _now(self: SystemClock) -> datetime:
    del self
    moment = datetime.fromtimestamp(_wall(), UTC).astimezone()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


time.time = _wall
time.time_ns = lambda: int(_wall() * 1_000_000_000)
SystemClock.now = _now  # type: ignore[method-assign]
