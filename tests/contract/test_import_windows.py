"""Imports beside other windows, erasing and damage: what the lead was told is what happens, or nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.contract.exporting import Place
from tests.contract.sessions import ANNA, BEN, START, identity
from tests.contract.taking_in import LIMIT_MB, exported, full_place, importing_into, take

from coachtui.bootstrap import open_program
from coachtui.domain.errors import BadInput, StoreBusy, StoreError, StoreFull, StoreNewer
from coachtui.domain.session import Session
from coachtui.store.keeping.checks.salvage import salvage
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_codec import SCHEMA, PlainCodec
from coachtui.store.protection.seals import PlainSeals
from coachtui.store.records import incoming
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.incoming import IncomingRecords
from coachtui.store.records.session_store import LogSessionStore

DAY = date(2026, 11, 26)
NEW = identity(4242)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return full_place(tmp_path / "data")


def with_new_session(place: Place, agent_id: str = ANNA) -> bytes:
    """Return the export of a place with one session more, of an agent."""
    document = place.document()
    one: dict[str, Any] = next(s for s in document["sessions"] if s["agent_ids"] == [agent_id])
    document["sessions"].append(
        {**copy.deepcopy(one), "id": NEW, "notes": [], "marks": [], "corrections": [], "statements": []}
    )
    return json.dumps(document).encode()


def beside(place: Place) -> LogSessionStore:
    return LogSessionStore(place.store.root, place.clock.now)


def full(_store: LogSessionStore, _agent: str, _year: int, _sessions: Iterable[Session]) -> None:
    raise StoreFull("disk_full")


def settled(place: Place, data: bytes, *, choose: bool = False) -> None:
    """Take a file in on a disk that is full as soon as it is settled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LogSessionStore, "append_many", full)
        with pytest.raises(StoreError, match="import_unfinished"):
            take(beside(place), data, replace=choose)


def test_what_changed_since_the_lead_was_told_is_not_overwritten(place: Place) -> None:
    importing = importing_into(place.store)
    plan = importing.plan(with_new_session(place), LIMIT_MB)
    take(beside(place), with_new_session(place))
    other = beside(place)
    changed = other.get(NEW)
    assert changed is not None
    other.put(replace(changed, steps=()))

    with pytest.raises(StoreBusy, match="import_changed"):
        importing.carry_out(plan, replace=False)

    assert beside(place).get(NEW) == replace(changed, steps=())
    assert not (place.store.root / incoming.NAME).exists()


def test_a_change_that_does_not_touch_the_file_does_not_stop_it(place: Place) -> None:
    importing = importing_into(place.store)
    plan = importing.plan(with_new_session(place), LIMIT_MB)
    other = beside(place)
    mine = other.get(identity(2))
    assert mine is not None
    other.put(replace(mine, id=identity(777)))
    importing.carry_out(plan, replace=False)
    assert beside(place).get(NEW) is not None


def test_somebody_erased_meanwhile_does_not_come_back_unasked(place: Place) -> None:
    importing = importing_into(place.store)
    plan = importing.plan(with_new_session(place), LIMIT_MB)
    Erasure(beside(place)).erase(ANNA, DAY)
    with pytest.raises(StoreBusy, match="import_changed"):
        importing.carry_out(plan, replace=False)
    program = open_program(data_dir=str(place.store.root.parent), config_dir=str(place.store.root.parent))
    assert [agent.id for agent in program.team.agents()] == [BEN]


def test_a_log_of_a_newer_version_refuses_before_anything_is_settled(place: Place) -> None:
    data = with_new_session(place)
    log = place.store.shards.path(place.store.shards.years(ANNA)[0])
    first, feed, rest = log.read_bytes().partition(b"\n")
    codec = PlainCodec()
    header = codec.header(first)
    assert header is not None
    newer = codec.encode(msgspec.structs.replace(header, schema=SCHEMA + 1), header.generation)
    log.write_bytes(newer.removesuffix(b"\n") + feed + rest)
    with pytest.raises(StoreNewer):
        take(beside(place), data)
    assert not (place.store.root / incoming.NAME).exists()


