"""Locked and unlocked by keyboard at a real terminal; nothing secret leaves the program on any way."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.terminal import Terminal
from tests.e2e.test_safe_store import CANARY, PASSPHRASE, Safe

pytestmark = pytest.mark.e2e

NOTE = "half_a_Marmalade"


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Safe]:
    """A protected store with one agent."""
    program = Safe(tmp_path)
    program.add_agent(CANARY)
    program.done("encrypt", lines=(PASSPHRASE,))
    program.secret = PASSPHRASE
    yield program
    program.close()


def unlock(terminal: Terminal, secret: str = PASSPHRASE) -> None:
    terminal.wait_for("The data are locked.")
    terminal.settle()  # the frame may come in two pieces
    terminal.send(f"{secret}\r")


def identity(program: Safe) -> str:
    (agent,) = program.records()["agents"]
    found: str = agent["id"]
    return found


def seen_by_others(pid: int) -> bytes:
    """What every user of the computer can read of a process, or its own user and root."""
    try:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
    except PermissionError:  # a process with a key hides it even from its own user
        environment = b""
    return Path(f"/proc/{pid}/cmdline").read_bytes() + environment


def kept_private(pid: int) -> bool:
    """Whether a crash of a process writes no memory to a file, and its own user may not read it."""
    limits = Path(f"/proc/{pid}/limits")
    core = next(line for line in limits.read_text().splitlines() if line.startswith("Max core file size"))
    return core.split()[4] == "0" and Path(f"/proc/{pid}/mem").stat().st_uid == 0


def test_a_process_with_a_key_keeps_its_memory_to_itself(program: Safe) -> None:
    script = (
        "import ctypes, resource, sys\n"
        "from coachtui.bootstrap import open_program\n"
        "open_program(data_dir=sys.argv[1]).protection\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(program.data)], capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["0", "0"]


def test_locked_by_key_in_the_middle_of_a_note(program: Safe) -> None:
    terminal = program.open("live", "--agent", identity(program))
    unlock(terminal)
    terminal.wait_for("Checklist")
    terminal.press("1", "0", "plus", "1", "space", "ctrl+r")
    terminal.wait_for("● Call")
    row = terminal.marked()
    assert row
    assert kept_private(terminal.pid)
    terminal.press("ctrl+n", *NOTE)
    terminal.wait_for(NOTE)
    before = program.records()["sessions"]
    pid = terminal.pid
    keys_in = Path(f"/proc/{pid}/cmdline").read_bytes()
    terminal.press("f12")
    terminal.wait_for("The data are locked.")
    terminal.settle()  # the frame may come in two pieces
    assert (terminal.pid, terminal.alive) == (pid, True)
    assert Path(f"/proc/{pid}/cmdline").read_bytes() != keys_in
    for text in (NOTE, CANARY, "Canary", "Checklist"):
        assert text not in terminal.text
    shown = seen_by_others(pid)
    unlock(terminal, "not the passphrase")
    terminal.wait_for("neither the passphrase nor the recovery key")
    shown += seen_by_others(pid)
    unlock(terminal)
    terminal.wait_for("Checklist")
    terminal.wait_for(NOTE)
    terminal.press("_", "w", "enter")
    terminal.wait_for("Note kept.")
    assert terminal.marked() == row
    shown += seen_by_others(pid)
    for secret in (PASSPHRASE, CANARY, NOTE):
        assert secret.encode() not in shown
    assert PASSPHRASE not in terminal.output
    assert re.findall(r"\x1b\](?:[012]|52);", terminal.output) == []  # neither title nor clipboard
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert terminal.restored()
    (session,) = program.records()["sessions"]
    assert [session["id"]] == [entry["id"] for entry in before]
    assert [note["text"] for note in session["notes"]] == [f"{NOTE}_w"]
    assert sorted(len(e["answers"]) for e in program.records()["evaluations"]) == [1, 2]


def test_the_recovery_key_opens_and_quitting_needs_none(program: Safe) -> None:
    recovery = program.done("recovery-key").strip()
    terminal = program.open()
    terminal.wait_for("The data are locked.")
    terminal.settle()  # the frame may come in two pieces
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert terminal.restored()
    again = program.open()
    again.wait_for("The data are locked.")
    again.settle()  # the frame may come in two pieces
    again.paste(recovery.lower())
    again.press("enter")
    again.wait_for(CANARY)
    assert recovery not in again.output


def test_locked_on_the_page_of_an_agent(program: Safe) -> None:
    terminal = program.open()
    unlock(terminal)
    terminal.wait_for(CANARY)
    terminal.press("enter")
    terminal.wait_for("Profile")
    terminal.press("f12")
    unlock(terminal)
    terminal.wait_for("Profile")
    assert CANARY.encode() not in seen_by_others(terminal.pid)


def test_stopped_it_is_locked_first(program: Safe) -> None:
    terminal = program.open("live", "--agent", identity(program))
    unlock(terminal)
    terminal.wait_for("Checklist")
    terminal.press("1")
    terminal.wait_for("1/25 ")
    terminal.signal(signal.SIGTSTP)
    terminal.wait_for(lambda: state_of(terminal.pid) == "T")
    assert terminal.restored()
    assert b"--stopped" in Path(f"/proc/{terminal.pid}/cmdline").read_bytes()
    terminal.signal(signal.SIGCONT)
    unlock(terminal)
    terminal.wait_for("1/25 ")


def test_without_a_passphrase_it_is_hidden_and_stops(tmp_path: Path) -> None:
    program = Safe(tmp_path)
    program.add_agent(CANARY)
    terminal = program.open()
    terminal.wait_for(CANARY)
    terminal.press("f12")
    terminal.wait_for("The data have no passphrase")
    assert CANARY not in terminal.text
    terminal.press("x")
    terminal.wait_for(CANARY)
    terminal.signal(signal.SIGTSTP)
    terminal.wait_for(lambda: state_of(terminal.pid) == "T")
    assert terminal.restored()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("The screen is hidden.")
    terminal.press("x")
    terminal.wait_for(CANARY)
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    program.close()


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60)])
def test_the_lock_screen_fits_and_says_nothing_of_anybody(program: Safe, size: tuple[int, int]) -> None:
    terminal = program.open("--lang", "zh-Hans", columns=size[0], rows=size[1])
    terminal.wait_for("coachtui")
    terminal.wait_for("Ctrl+Q")
    terminal.send("wrong\r")
    terminal.settle(1.0)
    assert "wrong" not in terminal.output
    assert CANARY not in terminal.output


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_lock_screen_cleanly(program: Safe, number: signal.Signals, code: int) -> None:
    terminal = program.open()
    terminal.wait_for("The data are locked.")
    terminal.settle()  # the frame may come in two pieces
    terminal.signal(number)
    assert terminal.end() == code
    assert terminal.restored()


def test_where_says_whether_there_is_a_passphrase(program: Safe, tmp_path: Path) -> None:
    assert '"protection": "on"' in program.get("where", "--json")
    plain = Safe(tmp_path / "plain")
    assert '"protection": "off"' in plain.get("where", "--json")
    assert any(line.split() == ["protection", "off"] for line in plain.get("where").splitlines())


def state_of(pid: int) -> str:
    """The state the system gives for a process; T is stopped."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
