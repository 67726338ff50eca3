"""What the store asks of the disk, on systems other than the one at hand too."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.contract.conftest import Open
from tests.contract.faulty_disk import faulty
from tests.contract.sessions import ANNA, identity, session

from coachtui.domain.agent import Lead
from coachtui.domain.errors import StoreBusy, StoreCorrupt, StoreError, StoreReadOnly
from coachtui.store.log import disk
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_table import KeyedDB, LogDB
from coachtui.store.records.content_copies import ContentCopies
from coachtui.store.records.leases import Leases

RENAMES = {"replace", "rename"}


def test_windows_is_asked_again_while_someone_reads_the_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "old").write_bytes(b"old")
    pauses: list[float] = []
    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr("time.sleep", pauses.append)
    with faulty(lambda number, call: errno.EACCES if call in RENAMES and number < 4 else 0) as calls:
        disk.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == b"new"
    assert pauses == [0.02, 0.04, 0.08]
    assert "fsync" not in calls.log, "Windows has no sync of folders"


def test_windows_gives_up_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    pauses: list[float] = []
    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr("time.sleep", pauses.append)
    database = KeyedDB(tmp_path / "a.jsonl")
    with (
        faulty(lambda _number, call: errno.EACCES if call in RENAMES else 0),
        pytest.raises(StoreReadOnly),
    ):
        database.keyed("t").put_encoded({"1": b"{}"})
    assert len(pauses) == 7
    assert sum(pauses) < 5


def test_elsewhere_a_refused_replace_is_not_tried_again(tmp_path: Path) -> None:
    with faulty(lambda _number, call: errno.EACCES if call in RENAMES else 0) as calls:
        with pytest.raises(StoreReadOnly):
            KeyedDB(tmp_path / "a.jsonl").keyed("t").put_encoded({"1": b"{}"})
        assert len([call for call in calls.log if call in RENAMES]) == 1


def test_windows_releases_a_lease_before_its_file_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "WINDOWS", True)
    lease = Leases(tmp_path).take(identity(1))
    lease.release()
    assert list(tmp_path.iterdir()) == []
    Leases(tmp_path).take(identity(1)).release()


def test_macos_is_asked_to_empty_the_drives_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    asked: list[int] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _descriptor, command: asked.append(command))
    database = KeyedDB(tmp_path / "a.jsonl")
    database.keyed("t").put_encoded({"1": b"{}"})
    asked.clear()
    database.keyed("t").put_encoded({"1": b"[]"})
    assert asked == [51]


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="disk_failed"):
        disk.make_folders(tmp_path / "file" / "folder")


def test_a_folder_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        KeyedDB(tmp_path / "no" / "a.jsonl")


def refused(*_args: object, **_kwargs: object) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.mark.parametrize(("where", "call"), [(os, "open"), (os, "stat"), (os, "scandir")])
def test_what_may_not_be_read_says_so(
    open_store: Open, monkeypatch: pytest.MonkeyPatch, where: Any, call: str
) -> None:
    store = open_store()
    store.put(session(1))
    store.team.put_lead(Lead(id="lead"))
    for look in (
        lambda fresh: fresh.team.lead(),
        lambda fresh: fresh.of_agent(ANNA),
        lambda fresh: fresh.rows(),
        lambda fresh: list(fresh.every()),
    )[call == "scandir" :]:
        with monkeypatch.context() as patch:
            patch.setattr(where, call, refused)
            with pytest.raises(StoreError, match="not_readable"):
                look(open_store())


def test_another_thread_holding_the_lock_is_waited_for_and_then_named(tmp_path: Path) -> None:
    import threading

    lock = StoreLock(tmp_path / "lock", timeout=0.01)
    caught: list[StoreBusy] = []

    def second() -> None:
        try:
            with lock.held():
                raise AssertionError("two at once")
        except StoreBusy as error:
            caught.append(error)

    with lock.held():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert [error.code for error in caught] == ["store_locked"]


def test_a_copy_that_is_no_text_or_cannot_be_read_says_so(tmp_path: Path) -> None:
    copies = ContentCopies(tmp_path)
    (tmp_path / "grow@1.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(StoreCorrupt, match="unreadable_copy"):
        copies.kept("grow", 1)
    (tmp_path / "grow@2.toml").mkdir()
    with pytest.raises(StoreError):
        copies.kept("grow", 2)
    with faulty(lambda _number, call: errno.ENOSPC if call == "write" else 0), pytest.raises(StoreError):
        copies.keep("grow", 3, "text")
    assert copies.kept("grow", 3) is None


def test_a_log_gone_between_two_looks_is_damage_and_no_crash(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    store.put(session(1))
    other = open_store()
    assert other.get(identity(1)) is not None
    (tmp_path / "store" / "agents" / ANNA / "2026.jsonl").unlink()
    with pytest.raises(StoreCorrupt, match="file_vanished"):
        other.get(identity(1))


def test_ids_given_with_the_documents_are_never_given_out_again(tmp_path: Path) -> None:
    from tinydb.table import Document

    table = LogDB(tmp_path / "a.jsonl").table("t")
    assert table.insert_multiple([Document({}, doc_id=2), {}, {}]) == [2, 1, 3]


def test_a_large_log_is_rewritten_in_records_of_a_bearable_size(tmp_path: Path) -> None:
    database = KeyedDB(tmp_path / "a.jsonl")
    database.keyed("t").put_encoded({str(n): b'{"text":"%s"}' % (b"x" * 5000) for n in range(100)})
    before = database.storage.read()
    assert database.log.compact(force=True)
    lines = (tmp_path / "a.jsonl").read_bytes().splitlines()
    assert len(lines) > 7
    assert max(map(len, lines)) < 100_000
    assert KeyedDB(tmp_path / "a.jsonl").storage.read() == before
