"""What may not grow: bytes and frames of a key, writes of a save, files of a start, repaints at rest.

Counts gate, times do not: they hold on any machine, under any load.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.bench import stores
from tests.bench.make_store import make_store
from tests.bench.stopwatch import COLUMNS, ROWS, Watched
from tests.e2e.program import Program
from tests.e2e.terminal import Terminal

from coachtui.bootstrap import open_program
from coachtui.store.log import disk
from coachtui.store.records.documents import SESSIONS

ROW_AND_CURSOR, ALL_TOGETHER = 700, 1_300
"""Most bytes of a digit's frame: the row answered and the one the cursor goes to; with score and the rest."""

FRAME = re.compile(r"\x1b\[\?2026h(.*?)\x1b\[\?2026l", re.DOTALL)
PLACE = re.compile(r"\x1b\[(\d+);\d+H")
SAVED = "✓ saved"
FIRST_ROW = 6
"""Line of the screen with the first row of the checklist, below header, heads and tabs."""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with one agent."""
    opened = Program(tmp_path)
    opened.add_agent("Kim Berg")
    yield opened
    opened.close()


@pytest.fixture
def terminal(program: Program) -> Terminal:
    """A live session at a terminal, at rest."""
    opened = program.listen(columns=COLUMNS, rows=ROWS)
    opened.wait_for("OSKAR")
    opened.settle(0.6)
    return opened


def painted(terminal: Terminal, key: str, quiet_s: float = 0.25) -> list[str]:
    """Press a key and return the frames it leads to, until all is quiet for a while."""
    before = len(terminal.output)
    terminal.press(key)
    terminal.settle(quiet_s)
    return FRAME.findall(terminal.output[before:])


def watched(terminal: Terminal, seconds: float) -> str:
    """Return what is written while nobody types."""
    before, until = len(terminal.output), time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        terminal.read(left)
    return terminal.output[before:]


def in_rows(frame: str) -> int:
    """Return the bytes of a frame that belong to items of the checklist: lines of full rows."""
    pieces = PLACE.split(frame)
    size = 0
    for line, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if int(line) >= FIRST_ROW and not re.search(r"\d+/\d+ +[\d.–]+ *\x1b", text):
            size += len(text.encode()) + 8
    return size


def test_a_digit_paints_little_and_once(terminal: Terminal) -> None:
    for digit in "11111212":
        frames = painted(terminal, digit)
        first, rest = frames[0], frames[1:]
        assert len(first.encode()) <= ALL_TOGETHER
        assert in_rows(first) <= ROW_AND_CURSOR
        assert sum(len(frame.encode()) for frame in frames) <= ALL_TOGETHER
        assert all(len(PLACE.findall(frame)) <= 2 for frame in rest), "only the badge comes later"
        assert len(rest) <= 1


def test_a_letter_paints_little_and_once(terminal: Terminal) -> None:
    painted(terminal, "ctrl+n")
    frames = [painted(terminal, letter, 0.1) for letter in "quick brown fox"]
    assert all(len(each[0].encode()) <= ROW_AND_CURSOR for each in frames)
    changes_of_the_badge = 2 * 3  # saving, then saved, at most once a second
    assert sum(map(len, frames)) <= len(frames) + changes_of_the_badge


def test_at_rest_one_small_repaint_a_second(terminal: Terminal) -> None:
    terminal.settle(0.6)
    assert watched(terminal, 2.0) == ""
    terminal.press("ctrl+r")
    terminal.wait_for(SAVED)
    watched(terminal, 1.2)
    frames = FRAME.findall(watched(terminal, 4.0))
    assert 3 <= len(frames) <= 5
    assert max(len(frame.encode()) for frame in frames) <= 250


class Calls:
    """Counts what is asked of the disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.appended: list[int] = []
        self.synced = 0
        self.made = 0
        write, sync, new = disk.write_all, disk.full_sync, disk.open_new

        def write_all(descriptor: int, data: bytes) -> None:
            self.appended.append(len(data))
            write(descriptor, data)

        def full_sync(descriptor: int) -> None:
            self.synced += 1
            sync(descriptor)

        def open_new(path: Path) -> int:
            self.made += 1
            return new(path)

        monkeypatch.setattr(disk, "write_all", write_all)
        monkeypatch.setattr(disk, "full_sync", full_sync)
        monkeypatch.setattr(disk, "open_new", open_new)


