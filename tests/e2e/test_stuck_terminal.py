"""A terminal that stops reading: what is typed is saved all the same, and the program ends (attack F9)."""

from __future__ import annotations

import signal
import time

import pytest
from tests.e2e.program import Program
from tests.e2e.terminal import Terminal

FORM = "phone-technique"
HELP = "\x1bOP"
"""Opens the help, and closes it."""

FULL_SCREENS = 60
"""More than a terminal and Textual's own queue hold between them."""

ALL_SHOWN_S = 180.0
"""Seconds in which a busy machine, too, has gone through all of them."""

pytestmark = pytest.mark.timeout(600)


def stuck(program: Program) -> Terminal:
    """A session at a terminal that has taken all it takes, with two rows answered after that."""
    terminal = program.listen()
    terminal.press("0")
    terminal.wait_for("1/25 ")
    for _screen in range(FULL_SCREENS):
        terminal.send_unread(HELP * 2)  # read together, so no key that is held down
        time.sleep(0.02)
    terminal.send_unread("10")
    return terminal


def answered(program: Program, wanted: int) -> bool:
    until = time.monotonic() + ALL_SHOWN_S
    while time.monotonic() < until:
        if len(program.answers(FORM)) == wanted:
            return True
        time.sleep(0.2)
    return False


def test_attack_f9_answers_reach_the_disk_while_the_terminal_takes_nothing(program: Program) -> None:
    terminal = stuck(program)
    assert answered(program, 3)
    terminal.wait_for("3/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_attack_f9_a_signal_ends_the_program_with_all_that_was_typed(
    program: Program, number: signal.Signals
) -> None:
    terminal = stuck(program)
    assert answered(program, 3)
    terminal.signal(number)
    assert terminal.end_unread() == 128 + number
    assert len(program.answers(FORM)) == 3


def test_attack_f9_quitting_ends_the_program_too(program: Program) -> None:
    terminal = stuck(program)
    assert answered(program, 3)
    terminal.send_unread("\x11")
    assert terminal.end_unread() == 0
    assert len(program.answers(FORM)) == 3
