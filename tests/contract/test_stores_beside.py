"""A store beside the store is found by what it holds, whatever it is called (an outside attack)."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.protected import CANARY, PASSPHRASE, furnish, holding, opened, sessions
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_backup import Keeping
from tests.contract.test_orders import erase

from coachtui.domain.agent import Agent
from coachtui.services.protecting import protect
from coachtui.store.keeping.copies import stores_beside
from coachtui.store.records.erasure import Erasure


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def put_aside(keeping: Keeping) -> Path:
    kept = keeping.backups.restoring.restore(keeping.backups.daily.make())
    assert kept is not None
    return kept


def told(keeping: Keeping) -> dict[str, str]:
    return {trouble.path: trouble.code for trouble in erase(keeping)}


@pytest.mark.parametrize("place", ["old-data", "keepme/store.before-20261116-100000", "keepme/mine"])
def test_attack_a_store_put_aside_is_erased_from_wherever_it_was_moved(keeping: Keeping, place: str) -> None:
    moved = keeping.data / place
    moved.parent.mkdir(exist_ok=True)
    put_aside(keeping).rename(moved)
    assert told(keeping) == {}
    assert not (moved / "agents" / ANNA).exists()
    assert {found.agent_id for found in sessions(moved)} == {BEN}
    assert holding(moved, ANNA) == ["erased.jsonl"]


def test_attack_a_protected_store_put_aside_and_renamed_keeps_the_key_it_is_erased_from_with(
    keeping: Keeping,
) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    kept = keeping.backups.restoring.restore(keeping.backups.daily.make(), PASSPHRASE)
    assert kept is not None
    moved = kept.rename(keeping.data / "old-data")
    keeping.protection.lock()
    keeping.protection.unlock(PASSPHRASE)
    keeping.protection.rekey("another four words")
    keeping.backups.protection.renew()
    assert told(keeping) == {}
    assert not (moved / "agents" / ANNA).exists()


@pytest.mark.parametrize(
    "place", ["store.bak", "store.before-holiday", "keepme/store", "keepme/store.before-20261116-100000"]
)
@pytest.mark.parametrize("sealed", [False, True])
def test_attack_a_copy_made_by_hand_is_named_and_left_alone(
    keeping: Keeping, place: str, *, sealed: bool
) -> None:
    copy = keeping.data / place
    shutil.copytree(keeping.root, copy)
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    if sealed:
        found = protect(keeping.protection, keeping.backups, PASSPHRASE)
        assert [(each.path, each.code) for each in found.troubles] == [(str(copy), "old_protection")]
    assert told(keeping) == {str(copy): "store_copy"}
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before
    keeping.now += timedelta(days=1)
    keeping.backups.daily.make()
    assert [(each.path, each.code) for each in keeping.backups.erasing.troubles()] == [
        (str(copy), "store_copy")
    ]
    shutil.rmtree(copy)
    assert keeping.backups.erasing.troubles() == ()


def test_attack_a_copy_with_a_key_that_is_lost_is_named_by_the_folders_in_it(keeping: Keeping) -> None:
    protect(keeping.protection, keeping.backups, PASSPHRASE)
    copy = keeping.data / "store.bak"
    shutil.copytree(keeping.root, copy)
    keeping.protection.rekey("another four words")
    keeping.backups.protection.renew()
    assert told(keeping) == {str(copy): "store_copy"}


def test_attack_a_copy_of_the_list_of_people_alone_is_named(keeping: Keeping) -> None:
    opened(keeping.root).team.put_agents([Agent(id=ANNA, name=CANARY)])
    copy = keeping.data / "people"
    copy.mkdir()
    shutil.copy(keeping.root / "team.jsonl", copy)
    assert told(keeping) == {str(copy): "store_copy"}


def test_attack_other_folders_and_stores_of_other_people_are_neither_named_nor_touched(
    keeping: Keeping, tmp_path: Path
) -> None:
    other = Keeping(tmp_path / "other")
    opened(other.root).team.put_agents([Agent(id="0190dddd-0000-7000-8000-00000000000d", name="Dan")])
    shutil.copytree(other.root, keeping.data / "other")
    (keeping.data / "agents" / "of mine").mkdir(parents=True)
    (keeping.data / "notes" / "deep" / "deeper").mkdir(parents=True)
    for loop in (keeping.data / "loop", keeping.data / "notes" / "up"):
        loop.symlink_to(keeping.data, target_is_directory=True)
    os.mkfifo(keeping.data / "notes" / "team.jsonl")
    assert told(keeping) == {}
    assert keeping.backups.erasing.earlier_stores() == ()
    assert (keeping.data / "notes" / "deep" / "deeper").is_dir()


def test_attack_a_folder_full_of_folders_is_looked_into_up_to_a_number(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (keeping.data / f"junk-{number:02}" / "more").mkdir(parents=True)
    shutil.copytree(keeping.root, keeping.data / "zz")
    assert [each.path.name for each in stores_beside.stores_beside(keeping.root)] == ["zz"]
    monkeypatch.setattr(stores_beside, "MOST_FOLDERS", 10)
    assert stores_beside.stores_beside(keeping.root) == []


def test_attack_a_backup_that_is_just_being_unpacked_is_no_copy(keeping: Keeping) -> None:
    from coachtui.store.keeping.copies.unpacked import unpacked

    made = keeping.backups.daily.make()
    Erasure(opened(keeping.root)).erase(BEN, keeping.now.date())
    with unpacked(made, keeping.data):
        assert keeping.backups.erasing.earlier_stores() == ()
