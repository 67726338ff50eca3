"""Backups: what counts was read again, the newest stay, and nobody who was erased comes back with one."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.contract.faulty_disk import faulty
from tests.contract.protected import CANARY, PASSPHRASE, furnish, holding, opened, sessions
from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.domain.errors import BadInput, StoreBusy, StoreCorrupt, StoreError, StoreLocked
from coachtui.store.keeping.backups.daily_backups import KEPT
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.records.erasure import Erasure

DAY = date(2026, 11, 26)


class Keeping:
    """A store in a data folder, its backups and a clock that can be set."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.root = data / "store"
        self.protection = StoreProtection(self.root)
        self.now = START
        self.stick = data.parent / "stick"
        self.backups = StoreBackups(
            self.root,
            self.protection.seals,
            lambda: self.now,
            version="0.1",
            folders=(data / "backups", self.stick),
        )


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Iterator[Keeping]:
    keeping = Keeping(tmp_path / "data")
    furnish(keeping.root)
    yield keeping
    keeping.backups.erasing.erase_pending()
    assert list(keeping.data.glob(".work-*")) == []


def test_it_goes_to_every_folder_and_says_when_and_where(keeping: Keeping) -> None:
    assert keeping.backups.last() is None
    assert keeping.backups.daily.due()
    made = keeping.backups.daily.make()
    assert made == keeping.data / "backups" / "coachtui-20261116-100000.zip"
    assert (keeping.stick / made.name).exists()
    assert keeping.backups.last() == START
    assert not keeping.backups.daily.due()
    assert keeping.backups.daily.same_disk()
    assert keeping.backups.last_elsewhere() is None
    keeping.now += timedelta(days=1)
    assert keeping.backups.daily.due()


def test_what_is_derived_or_of_the_moment_is_left_out(keeping: Keeping) -> None:
    with zipfile.ZipFile(keeping.backups.daily.make()) as archive:
        assert archive.namelist() == [
            f"agents/{ANNA}/2026.jsonl",
            f"agents/{BEN}/2026.jsonl",
            "content/phone-technique@1.toml",
            "team.jsonl",
            "manifest.json",
        ]
        assert archive.testzip() is None


def test_the_newest_seven_stay_and_no_file_of_anybody_else_goes(keeping: Keeping) -> None:
    keeping.stick.mkdir()
    other = keeping.stick / "coachtui-20200101-000000.zip"
    other.write_text("somebody else's")
    keeping.backups.make_at(keeping.stick / "coachtui-by-hand.zip")
    for _day in range(KEPT + 3):
        keeping.now += timedelta(days=1)
        keeping.backups.daily.make()
    names = sorted(path.name for path in keeping.stick.iterdir())
    assert len(names) == KEPT + 2
    assert names[0] == other.name
    assert names[1] == "coachtui-20261120-100000.zip"
    assert names[-1] == "coachtui-by-hand.zip"
    assert len(list((keeping.data / "backups").iterdir())) == KEPT


def test_a_folder_out_of_reach_does_not_keep_the_other_from_its_backup(keeping: Keeping) -> None:
    keeping.stick.write_text("no folder at all")
    assert keeping.backups.daily.make().parent == keeping.data / "backups"
    assert len(keeping.backups.erasing.unreachable_with(ANNA)) == 0


