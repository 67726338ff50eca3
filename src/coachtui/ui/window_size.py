"""Finds the size of the window: as the terminal says, else as environment variables say."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress

DESCRIPTORS = (0, 1, 2)
"""Standard input, output and errors; one of them is the terminal wherever there is one."""

EXPORTED = ("COLUMNS", "LINES")
"""What a shell may export, and does not change when the window does."""


def said_by_terminal(descriptors: Iterable[int] = DESCRIPTORS) -> tuple[int, int] | None:
    """Return columns and lines as a terminal says them; ``None`` where none does.

    Args:
        descriptors: Where a terminal may be.
    """
    for descriptor in descriptors:
        with suppress(OSError):  # no terminal is there
            columns, lines = os.get_terminal_size(descriptor)
            if columns > 0 and lines > 0:
                return columns, lines
    return None


def window_size(descriptors: Iterable[int] = DESCRIPTORS) -> tuple[int, int]:
    """Return columns and lines: of the terminal, else as exported, else 80 and 24."""
    columns, lines = said_by_terminal(descriptors) or shutil.get_terminal_size()
    return columns, lines


def forget_exported() -> None:
    """Remove an exported size from the environment where the terminal says its own."""
    if said_by_terminal() is not None:
        for name in EXPORTED:
            os.environ.pop(name, None)
