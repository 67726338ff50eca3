"""Killed at random moments, a log keeps every acknowledged commit and stays readable."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coachtui.store.log_table import KeyedDB

HERE = Path(__file__).parents[1] / "contract"
KILLS = 200 if os.environ.get("COACHTUI_TORTURE") else 20
SEED = int(os.environ.get("COACHTUI_SEED", "0")) or random.randrange(1, 2**31)


@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_no_acknowledged_commit_is_lost_to_a_kill(tmp_path: Path) -> None:
    """One log lives through all kills, so later lives start from what earlier ones left behind."""
    chance = random.Random(SEED)
    path = tmp_path / "a.jsonl"
    acknowledged_in_all = torn = 0
    for life in range(KILLS):
        name = f"life{life}"
        writer = subprocess.Popen(
            [sys.executable, HERE / "writer.py", path, name, "0"],
            env={**os.environ, "PYTHONPATH": str(HERE.parents[1] / "src")},
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.05))
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read()
        writer.wait()
        writer.stdout.close()
        acknowledged = int((first + rest).splitlines()[-1])
        table = KeyedDB(path).keyed("t")
        assert table.get(doc_id=name)["n"] >= acknowledged, f"seed {SEED}, life {life}"
        assert all(f"{name}-{n}" in table.encoded() for n in range(1, acknowledged + 1)), f"seed {SEED}"
        acknowledged_in_all += acknowledged
        torn += path.with_name("a.jsonl.torn").exists()
    assert acknowledged_in_all > KILLS
    print(f"{KILLS} kills, {acknowledged_in_all} acknowledged commits, none lost, {torn} torn tails seen")