def test_a_damaged_store_is_not_backed_up(keeping: Keeping) -> None:
    log = keeping.root / "agents" / ANNA / "2026.jsonl"
    data = bytearray(log.read_bytes())
    data[len(data) // 2] ^= 1
    log.write_bytes(bytes(data))
    with pytest.raises(StoreCorrupt, match="backup_of_damaged"):
        keeping.backups.daily.make()
    assert keeping.backups.last() is None
    assert list(keeping.data.rglob("*.zip*")) == []


def test_whatever_call_fails_a_backup_that_has_its_name_is_whole(keeping: Keeping) -> None:
    before = sessions(keeping.root)
    failing = calls = 1
    while failing <= calls:

        def fails(number: int, _call: str, failing: int = failing) -> int:
            return errno.ENOSPC if number == failing else 0

        keeping.now += timedelta(minutes=1)
        with faulty(fails) as disk:
            try:
                keeping.backups.daily.make()
            except StoreError:
                calls = failing + 1
            else:
                calls = max(calls, disk.calls)
        failing += 7
    assert failing > 40
    files = [*keeping.data.rglob("*.zip"), *keeping.stick.glob("*.zip")]
    assert files
    for number, file in enumerate(files):
        other = Keeping(keeping.data.parent / f"other{number}")
        other.backups.restoring.restore(file)
        assert sessions(other.root) == before


def test_restoring_keeps_what_was_there(keeping: Keeping) -> None:
    before = sessions(keeping.root)
    made = keeping.backups.daily.make()
    opened(keeping.root).put(session(50))
    kept = keeping.backups.restoring.restore(made)
    assert sessions(keeping.root) == before
    assert kept == keeping.data / "store.before-20261116-100000"
    assert len(sessions(kept)) == len(before) + 1
    assert keeping.backups.last() == START


def test_a_session_open_in_a_window_stands_in_the_way(keeping: Keeping) -> None:
    made = keeping.backups.daily.make()
    lease = opened(keeping.root).lease(session(1).id)
    with pytest.raises(StoreBusy):
        keeping.backups.restoring.restore(made)
    lease.release()
    keeping.backups.restoring.restore(made)


@pytest.mark.parametrize(
    "name", ["../team.jsonl", "/etc/passwd", "agents/../../x/2026.jsonl", "agents/a/b.txt"]
)
def test_a_backup_with_a_file_that_leads_out_is_refused(keeping: Keeping, name: str) -> None:
    made = keeping.backups.daily.make()
    forged = keeping.data.parent / "forged.zip"
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(forged, "w") as target:
        for entry in archive.namelist():
            data = archive.read(entry)
            target.writestr(
                name if entry == "team.jsonl" else entry,
                data.replace(b'"team.jsonl"', b'"%b"' % name.encode()),
            )
    with pytest.raises(BadInput, match="backup_damaged"):
        keeping.backups.restoring.restore(forged)
    assert len(sessions(keeping.root)) == 4
    assert not (keeping.data.parent / "x").exists()


def test_a_protected_store_has_protected_backups_and_plain_ones_go(keeping: Keeping) -> None:
    plain = keeping.backups.daily.make()
    assert holding(keeping.data.parent, CANARY)
    with zipfile.ZipFile(plain) as archive:
        assert CANARY.encode() in archive.read("team.jsonl")
    recovery = keeping.protection.encrypt(PASSPHRASE)
    hidden = keeping.stick.rename(keeping.data.parent / "hidden")
    left = keeping.backups.protection.renew()
    assert left == (str(keeping.stick / plain.name),)
    assert not plain.exists()
    (made,) = (keeping.data / "backups").iterdir()
    with zipfile.ZipFile(made) as archive:
        assert not any(CANARY.encode() in archive.read(name) for name in archive.namelist())
    other = Keeping(keeping.data.parent / "other")
    with pytest.raises(StoreLocked):
        other.backups.restoring.restore(made)
    other.backups.restoring.restore(made, recovery)
    assert len(sessions(other.root, recovery)) == 4
    assert [folder.path for folder in keeping.backups.daily.missed()] == [str(keeping.stick)]
    assert not keeping.stick.exists(), "what takes its place would be another disk"
    hidden.rename(keeping.stick)
    keeping.now += timedelta(days=1)
    keeping.backups.daily.make()
    assert [path.name for path in keeping.stick.iterdir() if path.name == plain.name] == []


def test_an_erased_agent_goes_from_backups_now_or_when_they_are_seen_again(keeping: Keeping) -> None:
    made = keeping.backups.daily.make()
    hidden = keeping.stick.rename(keeping.data.parent / "hidden")
    assert keeping.backups.erasing.unreachable_with(ANNA) == [str(keeping.stick / made.name)]
    Erasure(opened(keeping.root)).erase(ANNA, DAY)
    keeping.backups.erasing.erase_from_copies(ANNA)
    assert keeping.backups.erasing.unreachable_with(ANNA) == [str(keeping.stick / made.name)]
    assert agents_in(made) == {BEN}
    hidden.rename(keeping.stick)
    assert agents_in(keeping.stick / made.name) == {ANNA, BEN}
    keeping.now += timedelta(days=1)
    keeping.backups.daily.make()
    assert agents_in(keeping.stick / made.name) == {BEN}
    assert keeping.backups.erasing.unreachable_with(ANNA) == []


def test_an_older_copy_is_erased_from_again_when_it_is_restored(keeping: Keeping) -> None:
    made = keeping.backups.daily.make()
    copy = keeping.data.parent / "copy.zip"
    copy.write_bytes(made.read_bytes())
    Erasure(opened(keeping.root)).erase(ANNA, DAY)
    keeping.backups.restoring.restore(copy)
    assert {found.agent_id for found in sessions(keeping.root)} == {BEN}
    assert not (keeping.root / "agents" / ANNA).exists()


def test_a_store_that_was_put_aside_is_erased_from_too(keeping: Keeping) -> None:
    keeping.backups.restoring.restore(keeping.backups.daily.make())
    (aside,) = keeping.backups.erasing.put_aside()
    assert (aside / "agents" / ANNA).exists()
    Erasure(opened(keeping.root)).erase(ANNA, DAY)
    keeping.backups.erasing.erase_from_copies(ANNA)
    assert not (aside / "agents" / ANNA).exists()
    assert {found.agent_id for found in sessions(aside)} == {BEN}


def agents_in(file: Path) -> set[str]:
    with zipfile.ZipFile(file) as archive:
        return {name.split("/")[1] for name in archive.namelist() if name.startswith("agents/")}