def test_a_store_with_an_import_that_cannot_be_ended_is_used_all_the_same(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(place, with_new_session(place))

    def failing(_store: LogSessionStore, _agent: str, _year: int, _sessions: Iterable[Session]) -> None:
        raise StoreError("disk_failed", file="2026.jsonl", errno=5)

    monkeypatch.setattr(LogSessionStore, "append_many", failing)
    program = open_program(data_dir=str(place.store.root.parent), config_dir=str(place.store.root.parent))
    assert len(list(program.sessions.every())) == 3
    told = program.setting_problems()
    assert [error.code for error in told] == ["import_unfinished"]
    assert [(error.__traceback__, error.__context__) for error in told] == [(None, None)], "it holds the key"


def test_erasing_one_leaves_what_is_on_its_way_of_the_others(place: Place) -> None:
    settled(place, with_new_session(place))
    Erasure(beside(place)).erase(BEN, DAY)
    IncomingRecords(beside(place)).finish()
    assert beside(place).get(NEW) is not None
    assert beside(place).of_agent(BEN) == []


def test_erasing_takes_the_agent_out_of_what_is_on_its_way(place: Place) -> None:
    settled(place, with_new_session(place))
    Erasure(beside(place)).erase(ANNA, DAY)
    told = {
        path.name
        for path in place.store.root.rglob("*")
        if path.is_file() and ANNA.encode() in path.read_bytes()
    }
    assert told <= {"erased.jsonl"}
    IncomingRecords(beside(place)).finish()
    assert {agent.id for agent in beside(place).team.agents()} == {BEN}
    assert beside(place).of_agent(ANNA) == []


def test_what_was_changed_after_it_was_settled_stays(place: Place) -> None:
    file = exported(place)
    stored = place.store.get(identity(1))
    assert stored is not None
    place.store.put(replace(stored, marks=()))
    settled(place, file, choose=True)
    other = beside(place)
    assert other.get(identity(1)) == replace(stored, marks=())
    later = replace(stored, marks=(), notes=(), revision=9)
    other.put(later)

    IncomingRecords(beside(place)).finish()

    assert beside(place).get(identity(1)) == later


def test_replacing_keeps_what_was_said_since(place: Place) -> None:
    document = place.document()
    old = next(s for s in document["sessions"] if s["id"] == identity(2))
    old["statements"], old["marks"] = [], []
    before = place.store.get(identity(2))
    assert before is not None
    assert before.statements

    take(place.store, json.dumps(document).encode(), replace=True)

    after = place.store.get(identity(2))
    assert after is not None
    assert after.marks == ()
    assert (after.status, after.corrections, after.statements) == (
        "final",
        before.corrections,
        before.statements,
    )
    assert not take(place.store, json.dumps(document).encode()).choices


@pytest.mark.parametrize("earlier", ["draft", "live", "uncorrected"])
def test_attack_a_final_session_is_never_replaced_by_what_it_was_before(place: Place, earlier: str) -> None:
    document = place.document()
    old = next(s for s in document["sessions"] if s["id"] == identity(2))
    old["marks"] = []
    if earlier == "uncorrected":
        old["corrections"] = []
    else:
        old["status"] = earlier
    before = place.store.get(identity(2))
    assert before is not None
    assert before.corrections

    plan = take(place.store, json.dumps(document).encode(), replace=True)

    assert [found.stays for found in plan.staying] == ["later"]
    assert not plan.choices
    assert place.store.get(identity(2)) == before


def test_attack_what_changed_hands_and_was_corrected_since_stays(place: Place) -> None:
    document = place.document()
    old = next(s for s in document["sessions"] if s["id"] == identity(2))
    mine = [e for e in document["evaluations"] if e["session_id"] == identity(2)]
    (agent,) = old["agent_ids"]
    other = BEN if agent == ANNA else ANNA
    old.update(agent_ids=[other], corrections=[], statements=[])
    for each in mine:
        each["agent_id"] = other
    before = place.store.get(identity(2))

    take(place.store, json.dumps(document).encode(), replace=True)

    assert place.store.get(identity(2)) == before


def test_a_form_from_a_file_cannot_make_stored_evaluations_private(tmp_path: Path) -> None:
    place = full_place(tmp_path)
    for copy_ in (place.store.root / "content").glob("*"):
        copy_.unlink()
    document = place.document()
    document["sessions"] = document["evaluations"] = []
    form = next(found for found in document["content"] if found["id"] == "phone-technique")
    form["pack"] = form["pack"].replace('kind = "form"', 'kind = "form"\nprivate_to_agent = true', 1)
    try:
        take(place.store, json.dumps(document).encode())
    except BadInput as error:
        assert error.code == "import_pack"  # noqa: PT017 - either way nothing of it is believed
    assert len(place.document()["evaluations"]) == 3


def test_a_model_that_calls_itself_a_form_is_refused(place: Place) -> None:
    document = place.document()
    form = next(found for found in document["content"] if found["id"] == "phone-technique")
    pack = form["pack"].replace("phone-technique", "grow")
    document["content"] = [found for found in document["content"] if found["id"] != "grow"]
    document["content"].append({**form, "id": "grow", "pack": pack})
    with pytest.raises(BadInput, match="import_pack"):
        take(place.store, json.dumps(document).encode())


def test_two_evaluations_of_one_contact_on_one_form_are_refused(place: Place) -> None:
    document = place.document()
    document["evaluations"].append({**document["evaluations"][0], "id": identity(5555)})
    with pytest.raises(BadInput, match="import_sense"):
        take(place.store, json.dumps(document).encode())


@pytest.mark.parametrize(("contact", "refused"), [("the same", True), ("another", False)])
def test_a_private_form_that_two_agents_filled_in_on_one_contact_is_refused(
    place: Place, contact: str, refused: bool
) -> None:
    document = place.document()
    whole = next(found for found in document["sessions"] if found["id"] == identity(1))
    of_lead = next(found for found in document["evaluations"] if found["session_id"] == identity(1))
    another = {**whole["contacts"][0], "id": identity(5550)}
    whole.update(agent_ids=[ANNA, BEN], contacts=[*whole["contacts"], another])
    answers = {"queue": {**of_lead["answers"]["pickup"], "value": 1}}
    of_anna = {**of_lead, "id": identity(5551), "form": {"id": "stress", "version": 1}, "answers": answers}
    of_ben = {**of_anna, "id": identity(5552), "agent_id": BEN, "rater": {"role": "agent", "id": BEN}}
    of_ben["contact_id"] = of_anna["contact_id"] if contact == "the same" else another["id"]
    of_anna["rater"] = {"role": "agent", "id": ANNA}
    document["evaluations"] += [of_anna, of_ben]
    if refused:
        with pytest.raises(BadInput, match="import_private"):
            take(place.store, json.dumps(document).encode(), replace=True)
    else:
        take(place.store, json.dumps(document).encode(), replace=True)
        stored = place.store.get(identity(1))
        assert stored is not None
        assert {each.agent_id for each in stored.evaluations} == {ANNA, BEN}


def test_damaged_records_on_their_way_are_put_aside_whole(place: Place) -> None:
    settled(place, with_new_session(place))
    path = place.store.root / incoming.NAME
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 9] = bytes(9)
    path.write_bytes(data)
    mended, _report = salvage(
        place.store.root, PlainSeals(place.store.root), StoreLock(place.store.root / ".lock"), START
    )
    assert [(each.file, bool(each.lost)) for each in mended] == [(incoming.NAME, True)]
    assert not path.exists()
    assert beside(place).get(NEW) is None
