"""Messages that said the contrary of what happened (breaker E1, E3, E5, E7, E8, E9)."""

from __future__ import annotations

import errno
import fcntl
import os
import warnings
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened, sessions
from tests.contract.sessions import ANNA, START, session
from tests.contract.test_restore import backups_of

from coachtui.domain.errors import BadInput, CoachError, StoreCorrupt, StoreError, StoreLocked
from coachtui.exchange.session_consistency import check_consistency
from coachtui.services.words.sentences import CODES
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log import disk
from coachtui.store.log.file_system import FileSystem
from coachtui.store.records.session_store import LogSessionStore


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "data" / "store")
    return tmp_path / "data" / "store"


class Refusing(FileSystem):
    """Refuses to change anything under a folder, or to read one file."""

    def __init__(self, folder: Path, number: int, *, read: Path | None = None) -> None:
        self._folder, self._number, self._read = folder, number, read
        self._opened: set[int] = set()

    def _check(self, path: Path) -> None:
        if self._folder in (path, *path.parents):
            raise OSError(self._number, os.strerror(self._number))

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            self._check(path)
        descriptor = super().open(path, flags, mode)
        if path == self._read:
            self._opened.add(descriptor)
        return descriptor

    def read(self, descriptor: int, size: int) -> bytes:
        if descriptor in self._opened:
            raise OSError(errno.EIO, "")
        return super().read(descriptor, size)

    def mkdir(self, path: Path, mode: int) -> None:
        self._check(path)
        super().mkdir(path, mode)


def test_e1_restoring_on_a_full_disk_says_so_and_not_that_the_backup_is_bad(
    root: Path, tmp_path: Path
) -> None:
    made = backups_of(root).daily.make()
    file = made.rename(tmp_path / "sound.zip")
    with (
        disk.using_file_system(Refusing(root.parent, errno.ENOSPC)),
        pytest.raises(StoreError, match="disk_full"),
    ):
        backups_of(root).restoring.restore(file)
    assert len(sessions(root)) == 4
    backups_of(root).restoring.restore(file)


def test_e1_a_backup_that_cannot_be_read_is_told_as_one(root: Path, tmp_path: Path) -> None:
    file = backups_of(root).daily.make().rename(tmp_path / "bad.zip")
    nowhere = tmp_path / "nowhere"
    with (
        disk.using_file_system(Refusing(nowhere, errno.EIO, read=file)),
        pytest.raises(BadInput, match="not_readable"),
    ):
        backups_of(root).restoring.restore(file)


@pytest.mark.parametrize(("name", "refused"), [("copies.jsonl", False), ("erased.jsonl", True)])
def test_e3_restoring_does_without_a_damaged_list_or_says_what_mends_it(
    root: Path, name: str, *, refused: bool
) -> None:
    made = backups_of(root).daily.make()
    (root / name).write_bytes(b"damaged\n")
    if refused:
        with pytest.raises(StoreCorrupt, match="erased_list_damaged"):
            backups_of(root).restoring.restore(made)
        assert len(sessions(root)) == 4
    else:
        assert backups_of(root).restoring.restore(made) is not None
        backups_of(root).erasing.erase_pending()
        assert backups_of(root).last() is not None


@pytest.mark.parametrize("year", [1970, 2001, 2099])
@pytest.mark.parametrize("clock_right_again", [False, True])
def test_e5_a_session_begun_with_a_wrong_clock_is_gone_on_with(
    root: Path, year: int, *, clock_right_again: bool
) -> None:
    for known in (2024, 2025, 2026):
        opened(root).put(session(known, start=START.replace(year=known), status="final"))
    wrong = START.replace(year=year)
    running = session(90, start=wrong)
    LogSessionStore(root, lambda: wrong).put(running)
    now = START if clock_right_again else wrong + timedelta(minutes=1)
    again = LogSessionStore(root, lambda: now)
    for number in (1, 2, 3):
        again.put(session(number, status="final"))
    if year == 2001 or not clock_right_again or year != 2001:
        assert again.newest.open_session_of(ANNA) == running
        assert running.id in {row.id for row in again.newest.rows_of(ANNA)}
    check_consistency(running)


def no_locks(number: int) -> Callable[[int, int], None]:
    def flock(_descriptor: int, _operation: int) -> None:
        raise OSError(number, os.strerror(number))

    return flock


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_e7_a_disk_that_knows_no_locks_is_named_in_one_sentence(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(fcntl, "flock", no_locks(number))
    store = opened(root)
    acts: tuple[Callable[[], object], ...] = (
        lambda: store.put(session(70)),
        lambda: store.lease(session(1).id),
        lambda: StoreProtection(root).encrypt(PASSPHRASE),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for act in acts:
            with pytest.raises(StoreError, match="no_locks"):
                act()
    assert "no_locks" in CODES
    assert len(sessions(root)) == 4


def test_e8_a_read_only_data_folder_is_backed_up_to_a_stick(root: Path, tmp_path: Path) -> None:
    opened(root).close()
    backups_of(root).erasing.erase_pending()
    stick = tmp_path / "stick"
    stick.mkdir()
    with disk.using_file_system(Refusing(root.parent, errno.EROFS)):
        made = backups_of(root).make_at(stick / "by hand.zip")
        assert not backups_of(root).is_listed(made)
    assert [path.name for path in stick.iterdir()] == ["by hand.zip"]
    other = tmp_path / "other" / "store"
    backups_of(other).restoring.restore(made)
    assert sessions(other) == sessions(root)


def told(act: Callable[[], object]) -> str:
    """Return the code of the error that something ends with; empty where it does not."""
    try:
        act()
    except CoachError as error:
        return error.code
    return ""


@pytest.mark.parametrize("change", ["encrypt", "decrypt", "rekey"])
def test_e9_a_window_whose_data_get_another_protection_is_told_that(root: Path, change: str) -> None:
    protection = StoreProtection(root)
    if change != "encrypt":
        protection.encrypt(PASSPHRASE)
    window = opened(root, protection)
    assert len(list(window.every())) == 4
    assert window.team.agents()
    other = StoreProtection(root)
    if change == "encrypt":
        other.encrypt(PASSPHRASE)
    else:
        other.unlock(PASSPHRASE)
        other.decrypt() if change == "decrypt" else other.rekey("after the leak")
    reads: tuple[Callable[[], object], ...] = (
        window.team.agents,
        lambda: list(window.every()),
        window.rows,
        lambda: window.of_agent(ANNA),
        lambda: window.newest.open_session_of(ANNA),
        lambda: window.put(session(1, revision=9)),
    )
    assert {told(act) for act in reads} == {"protection_changed"}
    with pytest.raises(StoreLocked):
        window.team.lead()
