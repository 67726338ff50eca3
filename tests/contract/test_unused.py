"""A store in which nothing was ever stored is a new one, whatever was tried on it (an outside attack)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish
from tests.contract.sessions import ANNA

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.cli import main
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.domain.progress import ignore_progress
from coachtui.store.keeping.copies.copy_list import Copies, Copy
from coachtui.store.log.layout import records_in
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.order_lists import Orders


def program_on(data: Path) -> LocalProgram:
    return open_program(data_dir=str(data), config_dir=str(data / "config"))


def note(program: LocalProgram, path: Path, copy: Copy | None) -> None:
    """Note a backup as the program does before it makes one; ``None`` takes the note back."""
    root = program.folders.store
    copies = Copies(root, StoreLock(root / ".lock"), Orders(root, program.protection.seals))
    copies.put({str(path): copy} if copy is not None else {}, (str(path),) if copy is None else ())


@pytest.fixture(name="program", params=[False, True], ids=["plain", "sealed"])
def _program(tmp_path: Path, request: pytest.FixtureRequest) -> LocalProgram:
    program = program_on(tmp_path)
    if request.param:
        program.protection.encrypt(PASSPHRASE)
        program.renew()
    return program


def test_attack_of_nothing_no_backup_is_made_and_nothing_is_written(program: LocalProgram) -> None:
    before = records_in(program.folders.store) if program.has_store else []
    assert not program.safekeeping.daily.due()
    with pytest.raises(StoreError, match="nothing_to_back_up"):
        program.safekeeping.daily.make()
    with pytest.raises(StoreError, match="nothing_to_back_up"):
        program.safekeeping.make_at(program.folders.data / "mine.zip")
    assert (records_in(program.folders.store) if program.has_store else []) == before
    assert sorted(program.folders.data.rglob("*.zip")) == []


@pytest.mark.parametrize("left", ["an entry taken back", "an entry begun"])
def test_attack_a_list_of_backups_that_never_came_to_be_is_no_store_that_lost_its_people(
    program: LocalProgram, left: str
) -> None:
    begun = Copy(made_at="2026-11-16T10:00:00+01:00", elsewhere=False, begun=True)
    program.folders.store.mkdir(parents=True, exist_ok=True)
    path = program.folders.backups / "coachtui-20261116-100000.zip"
    note(program, path, begun)
    if left == "an entry taken back":
        note(program, path, None)
    assert program.check(ignore_progress).findings == ()
    program.team.put_agents([Agent(id=ANNA, name="Anna")])
    program.close()
    assert program.safekeeping.daily.make().exists()


def test_attack_a_list_that_names_a_backup_shows_that_there_were_people(tmp_path: Path) -> None:
    furnish(tmp_path / "store")
    program_on(tmp_path).safekeeping.daily.make()
    for path in (*tmp_path.glob("store/agents/*/*"), *tmp_path.glob("store/*.jsonl")):
        if path.name != "copies.jsonl":
            path.unlink()
    with pytest.raises(StoreCorrupt, match="log_lost"):
        _ = program_on(tmp_path).team
    with pytest.raises(StoreCorrupt, match="log_lost"):
        program_on(tmp_path).safekeeping.daily.make()


@pytest.mark.parametrize("left", ["copies.jsonl", "erased.jsonl"])
def test_attack_a_salvage_lets_go_of_people_of_whom_nothing_else_is_left(tmp_path: Path, left: str) -> None:
    """A list of people with nobody in it was taken for lost again, for ever."""
    program = program_on(tmp_path)
    program.team.put_agents([Agent(id=ANNA, name="Anna")])
    if left == "copies.jsonl":
        program.safekeeping.daily.make()
    else:
        program.erasing.erase(program.team.agents()[0])
    program.close()
    (tmp_path / "store" / "team.jsonl").unlink()
    assert [each.code for each in program_on(tmp_path).check(ignore_progress).findings] == ["log_lost"]
    _mended, report = program_on(tmp_path).salvage()
    assert report.findings == ()
    assert program_on(tmp_path).team.agents() == []


def test_attack_an_import_that_found_no_room_and_a_backup_leave_a_store_that_opens(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    where = ["--data-dir", str(tmp_path / "data"), "--config-dir", str(tmp_path / "config"), "--lang", "en"]
    store = tmp_path / "data" / "store"
    store.mkdir(parents=True)
    (store / "incoming.jsonl").write_bytes(b'{"coachtui":1,"gen":"5f0c1d2e3a4b","n":0')  # cut off by the disk
    assert main([*where, "backup"]) == 1
    assert capfd.readouterr().err == "There is nothing to back up yet.\n"
    assert main([*where, "roster", "add", "--name", "Anna"]) == 0
    assert main([*where, "backup"]) == 0
