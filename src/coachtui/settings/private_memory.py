"""Keeping what is in memory out of files and other programs' sight, as far as the system lets a program."""

from __future__ import annotations

import ctypes
import sys

_SET_DUMPABLE = 4
"""``PR_SET_DUMPABLE`` of Linux's ``prctl``."""


def keep_memory_private() -> None:
    """Let no crash write memory to a file, and on Linux no other program of the user read it.

    Where the system knows neither, nothing is changed; SECURITY.md says what that means.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
