"""Two laptops restored from one backup that share a folder for backups: each keeps to its own (attack C)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish
from tests.contract.sessions import ANNA, BEN, START
from tests.contract.test_backup import Keeping, agents_in
from tests.contract.test_orders import contents, erase

from coachtui.services.protecting import protect
from coachtui.store.keeping.backups.daily_backups import KEPT
from coachtui.store.keeping.copies.backup_file import read_manifest
from coachtui.store.records.identity import Identity, read_identity


def identity_of(keeping: Keeping) -> Identity:
    found = read_identity(keeping.root, keeping.protection.seals())
    assert found is not None
    return found


class Laptops:
    """An archive of one store, and laptops that were restored from it and share a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        first = Keeping(folder / "first" / "data")
        furnish(first.root)
        self.archive = first.backups.make_at(folder / "archive.zip")

    def restored(self, name: str) -> Keeping:
        """Return a new laptop with what the archive holds; a day has passed."""
        laptop = Keeping(self.folder / name)
        laptop.now = START + timedelta(days=1)
        assert laptop.backups.restoring.restore(self.archive) is None
        return laptop


@pytest.fixture(name="laptops")
def _laptops(tmp_path: Path) -> Laptops:
    return Laptops(tmp_path)


def days(keeping: Keeping, number: int) -> list[Path]:
    """Make a backup on each of some days and return those on the share."""
    made = []
    for _day in range(number):
        keeping.now += timedelta(days=1, seconds=1)
        made.append(keeping.stick / keeping.backups.daily.make().name)
    return made


def test_attack_c_each_restored_store_is_one_of_its_own(laptops: Laptops) -> None:
    one, other = identity_of(laptops.restored("a")), identity_of(laptops.restored("b"))
    manifest = read_manifest(laptops.archive)
    assert len({one.id, other.id, manifest.store}) == 3
    for each in (one, other):
        assert each.origins == [manifest.store]
        assert each.split == {manifest.store: manifest.made_at}


def test_attack_c_erasing_on_one_leaves_what_the_other_made_alone_and_names_it(laptops: Laptops) -> None:
    one, other = laptops.restored("a"), laptops.restored("b")
    (theirs,) = days(one, 1)
    other.now += timedelta(minutes=1)
    (own,) = days(other, 1)
    before = theirs.read_bytes()
    assert erase(other) == ()
    assert theirs.read_bytes() == before
    assert agents_in(theirs) == {ANNA, BEN}
    assert agents_in(own) == {BEN}
    assert other.backups.erasing.of_original() == [str(theirs)]
    assert erase(one) == ()
    assert agents_in(theirs) == {BEN}
    assert one.backups.erasing.of_original() == []
    assert other.backups.erasing.erase_pending() == ()
    assert other.backups.erasing.of_original() == []


def test_attack_c_the_newest_of_one_push_none_of_the_other_out(laptops: Laptops) -> None:
    one, other = laptops.restored("a"), laptops.restored("b")
    theirs = days(other, 3)
    one.now += timedelta(minutes=1)
    own = days(one, KEPT + 1)
    assert all(path.exists() for path in theirs)
    assert [path.exists() for path in own] == [False] + [True] * KEPT
    other.now = one.now + timedelta(minutes=1)
    days(other, KEPT)
    assert [path.exists() for path in theirs] == [False] * 3
    assert [path.exists() for path in own] == [False] + [True] * KEPT


def test_attack_c_the_first_laptop_keeps_to_its_own_too(tmp_path: Path) -> None:
    one = Keeping(tmp_path / "a")
    furnish(one.root)
    (common,) = days(one, 1)
    other = Keeping(tmp_path / "b")
    other.now = one.now + timedelta(minutes=1)
    other.backups.restoring.restore(common)
    (theirs,) = days(other, 1)
    before = theirs.read_bytes()
    assert erase(one) == ()
    assert theirs.read_bytes() == before
    assert agents_in(common) == {BEN}
    assert one.backups.erasing.of_original() == [str(theirs)]
    days(one, KEPT)
    assert theirs.exists()


