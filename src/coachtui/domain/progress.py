"""How far long work is, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told after each step how many steps of how many are done."""


def tell_nobody(done: int, steps: int) -> None:
    """Tell nobody how far it is."""
