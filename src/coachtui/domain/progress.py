"""Progress of long work, reported to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told after each step how many steps of how many are done."""


def ignore_progress(done: int, steps: int) -> None:
    """Report progress to nobody."""
