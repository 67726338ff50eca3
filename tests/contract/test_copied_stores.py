"""A whole copy of the store in the data folder is named by a check, as by erasing (an attack)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.contract.exporting import scored
from tests.contract.protected import PASSPHRASE
from tests.contract.sessions import ANNA
from tests.contract.test_unlisted import found, program_on

from coachtui.domain.agent import Agent
from coachtui.services.roster import AgentDetails
from coachtui.store.keeping.copies.stores_beside import copied_stores
from coachtui.store.log.marked_folder import Mark, new_token, write_mark
from coachtui.store.protection.seals import PlainSeals


@pytest.fixture(name="data", params=[False, True], ids=["plain", "sealed"])
def _data(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    data = tmp_path / "data"
    program = program_on(data)
    program.team.put_agents([Agent(id=ANNA, name="Anna Berg")])
    program.sessions.put(scored(1, "pickup 1", agent_id=ANNA, status="final"))
    program.close()
    if request.param:
        program = program_on(data)
        program.protection.encrypt(PASSPHRASE)
        program.renew()
        program.close()
    return data


@pytest.mark.parametrize("name", ["store - Copy", "old/store"])
def test_attack_check_names_a_whole_copy_of_the_store(data: Path, name: str) -> None:
    assert found(program_on(data)) == []
    shutil.copytree(data / "store", data / name)
    assert found(program_on(data)) == [(name, "store_copy")]


def test_attack_check_names_a_copy_with_nobody_but_in_its_list_of_people(data: Path) -> None:
    shutil.copytree(data / "store", data / "store - Copy")
    shutil.rmtree(data / "store - Copy" / "agents")
    assert found(program_on(data)) == [("store - Copy", "store_copy")]


def test_check_says_nothing_of_a_store_put_aside_or_of_other_people(data: Path, tmp_path: Path) -> None:
    program = program_on(data)
    made = program.safekeeping.daily.make()
    kept = program.safekeeping.restoring.restore(made, PASSPHRASE)
    assert kept is not None
    other = program_on(tmp_path / "other")
    other.roster.add(AgentDetails(name="Cora Lund"))
    other.close()
    shutil.copytree(tmp_path / "other" / "store", data / "other")
    assert found(program_on(data)) == []


def test_the_sample_team_is_no_copy_though_its_people_were_imported(data: Path) -> None:
    shutil.copytree(data / "store", data / "demo")
    assert found(program_on(data)) == [("demo", "store_copy")]
    write_mark(data / "demo", ".made", Mark(new_token(), "demo"))
    assert found(program_on(data)) == []
    assert copied_stores(data / "demo", PlainSeals(data / "demo"), {ANNA}) == []
