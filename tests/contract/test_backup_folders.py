"""The backup of the day and its folders: what was not done is said (breaker B3), no clock spoils it (B4)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.contract.protected import furnish
from tests.contract.sessions import START

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.services.backup_state import BackupState, backup_state
from coachtui.store.keeping.backups.daily_backups import KEPT
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log import disk
from coachtui.store.log.file_system import FileSystem

AHEAD = START.replace(year=2099)
LONG_AGO = START.replace(year=1970)


class Keeping:
    """A store with backups in its data folder and on a stick, and a clock that can be set."""

    def __init__(self, data: Path) -> None:
        self.root = data / "store"
        self.home, self.stick = data / "backups", data.parent / "stick"
        self.now = START
        furnish(self.root)
        self.stick.mkdir()

    @property
    def backups(self) -> StoreBackups:
        return StoreBackups(
            self.root,
            StoreProtection(self.root).seals,
            lambda: self.now,
            version="0.1",
            folders=(self.home, self.stick),
        )

    def start(self, now: datetime) -> None:
        """Start the program at a time: it makes the backup of the day where that is due."""
        self.now = now
        if self.backups.daily.due():
            self.backups.daily.make()

    def names(self, folder: Path) -> set[str]:
        return {path.name for path in folder.glob("*.zip")}


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    return Keeping(tmp_path / "data")


class Refusing(FileSystem):
    """A disk that takes nothing in one folder."""

    def __init__(self, folder: Path, number: int) -> None:
        self._folder, self._number = folder, number

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        if path.parent == self._folder and path.suffix == ".new":
            raise OSError(self._number, "")
        return super().open(path, flags, mode)


def full(keeping: Keeping) -> FileSystem:
    return Refusing(keeping.stick, 28)


def read_only(keeping: Keeping) -> FileSystem:
    return Refusing(keeping.stick, 30)


def gone(keeping: Keeping) -> FileSystem:
    shutil.rmtree(keeping.stick)
    return FileSystem()


@pytest.mark.parametrize(
    ("refusing", "code"), [(full, "disk_full"), (read_only, "not_writable"), (gone, "folder_gone")]
)
def test_b3_a_folder_that_takes_no_backup_is_named_until_it_takes_one(
    keeping: Keeping, refusing: Callable[[Keeping], FileSystem], code: str
) -> None:
    keeping.start(START)
    assert keeping.backups.daily.missed() == ()
    keeping.now = START + timedelta(days=1)
    with disk.using_file_system(refusing(keeping)):
        made = keeping.backups.daily.make()
    assert made.parent == keeping.home
    expected = (CopyTrouble(path=str(keeping.stick), code=code),)
    assert keeping.backups.daily.missed() == expected
    assert backup_state(keeping.backups).missed == expected
    assert code != "folder_gone" or not keeping.stick.exists()
    keeping.stick.mkdir(exist_ok=True)
    keeping.start(START + timedelta(days=2))
    assert keeping.backups.daily.missed() == ()


def test_b3_a_folder_that_is_no_longer_wanted_is_not_named(keeping: Keeping) -> None:
    with disk.using_file_system(full(keeping)):
        keeping.backups.daily.make()
    keeping.stick = keeping.stick.with_name("another")
    assert keeping.backups.daily.missed() == ()


@pytest.mark.parametrize("wrong", [AHEAD, LONG_AGO, START - timedelta(days=400), START + timedelta(days=9)])
def test_b4_a_start_with_a_wrong_clock_costs_one_backup_of_the_days_before(
    keeping: Keeping, wrong: datetime
) -> None:
    for day in range(KEPT):
        keeping.start(START + timedelta(days=day))
    before = keeping.names(keeping.home)
    keeping.start(wrong)
    for _start in range(5):
        keeping.start(START + timedelta(days=KEPT))
    after = keeping.names(keeping.home)
    assert len(after) == KEPT
    assert len(before & after) == KEPT - 2
    assert f"coachtui-{START + timedelta(days=KEPT):%Y%m%d-%H%M%S}.zip" in after


@pytest.mark.parametrize("wrong", [AHEAD, LONG_AGO])
def test_b4_what_was_just_made_is_never_what_goes(keeping: Keeping, wrong: datetime) -> None:
    for day in range(KEPT + 1):
        keeping.start(wrong + timedelta(days=day))
    for day in range(KEPT + 1):
        keeping.now = START + timedelta(days=day)
        assert keeping.backups.daily.due()
        assert keeping.backups.daily.make().exists()
        assert not keeping.backups.daily.due()
        assert keeping.backups.last() == keeping.now


def test_b4_a_backup_elsewhere_of_a_day_to_come_is_no_backup_of_this_week() -> None:
    state = BackupState(last=START, elsewhere=AHEAD, same_disk=False)
    assert state.lacks_copy_elsewhere(START, START - timedelta(days=30))
