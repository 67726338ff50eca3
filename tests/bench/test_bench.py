"""The targets of speed and size, as ratios taken in one run; they are printed and gate nothing.

``make bench`` runs it; ``BENCH_ROUNDS`` (5) and ``BENCH_LARGE`` (100000 sessions) change it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

import pytest
from tests.bench import sealed_store, stores
from tests.bench.stopwatch import Painted, Watched

from coachtui.bootstrap import open_program

pytestmark = pytest.mark.bench

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
LARGE = int(os.environ.get("BENCH_LARGE", "100000"))
AGENTS = 200
LETTERS = b"the quick brown fox jumps over the lazy dog "
DIGITS = b"1111121112201112121201"
"""One for each row from the top of the first form; each row takes its digit."""


def row(what: str, measured: str, target: str) -> None:
    """Print one row of the table."""
    print(f"| {what:<58} | {measured:<34} | {target:<26} |")


@pytest.fixture(scope="module", autouse=True)
def _table() -> None:
    print()
    row("what", "measured", "target")
    row("-" * 58, "-" * 34, "-" * 26)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A store to type in."""
    folder = tmp_path / "data"
    shutil.copytree(stores.store(LARGE // 10, AGENTS), folder)
    return folder


def opened(watched: Watched, text: bytes) -> Watched:
    watched.shown_after(text)
    watched.watch(1.0)
    return watched


def pressed(watched: Watched, keys: bytes) -> Iterator[Painted]:
    for key in keys:
        yield watched.press(bytes([key]))
        time.sleep(0.04)


def start_ratio(make: Callable[[], Watched], text: bytes, other: Callable[[], Watched], mark: bytes) -> str:
    """Start two programs in turns and return how they compare; the first round only warms up."""
    times: list[float] = []
    work: list[float] = []
    for _round in range(ROUNDS + 1):
        one, two = make(), None
        try:
            mine = one.shown_after(text)
            one.end()
            two = other()
            theirs = two.shown_after(mark)
            two.end()
        finally:
            for watched in filter(None, (one, two)):
                watched.close()
        times.append(mine[0] / theirs[0])
        work.append(mine[1] / theirs[1])
    return f"{median(times[1:]):.2f} x time, {median(work[1:]):.2f} x CPU"


def percentiles(values: list[float]) -> tuple[float, float, float]:
    cuts = quantiles(values, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def test_start() -> None:
    usual, small, large = (stores.store(n, AGENTS) for n in (LARGE // 10, LARGE // 100, LARGE))
    measured = start_ratio(lambda: stores.live(usual), stores.READY, stores.floor, b"READY")
    row(f"start of the live screen, {LARGE // 10} sessions, 200 agents", measured, "1.50 x the bare app")
    measured = start_ratio(lambda: stores.live(large), stores.READY, lambda: stores.live(small), stores.READY)
    row(f"the same, {LARGE} against {LARGE // 100} sessions", measured, "1.15 x")


def test_keys(copy: Path) -> None:
    typed: list[Painted] = []
    digits: list[Painted] = []
    letters: list[Painted] = []
    for number in range(ROUNDS):
        for make, text, keys, found in (
            (stores.floor, b"READY", LETTERS, typed),
            (partial(stores.live, copy, number), stores.READY, DIGITS, digits),
            (partial(stores.live, copy, number), stores.READY, b"\x0e" + LETTERS, letters),
        ):
            watched = opened(make(), text)
            try:
                painted = list(pressed(watched, keys))
                found.extend(painted[1:] if keys.startswith(b"\x0e") else painted)
                watched.end()
            finally:
                watched.close()
    base = percentiles([painted.ms for painted in typed])
    row("a letter in the bare app", "p50 {:.1f}  p95 {:.1f}  p99 {:.1f} ms".format(*base), "")
    for what, found in (("a digit in the checklist", digits), ("a letter in the note line", letters)):
        p50, p95, p99 = percentiles([painted.ms for painted in found])
        row(what, f"p50 {p50:.1f}  p95 {p95:.1f}  p99 {p99:.1f} ms", "p99 16.7 ms")
        row(
            "  against the bare app",
            f"p50 {p50 / base[0]:.2f} x  p95 {p95 / base[1]:.2f} x",
            "p50 0.7 x  p95 0.8 x",
        )
        row(
            "  bytes and frames",
            f"{median(p.size for p in found):.0f} B, {median(p.frames for p in found):.0f}",
            "",
        )


def test_idle_and_memory(copy: Path) -> None:
    bare, watched = opened(stores.floor(), b"READY"), opened(stores.live(copy), stores.READY)
    try:
        row(
            "memory of the live screen",
            f"{watched.memory_mb() / bare.memory_mb():.2f} x",
            "1.5 x the bare app",
        )
        watched.press(b"\x12")
        watched.watch(2.0)
        idle = watched.watch(10.0)
        measured = f"{idle.ms / 100:.2f} % CPU, {idle.frames} frames, {idle.size} B"
        row("10 s idle, call clock running", measured, "1 % CPU, 10 small frames")
    finally:
        bare.close()
        watched.close()


def test_save(tmp_path: Path) -> None:
    sizes = (10, LARGE)
    times: dict[int, list[float]] = {size: [] for size in sizes}
    found = {size: open_program(data_dir=str(_copied(size, tmp_path))).sessions for size in sizes}
    revisions = {size: next(iter(found[size].every())) for size in sizes}
    for size in islice(cycle(sizes), 400):
        revisions[size] = replace(revisions[size], revision=revisions[size].revision + 1)
        began = time.perf_counter()
        found[size].put(revisions[size])
        times[size].append((time.perf_counter() - began) * 1000)
    for store in found.values():
        store.close()
    small, large = (median(times[size]) for size in sizes)
    measured = f"{small:.2f} and {large:.2f} ms: {large / small:.2f} x"
    row(f"one live save, {sizes[0]} and {LARGE} sessions stored", measured, "1.2 x")


def _copied(size: int, folder: Path) -> Path:
    """Return a copy of a small store, a large one as it is: its sessions only get a revision more."""
    source = stores.store(size, min(AGENTS, size))
    return Path(shutil.copytree(source, folder / str(size))) if size < LARGE else source


def measured_apart(code: str, folder: Path) -> dict[str, float]:
    """Run code in a process of its own; it prints JSON."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK + code],
        env=stores.environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


PEAK = """
def peak_mb():
    with open("/proc/self/status") as status:
        return int(status.read().partition("VmHWM:")[2].split()[0]) / 1024
"""
"""Not from ``getrusage``, which remembers the process that started this one."""

LISTING = """
import json, time
from coachtui.bootstrap import open_program
store = open_program().sessions
began = time.perf_counter()
count = len(store.rows())
spent = time.perf_counter() - began
print(json.dumps({"s": spent, "n": count, "mb": peak_mb()}))
"""

EXPORTING = """
import json, os, time
from coachtui.cli import main
began = time.perf_counter()
main(["export", "--force", "-o", os.devnull])
spent = time.perf_counter() - began
print(json.dumps({"s": spent, "mb": peak_mb()}))
"""

DUMPING = """
import io, json, sys, time
from coachtui.bootstrap import open_program
from coachtui.services.export import ExportFilter
export = open_program().export
document = json.loads(b"".join(export.document(export.select(ExportFilter()), "json")))
began = time.perf_counter()
json.dumps(document, ensure_ascii=False)
print(json.dumps({"s": time.perf_counter() - began}))
"""


def test_list() -> None:
    found = [measured_apart(LISTING, stores.store(LARGE, AGENTS)) for _round in range(ROUNDS)]
    assert all(each["n"] >= LARGE for each in found)
    measured = f"{median(each['s'] for each in found):.2f} s, {max(each['mb'] for each in found):.0f} MB"
    row(f"list {LARGE} sessions from cold", measured, "0.5 s, 150 MB")


def test_sealed(tmp_path: Path) -> None:
    plain = stores.store(LARGE, AGENTS) / "store"
    sealed_store.sealed_twin(plain, tmp_path / "store", "four words")
    found = sealed_store.ratios(plain, tmp_path / "store", "four words")
    row("one live save with a passphrase against without", f"{found['save']:.2f} x", "1.5 x")
    row(f"list {LARGE} sessions with a passphrase", f"{found['list']:.2f} x", "2.5 x")


def test_export() -> None:
    ratios = []
    for _round in range(ROUNDS):
        dumped = measured_apart(DUMPING, stores.store(LARGE // 100, AGENTS))["s"]
        ratios.append(dumped / measured_apart(EXPORTING, stores.store(LARGE // 100, AGENTS))["s"])
    row(f"export of {LARGE // 100} sessions against json.dumps", f"{median(ratios):.2f} x its speed", "0.3 x")
    sizes = [measured_apart(EXPORTING, stores.store(n, AGENTS)) for n in (LARGE // 10, LARGE)]
    measured = "{:.0f} and {:.0f} MB, {:.0f} s".format(sizes[0]["mb"], sizes[1]["mb"], sizes[1]["s"])
    row(f"memory of exporting {LARGE // 10} and {LARGE}", measured, "flat")
