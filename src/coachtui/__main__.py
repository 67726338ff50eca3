"""``coachtui`` and ``python -m coachtui`` are the same program."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program with the arguments of this process and return its exit code."""
    from coachtui.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
