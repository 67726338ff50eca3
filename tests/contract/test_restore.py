"""A backup put in the place of the store: whatever somebody had stored there is kept (breaker A3)."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened, sessions
from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.domain.errors import BadInput, StoreLocked
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.protection.seals import KEYS, KEYS_COPY
from coachtui.store.records.erasure import Erasure


def backups_of(root: Path) -> StoreBackups:
    return StoreBackups(
        root,
        StoreProtection(root).seals,
        lambda: START,
        version="0.1",
        folders=(root.parent / "backups",),
    )


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "data" / "store")
    return tmp_path / "data" / "store"


@pytest.mark.parametrize("lost", ["team.jsonl", "index.jsonl", "agents", "content"])
def test_a3_an_earlier_store_of_which_something_is_lost_is_kept(root: Path, lost: str) -> None:
    made = backups_of(root).daily.make()
    opened(root).put(session(50))
    path = root / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    before = {path.relative_to(root): path.read_bytes() for path in root.rglob("*.jsonl")}
    kept = backups_of(root).restoring.restore(made)
    assert kept is not None
    after = {path.relative_to(kept): path.read_bytes() for path in kept.rglob("*.jsonl")}
    assert after == before
    assert len(sessions(root)) == 4


def test_a3_a_file_of_nobody_knows_whom_is_kept_too(root: Path, tmp_path: Path) -> None:
    made = backups_of(root).daily.make()
    other = tmp_path / "other" / "store"
    other.mkdir(parents=True)
    (other / "notes of mine.txt").write_text("mine")
    kept = backups_of(other).restoring.restore(made)
    assert kept is not None
    assert (kept / "notes of mine.txt").read_text() == "mine"


@pytest.mark.parametrize("left", [[], [".lock"], [".lock", ".reserve", ".DS_Store", "leases/x.lock"]])
def test_a3_where_nobody_had_stored_anything_nothing_is_kept(
    root: Path, tmp_path: Path, left: list[str]
) -> None:
    made = backups_of(root).daily.make()
    other = tmp_path / "other" / "store"
    for name in left:
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(b"")
    assert backups_of(other).restoring.restore(made) is None
    assert [path.name for path in other.parent.iterdir()] == ["store"]
    assert len(sessions(other)) == 4


@pytest.mark.parametrize("damage", ["gone", "damaged"])
def test_attack_4_a_store_that_lost_its_key_is_kept_and_a_good_backup_takes_its_place(
    root: Path, damage: str
) -> None:
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    backups = StoreBackups(root, protection.seals, lambda: START, version="0.1", folders=(root.parent / "b",))
    Erasure(opened(root, protection)).erase(ANNA, START.date())
    made = backups.daily.make()
    before = lose_keys(root, damage)
    assert backups_of(root).restoring.has_lost_keys()
    with pytest.raises(StoreLocked, match="present_keys_lost"):
        backups_of(root).restoring.restore(made, PASSPHRASE)
    assert {path.name: path.read_bytes() for path in root.glob("*.jsonl")} == before
    kept = backups_of(root).restoring.restore(made, PASSPHRASE, erased_unknown=True)
    assert kept is not None
    assert (kept / "team.jsonl").read_bytes() == before["team.jsonl"]
    assert not backups_of(root).restoring.has_lost_keys()
    assert len(sessions(root, PASSPHRASE)) == 1
    again = StoreProtection(root)
    again.unlock(PASSPHRASE)
    Erasure(opened(root, again)).erase(BEN, START.date())
    later = StoreBackups(root, again.seals, lambda: START, version="0.1", folders=(root.parent / "b",))
    troubles = later.erasing.erase_from_copies(BEN)
    assert [trouble.path for trouble in troubles] == [str(kept)], "it keeps no other from being erased from"
    with zipfile.ZipFile(made) as archive:
        assert not [name for name in archive.namelist() if name.startswith("agents/")]


def test_attack_4_a_missing_key_file_is_named_and_no_passphrase_asked_for(root: Path) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    lose_keys(root, "gone")
    protection = StoreProtection(root)
    for act in (lambda: opened(root, protection).every(), lambda: protection.encrypt("another one of mine")):
        with pytest.raises(StoreLocked, match="keys_lost") as told:
            list(act())
        assert told.value.facts == {"file": KEYS}
    report = verify(root, seals=protection.seals())
    assert [(each.file, each.code) for each in report.findings] == [(f"store/{KEYS}", "keys_lost")]


def lose_keys(root: Path, damage: str) -> dict[str, bytes]:
    """Take the key from a store and return its logs."""
    for name in (KEYS, KEYS_COPY):
        (root / name).unlink() if damage == "gone" else (root / name).write_bytes(b"garbage")
    return {path.name: path.read_bytes() for path in root.glob("*.jsonl")}


@pytest.mark.parametrize("left", ["nothing", "header", "no file", "nothing at all"])
def test_attack_a_backup_without_people_is_refused_and_the_store_stays(
    root: Path, tmp_path: Path, left: str
) -> None:
    made = backups_of(root).daily.make()
    poor = without_people(made, tmp_path / "poor.zip", left)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(BadInput, match="backup_without_people"):
        backups_of(root).restoring.restore(poor)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert not list(root.parent.glob("store.*"))


def without_people(made: Path, target: Path, left: str) -> Path:
    """Write a backup whose manifest fits, in which the list of people says nothing, or is not."""
    with zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    team = files.pop("team.jsonl")
    if left == "nothing at all":
        files.clear()
    elif left != "no file":
        files["team.jsonl"] = team.splitlines(keepends=True)[0] if left == "header" else b""
    manifest["files"] = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    ]
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in {**files, "manifest.json": json.dumps(manifest).encode()}.items():
            archive.writestr(name, data)
    return target


def test_a3_two_restorings_in_one_second_keep_two_stores(root: Path) -> None:
    made = backups_of(root).daily.make()
    first = backups_of(root).restoring.restore(made)
    second = backups_of(root).restoring.restore(made)
    assert first is not None
    assert second is not None
    assert first != second
    assert backups_of(root).erasing.put_aside() == sorted([first, second])
