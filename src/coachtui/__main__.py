"""``coachtui`` and ``python -m coachtui`` are the same program."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the program with the arguments of this process and return its exit code."""
    gc.disable()  # what is imported stays; the screen collects again after its first paint, a command at once
    from coachtui.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
