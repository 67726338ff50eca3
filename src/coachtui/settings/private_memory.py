"""Keeping the memory of the process out of crash dumps and other programs' reach."""

from __future__ import annotations

import ctypes
import sys

_SET_DUMPABLE = 4
"""``PR_SET_DUMPABLE`` of Linux's ``prctl``."""


def keep_memory_private() -> None:
    """Disable core dumps and, on Linux, access to this process by the user's other programs.

    Where the system supports neither, nothing is changed; SECURITY.md says what that means.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
