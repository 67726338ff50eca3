"""Killed at random moments, logs and stores keep all that was acknowledged and stay readable."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.e2e.session_writer import KINDS, offered, opened
from tests.sizes import by_size

from coachtui.domain.session import Session
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.log.log_table import KeyedDB

HERE = Path(__file__).parents[1] / "contract"
KILLS = by_size(6, 20, 200)
STORE_KILLS = by_size(10, 34, 340)
"""For each kind of store and number of windows."""

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


def lived(root: Path, writers: int, first: int, kind: str, seconds: float) -> list[Session]:
    """Let writers use a store until they are killed; return what was acknowledged, in order."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.session_writer", root, str(writer), str(first), kind],
            cwd=HERE.parents[1],
            stdout=subprocess.PIPE,
        )
        for writer in range(1, writers + 1)
    ]
    begun = [process.stdout.readline() for process in processes if process.stdout is not None]
    time.sleep(seconds)
    for process in processes:
        process.send_signal(signal.SIGKILL)
    acknowledged: list[Session] = []
    for writer, (process, line) in enumerate(zip(processes, begun, strict=True), 1):
        assert process.stdout is not None
        acknowledged += [offered(writer, int(said)) for said in (line + process.stdout.read()).splitlines()]
        assert process.wait() == -signal.SIGKILL, "ended by itself"
        process.stdout.close()
    return acknowledged


def check_store(root: Path, kind: str, newest: dict[str, int], told: str) -> None:
    """Every session is as its writer stored it and no older than was acknowledged; the index has the same."""
    store = opened(root, kind)
    found = {session.id: session for session in store.every()}
    for number, revision in newest.items():
        assert found[number].revision >= revision, told
    for session in found.values():
        writer = int(session.id[-3:], 16) // 100
        assert session == offered(writer, session.revision), told
    assert sorted(row.id for row in store.rows()) == sorted(found), told
    findings = verify(root, seals=KINDS[kind]()).findings
    assert {finding.code for finding in findings} <= {"torn_tail"}, told


@pytest.mark.e2e
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("writers", "kind"), [(1, "plain"), (2, "plain"), (2, "sealed")])
def test_no_acknowledged_session_is_lost_to_a_kill(tmp_path: Path, writers: int, kind: str) -> None:
    """One store lives through all kills, of one window or of two that are killed at the same moment."""
    chance = random.Random(f"{SEED} {writers} {kind}")
    root = tmp_path / "store"
    newest: dict[str, int] = {}
    saves = 0
    for life in range(STORE_KILLS):
        first = max(newest.values(), default=0) + 100
        acknowledged = lived(root, writers, first, kind, chance.uniform(0.0, 0.06))
        newest.update({session.id: session.revision for session in acknowledged})
        saves += len(acknowledged)
        check_store(root, kind, newest, f"seed {SEED}, {writers} writers, {kind}, life {life}")
    assert saves > STORE_KILLS
    print(f"{STORE_KILLS} kills, {writers} writers, {kind}, {saves} saves, none lost; seed {SEED}")
