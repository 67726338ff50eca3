"""What was deleted leaves its log, today or at the next opening, and no backup (breaker C9)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.contract.protected import furnish, holding, opened
from tests.contract.sessions import ANNA, BEN, session
from tests.contract.test_restore import backups_of

from coachtui.domain.errors import StoreError
from coachtui.store.keeping.unfinished_work import finish_unfinished
from coachtui.store.log import disk
from coachtui.store.log.file_system import FileSystem
from coachtui.store.log.log_storage import LogStorage

SECRET = "WORDS-TO-GO"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "data" / "store")
    opened(tmp_path / "data" / "store").put(session(60, text=SECRET, status="final"))
    return tmp_path / "data" / "store"


class NoRewriting(FileSystem):
    """A disk without room for a log to be written anew."""

    def replace(self, source: Path, target: Path) -> None:
        if target.suffix == ".jsonl" and target.parent.parent.name == "agents":
            raise OSError(28, "")
        super().replace(source, target)


class Killed(BaseException):
    """The process ends."""


def delete(root: Path) -> None:
    opened(root).remove(session(60, status="final"))


def killed_before_the_rewriting(root: Path) -> None:
    def dead(_self: LogStorage, *, force: bool = False) -> bool:
        del force
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LogStorage, "tidy", dead)
        with pytest.raises(Killed):
            delete(root)


def full_at_the_rewriting(root: Path) -> None:
    with disk.using_file_system(NoRewriting()):
        delete(root)


def moved_and_killed(root: Path) -> None:
    """A session that goes to another agent is deleted from the log it came from."""

    def dead(_self: LogStorage, *, force: bool = False) -> bool:
        del force
        raise Killed

    store = opened(root)
    assert store.get(session(60).id) is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LogStorage, "tidy", dead)
        with pytest.raises(Killed):
            store.put(session(60, agent_id=BEN, text="only this"))


CUT_OFF = [killed_before_the_rewriting, full_at_the_rewriting, moved_and_killed]


@pytest.mark.parametrize("cut_off", CUT_OFF)
def test_c9_what_was_cut_off_is_ended_at_the_next_opening(root: Path, cut_off: object) -> None:
    assert callable(cut_off)
    cut_off(root)
    assert holding(root, SECRET)
    store = opened(root)
    assert finish_unfinished(store) is None
    if cut_off is moved_and_killed:
        store.close()
    assert holding(root, SECRET) == []
    assert store.team.rewrites() == []


@pytest.mark.parametrize("cut_off", CUT_OFF[:2])
def test_c9_no_backup_holds_what_was_deleted(root: Path, cut_off: object) -> None:
    assert callable(cut_off)
    cut_off(root)
    with zipfile.ZipFile(backups_of(root).daily.make()) as archive:
        assert SECRET.encode() not in archive.read(f"agents/{ANNA}/2026.jsonl")


def test_c9_where_it_cannot_be_ended_it_is_said_and_no_backup_is_made(root: Path) -> None:
    full_at_the_rewriting(root)
    with disk.using_file_system(NoRewriting()):
        told = finish_unfinished(opened(root))
        assert told is not None
        assert told.code == "rewrite_unfinished"
        with pytest.raises(StoreError, match="rewrite_unfinished"):
            backups_of(root).daily.make()
    assert finish_unfinished(opened(root)) is None


def test_c9_a_store_that_nothing_was_deleted_from_is_left_as_it_is(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert finish_unfinished(opened(root)) is None
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
