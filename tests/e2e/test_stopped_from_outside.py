"""A program that something outside stops and lets go on, without the terminal having asked for it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.terminal import Terminal
from tests.e2e.test_encryption import state_of
from tests.e2e.test_safe_store import CANARY, Safe

pytestmark = pytest.mark.e2e


@pytest.fixture(name="terminal")
def _terminal(tmp_path: Path) -> Iterator[Terminal]:
    program = Safe(tmp_path)
    program.add_agent(CANARY)
    terminal = program.open()
    terminal.wait_for(CANARY)
    yield terminal
    program.close()


def threads(pid: int) -> int:
    """Return how many threads a process has."""
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def stop_and_go_on(terminal: Terminal) -> None:
    """Stop the program as a tool that spares the processor does, and let it go on."""
    terminal.signal(signal.SIGSTOP)
    terminal.wait_for(lambda: state_of(terminal.pid) == "T")
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(lambda: state_of(terminal.pid) != "T")
    terminal.settle(0.5)


def test_attack_stopped_and_let_go_on_it_can_still_be_left(terminal: Terminal) -> None:
    for _time in range(3):
        stop_and_go_on(terminal)
    terminal.press("ctrl+q")
    assert terminal.end() == 0


def test_attack_let_go_on_while_it_runs_one_thread_reads_the_keys(terminal: Terminal) -> None:
    """Two of them hand letters on in another order than they were typed in."""
    stop_and_go_on(terminal)
    before = threads(terminal.pid)
    for _time in range(3):
        stop_and_go_on(terminal)
    terminal.wait_for(lambda: threads(terminal.pid) <= before)
