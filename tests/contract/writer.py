"""A process that commits to a log as fast as it can and says what was acknowledged.

Arguments: the log, the writer's name, how many commits (0: until killed).
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_table import KeyedDB, LogDB


def main() -> None:
    """Write, and acknowledge each commit with one line on stdout."""
    path, name, commits = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    lock = StoreLock(path.with_name("store.lock"))
    table = KeyedDB(path, lock=lock).keyed("t")
    numbered = LogDB(path, lock=lock).table("numbered")
    for n in itertools.count(1):
        filler = "x" * (n * 37 % 3000)
        table.put_encoded({name: b'{"n":%d,"text":"%s"}' % (n, filler.encode()), f"{name}-{n}": b"{}"})
        if commits:
            numbered.insert({"by": name, "n": n})
        if n % 10 == 0:
            table.log.compact(force=True)
        sys.stdout.write(f"{n}\n")
        sys.stdout.flush()
        if n == commits:
            return


if __name__ == "__main__":
    main()
