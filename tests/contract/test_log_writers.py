"""Several writers to one log: threads of a process, and processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_table import KeyedDB, LogDB

HERE = Path(__file__).parent
WRITERS = 3
COMMITS = 40


def test_processes_lose_nothing_and_share_no_id(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    writers = [
        subprocess.Popen(
            [sys.executable, HERE / "writer.py", path, f"w{number}", str(COMMITS)],
            env={**os.environ, "PYTHONPATH": str(HERE.parents[1] / "src")},
            stdout=subprocess.PIPE,
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    table = KeyedDB(path).keyed("t")
    wanted = {f"w{w}-{n}" for w in range(WRITERS) for n in range(1, COMMITS + 1)}
    assert wanted == {key for key in table.encoded() if "-" in key}
    assert {table.get(doc_id=f"w{w}")["n"] for w in range(WRITERS)} == {COMMITS}
    numbered = LogDB(path).table("numbered").all()
    assert sorted(document.doc_id for document in numbered) == list(range(1, WRITERS * COMMITS + 1))
    assert len({(document["by"], document["n"]) for document in numbered}) == WRITERS * COMMITS


def test_threads_with_their_own_view_of_the_log_lose_nothing(tmp_path: Path) -> None:
    path, lock = tmp_path / "a.jsonl", StoreLock(tmp_path / "store.lock")
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            table = LogDB(path, lock=lock).table("t")
            for n in range(COMMITS):
                table.insert({"by": name, "n": n})
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failed.append(error)

    threads = [threading.Thread(target=write, args=(f"t{number}",)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    found = LogDB(path).table("t").all()
    assert [document.doc_id for document in found] == list(range(1, WRITERS * COMMITS + 1))


def test_a_reader_beside_a_writer_never_meets_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    KeyedDB(path).keyed("t").put_encoded({"first": b"{}"})
    with subprocess.Popen(
        [sys.executable, HERE / "writer.py", path, "w", str(5 * COMMITS)],
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1] / "src")},
        stdout=subprocess.DEVNULL,
    ) as writer:
        follower = KeyedDB(path).keyed("t")
        seen = [0]
        while writer.poll() is None:
            fresh = len(KeyedDB(path).keyed("t"))
            assert seen[-1] <= fresh <= len(follower)
            seen.append(fresh)
    assert writer.returncode == 0
    assert len(set(seen)) > 3
    assert len(follower) == 5 * COMMITS + 2


def test_what_another_window_wrote_is_seen_before_writing(tmp_path: Path) -> None:
    one = LogDB(tmp_path / "a.jsonl").table("t")
    two = LogDB(tmp_path / "a.jsonl").table("t")
    assert [one.insert({}), two.insert({}), one.insert({})] == [1, 2, 3]
    two.update({"by": "two"}, doc_ids=[1])
    one.update({"also": "one"}, doc_ids=[1])
    assert two.get(doc_id=1) == {"by": "two", "also": "one"}
