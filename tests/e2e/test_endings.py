"""However the program ends, what was typed is on disk and the terminal is as it was."""

from __future__ import annotations

import signal

import pytest
from tests.e2e.program import Program
from tests.e2e.terminal import Terminal


def half_a_note(program: Program) -> Terminal:
    """Answer a row and type a note without ending it; the last letters are a moment from the disk."""
    terminal = program.listen()
    terminal.press("ctrl+r", "1", "ctrl+n", *"half a sen")
    terminal.wait_for("▏half a sen")
    return terminal


def check_kept(program: Program) -> None:
    """Answer, running call and draft are there when the session is opened again."""
    assert [answer["value"] for answer in program.answers("phone-technique").values()] == [1]
    assert program.session()["status"] == "live"
    terminal = program.listen()
    terminal.wait_for("▏half a sen")
    terminal.wait_for("● Call 00:")
    terminal.press("ctrl+n", *"tence", "enter")
    terminal.wait_for("Note kept.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    (note,) = program.session()["notes"]
    assert note["text"] == "half a sentence"


def test_quitting_asks_nothing(program: Program) -> None:
    terminal = half_a_note(program)
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert terminal.restored()
    check_kept(program)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_cleanly(program: Program, number: signal.Signals, code: int) -> None:
    terminal = half_a_note(program)
    terminal.signal(number)
    assert terminal.end() == code
    assert terminal.restored()
    check_kept(program)


def test_the_terminal_goes_away(program: Program) -> None:
    terminal = half_a_note(program)
    terminal.hang_up()
    assert terminal.end() == 129
    check_kept(program)


def test_the_terminal_goes_away_though_hang_ups_are_ignored(program: Program) -> None:
    """As under nohup: it must not go on for ever without anyone at it."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        terminal = half_a_note(program)
    finally:
        signal.signal(signal.SIGHUP, before)
    terminal.hang_up()
    assert terminal.end() == 129
    check_kept(program)


def test_ctrl_c_is_no_way_out(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+c", "1")
    terminal.wait_for("1/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0


def test_a_session_without_content_vanishes(program: Program) -> None:
    terminal = program.listen()
    terminal.press("space", "plus", "ctrl+n", "x", "backspace", "escape")
    terminal.settle()
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert program.export()["sessions"] == []
