"""A backup that is owed an erasing stays owed it, whatever stands in its place meanwhile."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.contract.protected import furnish, opened
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_backup import Keeping, agents_in

from coachtui.domain.copy_trouble import CopyTrouble
from coachtui.store.keeping.backups.daily_backups import KEPT
from coachtui.store.records.erasure import Erasure

DAY = date(2026, 11, 26)


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def erase(keeping: Keeping) -> tuple[CopyTrouble, ...]:
    Erasure(opened(keeping.root)).erase(ANNA, DAY)
    return keeping.backups.erasing.erase_from_copies(ANNA)


def nothing(_place: Path, _moved: Path) -> None:
    """Leave the place empty."""


def link(place: Path, moved: Path) -> None:
    place.symlink_to(moved)


def dead_link(place: Path, moved: Path) -> None:
    place.symlink_to(moved.with_name("nowhere"))


def folder(place: Path, _moved: Path) -> None:
    place.mkdir()


def pipe(place: Path, _moved: Path) -> None:
    os.mkfifo(place)


def theirs(place: Path, _moved: Path) -> None:
    """Put a backup of another store there."""
    other = Keeping(place.parent.parent / "other" / "data")
    furnish(other.root)
    other.backups.make_at(place)


def photos(place: Path, _moved: Path) -> None:
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("cat.jpg", b"meow")


def text(place: Path, _moved: Path) -> None:
    place.write_text("years of work")


def damaged(place: Path, moved: Path) -> None:
    place.write_bytes(moved.read_bytes()[:-40])


def damaged_start(place: Path, moved: Path) -> None:
    place.write_bytes(b"XX" + moved.read_bytes()[2:])


UNSEEN = (nothing, link, dead_link, folder, pipe, theirs)
TOLD = (photos, text, damaged, damaged_start)


def clear(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        place.rmdir()
    else:
        place.unlink(missing_ok=True)


@pytest.mark.parametrize("stands", [*UNSEEN, *TOLD])
def test_f2_a_backup_with_something_in_its_place_stays_owed_and_is_erased_from_when_it_is_back(
    keeping: Keeping, tmp_path: Path, stands: Callable[[Path, Path], None]
) -> None:
    place, moved = keeping.backups.make_at(tmp_path / "named" / "n.zip"), tmp_path / "n.zip"
    shutil.move(place, moved)
    stands(place, moved)
    troubles = erase(keeping)
    if stands in TOLD:
        assert troubles == (CopyTrouble(path=str(place), code="backup_unusable"),)
    else:
        assert troubles == ()
        assert keeping.backups.erasing.unreachable_with(ANNA) == [str(place)]
    keeping.backups.daily.make()
    clear(place)
    keeping.backups.daily.make()
    shutil.move(moved, place)
    keeping.backups.daily.make()
    assert agents_in(place) == {BEN}
    assert keeping.backups.erasing.unreachable_with(ANNA) == []


@pytest.mark.parametrize("stands", [link, folder, theirs, damaged])
def test_f2_a_backup_of_the_day_is_not_forgotten_for_its_age_while_something_stands_in_its_place(
    keeping: Keeping, tmp_path: Path, stands: Callable[[Path, Path], None]
) -> None:
    place, moved = keeping.backups.daily.make(), tmp_path / "moved.zip"
    shutil.move(place, moved)
    stands(place, moved)
    erase(keeping)
    for _day in range(KEPT + 1):
        keeping.backups.daily.make()
    assert keeping.backups.is_listed(place)
    clear(place)
    shutil.move(moved, place)
    keeping.backups.daily.make()
    assert not place.exists()


def test_f2_a_backup_in_whose_place_one_of_the_original_stood_is_erased_from(
    keeping: Keeping, tmp_path: Path
) -> None:
    shutil.copytree(keeping.data, tmp_path / "copy" / "data")
    copy = Keeping(tmp_path / "copy" / "data")
    keeping.backups.daily.make()
    copy.backups.daily.make()
    place, moved = tmp_path / "named" / "n.zip", tmp_path / "n.zip"
    shutil.move(copy.backups.make_at(place), moved)
    shutil.copy(keeping.backups.make_at(tmp_path / "of the original.zip"), place)
    before = place.read_bytes()
    erase(copy)
    copy.backups.daily.make()
    assert place.read_bytes() == before
    place.unlink()
    copy.backups.daily.make()
    shutil.move(moved, place)
    copy.backups.daily.make()
    assert agents_in(place) == {BEN}


def test_f2_a_link_where_the_next_backup_of_the_day_would_stand_is_left(
    keeping: Keeping, tmp_path: Path
) -> None:
    first = keeping.backups.daily.make()
    shutil.move(first, tmp_path / "moved.zip")
    (keeping.root / "copies.jsonl").unlink()
    first.symlink_to(tmp_path / "moved.zip")
    assert keeping.backups.daily.make() != first
    assert first.is_symlink()