@pytest.mark.parametrize("sessions", [10, 400])
def test_a_live_save_is_one_append_and_one_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sessions: int
) -> None:
    make_store(tmp_path, sessions=sessions, agents=2, seed=1)
    store = open_program(data_dir=str(tmp_path)).sessions
    session = replace(next(iter(store.every())), status="live")
    store.put(session)
    calls = Calls(monkeypatch)
    for revision in range(1, 6):
        changed = replace(session, revision=session.revision + revision)
        size = len(SESSIONS.encode(changed))
        calls.appended.clear()
        calls.synced = 0
        store.put(changed)
        assert len(calls.appended) == 1
        assert calls.synced == 1
        assert calls.made == 0
        assert size < calls.appended[0] < size + 150


LOADED_AT_MOST = 248
"""Modules and folders of ours that opening the live screen loads; one costs a quarter of a millisecond."""

OPENED_BY_A_START = """
import json, sys
opened = []
sys.addaudithook(lambda name, about: opened.append(str(about[0])) if name == "open" else None)
from coachtui.bootstrap import open_program
from coachtui.services.listening import Listening
program = open_program()
agent = program.roster.find("Alva Eksempel 001")
listening = Listening(program.sessions, program.team, program.content, program.clock, program.ids)
listening.begin(agent).lease.release()
folder = str(program.folders.data)
found = [path[len(folder):] for path in opened if path.startswith(folder)]
print(json.dumps({"opened": len(found), "index": any("index" in path for path in found)}))
"""


def opened_by_a_start(folder: Path) -> dict[str, int]:
    """Return how many files of the store are opened until a live session has begun."""
    done = subprocess.run(
        [sys.executable, "-c", OPENED_BY_A_START],
        env={**os.environ, "COACHTUI_DATA_DIR": str(folder), "COACHTUI_CONFIG_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_a_start_opens_as_many_files_however_much_is_stored(tmp_path: Path) -> None:
    counts = []
    for sessions in (6, 600):
        folder = tmp_path / str(sessions)
        make_store(folder, sessions=sessions, agents=3, seed=1)
        counts.append(opened_by_a_start(folder))
        shutil.rmtree(folder)
    assert not any(count["index"] for count in counts)
    assert counts[1]["opened"] <= counts[0]["opened"] + 1, (
        "one more year to look through for a running session"
    )


LOADED_BY_A_START = """
import sys
from pathlib import Path
from coachtui.cli import main
from coachtui.ui.daily_backup import DailyBackup
DailyBackup.finish = lambda *_told: Path(sys.argv[1]).write_text("\\n".join(sys.modules))
main(["live", "--agent", "Alva Eksempel 001"])
"""
"""What is loaded is written down before the backup at the end, which loads more."""

NOT_NEEDED_AT_A_START = re.compile(
    r"coachtui\.(exchange|domain\.(names\.(f(?!olding)|contact_data)|import_losses|incoming|privacy\.(own|pseudonym)))|"
    r"coachtui\.ui\.(agent|first_start|protection|reading|retention|review|team)\.|hashlib"
)


def test_a_start_loads_nothing_but_what_the_first_screen_needs(tmp_path: Path) -> None:
    make_store(tmp_path / "data", sessions=6, agents=3, seed=1)
    told = tmp_path / "loaded"
    watched = Watched(
        (sys.executable, "-c", LOADED_BY_A_START, str(told)), stores.environment(tmp_path / "data")
    )
    try:
        watched.shown_after(stores.READY)
        watched.end()
    finally:
        watched.close()
    loaded = told.read_text(encoding="utf-8").split()
    assert "coachtui.ui.live.screen" in loaded
    assert [name for name in loaded if NOT_NEEDED_AT_A_START.match(name)] == []
    assert sum(name.startswith("coachtui") for name in loaded) <= LOADED_AT_MOST
