"""Taking this program's own JSON in: the same data again, nothing twice or overwritten, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.contract.exporting import EVERYTHING, Place
from tests.contract.sessions import ANNA, BEN, identity
from tests.contract.taking_in import (
    empty_store,
    exported,
    full_place,
    planned,
    records,
    take,
)

from coachtui.cli import main
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import BadInput, StoreBusy, StoreError, StoreFull
from coachtui.domain.incoming import ImportCounts
from coachtui.domain.session import Session
from coachtui.services.words.sentences import sentence
from coachtui.store.log import compaction
from coachtui.store.records import incoming
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.incoming import IncomingRecords
from coachtui.store.records.session_store import LogSessionStore


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return full_place(tmp_path)


def other_place(tmp_path: Path, place: Place) -> tuple[LogSessionStore, Place]:
    """Return another, empty store and a way to export it."""
    other = Place.__new__(Place)
    other.clock = place.clock
    other.store = empty_store(tmp_path, place)
    other.export = Place(tmp_path / "unused").export
    other.export._sessions = other.store
    other.export._team = other.store.team
    return other.store, other


def test_export_erase_import_export_gives_the_same_records(place: Place) -> None:
    before = place.document()
    for agent_id in (ANNA, BEN):
        Erasure(place.store).erase(agent_id, date(2026, 11, 26))
    assert place.document()["sessions"] == []

    take(place.store, json.dumps(before).encode())

    assert records(place.document()) == records(before)


def test_another_laptop_gets_everything(tmp_path: Path, place: Place) -> None:
    store, other = other_place(tmp_path, place)
    plan = take(store, exported(place))

    assert plan.counts["session"] == ImportCounts(new=3)
    assert plan.counts["agent"] == ImportCounts(new=2)
    assert plan.counts["lead"] == ImportCounts(new=1)
    assert records(other.document()) == records(place.document())


def test_a_file_from_before_there_were_corrections_is_taken(tmp_path: Path, place: Place) -> None:
    document = place.document()
    for session in document["sessions"]:
        del session["corrections"], session["statements"]
    store = empty_store(tmp_path, place)
    take(store, json.dumps(document).encode())
    assert [found.corrections for found in store.every()] == [(), (), ()]


def test_json_lines_bring_the_same(tmp_path: Path, place: Place) -> None:
    selection = place.export.select(EVERYTHING)
    assert selection is not None
    store, other = other_place(tmp_path, place)

    take(store, b"".join(place.export.document(selection, "jsonl")))

    assert records(other.document()) == records(place.document())


def test_counting_writes_nothing(tmp_path: Path, place: Place) -> None:
    store = empty_store(tmp_path, place)
    planned(store, exported(place))
    assert not store.root.exists()


def test_a_second_time_changes_not_a_byte(tmp_path: Path, place: Place) -> None:
    store = empty_store(tmp_path, place)
    take(store, exported(place))
    before = {path: path.read_bytes() for path in store.root.rglob("*.jsonl")}

    plan = take(store, exported(place))

    assert plan.nothing_new
    assert plan.counts["session"] == ImportCounts(same=3)
    assert {path: path.read_bytes() for path in store.root.rglob("*.jsonl")} == before


def test_what_differs_is_shown_and_stays_unless_the_file_is_chosen(place: Place) -> None:
    file = exported(place)
    stored = place.store.get(identity(1))
    assert stored is not None
    place.store.put(replace(stored, notes=stored.notes[1:]))
    place.store.team.put_agents([Agent(id=BEN, name="Ben Newname", team="Red")])

    plan = take(place.store, file)
    assert {(found.kind, found.id, found.fields) for found in plan.choices} == {
        ("session", identity(1), ("notes",)),
        ("agent", BEN, ("name", "status", "remember", "former_names")),
    }
    kept = place.store.get(identity(1))
    assert kept is not None
    assert kept.notes == stored.notes[1:]

    take(place.store, file, replace=True)
    assert sorted(row.id for row in place.store.rows()) == [identity(number) for number in (1, 2, 3)]
    expected = json.loads(file)
    (ben,) = (agent for agent in expected["agents"] if agent["id"] == BEN)
    ben["former_names"] = ["Ben Newname"]
    assert records(place.document()) == records(expected)


def test_a_session_that_changed_hands_here_goes_back_and_stands_once(place: Place) -> None:
    file = exported(place)
    stored = place.store.get(identity(3))
    assert stored is not None
    moved = replace(
        stored,
        agent_ids=(BEN,),
        evaluations=tuple(replace(each, agent_id=BEN) for each in stored.evaluations),
    )
    place.store.put(moved)

    take(place.store, file, replace=True)

    assert [session.id for session in place.store.every()].count(identity(3)) == 1
    assert records(place.document()) == records(json.loads(file))


def test_a_store_keeps_its_own_lead(place: Place) -> None:
    document = place.document()
    document["lead"] = {"id": identity(9), "name": "Somebody Else"}

    plan = take(place.store, json.dumps(document).encode(), replace=True)

    assert plan.counts["lead"] == ImportCounts(differing=1)
    assert place.store.team.lead() == Lead(id=identity(1), name="Lea Lead")


def test_a_form_that_counts_otherwise_here_stays(place: Place) -> None:
    document = place.document()
    form = next(found for found in document["content"] if found["id"] == "phone-technique")
    form["pack"] = form["pack"].replace("na = true", "na = false", 1)
    kept = place.store.kept_content("phone-technique", 1)

    plan = take(place.store, json.dumps(document).encode(), replace=True)

    assert [found.id for found in plan.differing] == ["phone-technique@1"]
    assert place.store.kept_content("phone-technique", 1) == kept


def test_keys_of_a_later_version_are_named(place: Place) -> None:
    document = place.document()
    document["forecasts"] = [{"id": identity(70)}]
    document["sessions"][0]["weather"] = "rain"
    document["evaluations"][0]["mood"] = 3
    document["agents"][0]["shoe_size"] = 43
    plan = planned(place.store, json.dumps(document).encode())
    assert set(plan.left_out) == {"forecasts", "sessions.weather", "evaluations.mood", "agents.shoe_size"}


def test_an_agent_who_was_erased_is_named_before_coming_back(place: Place) -> None:
    file = exported(place)
    Erasure(place.store).erase(ANNA, date(2026, 11, 26))

    plan = take(place.store, file)

    assert plan.coming_back == (ANNA,)
    Erasure(place.store).erase(ANNA, date(2026, 11, 27))
    assert place.store.of_agent(ANNA) == []
    assert ANNA in place.store.erased.ids()


def test_a_session_open_in_a_window_is_not_replaced(place: Place) -> None:
    file = exported(place)
    stored = place.store.get(identity(1))
    assert stored is not None
    place.store.put(replace(stored, notes=()))
    lease = place.store.lease(identity(1))
    with pytest.raises(StoreBusy, match="session_open_elsewhere"):
        take(place.store, file, replace=True)
    assert place.store.get(identity(1)) == replace(stored, notes=())
    assert not (place.store.root / incoming.NAME).exists()
    lease.release()


@pytest.mark.parametrize(
    ("where", "value", "code"),
    [
        (("schema",), "other-export", "import_not_ours"),
        (("schema_version",), 2, "import_version"),
        (("schema_version",), True, "import_version"),
        (("pseudonymous",), True, "import_pseudonymous"),
        (("sessions", 0, "id"), "../../etc/passwd", "import_shape"),
        (("sessions", 0, "started_at"), "2026-11-16T10:00:00", "import_sense"),
        (("sessions", 0, "started_at"), "0001-01-01T00:00:00+14:00", "import_sense"),
        (("sessions", 0, "status"), "lost", "import_shape"),
        (("sessions", 0, "contacts"), [], "import_shape"),
        (("sessions", 0, "agent_ids"), [], "import_sense"),
        (("sessions", 0, "agent_ids"), [identity(99)], "import_sense"),
        (("sessions", 0, "notes", 0, "contact_id"), identity(99), "import_sense"),
        (("sessions", 0, "notes", 0, "text"), 7, "import_shape"),
        (("sessions", 0, "forms", 0, "id"), "../x", "import_sense"),
        (("sessions", 0, "model"), "no-such", "import_shape"),
        (("sessions", 1, "id"), identity(1), "import_id_twice"),
        (("evaluations", 0, "session_id"), identity(98), "import_no_session"),
        (("evaluations", 0, "answers", "pickup", "value"), 9, "import_answer"),
        (("evaluations", 0, "answers", "pickup", "na"), True, "import_sense"),
        (("evaluations", 0, "answers"), {}, "import_sense"),
        (("agents", 0, "name"), "", "import_shape"),
        (("agents", 0, "name"), "A" * 300, "import_shape"),
        (("content", 0, "pack"), "kind = [", "import_pack"),
        (("lead",), "Lea", "import_shape"),
        (("sessions", 2, "corrections", 0, "note_id"), identity(5), "import_sense"),
        (("sessions", 2, "corrections", 0, "item"), None, "import_sense"),
        (("sessions", 2, "corrections", 1, "why"), 5, "import_shape"),
        (("sessions", 2, "corrections", 2, "field"), "phases", "import_sense"),
        (("sessions", 2, "corrections", 2, "contact_id"), None, "import_sense"),
        (("sessions", 2, "corrections", 2, "note_id"), identity(5), "import_sense"),
        (("sessions", 2, "corrections", 3, "new", "text"), "fax", "import_sense"),
        (("sessions", 2, "corrections", 4, "step"), None, "import_sense"),
        (("sessions", 2, "corrections", 4, "field"), None, "import_sense"),
        (("sessions", 2, "statements", 0, "agent_id"), identity(5), "import_sense"),
    ],
)
def test_one_wrong_record_and_nothing_is_taken(
    tmp_path: Path, place: Place, where: tuple[Any, ...], value: Any, code: str
) -> None:
    document = place.document()
    inner: Any = document
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    store = empty_store(tmp_path, place)

    with pytest.raises(BadInput) as refused:
        take(store, json.dumps(document).encode())

    assert refused.value.code == code
    assert "?" not in sentence(refused.value)
    assert not store.root.exists()


def test_a_session_with_somebody_unknown_is_refused(tmp_path: Path, place: Place) -> None:
    document = place.document()
    document["agents"] = document["agents"][1:]
    with pytest.raises(BadInput, match="import_no_agent"):
        planned(empty_store(tmp_path, place), json.dumps(document).encode())


def test_text_from_a_file_is_cleaned_as_if_it_was_typed(tmp_path: Path, place: Place) -> None:
    document = place.document()
    document["sessions"][0]["notes"][0]["text"] = "a\x1b[31mb\u202ec\td"
    store = empty_store(tmp_path, place)
    take(store, json.dumps(document).encode())
    stored = store.get(document["sessions"][0]["id"])
    assert stored is not None
    assert stored.notes[0].text == "a[31mbc d"


def test_no_room_is_told_before_anything_is_written(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = empty_store(tmp_path, place)
    usage = (1, 1, 10_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: _Usage(*usage))
    with pytest.raises(StoreFull):
        take(store, exported(place))
    assert not list(store.root.rglob("*.jsonl"))


def test_what_was_cut_off_half_way_is_ended_at_the_next_opening(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = other_place(tmp_path, place)

    def no_room(_self: LogSessionStore, _agent: str, year: int, _batch: Iterable[Session]) -> None:
        raise StoreFull("disk_full", year=year)

    with monkeypatch.context() as patch:
        patch.setattr(LogSessionStore, "append_many", no_room)
        with pytest.raises(StoreError, match="import_unfinished"):
            take(store, exported(place))
    assert list(store.every()) == []

    IncomingRecords(store).finish()

    assert records(other.document()) == records(place.document())
    assert not (store.root / incoming.NAME).exists()


def test_no_record_holds_more_than_a_rewritten_log_would_put_in_one(tmp_path: Path, place: Place) -> None:
    document = place.document()
    one, *_rest = document["sessions"]
    text = {**one["notes"][0], "text": "x" * 9000}
    document["evaluations"] = []
    document["sessions"] = [
        {
            **one,
            "id": identity(2000 + number),
            "notes": [{**text, "id": identity(3000 + number)}],
            "marks": [],
            "corrections": [],
            "statements": [],
        }
        for number in range(30)
    ]
    store = empty_store(tmp_path, place)
    take(store, json.dumps(document).encode())
    (log,) = (store.root / "agents" / ANNA).glob("*.jsonl")
    lines = log.read_bytes().splitlines()
    assert len(list(store.every())) == 30
    assert len(lines) > 4
    assert max(map(len, lines)) < 2 * compaction.BATCH_SIZE


def test_half_a_file_on_its_way_is_thrown_away(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = empty_store(tmp_path, place)
    log = IncomingRecords(store)
    with monkeypatch.context() as patch:
        patch.setattr(IncomingRecords, "_drop", lambda _self: None)
        patch.setattr(incoming, "_BATCH", 1)
        with pytest.raises(RuntimeError):
            log.take_in(
                lead=None, agents=[], packs=[], sessions=_failing(place), size=1, is_unchanged=lambda: True
            )
    assert log.waiting

    log.finish()

    assert not log.waiting
    assert list(store.every()) == []


class _Usage:
    def __init__(self, total: int, used: int, free: int) -> None:
        self.total, self.used, self.free = total, used, free


def _failing(place: Place) -> Iterator[Session]:
    yield from place.store.every()
    raise RuntimeError("the power goes")


def test_f7_a_form_worded_otherwise_in_the_file_is_told_to_stay_as_it_is_here(
    tmp_path: Path, place: Place, capfd: pytest.CaptureFixture[str]
) -> None:
    document = place.document()
    form = next(found for found in document["content"] if found["id"] == "phone-technique")
    form["pack"] = form["pack"].replace('en = "', 'en = "Other: ')
    (tmp_path / "other.json").write_text(json.dumps(document), "utf-8")
    places = ("--data-dir", str(tmp_path / "new"), "--config-dir", str(tmp_path / "config"), "--lang", "en")
    assert main([*places, "import", str(tmp_path / "other.json")]) == 0
    said = capfd.readouterr().err
    assert "The wording in the file differs; the wording here stays: phone-technique@1." in said
    assert "Imported, except what stays as it is here." in said
    assert main([*places, "import", str(tmp_path / "other.json")]) == 0
    said = capfd.readouterr().err
    assert "The wording in the file differs; the wording here stays: phone-technique@1." in said


@pytest.mark.parametrize("change", ["weights", "none"])
def test_f7_whether_all_of_a_file_was_taken_in_is_said(
    tmp_path: Path, place: Place, capfd: pytest.CaptureFixture[str], change: str
) -> None:
    document = place.document()
    form = next(found for found in document["content"] if found["id"] == "phone-technique")
    if change == "weights":
        form["pack"] = form["pack"].replace("na = true", "na = false", 1)
    (tmp_path / "other.json").write_text(json.dumps(document), "utf-8")
    places = ("--data-dir", str(tmp_path / "new"), "--config-dir", str(tmp_path / "config"), "--lang", "en")
    assert main([*places, "import", str(tmp_path / "other.json")]) == 0
    told = capfd.readouterr()
    assert ("phone-technique@1 is scored differently here" in told.out) == (change == "weights")
    assert ("Imported.\n" in told.err) == (change == "none")
