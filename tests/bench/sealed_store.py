"""What protection costs: one live save and the list of all sessions, sealed against plain, in one run."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.contract.sessions import START, session

from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.records.session_store import LogSessionStore

SAVES = 300
LISTS = 5

LISTING = """
import sys, time
from pathlib import Path
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.records.session_store import LogSessionStore
protection = StoreProtection(Path(sys.argv[1]))
if sys.argv[2]:
    protection.unlock(sys.argv[2])
begun = time.perf_counter()
rows = LogSessionStore(Path(sys.argv[1]), None, protection.seals()).rows()
print(time.perf_counter() - begun, len(rows))
"""
"""Lists a store in a process of its own; what deriving the key takes does not count."""


def sealed_twin(plain: Path, twin: Path, passphrase: str) -> None:
    """Make a protected copy of a store."""
    shutil.copytree(plain, twin)
    StoreProtection(twin).encrypt(passphrase)


def saves(root: Path, passphrase: str = "") -> list[float]:
    """Return the seconds each of many live saves took; the session is taken away again afterwards."""
    protection = StoreProtection(root)
    protection.unlock(passphrase)
    store = LogSessionStore(root, lambda: START, protection.seals())
    taken = []
    for revision in range(SAVES):
        live = session(77, agent_id="0190cccc-0000-7000-8000-00000000000c", answered=25, revision=revision)
        begun = time.perf_counter()
        store.put(live)
        taken.append(time.perf_counter() - begun)
    store.remove(session(77, agent_id="0190cccc-0000-7000-8000-00000000000c"))
    return taken


def listed(root: Path, passphrase: str = "") -> tuple[float, int]:
    """Return the seconds and the number of rows of a list of all sessions, cold."""
    done = subprocess.run(
        [sys.executable, "-c", LISTING, str(root), passphrase], check=True, capture_output=True, text=True
    )
    seconds, rows = done.stdout.split()
    return float(seconds), int(rows)


def ratios(plain: Path, sealed: Path, passphrase: str) -> dict[str, float]:
    """Return how many times longer each takes in the sealed store, the median of interleaved rounds."""
    save = [statistics.median(saves(sealed, passphrase)) / statistics.median(saves(plain)) for _ in range(3)]
    rounds = [(listed(sealed, passphrase), listed(plain)) for _ in range(LISTS)]
    assert all(one[1] == other[1] for one, other in rounds)
    return {
        "save": statistics.median(save),
        "list": statistics.median(one[0] / other[0] for one, other in rounds),
        "rows": rounds[0][0][1],
    }
