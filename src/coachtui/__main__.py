"""``coachtui`` and ``python -m coachtui`` are the same program."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130
"""Ended with ctrl+c; the customary code for it."""


def main() -> int:
    """Run the program with the arguments of this process and return its exit code."""
    gc.disable()  # what is imported stays; the screen collects again after its first paint, a command at once
    from coachtui.ui.terminal import muted_terminal

    try:
        muted_terminal.mute_for(sys.argv[1:])
        from coachtui.cli import main as run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        muted_terminal.put_back()


if __name__ == "__main__":
    sys.exit(main())
