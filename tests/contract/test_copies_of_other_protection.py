"""Backups with another protection than the store: none stops the others (breaker B1, B2, C5, A5)."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.protected import CANARY, PASSPHRASE, furnish, sessions
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_backup import Keeping, agents_in
from tests.contract.test_orders import erase

from coachtui.services.backup_state import backup_state
from coachtui.services.protecting import protect
from coachtui.store.keeping.copies.copy_list import Copies
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.order_lists import Orders


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def readable(folder: Path) -> list[str]:
    """Names of the backups under a folder that anybody can read."""
    found = []
    for path in sorted(folder.rglob("*.zip*")):
        with zipfile.ZipFile(path) as archive:
            if CANARY.encode() in archive.read("team.jsonl"):
                found.append(path.name)
    return found


def flipped(file: Path, name: str) -> None:
    """Turn one bit of a file in a backup."""
    with zipfile.ZipFile(file) as archive:
        place = archive.getinfo(name).header_offset + 60 + len(name)
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(bytes(data))


def test_b1_after_decrypting_agents_are_erased_and_backups_made(keeping: Keeping, tmp_path: Path) -> None:
    keeping.backups.daily.make()
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    archive = keeping.backups.make_at(tmp_path / "archive.zip")
    keeping.protection.decrypt()
    assert keeping.backups.protection.renew() == ()
    assert len(readable(keeping.data)) == 1
    keeping.now += timedelta(days=1)
    assert keeping.backups.daily.due()
    made = keeping.backups.daily.make()
    assert erase(keeping) == ()
    assert keeping.backups.erasing.troubles() == ()
    assert agents_in(made) == agents_in(archive) == {BEN}
    assert len(sessions_in(tmp_path, archive)) == 1, "the archive opens with the passphrase it had"


def sessions_in(tmp_path: Path, archive: Path, secret: str = PASSPHRASE) -> list[object]:
    other = Keeping(tmp_path / f"other-{archive.stem}")
    other.backups.restoring.restore(archive, secret)
    return list(sessions(other.root, secret))


def test_b1_the_former_key_is_kept_only_as_long_as_it_is_needed(keeping: Keeping, tmp_path: Path) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    archive = keeping.backups.make_at(tmp_path / "archive.zip")
    keeping.protection.decrypt()
    keeping.backups.protection.renew()
    assert b'"keys":{"' in (keeping.root / "copies.jsonl").read_bytes()
    sealed = archive.read_bytes()
    archive.write_text("the archive may come back")
    erase(keeping)
    assert b'"keys":{"' in (keeping.root / "copies.jsonl").read_bytes()
    archive.write_bytes(sealed)
    keeping.backups.make_at(archive)
    keeping.backups.daily.make()
    assert b'"keys":{"' not in (keeping.root / "copies.jsonl").read_bytes()


@pytest.mark.parametrize("damage", ["a bit", "cut off", "its manifest"])
def test_b2_a_damaged_backup_keeps_no_other_from_being_erased_from(
    keeping: Keeping, tmp_path: Path, damage: str
) -> None:
    bad = keeping.backups.make_at(tmp_path / "a.zip")
    keeping.now += timedelta(hours=1)
    good = keeping.backups.daily.make()
    if damage == "cut off":
        bad.write_bytes(bad.read_bytes()[:300])
    else:
        flipped(bad, "team.jsonl" if damage == "a bit" else "manifest.json")
    before = bad.read_bytes()
    troubles = erase(keeping)
    assert [(trouble.path, trouble.code) for trouble in troubles] == [(str(bad), "backup_unusable")]
    assert agents_in(good) == agents_in(keeping.stick / good.name) == {BEN}
    keeping.now += timedelta(days=1)
    made = keeping.backups.daily.make()
    assert made.exists()
    assert bad.read_bytes() == before
    assert backup_state(keeping.backups).troubles == troubles
    bad.unlink()
    assert keeping.backups.erasing.troubles() == ()


def test_b2_a_store_put_aside_or_backup_with_another_key_keeps_no_other(
    keeping: Keeping, tmp_path: Path
) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    old = keeping.backups.make_at(tmp_path / "old.zip")
    (tmp_path / "copy of old.zip").write_bytes(old.read_bytes())
    keeping.protection.rekey("another four words")
    keeping.backups.protection.renew()
    newer = keeping.backups.make_at(tmp_path / "newer.zip")
    keeping.backups.restoring.restore(tmp_path / "copy of old.zip", PASSPHRASE)
    keeping.protection.lock()
    keeping.protection.unlock(PASSPHRASE)
    orders = Orders(keeping.root, keeping.protection.seals)
    copies = Copies(keeping.root, StoreLock(keeping.root / ".lock"), orders)
    copies.forget_former_keys(tuple(copies.former_keys()))
    mine = keeping.backups.make_at(tmp_path / "mine.zip")
    troubles = {trouble.path: trouble.code for trouble in erase(keeping)}
    assert troubles[str(newer)] == "backup_other_key"
    (aside,) = keeping.backups.erasing.put_aside()
    assert troubles[str(aside)] == "backup_other_key"
    assert agents_in(mine) == {BEN}
    keeping.now += timedelta(days=1)
    assert keeping.backups.daily.make().exists()


@pytest.mark.parametrize("change", ["encrypt", "rekey"])
def test_c5_whatever_cuts_a_change_off_no_backup_keeps_the_old_protection(
    keeping: Keeping, tmp_path: Path, change: str
) -> None:
    if change == "rekey":
        keeping.protection.encrypt(PASSPHRASE)
    keeping.backups.daily.make()
    archive = keeping.backups.make_at(tmp_path / "archive.zip")
    old = {path: path.read_bytes() for path in (archive, *keeping.stick.iterdir())}
    if change == "encrypt":
        keeping.protection.encrypt("another four words")
    else:
        keeping.protection.rekey("another four words")
    # Killed here. The next start:
    again = Keeping(keeping.data)
    again.protection.unlock("another four words")
    again.now += timedelta(hours=1)
    assert again.backups.protection.renew() == ()
    assert again.backups.protection.renew() == ()
    assert readable(tmp_path) == []
    for path, data in old.items():
        assert not path.exists() or path.read_bytes() != data
    assert len(sessions_in(tmp_path, archive, "another four words")) == 4
    assert again.backups.erasing.of_original() == []


def test_a5_archives_that_the_lead_named_are_kept_and_get_the_new_protection(
    keeping: Keeping, tmp_path: Path
) -> None:
    keeping.backups.daily.make()
    archive = keeping.backups.make_at(tmp_path / "archive.zip")
    daily, named = keeping.backups.protection.with_another_protection()
    assert len(daily) == 2
    assert named == (str(archive),)
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    assert readable(tmp_path) == []
    assert len(sessions_in(tmp_path, archive)) == 4
    keeping.protection.rekey("another four words")
    keeping.backups.protection.renew()
    assert len(sessions_in(tmp_path / "second", archive, "another four words")) == 4
    assert erase(keeping) == ()
    assert agents_in(archive) == {BEN}
    assert ANNA not in agents_in(archive)


def test_a5_an_archive_out_of_reach_follows_when_it_is_seen_again(keeping: Keeping, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    archive = keeping.backups.make_at(stick / "archive.zip")
    stick.rename(tmp_path / "unplugged")
    keeping.protection.encrypt(PASSPHRASE)
    assert keeping.backups.protection.renew() == (str(archive),)
    keeping.protection.rekey("another four words")
    keeping.backups.protection.renew()
    (tmp_path / "unplugged").rename(stick)
    keeping.backups.daily.make()
    assert readable(tmp_path) == []
    assert len(sessions_in(tmp_path, archive, "another four words")) == 4
