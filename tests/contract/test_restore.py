"""A backup put in the place of the store: whatever somebody had stored there is kept (breaker A3)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.contract.protected import furnish, opened, sessions
from tests.contract.sessions import START, session

from coachtui.store.backup import StoreBackups
from coachtui.store.protection import StoreProtection


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
    made = backups_of(root).make()
    opened(root).put(session(50))
    path = root / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    before = {path.relative_to(root): path.read_bytes() for path in root.rglob("*.jsonl")}
    kept = backups_of(root).restore(made)
    assert kept is not None
    after = {path.relative_to(kept): path.read_bytes() for path in kept.rglob("*.jsonl")}
    assert after == before
    assert len(sessions(root)) == 4


def test_a3_a_file_of_nobody_knows_whom_is_kept_too(root: Path, tmp_path: Path) -> None:
    made = backups_of(root).make()
    other = tmp_path / "other" / "store"
    other.mkdir(parents=True)
    (other / "notes of mine.txt").write_text("mine")
    kept = backups_of(other).restore(made)
    assert kept is not None
    assert (kept / "notes of mine.txt").read_text() == "mine"


@pytest.mark.parametrize("left", [[], [".lock"], [".lock", ".reserve", ".DS_Store", "leases/x.lock"]])
def test_a3_where_nobody_had_stored_anything_nothing_is_kept(
    root: Path, tmp_path: Path, left: list[str]
) -> None:
    made = backups_of(root).make()
    other = tmp_path / "other" / "store"
    for name in left:
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(b"")
    assert backups_of(other).restore(made) is None
    assert [path.name for path in other.parent.iterdir()] == ["store"]
    assert len(sessions(other)) == 4


def test_a3_two_restorings_in_one_second_keep_two_stores(root: Path) -> None:
    made = backups_of(root).make()
    first, second = backups_of(root).restore(made), backups_of(root).restore(made)
    assert first is not None
    assert second is not None
    assert first != second
    assert backups_of(root).put_aside() == sorted([first, second])
