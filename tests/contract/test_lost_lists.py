"""What a store once had beside its sessions and has no more: who was erased, pseudonyms, forms and models."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.exporting import scored
from tests.contract.protected import PASSPHRASE
from tests.contract.sessions import ANNA, BEN, session

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt
from coachtui.domain.form import FormRef
from coachtui.domain.progress import ignore_progress
from coachtui.domain.session import Session
from coachtui.services.export import ExportFilter, Selection

LISTS = ["erased.jsonl", "pseudonyms.jsonl"]
CORA = "0190cccc-0000-7000-8000-00000000000c"


def program_on(data: Path) -> LocalProgram:
    program = open_program(data_dir=str(data), config_dir=str(data / "config"))
    if program.protection.state() == "locked":
        program.protection.unlock(PASSPHRASE)
    return program


def pseudonyms(program: LocalProgram) -> list[str]:
    everything = Selection(program.sessions, program.team, program.content, ExportFilter())
    source = program.pseudonymous.source(everything)
    return [agent.id for agent in source.agents({ANNA})]


@pytest.fixture(name="root", params=[False, True], ids=["plain", "sealed"])
def _root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A store that erased somebody and wrote an export without names."""
    program = program_on(tmp_path)
    people = [Agent(id=ANNA, name="Anna"), Agent(id=BEN, name="Ben"), Agent(id=CORA, name="Cora")]
    program.team.put_agents(people)
    if request.param:
        program.protection.encrypt(PASSPHRASE)
        program.renew()
    program.sessions.put(session(1, status="final"))
    program.erasing.erase(people[1])
    assert pseudonyms(program)
    program.close()
    return tmp_path / "store"


def found(program: LocalProgram) -> set[tuple[str, str]]:
    return {(each.file, each.code) for each in program.check(ignore_progress).findings}


@pytest.mark.parametrize("lost", LISTS)
def test_attack_a_lost_list_is_named_today_and_after_a_day_of_use(root: Path, lost: str) -> None:
    assert found(program_on(root.parent)) == set()
    (root / lost).unlink()
    assert found(program_on(root.parent)) == {(f"store/{lost}", "log_lost")}
    program = program_on(root.parent)
    program.sessions.put(session(2, status="final"))
    program.close()
    assert found(program_on(root.parent)) == {(f"store/{lost}", "log_lost")}


@pytest.mark.parametrize("lost", LISTS)
def test_attack_a_lost_list_is_not_begun_a_second_time_and_no_backup_is_made_without(
    root: Path, lost: str
) -> None:
    before = program_on(root.parent)
    made = before.safekeeping.make_at(root.parent / "good.zip")
    named = pseudonyms(before)
    before.close()
    (root / lost).unlink()
    program = program_on(root.parent)
    with pytest.raises(StoreCorrupt, match="log_lost"):
        program.safekeeping.daily.make()
    cora = Agent(id=CORA, name="Cora")
    begun_again = {"erased.jsonl": lambda: program.erasing.erase(cora)}
    with pytest.raises(StoreCorrupt, match="log_lost") as told:
        begun_again.get(lost, lambda: pseudonyms(program))()
    assert told.value.facts == {"file": lost}
    assert not (root / lost).exists()
    if lost == "erased.jsonl":
        assert {agent.id for agent in program.team.agents()} == {ANNA, CORA}
        with pytest.raises(StoreCorrupt, match="erased_list_damaged"):
            program.safekeeping.restoring.restore(made, PASSPHRASE)
        program.salvage()
    program.safekeeping.restoring.restore(made, PASSPHRASE)
    restored = program_on(root.parent)
    assert found(restored) == set()
    assert pseudonyms(restored) == named
    assert restored.sessions.erased.ids() == {BEN}


def test_nothing_is_imported_where_the_list_of_the_erased_is_lost(root: Path) -> None:
    program = program_on(root.parent)
    program.sessions.put(scored(2, "pickup 1", agent_id=CORA, status="final"))
    everything = Selection(program.sessions, program.team, program.content, ExportFilter(agent_id=CORA))
    exported = b"".join(program.export.document(everything, "json"))
    (root / "erased.jsonl").unlink()
    program = program_on(root.parent)
    with pytest.raises(StoreCorrupt, match="log_lost") as told:
        program.importing.plan(exported, 50)
    assert told.value.facts == {"file": "erased.jsonl"}
    program.salvage()
    assert program_on(root.parent).importing.plan(exported, 50).coming_back == ()


@pytest.mark.parametrize("lost", LISTS)
def test_attack_a_salvage_takes_a_list_for_lost_and_another_can_be_begun(root: Path, lost: str) -> None:
    (root / lost).unlink()
    program = program_on(root.parent)
    mended, after = program.salvage()
    assert [(each.file, bool(each.lost)) for each in mended] == [(lost, True)]
    assert after.findings == ()
    program.erasing.erase(Agent(id=CORA, name="Cora"))
    assert pseudonyms(program)
    program.close()
    (root / lost).unlink()
    assert found(program_on(root.parent)) == {(f"store/{lost}", "log_lost")}


def of_an_old_form(number: int) -> Session:
    """A session on a form, and in a version of it, that the program does not come with."""
    return replace(
        session(number, status="final"), forms=(FormRef(id="our-form", version=3),), evaluations=()
    )


def test_attack_a_lost_copy_of_a_form_that_a_session_uses_is_named(root: Path) -> None:
    program = program_on(root.parent)
    program.sessions.keep_content("our-form", 3, "id = 'our-form'\n")
    program.sessions.put(of_an_old_form(7))
    program.close()
    assert found(program_on(root.parent)) == set()
    (root / "content" / "our-form@3.toml").unlink()
    assert found(program_on(root.parent)) == {("store/content/our-form@3.toml", "copy_lost")}
    mended, after = program_on(root.parent).salvage()
    assert mended == []
    assert [each.code for each in after.findings] == ["copy_lost"]


def test_a_copy_of_what_the_program_comes_with_is_not_missed(root: Path) -> None:
    program = program_on(root.parent)
    shipped = program.content.form("phone-technique")
    used = FormRef(id=shipped.id, version=shipped.version)
    program.sessions.put(replace(of_an_old_form(7), forms=(used,)))
    program.close()
    assert found(program_on(root.parent)) == set()
    program = program_on(root.parent)
    program.sessions.put(replace(of_an_old_form(8), forms=(replace(used, version=used.version + 70),)))
    name = f"store/content/{used.id}@{used.version + 70}.toml"
    assert found(program_on(root.parent)) == {(name, "copy_lost")}
