"""Whoever was erased stays erased where the list of them is lost: the list of backups knows (an attack)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.exporting import scored
from tests.contract.protected import PASSPHRASE
from tests.contract.sessions import ANNA, BEN

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt
from coachtui.domain.progress import ignore_progress


def program_on(data: Path) -> LocalProgram:
    program = open_program(data_dir=str(data), config_dir=str(data.parent / "config"))
    if program.protection.state() == "locked":
        program.protection.unlock(PASSPHRASE)
    return program


def names(data: Path) -> set[str]:
    return {agent.name for agent in program_on(data).team.agents()}


@pytest.fixture(name="data", params=[False, True], ids=["plain", "sealed"])
def _data(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A data folder from which Ben was erased; beside it a copy of a backup that has him."""
    data = tmp_path / "data"
    program = program_on(data)
    program.team.put_agents([Agent(id=ANNA, name="Anna Berg"), Agent(id=BEN, name="Ben Dahl")])
    if request.param:
        program.protection.encrypt(PASSPHRASE)
        program.renew()
    for number, agent_id in ((1, ANNA), (2, BEN)):
        program.sessions.put(scored(number, "pickup 1", agent_id=agent_id, status="final"))
    made = program.safekeeping.daily.make()
    (tmp_path / "older.zip").write_bytes(made.read_bytes())
    program.erasing.erase(program.roster.find("Ben Dahl"))
    program.close()
    return data


def lose(data: Path, how: str) -> None:
    erased = data / "store" / "erased.jsonl"
    if how == "gone":
        erased.unlink()
    elif how == "empty":
        erased.write_bytes(b"")
    else:
        erased.write_bytes(erased.read_bytes().splitlines(keepends=True)[0])


@pytest.mark.parametrize("how", ["gone", "empty", "header"])
def test_attack_a_backup_brings_nobody_back_where_the_list_of_the_erased_is_lost(
    data: Path, how: str
) -> None:
    lose(data, how)
    assert [(each.file, each.code) for each in program_on(data).check(ignore_progress).findings] == [
        ("store/erased.jsonl", "log_lost")
    ]
    with pytest.raises(StoreCorrupt, match="erased_list_damaged"):
        program_on(data).safekeeping.restoring.restore(data.parent / "older.zip", PASSPHRASE)
    _mended, report = program_on(data).salvage()
    assert report.findings == ()
    program_on(data).safekeeping.restoring.restore(data.parent / "older.zip", PASSPHRASE)
    assert names(data) == {"Anna Berg"}
    assert not (data / "store" / "agents" / BEN).exists()


@pytest.mark.parametrize("how", ["gone", "empty", "header"])
def test_attack_a_backup_that_is_seen_again_is_erased_from_though_the_list_is_lost(
    data: Path, how: str
) -> None:
    lose(data, how)
    program_on(data).salvage()
    stick = data / "stick.zip"
    stick.write_bytes((data.parent / "older.zip").read_bytes())
    assert program_on(data).safekeeping.erasing.erase_pending() == ()
    stick.rename(data.parent / "stick.zip")
    other = program_on(data.parent / "other" / "data")
    other.safekeeping.restoring.restore(data.parent / "stick.zip", PASSPHRASE)
    assert names(data.parent / "other" / "data") == {"Anna Berg"}


def test_attack_whom_the_store_holds_again_the_list_of_backups_does_not_erase(data: Path) -> None:
    lose(data, "gone")
    program_on(data).salvage()
    program = program_on(data)
    program.team.put_agents([Agent(id=BEN, name="Ben Dahl")])
    program.close()
    assert program_on(data).safekeeping.daily.make().exists()
    program_on(data).safekeeping.restoring.restore(data.parent / "older.zip", PASSPHRASE)
    assert names(data) == {"Anna Berg", "Ben Dahl"}
