"""What a kind of record gets for being declared: kept, checked, handed out, taken in, erased, grown old."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.contract.exporting import LIBRARY, Place
from tests.contract.kinds import SAMPLES
from tests.contract.protected import PASSPHRASE, holding, opened
from tests.contract.sessions import ANNA, BEN, START, identity, session
from tests.contract.taking_in import LIMIT_MB, importing_into
from tests.contract.test_pseudonyms import nameless
from tests.fakes.people import FakeClock

from coachtui.domain.agent import Agent
from coachtui.domain.errors import BadInput, StoreError
from coachtui.domain.kinds import RECORD_KINDS, Kind, kind_of, written_texts
from coachtui.exchange.record_writer import build_record
from coachtui.services import preferences
from coachtui.services.export import ExportFilter
from coachtui.services.own_record import OwnRecord
from coachtui.services.retention import Retention
from coachtui.settings.config_file import ConfigFile
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log import layout
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.session_store import LogSessionStore
from coachtui.store.records.shards import records_key

CANARY = "CANARY-4711 about Anna"
LONG_AGO = date(2023, 5, 31)

KINDS = pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.name)


def sample(kind: Kind[Any], number: int = 50, agent_id: str = ANNA, on: date | None = None) -> Any:
    return SAMPLES[kind.name](number, agent_id, CANARY, on)


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@KINDS
def test_every_field_of_the_sample_is_filled(kind: Kind[Any]) -> None:
    record = sample(kind, on=START.date())
    assert kind_of(record) is kind
    assert kind.fits(record)
    values = {part.name: getattr(record, part.name) for part in fields(record)}
    assert [name for name, value in values.items() if value in (None, "", (), {})] == []


@KINDS
def test_a_record_is_read_as_it_was_stored(place: Place, kind: Kind[Any]) -> None:
    records = place.store.records
    first, second = sample(kind), sample(kind, 51)
    records.put(first)
    records.put_many([second, sample(kind, 52, BEN)])
    again = opened(place.store.root).records
    assert again.of_agent(kind, ANNA) == [first, second]
    assert again.get(kind, ANNA, second.id) == second
    assert again.get(kind, BEN, second.id) is None
    assert [each.agent_id for each in again.every(kind)] == sorted([ANNA, ANNA, BEN])
    changed = replace(first, revision=9)
    records.put(changed)
    assert again.of_agent(kind, ANNA) == [changed, second]


@KINDS
def test_fields_of_a_newer_version_are_kept(place: Place, kind: Kind[Any]) -> None:
    records = place.store.records
    records.put(sample(kind))
    table = place.store.shards.writing(records_key(ANNA), kind.plural)
    document = json.loads(table.encoded()[identity(50)])
    table.put_encoded({identity(50): json.dumps({**document, "mood": "good"}).encode()})
    records.put(replace(sample(kind), revision=4))
    assert json.loads(table.encoded()[identity(50)])["mood"] == "good"


@KINDS
def test_a_removed_record_is_in_no_file(place: Place, kind: Kind[Any]) -> None:
    records = place.store.records
    records.put(sample(kind))
    records.remove(sample(kind))
    place.store.close()
    assert opened(place.store.root).records.of_agent(kind, ANNA) == []
    assert holding(place.store.root, "CANARY-4711") == []


@KINDS
def test_the_index_has_a_row_of_it_and_check_reads_it(place: Place, kind: Kind[Any]) -> None:
    place.store.records.put(sample(kind, on=LONG_AGO))
    place.store.close()
    (row,) = opened(place.store.root).records.rows()
    assert (row.id, row.kind, row.agent_ids, row.kept_from) == (identity(50), kind.name, (ANNA,), LONG_AGO)
    assert row.private is kind.private(sample(kind))
    assert verify(place.store.root).findings == ()
    table = place.store.shards.writing(records_key(ANNA), kind.plural)
    table.put_encoded({identity(50): b'{"schema":1,"id":7}'})
    assert [finding.code for finding in verify(place.store.root).findings] == ["bad_document"]


@KINDS
def test_no_file_of_a_store_with_it_is_unknown(place: Place, kind: Kind[Any]) -> None:
    place.put(session(7))
    place.store.records.put(sample(kind))
    place.store.close()
    assert layout.unknown_files(place.store.root) == []


@KINDS
def test_a_backup_brings_it_back_and_a_passphrase_hides_it(tmp_path: Path, kind: Kind[Any]) -> None:
    root = tmp_path / "data" / "store"
    protection = StoreProtection(root)
    store = LogSessionStore(root, lambda: START, protection.seals())
    store.team.put_agents([Agent(id=ANNA, name="Anna")])
    store.records.put(sample(kind))
    store.close()
    protection.encrypt(PASSPHRASE)
    assert holding(root, "CANARY-4711") == []
    backups = StoreBackups(
        root, protection.seals, lambda: START, version="1", folders=(tmp_path / "data" / "backups",)
    )
    made = backups.daily.make()
    store = LogSessionStore(root, lambda: START, protection.seals())
    store.records.remove(sample(kind))
    store.close()
    backups.restoring.restore(made, PASSPHRASE)
    protection.unlock(PASSPHRASE)
    store = LogSessionStore(root, lambda: START, protection.seals())
    assert store.records.of_agent(kind, ANNA) == [sample(kind)]


@KINDS
def test_the_export_has_what_is_not_private_and_validates(place: Place, kind: Kind[Any]) -> None:
    place.store.records.put(sample(kind))
    document = place.document()
    lines = [line for line in place.lines() if line["record"] == kind.name]
    if kind.private(sample(kind)):
        assert kind.plural not in document
        assert lines == []
        assert "CANARY-4711" not in json.dumps(document)
    else:
        assert document[kind.plural] == [build_record(kind.type, sample(kind))]
        assert [set(line) - {"record", "first"} for line in lines] == [
            set(build_record(kind.type, sample(kind)))
        ]


@KINDS
def test_a_filter_takes_the_records_of_its_agent_and_none_of_a_day(place: Place, kind: Kind[Any]) -> None:
    place.put(session(7), session(8, agent_id=BEN))
    place.store.records.put_many([sample(kind), sample(kind, 51, BEN)])
    shown = not kind.private(sample(kind))
    of_anna = place.document(ExportFilter(agent_id=ANNA))
    assert [each["agent_id"] for each in of_anna.get(kind.plural, [])] == [ANNA] * shown
    assert kind.plural not in place.document(ExportFilter(since=START.date()))
    assert kind.plural not in place.document(ExportFilter(session_id=identity(7)))


@KINDS
def test_an_export_without_any_is_as_it_was(place: Place, kind: Kind[Any]) -> None:
    place.put(session(7))
    assert kind.plural not in place.document()


@KINDS
def test_nobody_is_named_in_an_export_without_names(place: Place, kind: Kind[Any]) -> None:
    place.put(session(7))
    record = sample(kind)
    place.store.records.put(record)
    whole = nameless(place).decode()
    document = json.loads(whole)
    for name in ("Anna", "Åkesson", ANNA, record.id):
        assert name not in whole
    if kind.private(record):
        assert kind.plural not in document
    else:
        (found,) = document[kind.plural]
        assert found["agent_id"] in [agent["id"] for agent in document["agents"]]
        assert "CANARY-4711" in json.dumps(found), "what names nobody stays"


@KINDS
def test_the_agent_takes_it_along_without_the_names_of_others(place: Place, kind: Kind[Any]) -> None:
    place.put(session(7))
    record = SAMPLES[kind.name](50, ANNA, "with 王小明, CANARY-4711", None)
    place.store.records.put(record)
    place.store.records.put(sample(kind, 51, BEN))
    both = {
        private: OwnRecord(
            Agent(id=ANNA, name="Anna Åkesson"), place.store, place.store.team, LIBRARY, private=private
        )
        for private in (True, False)
    }
    (own,) = both[True].records(kind)
    assert [text for text in written_texts(own) if "王小明" in text or "CANARY-4711" not in text] == []
    assert [each.id for each in both[False].records(kind)] == [record.id] * (not kind.private(record))
    assert both[False].private_count() == both[True].private_count() == int(kind.private(record))
    assert both[False].has_private() is kind.private(record)


@KINDS
def test_it_comes_back_from_an_export(tmp_path: Path, kind: Kind[Any]) -> None:
    record = sample(kind)
    document = Place(tmp_path / "a").document() | {kind.plural: [build_record(kind.type, record)]}
    data = json.dumps(document).encode()
    other = Place(tmp_path / "b").store
    importing = importing_into(other)
    plan = importing.plan(data, LIMIT_MB)
    assert plan.counts[kind.name].new == 1
    importing.carry_out(plan, replace=False)
    assert opened(other.root).records.of_agent(kind, ANNA) == [record]
    assert verify(other.root).findings == ()
    assert importing.plan(data, LIMIT_MB).nothing_new


@KINDS
@pytest.mark.parametrize("replaces", [True, False])
def test_what_differs_is_a_choice(tmp_path: Path, kind: Kind[Any], *, replaces: bool) -> None:
    place = Place(tmp_path)
    mine, theirs = sample(kind), replace(sample(kind), revision=8)
    place.store.records.put(mine)
    data = json.dumps(
        Place(tmp_path / "a").document() | {kind.plural: [build_record(kind.type, theirs)]}
    ).encode()
    importing = importing_into(place.store)
    plan = importing.plan(data, LIMIT_MB)
    (found,) = [each for each in plan.choices if each.kind == kind.name]
    assert (found.fields, found.agent_ids) == (("revision",), (ANNA,))
    importing.carry_out(plan, replace=replaces)
    assert opened(place.store.root).records.of_agent(kind, ANNA) == [theirs if replaces else mine]


BROKEN: list[tuple[str, Any]] = [
    ("id", "x"),
    ("id", 7),
    ("agent_id", "../../etc"),
    ("agent_id", identity(999)),
    ("revision", -1),
    ("revision", "many"),
]


@KINDS
@pytest.mark.parametrize(("name", "value"), BROKEN)
def test_a_record_nobody_can_have_written_is_refused(
    tmp_path: Path, kind: Kind[Any], name: str, value: object
) -> None:
    place = Place(tmp_path)
    shape = build_record(kind.type, sample(kind)) | {name: value}
    data = json.dumps(place.document() | {kind.plural: [shape]}).encode()
    with pytest.raises(BadInput):
        importing_into(place.store).plan(data, LIMIT_MB)
    assert place.store.records.rows() == []


@KINDS
def test_an_erased_agent_leaves_none_of_it(place: Place, kind: Kind[Any]) -> None:
    place.put(session(7))
    place.store.records.put_many([sample(kind), sample(kind, 51, BEN)])
    place.store.close()
    erasure = Erasure(place.store)
    assert [each.id for each in erasure.records_of(ANNA)] == [identity(50)] * (not kind.private(sample(kind)))
    erasure.erase(ANNA, START.date())
    store = opened(place.store.root)
    assert store.records.of_agent(kind, ANNA) == []
    assert [row.agent_ids for row in store.records.rows()] == [(BEN,)]
    assert holding(place.store.root, identity(50)) == []
    with pytest.raises(StoreError) as told:
        store.records.put(sample(kind))
    assert told.value.code == "agent_erased"


@KINDS
def test_it_grows_old_and_goes_when_that_is_confirmed(tmp_path: Path, kind: Kind[Any]) -> None:
    place = Place(tmp_path)
    old, young = sample(kind, on=LONG_AGO), sample(kind, 51)
    place.store.records.put_many([old, young])
    settings = ConfigFile(tmp_path / "config.toml", preferences.NAMES)
    keeping = Retention(place.store, settings, FakeClock("2026-11-20T12:00:00+01:00"))
    due = keeping.due()
    assert [row.id for row in due.past] == [old.id] * (not kind.private(old)), (
        "the agent's alone are not listed"
    )
    deleted = keeping.delete(due.past)
    assert deleted.ids == tuple(row.id for row in due.past)
    left = opened(place.store.root).records.of_agent(kind, ANNA)
    assert left == ([old, young] if kind.private(old) else [young])
