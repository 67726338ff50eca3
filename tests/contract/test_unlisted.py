"""Sessions of agents whom the list of people has lost are told, reached, handed on and erased (an attack)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.contract.exporting import scored
from tests.contract.protected import PASSPHRASE
from tests.contract.sessions import ANNA, BEN

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.cli import main
from coachtui.domain.agent import Agent
from coachtui.domain.progress import ignore_progress
from coachtui.services.export import ExportFilter
from coachtui.services.roster import AgentDetails


def program_on(data: Path) -> LocalProgram:
    program = open_program(data_dir=str(data), config_dir=str(data / "config"))
    if program.protection.state() == "locked":
        program.protection.unlock(PASSPHRASE)
    return program


def found(program: LocalProgram) -> list[tuple[str, str]]:
    return [(each.file, each.code) for each in program.check(ignore_progress).findings]


def cli(data: Path, *arguments: str) -> int:
    return main(["--data-dir", str(data), "--config-dir", str(data / "config"), "--lang", "en", *arguments])


@pytest.fixture(name="data", params=[False, True], ids=["plain", "sealed"])
def _data(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A data folder whose list of people is damaged where Anna and Ben stand, and mended."""
    data = tmp_path / "data"
    program = program_on(data)
    if request.param:
        program.protection.encrypt(PASSPHRASE)
        program.renew()
    program.team.put_agents([Agent(id=ANNA, name="Anna Berg"), Agent(id=BEN, name="Ben Dahl")])
    program.roster.add(AgentDetails(name="Cora Lund"))
    for number, agent_id in ((1, ANNA), (2, ANNA), (3, BEN)):
        program.sessions.put(scored(number, "pickup 1", agent_id=agent_id, status="final"))
    program.close()
    log = data / "store" / "team.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1][:40] + b"##" + lines[1][42:]
    log.write_bytes(b"".join(lines))
    return data


def test_attack_a_salvage_that_lost_agents_lists_them_again_under_the_end_of_their_id(data: Path) -> None:
    assert ("store/team.jsonl", "damaged_record") in found(program_on(data))
    mended, report = program_on(data).salvage()
    assert report.findings == ()
    listed = {each.file: each.listed_as for each in mended if each.listed_as}
    assert listed == {f"agents/{ANNA}": "? 0000000a", f"agents/{BEN}": "? 0000000b"}
    program = program_on(data)
    assert {agent.name for agent in program.team.agents()} == {"? 0000000a", "? 0000000b", "Cora Lund"}
    agent = program.roster.find("? 0000000a")
    program.roster.change(agent, AgentDetails(name="Anna Berg"))
    assert len(program.sessions.of_agent(program.roster.find("Anna Berg").id)) == 2


@pytest.fixture(name="unlisted")
def _unlisted(data: Path) -> Path:
    """The same, mended by a version that left them in no list."""
    program = program_on(data)
    program.salvage()
    for agent_id in (ANNA, BEN):
        program.team.forget(agent_id)
    program.close()
    return data


def test_attack_check_names_agents_in_no_list_and_a_salvage_adds_them(unlisted: Path) -> None:
    expected = [(f"store/agents/{agent_id}", "agent_unlisted") for agent_id in (ANNA, BEN)]
    assert found(program_on(unlisted)) == expected
    mended, report = program_on(unlisted).salvage()
    assert [each.file for each in mended] == [f"agents/{ANNA}", f"agents/{BEN}"]
    assert report.findings == ()
    assert program_on(unlisted).safekeeping.daily.make().exists()


def test_attack_a_whole_export_has_everybody_its_sessions_name(unlisted: Path, tmp_path: Path) -> None:
    program = program_on(unlisted)
    selection = program.export.select(ExportFilter())
    assert selection is not None
    written = b"".join(program.export.document(selection, "json"))
    assert {agent["name"] for agent in json.loads(written)["agents"]} == {
        "? 0000000a",
        "? 0000000b",
        "Cora Lund",
    }
    (tmp_path / "all.json").write_bytes(written)
    other = tmp_path / "other"
    assert cli(other, "import", str(tmp_path / "all.json")) == 0
    assert len(program_on(other).sessions.of_agent(ANNA)) == 2
    one = program.export.select(ExportFilter(agent_id=BEN))
    assert one is not None
    assert [agent.id for agent in one.agents({BEN})] == [BEN]


def test_attack_an_export_without_names_shows_nothing_of_the_id_of_an_agent_in_no_list(
    unlisted: Path,
) -> None:
    program = program_on(unlisted)
    selection = program.export.select(ExportFilter())
    assert selection is not None
    source = program.pseudonymous.source(selection)
    written = b"".join(program.export.document(source, "json", pseudonymous=True))
    assert ANNA[-8:].encode() not in written
    assert len(json.loads(written)["agents"]) == 3


def test_attack_an_agent_in_no_list_is_erased_by_id(unlisted: Path) -> None:
    program = program_on(unlisted)
    agent = program.roster.find_stored(ANNA.upper())
    assert agent.id == ANNA
    program.erasing.erase(agent)
    program.close()
    assert found(program_on(unlisted)) == [(f"store/agents/{BEN}", "agent_unlisted")]


@pytest.mark.parametrize("data", [False], indirect=True)
def test_attack_the_command_erases_by_id_once(unlisted: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli(unlisted, "erase", BEN, "--yes") == 0
    assert not (unlisted / "store" / "agents" / BEN).exists()
    assert cli(unlisted, "erase", BEN, "--yes") == 1
    assert "No agent has that name or id." in capfd.readouterr().err


@pytest.mark.parametrize("data", [False], indirect=True)
def test_attack_check_says_the_way_out(unlisted: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli(unlisted, "check") == 1
    assert f"store/agents/{ANNA}: sessions of an agent who is not in the list; " in capfd.readouterr().err
    assert cli(unlisted, "check", "--salvage") == 0
    assert "is in the list again, as ? 0000000a" in capfd.readouterr().err
    assert cli(unlisted, "check") == 0
