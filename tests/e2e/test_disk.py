"""A disk that takes nothing more: the badge says so, nothing is lost, and it is saved once there is room."""

from __future__ import annotations

import resource
import signal

from tests.e2e.program import Program
from tests.e2e.terminal import Terminal


def fill_the_disk(terminal: Terminal) -> None:
    """Let no file of the program grow any more."""
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def make_room(terminal: Terminal) -> None:
    """Let its files grow again."""
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_saved_once_there_is_room_again(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+r", "1")
    terminal.wait_for("1/25 ")
    terminal.wait_for("✓ saved")
    fill_the_disk(terminal)
    terminal.press("0", "ctrl+n", *"kept all the same", "enter")
    terminal.wait_for("✗ not saved, retrying")
    terminal.wait_for("2/25 ")
    terminal.press("ctrl+s")
    terminal.wait_for("Not saved yet; everything is kept and saving is tried again.")
    assert program.run("check").returncode == 0
    make_room(terminal)
    terminal.wait_for("✓ saved")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert [answer["value"] for answer in program.answers("phone-technique").values()] == [1, 0]
    assert [note["text"] for note in program.session()["notes"]] == ["kept all the same"]
    assert program.run("check").returncode == 0


def test_killed_while_the_disk_is_full(program: Program) -> None:
    """What was shown as saved before is there, and the store is whole."""
    terminal = full(program)
    terminal.kill()
    terminal.end()
    assert [answer["value"] for answer in program.answers("phone-technique").values()] == [1]
    assert program.run("check").returncode == 0


def full(program: Program) -> Terminal:
    """A session whose second answer the disk does not take."""
    terminal = program.listen()
    terminal.press("1")
    terminal.wait_for("✓ saved")
    fill_the_disk(terminal)
    terminal.press("0")
    terminal.wait_for("✗ not saved, retrying")
    return terminal


def test_quitting_offers_a_way_out_and_leaves_once_it_is_saved(program: Program) -> None:
    terminal = full(program)
    terminal.press("ctrl+q")
    terminal.wait_for("The disk is full.")
    make_room(terminal)
    terminal.press("2")
    assert terminal.end() == 0
    assert [answer["value"] for answer in program.answers("phone-technique").values()] == [1, 0]


def test_giving_up_what_is_not_saved_has_its_own_exit_code(program: Program) -> None:
    terminal = full(program)
    terminal.press("ctrl+q")
    terminal.wait_for("The disk is full.")
    terminal.wait_again("4")
    terminal.press("4")
    assert terminal.end() == 6
    assert terminal.restored()
    assert "could not be written to disk" in terminal.said()


def test_a_signal_while_the_disk_is_full_says_what_is_lost(program: Program) -> None:
    terminal = full(program)
    terminal.signal(signal.SIGTERM)
    assert terminal.end() == 6
    assert terminal.restored()
    assert "could not be written to disk" in terminal.said()
    assert program.run("check").returncode == 0
