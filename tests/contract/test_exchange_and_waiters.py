"""A writer that waits while the whole store is exchanged: it finds the new store, and makes none itself."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from tests.contract.protected import PASSPHRASE, furnish, sessions
from tests.contract.sessions import START
from tests.contract.test_protection_faults import beside, kill_between_the_renames

from coachtui.domain.errors import StoreBusy, StoreError
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.keeping.swap import finish_swap
from coachtui.store.log import disk
from coachtui.store.log.file_system import FileSystem
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_table import KeyedDB
from coachtui.store.protection.seals import PlainSeals
from coachtui.store.records.content_copies import ContentCopies
from coachtui.store.records.identity import begin_identity
from coachtui.store.records.leases import Leases

SOON = 0.3
"""Seconds in which what does not wait is done."""


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "store")
    return tmp_path / "store"


class AtRenames(FileSystem):
    """Does something right before a folder gets a name: for every name once."""

    def __init__(self, acts: dict[Path, Callable[[], None]]) -> None:
        self._acts = acts

    def replace(self, source: Path, target: Path) -> None:
        act = self._acts.pop(target, None)
        if act is not None:
            act()
        super().replace(source, target)


class Writer:
    """Another window that does one thing, and how that ended."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.ended: list[str] = []
        self._work = work
        self._thread = Thread(target=self._run)

    def _run(self) -> None:
        try:
            self._work()
            self.ended.append("done")
        except StoreError as error:
            self.ended.append(error.code)

    def start(self) -> None:
        self._thread.start()
        self._thread.join(SOON)

    def waits(self) -> None:
        self._thread.join(SOON)
        assert self.ended == []

    def end(self) -> list[str]:
        self._thread.join()
        return self.ended


def lock(root: Path) -> None:
    with StoreLock(root / ".lock").held():
        assert (root / "keys.json").exists()


def lease(root: Path) -> None:
    Leases(root / "leases").take("a").release()


def content(root: Path) -> None:
    ContentCopies(root / "content").keep("voice", 1, "id = 'voice'\n")


def log(root: Path) -> None:
    KeyedDB(root / "new" / "log.jsonl", lock=StoreLock(root / ".lock"), create_dirs=True)


@pytest.mark.parametrize("work", [lock, lease, content, log])
def test_who_comes_between_the_renames_waits_for_the_new_store(
    root: Path, work: Callable[[Path], None]
) -> None:
    before = sessions(root)
    writer = Writer(lambda: work(root))

    def start() -> None:
        writer.start()
        writer.waits()

    with disk.using_file_system(AtRenames({root: start})):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert writer.end() == ["done"]
    assert sessions(root, PASSPHRASE) == before
    assert beside(root) == ["store"]


def test_who_waits_since_before_the_renames_gets_the_lock_of_the_new_store(root: Path) -> None:
    before = sessions(root)
    writer = Writer(lambda: lock(root))
    acts = {root.with_name("store.old"): writer.start, root: writer.waits}
    with disk.using_file_system(AtRenames(acts)):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert writer.end() == ["done"]
    assert sessions(root, PASSPHRASE) == before
    assert beside(root) == ["store"]


def test_who_has_no_more_patience_is_told_that_the_store_is_busy(root: Path) -> None:
    def hurry() -> None:
        with StoreLock(root / ".lock", timeout=0.05).held():
            raise AssertionError

    writer = Writer(hurry)
    with disk.using_file_system(AtRenames({root: writer.start})):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert writer.end() == [StoreBusy("store_locked").code]
    assert beside(root) == ["store"]


def test_who_waits_for_an_exchange_that_was_killed_ends_it(root: Path) -> None:
    before = sessions(root)
    kill_between_the_renames(root)
    lock(root)
    assert sessions(root, PASSPHRASE) == before
    assert beside(root) == ["store"]


def stub(root: Path) -> None:
    """Leave what another version of the program did while it waited for the lock."""
    root.mkdir()
    (root / ".lock").touch()
    (root / "leases").mkdir()


def stub_with_list(root: Path) -> None:
    stub(root)
    (root / "copies.jsonl").write_bytes(b"a list of backups\n")


def kept(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in root.parent.glob("store.before-*/copies.jsonl")]


def test_a_stub_between_the_renames_does_not_keep_the_new_store_out(root: Path) -> None:
    before = sessions(root)
    with disk.using_file_system(AtRenames({root: lambda: stub(root)})):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert sessions(root, PASSPHRASE) == before
    assert beside(root) == ["store"]


def test_what_was_written_between_the_renames_is_put_aside(root: Path) -> None:
    before = sessions(root)
    with disk.using_file_system(AtRenames({root: lambda: stub_with_list(root)})):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert sessions(root, PASSPHRASE) == before
    assert kept(root) == [b"a list of backups\n"]
    assert len(beside(root)) == 2


def test_the_old_store_is_taken_back_past_a_stub(root: Path) -> None:
    """The new one cannot be put in its place, and somebody has begun a store there."""
    before = sessions(root)

    class NoWayIn(FileSystem):
        def replace(self, source: Path, target: Path) -> None:
            if source.name == "store.next":
                if not root.exists():
                    stub(root)
                raise OSError(errno.EIO, "")
            super().replace(source, target)

    with disk.using_file_system(NoWayIn()), pytest.raises(StoreError):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert StoreProtection(root).state() == "off"
    finish_swap(root)
    assert sessions(root) == before
    assert beside(root) == ["store"]


def sealed_as_empty(root: Path) -> None:
    """Leave what ``check --salvage`` made of a stub: a list of people without anybody."""
    stub_with_list(root)
    begin_identity(root, StoreLock(root / ".lock"), PlainSeals())


@pytest.mark.parametrize("left", [Path.mkdir, stub, stub_with_list, sealed_as_empty])
def test_a_store_that_was_left_as_a_stub_heals_at_the_next_start(
    root: Path, left: Callable[[Path], None]
) -> None:
    before = sessions(root)
    kill_between_the_renames(root)
    left(root)
    finish_swap(root)
    assert sessions(root, PASSPHRASE) == before
    protection = StoreProtection(root)
    protection.unlock(PASSPHRASE)
    assert verify(root, seals=protection.seals()).findings == ()
    assert kept(root) == ([b"a list of backups\n"] if left is stub_with_list else kept(root))
    finish_swap(root)
    assert [name for name in beside(root) if ".before-" not in name] == ["store"]


def test_a_store_with_people_in_the_place_is_nobodys_stub(root: Path) -> None:
    kill_between_the_renames(root)
    root.mkdir()
    furnish(root)
    mine = sessions(root)
    finish_swap(root)
    assert sessions(root) == mine
    assert beside(root) == ["store", "store.next", "store.old"]


def test_a_start_that_sees_a_stub_waits_for_who_exchanges_the_store(root: Path) -> None:
    starting = Writer(lambda: finish_swap(root))

    def begin() -> None:
        stub(root)
        starting.start()
        starting.waits()

    with disk.using_file_system(AtRenames({root: begin})):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert starting.end() == ["done"]
    assert StoreProtection(root).state() == "locked"
    assert beside(root) == ["store"]


def test_a_backup_between_the_renames_does_not_say_that_nothing_is_stored(root: Path) -> None:
    folders = (root.with_name("backups"),)
    backups = StoreBackups(root, lambda: PlainSeals(root), lambda: START, version="1", folders=folders)
    writer = Writer(backups.daily.make)

    def start() -> None:
        writer.start()
        writer.waits()

    with disk.using_file_system(AtRenames({root: start})):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert writer.end() == ["protection_changed"]
