"""A real full disk in a call: the badge is true, nothing is lost, and there is a way out.

Where the machine lets nobody mount a small one, the same stories are told on a disk that lets no file grow.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.program import Program
from tests.e2e.small_disk import Disk, MountedDisk, small_disk
from tests.e2e.terminal import Terminal

LONG = "so much was said " * 350
"""A note that makes every save larger than what may be left of a page of the disk."""

NO_ROOM = (
    "Disk full. Nothing is lost; reserve space is in use. Please free some space.",
    "The disk is almost full: please free some space.",
)
"""What is said with a save: the reserve is named where it was seen before it was used."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk that can be filled."""
    with small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def on_it(disk: Disk, tmp_path: Path) -> Iterator[Program]:
    """The program with its data on that disk and one agent."""
    opened = Program(tmp_path)
    opened.data = disk.folder / "data"
    opened.environment["COACHTUI_DATA_DIR"] = str(opened.data)
    opened.add_agent("Kim Berg")
    yield opened
    opened.close()


def values(program: Program) -> list[int]:
    """What is on disk of the checklist."""
    return [answer["value"] for answer in program.answers("phone-technique").values()]


def told_after_a_mark(terminal: Terminal) -> bool:
    """Whether a save says that the disk is full; it is known some seconds after the start."""
    terminal.press("ctrl+t")
    terminal.settle()
    return any(told in terminal.text for told in NO_ROOM)


def full(program: Program, disk: Disk) -> tuple[Terminal, list[int]]:
    """A call in which the disk took its last byte, and what it has of the answers."""
    terminal = program.listen()
    terminal.press("ctrl+r", "1", "ctrl+n")
    terminal.paste(LONG)
    terminal.press("enter")
    terminal.wait_for("Note kept.")
    terminal.wait_for("✓ saved")
    kept = [1]
    disk.fill(terminal)
    if isinstance(disk, MountedDisk):
        terminal.press("0")
        terminal.wait_for("2/25 ")
        terminal.wait_for("✓ saved")
        terminal.wait_for(lambda: told_after_a_mark(terminal))
        kept.append(0)
        assert values(program) == kept
        disk.fill(terminal)
    terminal.press("1")
    terminal.wait_for("✗ not saved, retrying")
    assert values(program) == kept
    return terminal, kept


def test_everything_is_saved_once_there_is_room(on_it: Program, disk: Disk) -> None:
    terminal, kept = full(on_it, disk)
    terminal.press("ctrl+n", *"kept all the same", "enter")
    terminal.wait_for("Note kept.")
    terminal.wait_for("✗ not saved, retrying")
    disk.make_room(terminal)
    terminal.wait_for("✓ saved")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert values(on_it) == [*kept, 1]
    assert [note["text"] for note in on_it.session()["notes"]] == [
        LONG.strip(),
        "kept all the same",
    ]
    assert on_it.run("check").returncode == 0


def test_newcomer_10_killed_on_a_full_disk_the_store_is_whole_and_the_call_comes_first(
    on_it: Program, disk: Disk
) -> None:
    terminal, kept = full(on_it, disk)
    terminal.kill()
    terminal.end()
    assert on_it.run("check").returncode == 0
    assert values(on_it) == kept
    again = on_it.open(columns=80, rows=24)
    again.wait_for("Call with Kim Berg is running: Ctrl+R continues")
    again.press("ctrl+r")
    again.wait_for(f"{len(kept)}/25 ")
    if isinstance(disk, MountedDisk):
        again.press("1")
        again.wait_for("✗ not saved, retrying")
        disk.make_room(again)
        again.wait_for("✓ saved")
        kept.append(1)
    again.press("ctrl+q")
    assert again.end() == 0
    assert values(on_it) == kept
    assert on_it.run("check").returncode == 0


def test_what_is_not_saved_is_rescued_to_another_disk_and_taken_in_elsewhere(
    on_it: Program, disk: Disk, tmp_path: Path
) -> None:
    terminal, kept = full(on_it, disk)
    terminal.press("ctrl+q")
    terminal.wait_for("The disk is full.")
    if not isinstance(disk, MountedDisk):
        disk.make_room(terminal)
        return
    terminal.press("1")
    terminal.wait_for("Folder")
    terminal.press("ctrl+u", *str(tmp_path / "stick"), "enter")
    terminal.wait_for("The session is written to")
    terminal.press("4")
    assert terminal.end() == 6
    (rescued,) = (tmp_path / "stick").iterdir()
    elsewhere = Program(tmp_path / "other")
    elsewhere.get("import", str(rescued))
    assert values(elsewhere) == [*kept, 1]
    assert [note["text"] for note in elsewhere.session()["notes"]] == [LONG.strip()]
