"""What a check calls clean is whole: what a store once had and has no more is named (breaker B6)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened, sessions
from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.bootstrap import open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt, StoreNewer
from coachtui.services.export import ExportFilter, Selection
from coachtui.store.keeping.checks.salvage import salvage
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log.file_system import FileSystem
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_codec import Header
from coachtui.store.protection.seals import PlainSeals
from coachtui.store.records.erasure import Erasure

ANNAS = f"agents/{ANNA}/2026.jsonl"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    furnish(tmp_path / "store")
    return tmp_path / "store"


def findings(root: Path, protection: StoreProtection | None = None) -> set[tuple[str, str]]:
    seals = protection.seals() if protection is not None else None
    return {(finding.file, finding.code) for finding in verify(root, seals=seals).findings}


def used_for_a_day(root: Path, protection: StoreProtection | None = None) -> None:
    """Store something more of somebody else and close: the index is written anew."""
    store = opened(root, protection)
    store.put(session(30, agent_id=BEN, start=START + timedelta(days=1)))
    store.put(session(30, agent_id=BEN, start=START + timedelta(days=1), status="final", revision=9))
    store.close()


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("lost", [ANNAS, f"agents/{ANNA}", "agents", "team.jsonl"])
def test_b6_a_lost_log_is_named_today_and_after_a_day_of_use(root: Path, lost: str, *, sealed: bool) -> None:
    protection = StoreProtection(root)
    if sealed:
        protection.encrypt(PASSPHRASE)
    path = root / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    name = "team.jsonl" if lost == "team.jsonl" else ANNAS
    assert (f"store/{name}", "log_lost") in findings(root, protection)
    used_for_a_day(root, protection)
    assert (f"store/{name}", "log_lost") in findings(root, protection)


def test_b6_an_agent_who_was_erased_is_not_missed(root: Path) -> None:
    Erasure(opened(root)).erase(ANNA, START.date())
    assert findings(root) == set()
    used_for_a_day(root)
    assert findings(root) == set()


def test_b6_erasing_one_agent_does_not_make_the_lost_log_of_another_forgotten(root: Path) -> None:
    (root / ANNAS).unlink()
    Erasure(opened(root)).erase(BEN, START.date())
    assert findings(root) == {(f"store/{ANNAS}", "log_lost")}


def test_b6_a_store_without_its_list_of_people_is_not_a_new_one(root: Path) -> None:
    (root / "team.jsonl").unlink()
    program = open_program(data_dir=str(root.parent), config_dir=str(root.parent / "config"))
    with pytest.raises(StoreCorrupt, match="log_lost") as told:
        _ = program.team
    assert told.value.facts == {"file": "team.jsonl"}


@pytest.mark.parametrize("lost", [ANNAS, "team.jsonl"])
def test_b6_of_a_store_that_lost_a_log_neither_a_backup_nor_another_store_is_made(
    root: Path, lost: str
) -> None:
    """Else the last backup that has it would go before anybody noticed."""
    program = open_program(data_dir=str(root.parent), config_dir=str(root.parent / "config"))
    made = program.safekeeping.daily.make()
    (root / lost).unlink()
    with pytest.raises(StoreCorrupt, match="log_lost"):
        program.safekeeping.daily.make()
    if lost == ANNAS:
        with pytest.raises(StoreCorrupt, match="log_lost"):
            program.protection.encrypt(PASSPHRASE)
    program.safekeeping.restoring.restore(made)
    assert findings(root) == set()
    assert len(sessions(root)) == 4


@pytest.mark.parametrize("lost", [ANNAS, "team.jsonl"])
def test_b6_a_salvage_takes_it_for_lost_and_the_rest_can_be_used_and_handed_on(root: Path, lost: str) -> None:
    (root / lost).unlink()
    mended, after = salvage(root, PlainSeals(), StoreLock(root / ".lock"), START)
    assert [(each.file, bool(each.lost)) for each in mended] == [(lost, True)]
    assert after.findings == ()
    people = {agent.id for agent in opened(root).team.agents()}
    assert {found.agent_id for found in sessions(root)} <= people


def test_b6_a_file_that_is_none_of_the_programs_is_named_and_left_alone(root: Path) -> None:
    (root / "agents" / "notes of mine.txt").write_text("mine")
    (root / "goals.jsonl").write_text("{}")
    (root / ".DS_Store").write_text("")
    expected = {("store/agents/notes of mine.txt", "unknown_file"), ("store/goals.jsonl", "unknown_file")}
    assert findings(root) == expected
    mended, after = salvage(root, PlainSeals(), StoreLock(root / ".lock"), START)
    assert mended == []
    assert {(finding.file, finding.code) for finding in after.findings} == expected


def test_b6_a_missing_copy_of_the_key_is_named(root: Path) -> None:
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    (root / "keys.copy.json").unlink()
    assert findings(root, protection) == {("store/keys.copy.json", "damaged_keys")}


def test_b6_a_folder_that_cannot_be_listed_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = FileSystem.listdir

    def refused(self: FileSystem, path: Path) -> list[object]:
        if path.name == ANNA:
            raise PermissionError(13, "")
        return listed(self, path)  # type: ignore[return-value]

    monkeypatch.setattr(FileSystem, "listdir", refused)
    assert (f"store/agents/{ANNA}", "unreadable") in findings(root)


@pytest.mark.parametrize("used", ["copies.jsonl", "erased.jsonl", "pseudonyms.jsonl"])
def test_b6_a_store_of_people_only_that_lost_them_is_not_a_new_one(tmp_path: Path, used: str) -> None:
    program = open_program(data_dir=str(tmp_path), config_dir=str(tmp_path / "config"))
    agents = [Agent(id=ANNA, name="Anna"), Agent(id=BEN, name="Ben")]
    program.team.put_agents(agents)
    program.safekeeping.daily.make()
    program.erasing.erase(agents[1])
    program.pseudonymous.source(Selection(program.sessions, program.team, program.content, ExportFilter()))
    program.close()
    store = tmp_path / "store"
    for path in store.glob("*.jsonl"):
        if path.name != used:
            path.unlink()
    assert ("store/team.jsonl", "log_lost") in findings(store)
    again = open_program(data_dir=str(tmp_path), config_dir=str(tmp_path / "config"))
    with pytest.raises(StoreCorrupt, match="log_lost"):
        again.team.agents()


def reduced_to(root: Path, left: str) -> None:
    """Cut the list of people down to nothing, to its header, or into its first record."""
    path = root / "team.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    kept = {
        "nothing": b"",
        "half a header": lines[0][:20],
        "header": lines[0],
        "cut": lines[0] + lines[1][:-9],
    }
    path.write_bytes(kept[left])


LEFT = ["nothing", "half a header", "header", "cut"]


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("left", LEFT)
def test_attack_2b_an_emptied_list_of_people_is_a_lost_one(root: Path, left: str, *, sealed: bool) -> None:
    protection = StoreProtection(root)
    if sealed:
        protection.encrypt(PASSPHRASE)
    reduced_to(root, left)
    assert findings(root, protection) == {("store/team.jsonl", "log_lost")}


@pytest.mark.parametrize("left", LEFT)
def test_attack_2b_of_a_store_with_an_emptied_list_nothing_is_made_and_nothing_written(
    root: Path, left: str
) -> None:
    program = open_program(data_dir=str(root.parent), config_dir=str(root.parent / "config"))
    made = program.safekeeping.daily.make()
    program.close()
    reduced_to(root, left)
    before = (root / "team.jsonl").read_bytes()
    again = open_program(data_dir=str(root.parent), config_dir=str(root.parent / "config"))
    for act in (
        lambda: again.team,
        again.safekeeping.daily.make,
        lambda: again.protection.encrypt(PASSPHRASE),
    ):
        with pytest.raises(StoreCorrupt, match="log_lost") as told:
            act()
        assert told.value.facts == {"file": "team.jsonl"}
    assert (root / "team.jsonl").read_bytes() == before
    again.safekeeping.restoring.restore(made)
    assert findings(root) == set()
    assert {agent.id for agent in opened(root).team.agents()} == {ANNA, BEN}


@pytest.mark.parametrize("left", LEFT)
def test_attack_2b_a_salvage_keeps_what_is_left_of_the_list_and_begins_another(root: Path, left: str) -> None:
    reduced_to(root, left)
    cut = (root / "team.jsonl").read_bytes()
    mended, after = salvage(root, PlainSeals(), StoreLock(root / ".lock"), START)
    assert [(each.file, bool(each.lost)) for each in mended] == [("team.jsonl", True)]
    assert (root / mended[0].kept_as).read_bytes() == cut
    assert after.findings == ()
    assert {found.agent_id for found in sessions(root)} <= {each.id for each in opened(root).team.agents()}


def test_attack_2b_a_new_store_whose_first_write_was_cut_off_has_lost_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir(mode=0o700)
    (store / "team.jsonl").write_bytes(b"")
    program = open_program(data_dir=str(tmp_path), config_dir=str(tmp_path / "config"))
    program.team.put_agents([Agent(id=ANNA, name="Anna")])
    assert findings(store) == set()


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(("field", "code"), [("format", "newer_format"), ("schema", "newer_schema")])
def test_attack_2b_a_list_that_a_newer_version_has_begun_is_newer_and_not_lost(
    root: Path, field: str, code: str, *, sealed: bool
) -> None:
    protection = StoreProtection(root)
    if sealed:
        protection.encrypt(PASSPHRASE)
    newer = Header(**{"format": 1, "generation": "0" * 12, "n": 0, "schema": 1, field: 2})  # type: ignore[arg-type]
    (root / "team.jsonl").write_bytes(protection.seals().codec("team.jsonl").encode(newer, newer.generation))
    assert findings(root, protection) == {("store/team.jsonl", code)}
    program = open_program(data_dir=str(root.parent), config_dir=str(root.parent / "config"))
    program.protection.unlock(PASSPHRASE)
    with pytest.raises(StoreNewer, match=code):
        program.team.put_agents([Agent(id=BEN, name="Ben")])


@pytest.mark.parametrize("left", [None, b""])
def test_attack_a_list_of_people_is_missed_where_nobody_has_a_session_yet(
    tmp_path: Path, left: bytes | None
) -> None:
    root = tmp_path / "store"
    store = opened(root)
    store.team.put_agents([Agent(id=ANNA, name="Anna")])
    store.close()
    (root / "team.jsonl").unlink() if left is None else (root / "team.jsonl").write_bytes(left)
    assert findings(root) == {("store/team.jsonl", "log_lost")}
    _mended, after = salvage(root, StoreProtection(root).seals(), StoreLock(root / ".lock"), START)
    assert after.findings == ()
