"""Who reads without the lock while the whole store is exchanged: all of one store, or words why not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread, current_thread

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened, sessions
from tests.contract.sessions import ANNA
from tests.contract.test_exchange_and_waiters import AtRenames, Writer
from tests.contract.test_protection_faults import beside, kill_between_the_renames, quick_key

from coachtui.domain.errors import StoreBusy
from coachtui.store.keeping.checks.completeness import check_team, lost_logs
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.keeping.swap import swapping
from coachtui.store.log import disk, place
from coachtui.store.log.file_system import FileSystem
from coachtui.store.protection import key_file
from coachtui.store.protection.seals import PlainSeals
from coachtui.store.records.session_store import LogSessionStore

A_MOMENT = 0.02
"""Seconds without a store in its place: time to look at what is missing."""

MOST = 80
"""Calls to the disk that a reader makes, at most."""

READERS: dict[str, Callable[[LogSessionStore], object]] = {
    "people": lambda store: store.team.agents(),
    "lead": lambda store: store.team.lead(),
    "rows": LogSessionStore.rows,
    "recent rows": lambda store: store.newest.rows_of(ANNA),
    "of an agent": lambda store: store.of_agent(ANNA),
    "every": lambda store: list(store.every()),
    "check": lambda store: verify(store.root, seals=store.seals),
    "lost logs": lambda store: lost_logs(store.root, store.seals),
    "list of people": lambda store: check_team(store.root, store.seals),
    "words kept": lambda store: store.kept_content("phone-technique", 1),
    "protection": lambda store: StoreProtection(store.root).state(),
}


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "store")
    return tmp_path / "store"


def exchange(root: Path) -> None:
    """Exchange a store for one that says the same."""
    own = shutil.ignore_patterns(place.MARK, ".lock")
    with swapping(root, lambda _fresh: None) as fresh:
        shutil.copytree(root, fresh, ignore=own, dirs_exist_ok=True)


def plain(root: Path) -> LogSessionStore:
    return opened(root)


def used(root: Path, read: Callable[[LogSessionStore], object]) -> LogSessionStore:
    store = opened(root)
    read(store)
    return store


@pytest.mark.parametrize("before", ["fresh", "used"])
@pytest.mark.parametrize("kind", READERS)
def test_who_reads_between_the_renames_gets_the_whole_content(root: Path, kind: str, before: str) -> None:
    read, found = READERS[kind], list[object]()
    wanted = read(plain(root))
    store = plain(root) if before == "fresh" else used(root, read)
    reader = Writer(lambda: found.append(read(store)))

    with disk.using_file_system(AtRenames({root: reader.start})):
        exchange(root)
    assert reader.end() == ["done"]
    assert found == [wanted]
    assert beside(root) == ["store"]


class GapAt(FileSystem):
    """Exchanges the store in another thread once this one has reached the disk for the n-th time."""

    def __init__(self, root: Path, at: int) -> None:
        self.calls = 0
        self._root, self._at = root, at
        self._reader = current_thread()
        self._gap, self._over = Event(), Event()
        self._other = Thread(target=exchange, args=(root,))

    def open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        self._count()
        return super().open(path, flags, mode)

    def listdir(self, path: Path) -> list[os.DirEntry[str]]:
        self._count()
        return super().listdir(path)

    def status(self, path: Path, *, follow: bool = True) -> os.stat_result:
        self._count()
        return super().status(path, follow=follow)

    def replace(self, source: Path, target: Path) -> None:
        if target == self._root:
            self._gap.set()
            self._over.wait(A_MOMENT)
        super().replace(source, target)

    def end(self) -> None:
        if self._other.ident is not None:
            self._other.join()

    def _count(self) -> None:
        if current_thread() is self._reader:
            self.calls += 1
            if self.calls == self._at:
                self._other.start()
                self._gap.wait()


@pytest.mark.parametrize("kind", READERS)
def test_who_meets_the_exchange_in_the_middle_of_reading_gets_the_whole_content(
    root: Path, kind: str
) -> None:
    wanted = READERS[kind](plain(root))
    calls = MOST
    for at in range(1, MOST):
        store, gap = plain(root), GapAt(root, at)
        with disk.using_file_system(gap):
            try:
                found = READERS[kind](store)
            finally:
                gap.end()
        assert found == wanted, at
        calls = gap.calls
        if calls < at:
            break
    assert calls < MOST - 1


CHANGES: dict[str, Callable[[StoreProtection], object]] = {
    "encrypt": lambda other: other.encrypt(PASSPHRASE),
    "decrypt": StoreProtection.decrypt,
    "rekey": lambda other: other.rekey(PASSPHRASE),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", ["people", "rows", "every", "of an agent", "check"])
def test_who_reads_with_a_key_that_is_changed_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, kind: str, change: str
) -> None:
    monkeypatch.setattr(key_file, "_from_passphrase", quick_key)
    if change != "encrypt":
        StoreProtection(root).encrypt(PASSPHRASE)
    window, other = StoreProtection(root), StoreProtection(root)
    window.unlock(PASSPHRASE)
    other.unlock(PASSPHRASE)
    store = opened(root, window)
    reader = Writer(lambda: READERS[kind](store))
    with disk.using_file_system(AtRenames({root: reader.start})):
        CHANGES[change](other)
    assert reader.end()[0] in {"protection_changed", "passphrase_needed"}


def test_the_protection_is_not_taken_for_off_between_the_renames(root: Path) -> None:
    found = list[str]()
    reader = Writer(lambda: found.append(StoreProtection(root).state()))
    with disk.using_file_system(AtRenames({root: reader.start})):
        StoreProtection(root).encrypt(PASSPHRASE)
    assert reader.end() == ["done"]
    assert found == ["locked"]


def test_who_reads_after_an_exchange_that_was_killed_ends_it(root: Path) -> None:
    before = sessions(root)
    kill_between_the_renames(root)
    assert sessions(root, PASSPHRASE) == before
    assert beside(root) == ["store"]


def test_a_reader_without_patience_is_told_that_the_store_is_busy(root: Path) -> None:
    reader = Writer(lambda: place.wait_for_exchange(root, 0.05))
    with disk.using_file_system(AtRenames({root: reader.start})):
        exchange(root)
    assert reader.end() == [StoreBusy("store_locked").code]


def test_a_store_that_is_not_there_is_not_waited_for_nor_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(place, "exchange_lock", never)
    for root in (tmp_path / "store", tmp_path / "no data" / "store"):
        store = plain(root)
        assert (store.team.agents(), store.rows(), list(store.every())) == ([], [], [])
        assert StoreProtection(root).state() == "off"
        assert verify(root).findings == ()
        check_team(root, PlainSeals())
    assert list(tmp_path.iterdir()) == []


def test_a_claim_that_was_left_without_an_exchange_is_not_waited_for(tmp_path: Path) -> None:
    root = tmp_path / "store"
    (tmp_path / ".store.exchange.lock").touch()
    assert plain(root).team.agents() == []
    assert not root.exists()
