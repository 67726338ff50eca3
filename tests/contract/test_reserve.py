"""A full disk: the last words of a call still go in, on the room that was kept for them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from tests.contract.sessions import START, session

from coachtui.domain.errors import StoreFull
from coachtui.services.reserve_watch import ReserveWatch
from coachtui.store.log import disk
from coachtui.store.log.file_system import FileSystem
from coachtui.store.log.reserve import SIZE, Reserve
from coachtui.store.records.session_store import LogSessionStore


class FullDisk(FileSystem):
    """A disk without room but for what the reserve gives back."""

    def __init__(self) -> None:
        self.left = 0

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        if len(data) > self.left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.left -= len(data)
        return super().write(descriptor, data)

    def room(self, folder: Path) -> int:
        del folder
        return self.left

    def unlink(self, path: Path) -> None:
        size = path.stat().st_size
        super().unlink(path)
        self.left += size


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    store = LogSessionStore(tmp_path / "store", lambda: START)
    store.put(session(1))
    store.close()
    return tmp_path / "store"


def test_it_is_there_after_the_first_use_and_only_the_owners(root: Path) -> None:
    status = (root / ".reserve").stat()
    assert status.st_size == SIZE == 4 * 1024 * 1024
    assert status.st_blocks * 512 >= SIZE
    assert status.st_mode & 0o077 == 0


def test_on_a_full_disk_saving_goes_on_without_a_loss(root: Path) -> None:
    store = LogSessionStore(root, lambda: START)
    with disk.using_file_system(FullDisk()):
        for revision in range(10, 60):
            store.put(session(1, revision=revision))
        assert not (root / ".reserve").exists()
    found = LogSessionStore(root, lambda: START).get(session(1).id)
    assert found == session(1, revision=59)


def test_without_a_reserve_it_is_told_and_what_was_saved_is_untouched(root: Path) -> None:
    assert Reserve(root).release()
    store = LogSessionStore(root, lambda: START)
    with disk.using_file_system(FullDisk()), pytest.raises(StoreFull, match="disk_full"):
        store.put(session(1, revision=10))
    assert LogSessionStore(root, lambda: START).get(session(1).id) == session(1)


def test_it_is_made_again_when_there_is_room_and_nothing_of_it_stays_when_there_is_none(root: Path) -> None:
    assert Reserve(root).release()
    assert not Reserve(root).release()
    full = FullDisk()
    full.left = SIZE // 2
    with disk.using_file_system(full):
        assert not Reserve(root).keep()
    assert [path.name for path in root.glob(".reserve*")] == []
    assert Reserve(root).keep()
    assert Reserve(root).keep()
    assert (root / ".reserve").stat().st_size == SIZE


def test_attack_f1_a_reserve_that_is_not_there_is_in_use_only_where_the_disk_is_full(root: Path) -> None:
    reserve = Reserve(root)
    watch = ReserveWatch(reserve)
    assert reserve.release()
    assert not watch.used_up()
    with disk.using_file_system(FullDisk()):
        assert watch.used_up()
        watch.renew()
        assert not reserve.is_kept()
    watch.renew()
    assert reserve.is_kept()


def test_attack_f1_no_room_is_kept_for_a_store_that_never_had_any(tmp_path: Path) -> None:
    ReserveWatch(Reserve(tmp_path / "store")).renew()
    assert not (tmp_path / "store").exists()
