"""What is typed while no screen reads (a start, a lock) is never echoed; the terminal is what it was."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.terminal import Terminal
from tests.e2e.test_encryption import state_of, unlock
from tests.e2e.test_safe_store import CANARY, PASSPHRASE, Safe

pytestmark = pytest.mark.e2e

TYPED = "zzq7 unseen words"
LOCKED = "The data are locked."
COOKED = termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Safe]:
    """A protected store with one agent."""
    program = Safe(tmp_path)
    program.add_agent(CANARY)
    program.done("encrypt", lines=(PASSPHRASE,))
    program.secret = PASSPHRASE
    yield program
    program.close()


def attributes(terminal: Terminal) -> list[Any]:
    return termios.tcgetattr(terminal._master)


def muted(terminal: Terminal) -> bool:
    return not attributes(terminal)[3] & termios.ECHO


def opened(program: Safe, *arguments: str) -> tuple[Terminal, list[Any]]:
    """Open the program; return the terminal and what it was like before, which a new one is like too."""
    master, line = os.openpty()
    before = termios.tcgetattr(master)
    os.close(master)
    os.close(line)
    assert before[3] & COOKED == COOKED
    return program.open(*arguments), before


def locked_again(terminal: Terminal, typed: str = "") -> None:
    """Lock by key, type at once, and wait until the new lock screen is there."""
    begun = terminal.output.count(LOCKED)
    terminal.send(f"\x1b[24~{typed}")
    terminal.wait_for(lambda: terminal.output.count(LOCKED) > begun)
    terminal.wait_for(LOCKED)


def on_the_team(terminal: Terminal) -> None:
    unlock(terminal)
    terminal.wait_for(CANARY)


@pytest.mark.parametrize("end", ["", "\r"])
def test_leak_what_is_typed_right_after_the_lock_is_not_echoed(program: Safe, end: str) -> None:
    terminal, before = opened(program)
    on_the_team(terminal)
    locked_again(terminal, TYPED + end)
    on_the_team(terminal)
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert TYPED not in terminal.output
    assert "unseen" not in terminal.output
    assert "neither the passphrase" not in terminal.output
    assert terminal.restored()
    assert attributes(terminal) == before


def test_leak_typed_letter_by_letter_across_the_lock_nothing_is_echoed(program: Safe) -> None:
    terminal, before = opened(program)
    on_the_team(terminal)
    begun = terminal.output.count(LOCKED)
    terminal.send("\x1b[24~")
    echoed_at = len(terminal.output)
    while terminal.output.count(LOCKED) == begun:
        terminal.send("\N{SNOWMAN}")
        terminal.read(0.02)
    assert "\N{SNOWMAN}" not in terminal.output[echoed_at:]
    terminal.press("enter", "ctrl+q")
    assert terminal.end() == 0
    assert "\N{SNOWMAN}" not in terminal.output
    assert attributes(terminal) == before


@pytest.mark.parametrize("key", ["\x03", "\x1c", "\x1a"])
def test_a_key_that_is_a_signal_right_after_the_lock_ends_nothing(program: Safe, key: str) -> None:
    terminal, before = opened(program)
    on_the_team(terminal)
    begun = terminal.output.count(LOCKED)
    terminal.send("\x1b[24~")
    while terminal.output.count(LOCKED) == begun:
        assert terminal.alive
        assert state_of(terminal.pid) != "T"
        terminal.send(key)
        terminal.read(0.02)
    terminal.settle()
    assert terminal.alive
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert attributes(terminal) == before


def test_leak_what_is_typed_as_the_program_begins_is_not_echoed_and_arrives_whole(program: Safe) -> None:
    terminal, before = opened(program)
    terminal.wait_for(lambda: muted(terminal))
    terminal.send(f"{PASSPHRASE}\r")
    terminal.wait_for(CANARY)
    assert "neither the passphrase" not in terminal.output
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert PASSPHRASE not in terminal.output
    assert attributes(terminal) == before


def test_left_from_the_lock_screen_the_terminal_is_what_it_was(program: Safe) -> None:
    terminal, before = opened(program)
    on_the_team(terminal)
    locked_again(terminal)
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert terminal.restored()
    assert attributes(terminal) == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("live", "--agent", "Nobody At All"), 1),
        (("live", "--model", "none"), 2),
        (("live", "--terminal=nonsense"), 2),
        (("--terminal=1.2.3", "live", "--bad"), 2),
        (("--help",), 0),
    ],
)
def test_a_start_that_ends_without_a_screen_leaves_the_terminal_as_it_was(
    tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    program = Safe(tmp_path)
    program.add_agent("Kim Berg")
    terminal, before = opened(program, *arguments)
    assert terminal.end() == code
    assert attributes(terminal) == before
    program.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_while_the_program_begins_leaves_the_terminal_as_it_was(
    program: Safe, number: signal.Signals
) -> None:
    terminal, before = opened(program)
    terminal.wait_for(lambda: muted(terminal))
    terminal.signal(number)
    terminal.end()
    assert attributes(terminal) == before


def test_stopped_while_it_begins_the_shell_has_its_terminal(program: Safe) -> None:
    terminal, before = opened(program)
    terminal.wait_for(lambda: muted(terminal))
    terminal.signal(signal.SIGTSTP)
    terminal.wait_for(lambda: state_of(terminal.pid) == "T")
    assert attributes(terminal) == before
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(LOCKED)
    assert muted(terminal)


def test_a_passphrase_asked_for_in_the_shell_can_be_typed(program: Safe) -> None:
    terminal, before = opened(program, "roster", "list")
    terminal.wait_for("Passphrase or recovery key")
    terminal.send(f"{PASSPHRASE}\n")
    assert terminal.end() == 0
    assert CANARY in terminal.output
    assert PASSPHRASE not in terminal.output
    assert attributes(terminal) == before
