"""A name that an agent has no more: notes still hold it, so it is looked for wherever names are taken out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.contract.exporting import check_against_schema
from tests.contract.sessions import ANNA, BEN, session
from tests.e2e.cli_process import Computer

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.services.own_record import write_own
from coachtui.services.roster import AgentDetails

OLD, NEW = "Kim Quillfeather", "Kim Zimmermann"
TEXT = "Quillfeather was calm, and said so"


def opened(computer: Computer) -> LocalProgram:
    return open_program(data_dir=str(computer.data), config_dir=str(computer.config))


@pytest.fixture(name="renamed")
def _renamed(computer: Computer) -> Computer:
    """Two agents; notes of both have the earlier name of the first, who was renamed by the command."""
    program = opened(computer)
    program.team.put_agents([Agent(id=ANNA, name=OLD), Agent(id=BEN, name="Ben Ek")])
    program.sessions.put(session(1, text=TEXT, status="final"))
    program.sessions.put(session(2, text=TEXT, agent_id=BEN, status="final"))
    program.sessions.put(session(3, text="Nothing else", status="final"))
    program.close()
    told = computer.done("roster", "rename", OLD, NEW)
    assert told.err == (
        "Sessions whose notes still contain the earlier name: 2. "
        "Exports without names, and exports for other agents, remove it too.\n"
    )
    return computer


def test_attack_an_earlier_name_goes_out_with_no_export_without_names(renamed: Computer) -> None:
    written = renamed.done("export", "--pseudonymous").out
    assert "Quillfeather" not in written
    assert [agent["former_names"] for agent in json.loads(written)["agents"]] == [[], []]
    assert json.loads(written)["sessions"][0]["notes"][0]["text"] != TEXT


def test_attack_an_earlier_name_is_taken_out_of_the_own_export_of_another_agent(
    renamed: Computer, tmp_path: Path
) -> None:
    program = opened(renamed)
    ben = program.roster.find("Ben Ek")
    files = write_own(program, ben, tmp_path, private=False)
    assert "Quillfeather" not in files.data.read_text() + files.text.read_text()


def test_an_export_has_the_earlier_name_fits_its_schema_and_brings_it_back(
    computer: Computer, tmp_path: Path
) -> None:
    program = opened(computer)
    program.team.put_agents([Agent(id=ANNA, name=OLD), Agent(id=BEN, name="Ben Ek")])
    program.roster.change(program.roster.find(OLD), AgentDetails(name=NEW))
    program.close()
    written = computer.done("export").out
    check_against_schema(json.loads(written))
    assert [agent["former_names"] for agent in json.loads(written)["agents"]] == [[], [OLD]]
    file = tmp_path / "team.json"
    file.write_text(written)
    (computer.data / "store").rename(tmp_path / "moved away")
    computer.done("import", str(file))
    assert opened(computer).roster.find(NEW).former_names == (OLD,)


def test_attack_erasing_takes_the_earlier_name_and_counts_where_others_name_it(renamed: Computer) -> None:
    program = opened(renamed)
    agent = program.roster.find(NEW)
    assert program.erasing.plan(agent).named == 2, "the note and the field of the model in Ben's session"
    program.erasing.erase(agent)
    program.close()
    assert not [
        path
        for path in (renamed.data / "store").rglob("*")
        if path.is_file() and OLD.encode() in path.read_bytes()
    ]


def test_a_name_taken_up_again_is_no_former_one_and_a_change_of_case_is_no_other(renamed: Computer) -> None:
    roster = opened(renamed).roster
    agent = roster.find(NEW)
    assert roster.change(agent, AgentDetails(name=NEW.upper())).former_names == (OLD,)
    again = roster.change(agent, AgentDetails(name=OLD, alias="Zim"))
    assert again.former_names == (NEW.upper(),)
    assert roster.change(again, AgentDetails(alias="")).former_names == (NEW.upper(), "Zim")


def test_attack_a_file_from_before_the_renaming_takes_no_earlier_name_away(
    renamed: Computer, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    renamed.done("export", "--output", str(file))
    everything = {**json.loads(file.read_text()), "sessions": [], "evaluations": []}
    for agent in everything["agents"]:
        agent.pop("former_names", None)
        agent["team"] = "North"
    file.write_text(json.dumps(everything))
    renamed.done("import", "--differing", "replace", str(file))
    assert {agent.team for agent in opened(renamed).team.agents()} == {"North"}
    assert "Quillfeather" not in renamed.done("export", "--pseudonymous").out
