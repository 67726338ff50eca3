"""A data folder that was moved, and another store that by now lies where it was."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened
from tests.contract.sessions import ANNA, BEN, START, identity, session
from tests.contract.test_backup import Keeping, agents_in
from tests.contract.test_orders import erase, make_as_before
from tests.contract.test_shared_folder import identity_of

from coachtui.domain.agent import Agent
from coachtui.store.keeping.copies import backup_file, lineage
from coachtui.store.protection.seals import PlainSeals
from coachtui.store.records.identity import read_identity, real_place

CORA = identity(900)


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


def moved(keeping: Keeping) -> Keeping:
    keeping.data.rename(keeping.data.with_name("new home"))
    return Keeping(keeping.data.with_name("new home"))


def another_store(place: Keeping, *, agents: bool = True) -> None:
    """Begin a store of somebody else where one was."""
    store = opened(place.root, place.protection)
    if agents:
        store.team.put_agents([Agent(id=CORA, name="Cora")])
        store.put(replace(session(1, agent_id=CORA), id=identity(901)))
    else:
        store.keep_content("phone-technique", 1, "id = 'phone-technique'\n")
        (place.root / "team.jsonl").touch()
    store.close()


@pytest.mark.parametrize("there", ["nothing", "empty", "no id", "an id", "sealed", "sealed with ours"])
@pytest.mark.parametrize("ours", ["plain", "sealed"])
def test_a_moved_folder_is_itself_whatever_lies_where_it_was(
    keeping: Keeping, tmp_path: Path, there: str, ours: str
) -> None:
    if ours == "sealed":
        keeping.protection.encrypt(PASSPHRASE)
    archive = keeping.backups.make_at(tmp_path / "archive.zip")
    before = identity_of(keeping)
    after = moved(keeping)
    if ours == "sealed":
        after.protection.unlock(PASSPHRASE)
    other = Keeping(tmp_path / "data")
    if there != "nothing":
        another_store(other, agents=there != "empty")
    if there.startswith("sealed"):
        other.protection.encrypt(PASSPHRASE)
    if there in {"an id", "sealed with ours"}:
        other.backups.daily.make()
    if there == "sealed with ours" and ours == "sealed":
        shutil.copy(after.root / "keys.json", other.root / "keys.json")
    assert after.backups.erasing.unreachable_with(ANNA) == []
    assert identity_of(after).id == before.id
    assert identity_of(after).origins == []
    assert erase(after) == ()
    assert agents_in(archive) == {BEN}
    assert after.backups.erasing.of_original() == []


def test_a_folder_moved_before_stores_had_an_id_is_itself_beside_another(
    keeping: Keeping, tmp_path: Path
) -> None:
    make_as_before(keeping, tmp_path / "archive.zip")
    after = moved(keeping)
    another_store(Keeping(tmp_path / "data"))
    assert erase(after) == ()
    assert agents_in(tmp_path / "archive.zip") == {BEN}
    assert identity_of(after).origins == []


@pytest.mark.parametrize("original", ["its list lost", "rekeyed", "damaged", "no agents to tell by"])
def test_a_copy_whose_original_cannot_be_read_leaves_its_backups_alone(
    keeping: Keeping, tmp_path: Path, original: str
) -> None:
    archive = keeping.backups.make_at(tmp_path / "archive.zip")
    before = archive.read_bytes()
    shutil.copytree(keeping.data, tmp_path / "copy")
    team = keeping.root / "team.jsonl"
    if original == "its list lost":
        team.unlink()
    elif original == "rekeyed":
        keeping.protection.encrypt(PASSPHRASE)
        before = archive.read_bytes()
    else:
        team.write_bytes(b"x" + team.read_bytes()[1:])
    if original == "no agents to tell by":
        shutil.rmtree(keeping.root / "agents")
    copy = Keeping(tmp_path / "copy")
    assert copy.now == START
    erase(copy)
    assert archive.read_bytes() == before
    assert identity_of(copy).origins != []


def test_a_store_that_two_windows_look_at_first_gets_one_id(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both gave it one, and the first one's backups belonged to nobody: whoever was erased stayed in them."""

    def after_the_other_window(root: Path) -> Path:
        monkeypatch.setattr(lineage, "real_place", real_place)
        Keeping(keeping.data).backups.make_at(keeping.data / "other.zip")
        return real_place(root)

    assert read_identity(keeping.root, PlainSeals(keeping.root)) is None
    monkeypatch.setattr(lineage, "real_place", after_the_other_window)
    made = keeping.backups.make_at(keeping.data / "made.zip")
    stores = {backup_file.read_manifest(path).store for path in (made, keeping.data / "other.zip")}
    assert stores == {identity_of(keeping).id}
