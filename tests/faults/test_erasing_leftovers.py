"""What was cut off from a log while an agent was erased is gone for good before the erasing counts."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path
from random import Random

import pytest
from tests.contract.sessions import ANNA
from tests.faults.failing import QuickFiles
from tests.faults.medium import Losses, Medium
from tests.faults.recording import RecordingFiles
from tests.faults.scenarios import Laptop, furnished

from coachtui.domain.errors import StoreError
from coachtui.store.log import disk
from coachtui.store.records.erasure import Erasure

DAY = date(2026, 11, 26)


class Keeping(QuickFiles):
    """A disk that does not let go of torn tails."""

    def unlink(self, path: Path) -> None:
        if path.name == "team.jsonl.torn" and path.exists():
            raise OSError(errno.EACCES, "kept")
        super().unlink(path)


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    """A laptop whose power went while Anna was given another name."""
    laptop = Laptop(tmp_path / "laptop")
    furnished(laptop)
    with (laptop.root / "team.jsonl").open("ab") as file:
        file.write(b'{"n":99,"put":{"agents":{"%b":{"name":"Anna Lind' % ANNA.encode())
    laptop.open()
    return laptop


def test_a_loss_of_power_brings_nothing_back(laptop: Laptop) -> None:
    medium = Medium.holding(laptop.folder)
    recorder = RecordingFiles()
    with disk.using_file_system(recorder):
        Erasure(laptop.store).erase(ANNA, DAY)
    for change in recorder.changes:
        medium.apply(change)
    states = list(medium.states(Random(1), Losses(names=5, mixed=1)))
    assert states
    for state in states:
        named = [path for path, found in state.files.items() if b"Anna Lind" in found.data]
        assert named == [], state.told


def test_what_cannot_be_removed_keeps_the_erasing_open(laptop: Laptop) -> None:
    with disk.using_file_system(Keeping()), pytest.raises(StoreError):
        Erasure(laptop.store).erase(ANNA, DAY)
    assert laptop.store.erased.unfinished() == [ANNA]
    laptop.open()
    assert laptop.store.erased.unfinished() == []
    assert [path for path in laptop.folder.rglob("*.torn") if b"Anna Lind" in path.read_bytes()] == []