def test_attack_c_what_was_made_before_the_split_is_erased_from_and_never_removed(tmp_path: Path) -> None:
    lost = Keeping(tmp_path / "a")
    furnish(lost.root)
    common = days(lost, 2)
    later = days(lost, 1)
    laptop = Keeping(tmp_path / "b")
    laptop.now = lost.now + timedelta(minutes=1)
    laptop.backups.restoring.restore(common[1])
    untouched = later[0].read_bytes()
    days(laptop, KEPT + 1)
    assert all(path.exists() for path in (*common, *later))
    assert erase(laptop) == ()
    assert [agents_in(path) for path in common] == [{BEN}, {BEN}]
    assert later[0].read_bytes() == untouched
    assert laptop.backups.erasing.of_original() == [str(later[0])]
    later[0].unlink()
    laptop.backups.erasing.erase_pending()
    assert laptop.backups.erasing.of_original() == []


def test_what_was_erased_from_is_not_said_to_be_left_alone_though_its_protection_is_another(
    tmp_path: Path,
) -> None:
    lost = Keeping(tmp_path / "a")
    furnish(lost.root)
    (common,), (later,) = days(lost, 1), days(lost, 1)
    laptop = Keeping(tmp_path / "b")
    laptop.now = lost.now + timedelta(minutes=1)
    laptop.backups.restoring.restore(common)
    protect(laptop.protection, laptop.backups, PASSPHRASE)
    days(laptop, 1)
    assert erase(laptop) == ()
    assert agents_in(common) == {BEN}
    assert agents_in(later) == {ANNA, BEN}
    assert laptop.backups.erasing.of_original() == [str(later)]
    assert laptop.backups.protection.with_protection_of_before() == [str(common)]


def test_attack_c_a_passphrase_on_one_leaves_what_the_other_made_readable(laptops: Laptops) -> None:
    one, other = laptops.restored("a"), laptops.restored("b")
    (theirs,) = days(one, 1)
    before = {**contents(one.data), "share": theirs.read_bytes(), "archive": laptops.archive.read_bytes()}
    protect(other.protection, other.backups, PASSPHRASE)
    assert {
        **contents(one.data),
        "share": theirs.read_bytes(),
        "archive": laptops.archive.read_bytes(),
    } == before
    other.now += timedelta(minutes=1)
    (own,) = days(other, 1)
    assert str(theirs) in other.backups.erasing.of_original()
    assert theirs.read_bytes() == before["share"]
    assert read_manifest(own).sealed


def test_attack_c_a_backup_of_the_other_put_back_makes_no_two_of_one(laptops: Laptops) -> None:
    one, other = laptops.restored("a"), laptops.restored("b")
    (theirs,) = days(one, 1)
    before = identity_of(other)
    other.backups.restoring.restore(theirs)
    after = identity_of(other)
    assert after.id == before.id
    assert set(after.origins) == {*before.origins, identity_of(one).id}
    assert erase(other) == ()
    (newer,) = days(one, 1)
    other.backups.erasing.erase_pending()
    assert agents_in(newer) == {ANNA, BEN}


def test_putting_back_a_backup_of_its_own_changes_nothing_of_whose_it_is(tmp_path: Path) -> None:
    one = Keeping(tmp_path / "a")
    furnish(one.root)
    own = days(one, 2)
    before = identity_of(one)
    one.now += timedelta(minutes=1)
    one.backups.restoring.restore(own[0])
    assert identity_of(one) == before
    for path in sorted(one.root.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    one.root.rmdir()
    one.backups.restoring.restore(one.data / "backups" / own[1].name)
    assert identity_of(one) == before
    assert erase(one) == ()
    assert [agents_in(path) for path in own] == [{BEN}, {BEN}]
