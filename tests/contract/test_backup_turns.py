"""Two windows at the backups of one store do each other no harm."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from tests.contract.protected import furnish, opened
from tests.contract.sessions import ANNA, BEN, session
from tests.contract.test_backup import Keeping, agents_in
from tests.faults.failing import TIMES, FailingFiles, Times

from coachtui.bootstrap import open_program
from coachtui.cli import main
from coachtui.domain.errors import BackupsBusy
from coachtui.store.keeping.backups import backup_maker, backup_turn
from coachtui.store.keeping.backups.backup_turn import BackupTurn
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.copies.copy_list import Copies, Copy
from coachtui.store.keeping.copies.unpacked import unpacked
from coachtui.store.log import disk
from coachtui.store.log.claim import claim_on
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.leases import Leases
from coachtui.store.records.order_lists import Orders

DAY = date(2026, 11, 26)
FOR_EVER = 1e6


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    return keeping


@pytest.fixture(name="impatient")
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_turn, "TIMEOUT", 0.0)


def claim_of(keeping: Keeping) -> Path:
    return keeping.data / ".store.backup.lock"


@contextmanager
def another_window(keeping: Keeping) -> Iterator[None]:
    """Be another process that is at work on the backups."""
    claim = claim_on(claim_of(keeping))
    assert claim.take()
    yield
    claim.give_back()


@contextmanager
def meanwhile(monkeypatch: pytest.MonkeyPatch, done: Thread, *, wait: float | None = None) -> Iterator[None]:
    """Let a thread run while a backup that was written is read again."""
    real = unpacked

    @contextmanager
    def reading(file: Path, data: Path) -> Iterator[Path]:
        with real(file, data) as inside:
            if done.ident is None:
                done.start()
                done.join(wait)
            yield inside

    with monkeypatch.context() as patch:
        patch.setattr(backup_maker, "unpacked", reading)
        yield
    done.join()


def listed(keeping: Keeping) -> set[str]:
    return {path for paths in keeping.backups.protection.with_another_protection() for path in paths}


def test_attack_two_windows_make_the_backup_of_the_day_at_once(keeping: Keeping) -> None:
    windows = [Keeping(keeping.data) for _number in range(4)]
    made: list[Path] = []
    threads = [
        Thread(target=lambda window=each: made.append(window.backups.daily.make())) for each in windows
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == len(windows)
    assert all(agents_in(file) == {ANNA, BEN} for file in made)
    assert {path for path in listed(keeping) if path.endswith(".new")} == set()
    assert not claim_of(keeping).exists()


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("name", ["spring.zip", "spring.bak"])
def test_attack_an_agent_erased_while_a_backup_is_read_again_is_not_in_it(
    keeping: Keeping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    told: list[object] = []

    def erase() -> None:
        window = Keeping(keeping.data)
        Erasure(opened(window.root, window.protection)).erase(ANNA, DAY)
        told.append(window.backups.erasing.erase_from_copies(ANNA))
        told.append(window.backups.erasing.unreachable_with(ANNA))
        told.append(listed(window))

    with meanwhile(monkeypatch, Thread(target=erase)):
        file = keeping.backups.make_at(tmp_path / name)
    assert told == [(), [], set()]
    assert agents_in(file) == {BEN}
    assert keeping.backups.erasing.erase_pending() == ()
    assert listed(keeping) == {str(file)}


@pytest.mark.usefixtures("impatient")
def test_an_agent_erased_at_every_try_is_not_in_the_backup_either(
    keeping: Keeping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the last try the store is kept as it is, so making a backup comes to an end."""
    real, left = unpacked, [ANNA, BEN]

    @contextmanager
    def reading(file: Path, data: Path) -> Iterator[Path]:
        with real(file, data) as inside:
            if left:
                Erasure(opened(keeping.root, keeping.protection)).erase(left.pop(), DAY)
            yield inside

    monkeypatch.setattr(backup_maker, "unpacked", reading)
    assert agents_in(keeping.backups.make_at(tmp_path / "spring.zip")) == set()
    assert left == []


@pytest.mark.usefixtures("impatient")
def test_a_backup_that_another_window_is_at_is_left_alone_and_told(keeping: Keeping, tmp_path: Path) -> None:
    file = keeping.backups.make_at(tmp_path / "spring.zip")
    Erasure(opened(keeping.root, keeping.protection)).erase(ANNA, DAY)
    with another_window(keeping):
        (left,) = keeping.backups.erasing.erase_from_copies(ANNA)
        assert (left.path, left.code) == (str(file), "backups_busy")
        assert [each.path for each in keeping.backups.erasing.erase_pending()] == [str(file)]
        with pytest.raises(BackupsBusy):
            keeping.backups.daily.make()
        with pytest.raises(BackupsBusy):
            keeping.backups.restoring.restore(file)
    assert keeping.backups.erasing.erase_pending() == ()
    assert agents_in(file) == {BEN}


@pytest.mark.usefixtures("impatient")
def test_a_window_does_not_wait_for_itself(keeping: Keeping) -> None:
    with BackupTurn(keeping.root).held(), BackupTurn(keeping.data / ".." / "data" / "store").held():
        assert agents_in(keeping.backups.daily.make()) == {ANNA, BEN}
        assert not claim_on(claim_of(keeping)).take()
    assert not claim_of(keeping).exists()


