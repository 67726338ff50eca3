"""The window is as large as the terminal says, whatever a shell has exported (attack F8)."""

from __future__ import annotations

import fcntl
import os
import struct
import termios
from collections.abc import Iterator

import pytest

from coachtui.ui.window_size import said_by_terminal, window_size


@pytest.fixture
def line() -> Iterator[int]:
    """The program's side of a terminal of 100 by 30."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    yield slave
    os.close(slave)
    os.close(master)


@pytest.fixture
def pipe() -> Iterator[int]:
    """What is no terminal."""
    ends = os.pipe()
    yield ends[0]
    for end in ends:
        os.close(end)


def test_attack_f8_what_is_exported_counts_for_nothing_where_a_terminal_is(
    line: int, pipe: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("LINES", "50")
    assert window_size((pipe, line)) == (100, 30)


def test_a_terminal_that_does_not_say_leaves_it_to_what_is_exported(
    line: int, pipe: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
    monkeypatch.setenv("COLUMNS", "91")
    monkeypatch.setenv("LINES", "29")
    assert said_by_terminal((pipe, line)) is None
    assert window_size((pipe, line)) == (91, 29)
