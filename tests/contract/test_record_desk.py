"""Records of every kind, written at a desk over the real store: saved, retried and kept as a session is."""

from __future__ import annotations

import errno
import queue
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from tests.contract.conftest import Open
from tests.contract.exporting import Place
from tests.contract.faulty_disk import faulty
from tests.contract.kinds import SAMPLES
from tests.contract.sessions import ANNA, START, identity, session
from tests.contract.taking_in import LIMIT_MB, importing_into
from tests.fakes.saving import Offers

from coachtui.bootstrap import open_program
from coachtui.domain.agent import Agent
from coachtui.domain.kinds import GOAL, RECORD_KINDS, Kind
from coachtui.domain.parts import map_texts
from coachtui.domain.roles import Role
from coachtui.domain.saving import SaveState
from coachtui.services.desks.record_desk import RecordDesk
from coachtui.services.session_file import write_rescue
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.saver import Pace
from coachtui.store.records.session_store import LogSessionStore

WAIT = 20.0
"""Seconds after which something that must happen is taken not to."""

QUICK = Pace(idle=0.02, longest=0.05, retries=(0.01, 0.02), linger=0.02)

KINDS = pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.name)


def desk_for(
    store: LogSessionStore, kind: Kind[Any], *, stored: bool = False
) -> tuple[RecordDesk[Any], queue.Queue[SaveState]]:
    told: queue.Queue[SaveState] = queue.Queue()
    record = SAMPLES[kind.name](50, ANNA, "greets", None)
    return RecordDesk(record, store.saver(told.put, QUICK), stored=stored), told


def written_fields(record: Any) -> list[str]:
    """Name the fields that an edit may set."""
    return [part.name for part in fields(record) if part.name not in ("id", "agent_id", "revision")]


def told_of(states: queue.Queue[SaveState], phase: str) -> SaveState:
    while (state := states.get(timeout=WAIT)).phase != phase:
        pass
    return state


@KINDS
def test_what_is_typed_is_on_disk_without_being_asked_for(open_store: Open, kind: Kind[Any]) -> None:
    desk, told = desk_for(open_store(), kind)
    desk.edit(text="greets by", typed=True)
    desk.edit(text="greets by name", typed=True)
    while told.get(timeout=WAIT).revision < desk.record.revision:
        pass
    assert open_store().records.of_agent(kind, ANNA) == [desk.record]
    assert desk.unsaved() is None
    desk.close()


@KINDS
def test_what_is_taken_back_is_taken_back_on_disk(open_store: Open, kind: Kind[Any]) -> None:
    desk, _told = desk_for(open_store(), kind)
    before = desk.record
    desk.edit(text="something else")
    desk.undo()
    assert desk.leave()
    stored = open_store().records.get(kind, ANNA, identity(50))
    assert stored == replace(before, revision=before.revision + 2)


@KINDS
def test_a_full_disk_loses_nothing_and_is_tried_again_until_there_is_room(
    open_store: Open, kind: Kind[Any]
) -> None:
    store = open_store()
    store.records.put(SAMPLES[kind.name](50, ANNA, "greets", None))
    desk, told = desk_for(store, kind, stored=True)
    with faulty(lambda _number, name: errno.ENOSPC if name in ("write", "fsync") else 0):
        desk.edit(text="greets by name", typed=True)
        assert told_of(told, "failed").code == "disk_full"
        assert not desk.flush()
        desk.edit(text="greets everybody by name", typed=True)
        assert desk.unsaved() == desk.record
        (stored,) = open_store().records.of_agent(kind, ANNA)
        assert stored.text == "greets"
    assert told_of(told, "saved").code == ""
    assert desk.flush()
    assert desk.leave()
    assert open_store().records.of_agent(kind, ANNA) == [desk.record]


@KINDS
def test_what_cannot_be_saved_is_written_elsewhere_and_comes_back_by_import(
    tmp_path: Path, kind: Kind[Any]
) -> None:
    program = open_program(data_dir=str(tmp_path / "data"), config_dir=str(tmp_path / "config"))
    agent = Agent(id=ANNA, name="Anna Alm", alias="Anna")
    program.team.put_agents([agent])
    offers = Offers(full=True)
    desk = RecordDesk(SAMPLES[kind.name](50, ANNA, "greets", None), offers, stored=True)
    desk.edit(text="greets by name", typed=True)
    assert not desk.flush()
    unsaved = desk.unsaved()
    assert unsaved is not None
    written = write_rescue(program, unsaved, agent, tmp_path / "stick")
    assert written.name == f"{program.clock.now().date().isoformat()}-anna.json"
    other = LogSessionStore(tmp_path / "other", lambda: START)
    importing = importing_into(other)
    importing.carry_out(importing.plan(written.read_bytes(), LIMIT_MB), replace=False)
    assert other.records.of_agent(kind, ANNA) == [desk.record]
    assert [each.name for each in other.team.agents()] == ["Anna Alm"]
    program.close()


@KINDS
def test_whatever_is_stored_while_it_is_written_is_taken_in_from_an_export(
    tmp_path: Path, kind: Kind[Any]
) -> None:
    place = Place(tmp_path / "a")
    desk, _told = desk_for(place.store, kind)
    wiped = map_texts(desk.record, {Role.TEXT: lambda _text: ""})
    desk.edit(text="begun", typed=True)
    desk.edit(**{name: getattr(wiped, name) for name in written_fields(wiped)}, typed=True)
    assert desk.is_blank
    assert desk.leave()
    assert place.store.records.of_agent(kind, ANNA) == [desk.record]
    other = LogSessionStore(tmp_path / "b" / "store", lambda: START)
    importing = importing_into(other)
    importing.carry_out(importing.plan(place.export.record_json(desk.record), LIMIT_MB), replace=False)
    assert other.records.of_agent(kind, ANNA) == [desk.record]


@KINDS
def test_a_rescue_of_a_protected_store_is_protected(tmp_path: Path, kind: Kind[Any]) -> None:
    program = open_program(data_dir=str(tmp_path / "data"), config_dir=str(tmp_path / "config"))
    program.protection.encrypt("a passphrase of four words")
    record = SAMPLES[kind.name](50, ANNA, "CANARY-4711", None)
    written = write_rescue(program, record, Agent(id=ANNA, name="Anna Alm"), tmp_path / "stick")
    assert written.suffix == ".coachtui"
    assert b"CANARY-4711" not in written.read_bytes()
    program.close()


def test_a_record_of_somebody_erased_is_told_and_the_session_beside_it_is_saved(open_store: Open) -> None:
    store = open_store()
    store.put(session(2))
    Erasure(store).erase(ANNA, START.date())
    saver = store.saver(lambda _state: None, QUICK)
    desk = RecordDesk(SAMPLES["goal"](50, ANNA, "greets", None), saver, stored=True)
    desk.edit(text="greets by name")
    assert not desk.flush()
    assert desk.save_state().code == "agent_erased"
    beside = session(1, agent_id=identity(77), revision=4)
    saver.offer(beside, urgent=True)
    assert not desk.leave()
    assert open_store().get(beside.id) == beside
    assert desk.unsaved() == desk.record
    assert open_store().records.of_agent(GOAL, ANNA) == []
