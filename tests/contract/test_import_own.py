"""What one agent took along is no record of the others: it never takes the place of one (R85, R90)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.contract.exporting import BRIEF_C4, LIBRARY, Place, check_against_schema, scored
from tests.contract.sessions import ANNA, BEN, START, identity
from tests.contract.taking_in import empty_store, exported, planned, records, take

from coachtui.domain.errors import BadInput
from coachtui.domain.note import Note
from coachtui.domain.session import Session
from coachtui.services.own_record import OwnRecord


def shared() -> Session:
    """Return a session of both with a contact, evaluations and a note of each, and notes about both."""
    one, other = scored(20, BRIEF_C4, agent_id=BEN, status="final"), scored(21, "pickup 1", status="final")
    about = Note(id=identity(900), at=START, text="王小明 heard Anna")
    return replace(
        one,
        agent_ids=(BEN, ANNA),
        kind="group",
        contacts=(*one.contacts, *other.contacts),
        evaluations=(*one.evaluations, *other.evaluations),
        notes=(*one.notes, *other.notes, about),
        steps=(),
        drafts=(),
        marks=(),
    )


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "data")
    alone = scored(7, "pickup 1", status="final")
    named = replace(alone.notes[0], text="calmer than 王小明")
    place.put(shared(), replace(alone, notes=(named,)))
    for used in place.document()["content"]:
        place.store.keep_content(used["id"], used["version"], used["pack"])
    return place


def own(place: Place, agent_id: str = ANNA) -> dict[str, Any]:
    (agent,) = (each for each in place.store.team.agents() if each.id == agent_id)
    record = OwnRecord(agent, place.store, place.store.team, LIBRARY)
    document: dict[str, Any] = json.loads(b"".join(place.export.document(record, "json")))
    return document


def as_earlier(document: dict[str, Any]) -> bytes:
    """Return an own export as versions wrote it that did not mark it."""
    return json.dumps({key: value for key, value in document.items() if key != "own"}).encode()


def test_attack_an_own_export_says_so_and_no_other_export_does(place: Place) -> None:
    document = own(place)
    check_against_schema(document)
    assert document["own"] is True
    assert "own" not in place.document()
    session = place.store.get(identity(7))
    assert session is not None
    assert b'"own"' not in place.export.session_json(session)


@pytest.mark.parametrize("into", ["its own store", "an empty one"])
@pytest.mark.parametrize("replacing", [True, False])
def test_attack_an_own_export_cannot_become_records_again(
    place: Place, tmp_path: Path, into: str, *, replacing: bool
) -> None:
    store = place.store if into == "its own store" else empty_store(tmp_path, place)
    before = records(place.document())
    lines = [
        json.dumps({"record": "export", **{k: v for k, v in own(place).items() if not isinstance(v, list)}})
    ]
    for data in (json.dumps(own(place)).encode(), "\n".join(lines).encode()):
        with pytest.raises(BadInput) as refused:
            take(store, data, replace=replacing)
        assert refused.value.code == "import_own"
    assert records(place.document()) == before
    if store is not place.store:
        assert store.team.agents() == []


def test_attack_a_mark_that_is_none_is_refused_too(place: Place) -> None:
    marks: tuple[object, ...] = (None, 1, "false", {})
    for mark in marks:
        with pytest.raises(BadInput):
            planned(place.store, json.dumps({**own(place), "own": mark}).encode())
    assert planned(place.store, json.dumps({**place.document(), "own": False}).encode()).nothing_new


def test_attack_an_own_export_of_an_earlier_version_takes_nothing_away(place: Place) -> None:
    before = records(place.document())
    plan = take(place.store, as_earlier(own(place)), replace=True)
    assert records(place.document()) == before
    assert {(each.id, each.without, each.stays) for each in plan.differing} == {
        (identity(20), (BEN,), "part"),
        (identity(7), (), "words"),
    }
    assert plan.choices == ()
    assert plan.nothing_to_take


def test_attack_what_is_to_remember_keeps_its_words(place: Place) -> None:
    anna, ben = place.store.team.agents()
    place.store.team.put_agents([replace(anna, remember="sits with 王小明")])
    plan = take(place.store, as_earlier(own(place)), replace=True)
    assert ("agent", ANNA, "words") in {(each.kind, each.id, each.stays) for each in plan.differing}
    assert place.store.team.agents() == [replace(anna, remember="sits with 王小明"), ben]


def test_attack_an_own_export_of_an_earlier_version_is_told_where_nothing_is_stored(
    place: Place, tmp_path: Path
) -> None:
    other = empty_store(tmp_path, place)
    assert planned(other, as_earlier(own(place))).left_out_words == 2
    assert planned(other, exported(place)).left_out_words == 0


def test_a_session_with_an_agent_less_stays_as_it_is(place: Place) -> None:
    """Neither one that was erased elsewhere, nor one taken out of it there, is taken out of it here."""
    document = place.document()
    for session in document["sessions"]:
        session["agent_ids"] = [each for each in session["agent_ids"] if each != BEN]
    document["evaluations"] = [each for each in document["evaluations"] if each["agent_id"] != BEN]
    before = records(place.document())
    plan = take(place.store, json.dumps(document).encode(), replace=True)
    assert [(each.without, each.stays) for each in plan.differing] == [((BEN,), "part")]
    assert records(place.document()) == before


def test_a_session_that_changed_hands_with_all_it_has_names_who_had_it(place: Place) -> None:
    document = place.document()
    for session in document["sessions"]:
        session["agent_ids"] = [BEN if each == ANNA else each for each in session["agent_ids"]]
    for evaluation in document["evaluations"]:
        evaluation["agent_id"] = BEN
    document["sessions"] = [each for each in document["sessions"] if each["id"] == identity(7)]
    document["evaluations"] = [e for e in document["evaluations"] if e["session_id"] == identity(7)]
    data = json.dumps(document).encode()
    assert [(each.without, each.stays) for each in planned(place.store, data).choices] == [((ANNA,), "")]
    take(place.store, data, replace=True)
    moved = place.store.get(identity(7))
    assert moved is not None
    assert moved.agent_ids == (BEN,)


def test_a_session_that_changed_hands_without_what_was_said_stays(place: Place) -> None:
    document = place.document()
    for session in document["sessions"]:
        session["agent_ids"] = [BEN]
    document["evaluations"] = [each for each in document["evaluations"] if each["agent_id"] == BEN]
    before = records(place.document())
    plan = take(place.store, json.dumps(document).encode(), replace=True)
    assert {(each.without, each.stays) for each in plan.differing} == {((ANNA,), "part")}
    assert records(place.document()) == before
