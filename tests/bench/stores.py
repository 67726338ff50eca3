"""Stores to measure on, made once and kept; and the program opened on a copy or on the store itself."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.bench.make_store import make_store
from tests.bench.stopwatch import Watched

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "bench"
FLOOR = (sys.executable, str(Path(__file__).parent / "floor_app.py"))
COACHTUI = (str(Path(sys.executable).parent / "coachtui"),)
READY = b"OSKAR"
"""In the pane that is filled last."""

AGENTS = ("Alva", "Bo", "Cleo", "Dag", "Elin", "Femke", "Gro", "Hugo", "Ida", "Jens")
"""First names of the first agents; numbers make them whole."""


def agent(number: int) -> str:
    """Return the name of an agent of every store, from 0."""
    return f"{AGENTS[number]} Eksempel {number + 1:03}"


def store(sessions: int, agents: int) -> Path:
    """Return a data folder with a store of that size; made anew when it is not there whole."""
    folder = KEPT / f"{sessions}-sessions-{agents}-agents"
    if not folder.exists():
        making = folder.with_suffix(".new")
        shutil.rmtree(making, ignore_errors=True)
        make_store(making, sessions=sessions, agents=agents, seed=1)
        making.rename(folder)
    return folder


def environment(folder: Path) -> dict[str, str]:
    """Return variables with which the program uses a data folder."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COACHTUI_", "TEXTUAL"))
    }
    return {
        **kept,
        "COACHTUI_DATA_DIR": str(folder),
        "COACHTUI_CONFIG_DIR": str(folder / "config"),
        "COACHTUI_LANG": "en",
    }


def floor() -> Watched:
    """Open the bare program."""
    return Watched(FLOOR, environment(KEPT))


def live(folder: Path, number: int = 0) -> Watched:
    """Open a live session with an agent."""
    return Watched((*COACHTUI, "live", "--agent", agent(number)), environment(folder))
