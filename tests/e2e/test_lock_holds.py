"""What becomes of a lock, and of quitting, where something would be lost: with the real program."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.terminal import Terminal
from tests.e2e.test_encryption import state_of, unlock
from tests.e2e.test_safe_store import CANARY, PASSPHRASE, Safe

pytestmark = pytest.mark.e2e


@pytest.fixture(name="plain")
def _plain(tmp_path: Path) -> Iterator[Safe]:
    """A store without a passphrase, with one agent."""
    program = Safe(tmp_path)
    program.add_agent(CANARY)
    yield program
    program.close()


def to_key(program: Safe) -> Terminal:
    """Set a passphrase on the screen; return it with the recovery key shown."""
    terminal = program.open()
    terminal.wait_for(CANARY)
    terminal.press("ctrl+p")
    terminal.wait_for("Protect with a passphrase")
    terminal.send("protect with")
    terminal.settle(0.5)
    terminal.press("enter")
    terminal.wait_for("New passphrase")
    for _line in range(2):
        terminal.settle(0.5)
        terminal.send(f"{PASSPHRASE}\r")
    terminal.wait_for("Write the recovery key down")
    return terminal


def test_attack_r6_lock_a_recovery_key_nobody_wrote_down_is_named_when_the_program_is_left(
    plain: Safe,
) -> None:
    terminal = to_key(plain)
    terminal.press("f12")
    terminal.wait_for("the recovery key is still to be written down")
    assert terminal.alive
    terminal.press("x")
    terminal.wait_for("Write the recovery key down")
    terminal.press("ctrl+q")
    terminal.wait_for("not written down yet")
    time.sleep(1)  # a second press right behind the first counts as one key held
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert "“coachtui recovery-key” makes a new one" in terminal.output
    plain.secret = PASSPHRASE
    assert plain.done("recovery-key").count("-") == 8


def test_attack_r6_lock_stopped_on_the_recovery_key_page_it_is_hidden(plain: Safe) -> None:
    terminal = to_key(plain)
    terminal.signal(signal.SIGTSTP)
    terminal.wait_for(lambda: state_of(terminal.pid) == "T")
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("the recovery key is still to be written down")
    terminal.press("x")
    terminal.wait_for("Write the recovery key down")


@pytest.mark.parametrize(
    ("erased", "said"),
    [(False, "The session is open in another window"), (True, "This agent was erased in another window")],
)
def test_attack_r6_lock_the_team_opens_where_the_session_cannot(plain: Safe, erased: bool, said: str) -> None:
    plain.done("encrypt", lines=(PASSPHRASE,))
    plain.secret = PASSPHRASE
    terminal = plain.open("live", "--agent", CANARY)
    unlock(terminal)
    terminal.wait_for("Checklist")
    terminal.press("1")
    terminal.wait_for("1/25 ")
    terminal.press("f12")
    terminal.wait_for("The data are locked.")
    terminal.settle()  # the frame may come in two pieces
    if erased:
        plain.done("erase", CANARY, "--yes")
    else:
        other = plain.open("live", "--agent", CANARY)
        unlock(other)
        other.wait_for("1/25 ")
    unlock(terminal)
    terminal.wait_for(said)
    assert terminal.alive
    terminal.press("ctrl+q")
    assert terminal.end() == 0