def test_who_does_not_wait_is_told_at_once(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_turn, "TIMEOUT", FOR_EVER)
    with another_window(keeping), pytest.raises(BackupsBusy):
        keeping.backups.daily.make(waits=False)
    assert keeping.backups.daily.make(waits=False).exists()


@pytest.mark.usefixtures("impatient")
def test_a_command_says_who_is_at_it_and_ends_as_busy(
    keeping: Keeping, capsys: pytest.CaptureFixture[str]
) -> None:
    program = ["--data-dir", str(keeping.data), "--config-dir", str(keeping.data.parent), "backup"]
    with another_window(keeping):
        assert main(program) == 3
    said = capsys.readouterr().err
    assert "Another window is making a backup. Nothing is lost; try again when it is done." in said
    assert main(program) == 0


def test_no_start_waits_for_backups_that_another_window_is_at(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(backup_turn, "TIMEOUT", FOR_EVER)
    (file,) = (keeping.backups.make_at(keeping.data / "spring.zip"),)
    copies = Copies(
        keeping.root, StoreLock(keeping.root / ".lock"), Orders(keeping.root, keeping.protection.seals)
    )
    copies.put(
        {str(file): Copy(made_at="2026-11-26T10:00:00+00:00", elsewhere=False, daily=False, reseal=True)}
    )
    with another_window(keeping):
        assert (
            main(
                ["--data-dir", str(keeping.data), "--config-dir", str(keeping.data.parent), "roster", "list"]
            )
            == 0
        )
    assert capsys.readouterr().err == ""


def test_only_its_owner_may_read_the_claim_which_is_in_no_backup(keeping: Keeping) -> None:
    with BackupTurn(keeping.root).held():
        assert stat.S_IMODE(claim_of(keeping).stat().st_mode) == 0o600
        made = keeping.backups.daily.make()
        program = open_program(data_dir=str(keeping.data), config_dir=str(keeping.data.parent))
        assert program.safekeeping.erasing.earlier_stores() == ()
    with unpacked(made, keeping.data) as inside:
        assert [path for path in inside.rglob("*") if path.suffix == ".lock"] == []


@pytest.mark.usefixtures("impatient")
def test_attack_a_claim_that_cannot_be_looked_at_is_let_go(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was held on to the end of the process, which then waited for itself."""
    system = disk.system()

    def fails(_descriptor: int) -> os.stat_result:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(system, "status_of", fails, raising=False)
        for place in (claim_of(keeping), keeping.root / "leases" / f"{session(1).id}.lock"):
            place.parent.mkdir(exist_ok=True)
            with pytest.raises(OSError, match=os.strerror(errno.EIO)):
                claim_on(place).take()
    assert keeping.backups.daily.make().exists()
    Leases(keeping.root / "leases").take(session(1).id).release()


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.usefixtures("impatient")
def test_whatever_call_fails_the_claim_is_let_go(keeping: Keeping, times: Times) -> None:
    def calls(at: int) -> int:
        failing = FailingFiles(at, "EIO", times)
        with disk.using_file_system(failing), BackupTurn(keeping.root).held():
            pass
        return len(failing.calls)

    for at in range(1, calls(0) + 1):
        assert calls(at) > 0
        with another_window(keeping), pytest.raises(BackupsBusy), BackupTurn(keeping.root).held():
            pass


def test_attack_erasing_does_not_take_the_backup_of_before_an_upgrade_for_a_remnant(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made while the store's lock is held, so whoever has the turn is not waited for."""
    lock = StoreLock(keeping.root / ".lock")
    upgrading = StoreBackups(
        keeping.root,
        keeping.protection.seals,
        lambda: keeping.now,
        version="0.1",
        folders=(keeping.data / "backups",),
        lock=lock,
    )
    other = Thread(target=Keeping(keeping.data).backups.erasing.erase_pending)
    with meanwhile(monkeypatch, other, wait=0.3), lock.held():
        upgrading.make_before_upgrade()
    (file,) = (keeping.data / "backups").iterdir()
    assert agents_in(file) == {ANNA, BEN}
    assert listed(keeping) == {str(file)}


def test_an_unfinished_file_that_was_listed_once_is_forgotten(keeping: Keeping, tmp_path: Path) -> None:
    copies = Copies(
        keeping.root, StoreLock(keeping.root / ".lock"), Orders(keeping.root, keeping.protection.seals)
    )
    found = Copy(made_at="2026-11-26T10:00:00+00:00", elsewhere=False, daily=False)
    copies.put({str(tmp_path / "spring.zip.new"): found, str(tmp_path / "away" / "spring.zip.new"): found})
    assert keeping.backups.erasing.erase_pending() == ()
    assert set(copies.known()) == {str(tmp_path / "away" / "spring.zip.new")}


def test_what_is_left_of_rewriting_a_backup_that_is_gone_is_erased_from_too(
    keeping: Keeping, tmp_path: Path
) -> None:
    file = keeping.backups.make_at(tmp_path / "spring.zip")
    left = file.rename(tmp_path / "spring.zip.new")
    Erasure(opened(keeping.root, keeping.protection)).erase(ANNA, DAY)
    assert keeping.backups.erasing.erase_from_copies(ANNA) == ()
    assert agents_in(left) == {BEN}
