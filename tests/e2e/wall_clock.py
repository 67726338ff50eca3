"""A computer whose wall clock a test sets, while the program runs or between two starts."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

from tests.e2e.program import Program

OSLO = "CET-1CEST,M3.5.0,M10.5.0/3"
"""Local time with daylight saving, written out so that no data of time zones are needed."""


class WallClock:
    """Sets the wall clock of every program of a ``Program`` from now on."""

    def __init__(self, program: Program, folder: Path, now: str) -> None:
        """Set it.

        Args:
            program: The program.
            folder: Where a file may be made.
            now: Wall time with offset.
        """
        self._file = folder / "clock-off-by"
        self.set(now)
        path = os.pathsep.join(
            (str(Path(__file__).parent / "other_clock"), program.environment["PYTHONPATH"])
        )
        program.environment |= {"PYTHONPATH": path, "CLOCK_OFF_BY": str(self._file), "TZ": OSLO}

    def set(self, now: str) -> None:
        """Let it be a moment now; it goes on from there."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(repr(datetime.fromisoformat(now).timestamp() - time.time()), encoding="utf-8")
        fresh.replace(self._file)
