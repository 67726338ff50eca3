"""What belongs to the agent alone is in no export, but in the agent's own when it is asked for (R84, R85)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.contract.exporting import EVERYTHING, LIBRARY, Place, check_against_schema, form_answers
from tests.contract.sessions import ANNA, BEN, PHONE, START, evaluation, identity, session
from tests.contract.taking_in import empty_store, take
from tests.fakes.people import FakeClock

from coachtui.domain.agent import Agent
from coachtui.domain.errors import ContentError
from coachtui.domain.form import FormRef
from coachtui.domain.note import Link, Note
from coachtui.domain.session import Session
from coachtui.exchange.markdown import MarkdownWriter
from coachtui.services.export import ExportFilter
from coachtui.services.own_record import OwnRecord, OwnRecordView
from coachtui.services.ports import ExportSource
from coachtui.services.private_forms import PrivateForms
from coachtui.services.texts.record_text import TextExport

STRESS = LIBRARY.form("stress").ref
OWN_PACK = FormRef(id="mood", version=1)
CANARY = "CANARY-0815"


def agent(place: Place, agent_id: str = ANNA) -> Agent:
    return next(each for each in place.store.team.agents() if each.id == agent_id)


def private_session(number: int = 7, ref: FormRef = STRESS, agent_id: str = ANNA) -> Session:
    plain = session(number, agent_id=agent_id, status="final")
    own = replace(evaluation(number, ref, 2, START, agent_id), id=identity(number * 100 + 9))
    noted = Note(id=identity(number * 100 + 8), at=START, text=CANARY, link=Link(form=ref.id, item="queue"))
    return replace(plain, evaluations=(*plain.evaluations, own), notes=(*plain.notes, noted))


def own_pack() -> str:
    """A form of a centre's own that belongs to the agent alone."""
    return LIBRARY.form("stress").source.replace('id = "stress"', 'id = "mood"', 1)


def text_of(source: ExportSource) -> str:
    writing = TextExport(MarkdownWriter(), FakeClock(), lambda: "")
    return b"".join(writing.text_document(source)).decode()


@pytest.mark.parametrize("ref", [STRESS, OWN_PACK])
def test_no_export_has_it(place: Place, ref: FormRef) -> None:
    place.store.keep_content("mood", 1, own_pack())
    place.put(private_session(7, ref), session(8, status="final"))
    selection = place.export.select(EVERYTHING)
    assert selection is not None
    everything = b"".join(
        [
            *place.export.document(selection, "json"),
            *place.export.document(selection, "jsonl"),
            text_of(selection).encode(),
            place.export.session_json(private_session(7, ref)),
        ]
    ).decode()
    assert CANARY not in everything
    assert ref.id not in everything
    assert identity(709) not in everything
    assert selection.left_out == {identity(709)}
    document = place.document()
    assert sorted(each["session_id"] for each in document["evaluations"]) == [identity(7), identity(8)]


def test_a_session_that_stands_in_for_the_store_is_whole(place: Place) -> None:
    document = json.loads(place.export.session_json(private_session(), whole=True))
    check_against_schema(document)
    assert [each["form"]["id"] for each in document["evaluations"]] == ["phone-technique", "stress"]
    assert CANARY in json.dumps(document)


def test_a_copy_that_is_damaged_makes_nothing_private_and_breaks_nothing(place: Place) -> None:
    place.store.keep_content("mood", 1, "not a form")
    owned = PrivateForms(place.store, LIBRARY)
    assert owned.without_private(private_session(7, OWN_PACK)) == private_session(7, OWN_PACK)
    assert owned.forms_of(private_session()) == {"stress"}


def group() -> Session:
    """Kept in Ben's log, with Anna in it; the note of Ben's contact is his."""
    whole, other = session(20, agent_id=BEN, status="final", text=CANARY), session(21, status="final")
    return replace(
        whole,
        agent_ids=(BEN, ANNA),
        kind="group",
        contacts=(*whole.contacts, *other.contacts),
        evaluations=(*whole.evaluations, *other.evaluations),
        notes=(*whole.notes, replace(other.notes[0], text="Anna heard 王小明")),
        steps=(),
        drafts=(),
        marks=(),
    )


def own(place: Place, agent_id: str = ANNA, **how: Any) -> OwnRecord:
    return OwnRecord(agent(place, agent_id), place.store, place.store.team, LIBRARY, **how)


def test_the_own_export_has_all_of_the_agent_and_nothing_of_others(place: Place) -> None:
    place.put(session(7, status="final"), session(8, agent_id=BEN), group(), private_session(9))
    document = json.loads(b"".join(place.export.document(own(place), "json")))
    check_against_schema(document)
    whole = json.dumps(document, ensure_ascii=False) + text_of(own(place))
    assert CANARY not in whole
    for of_ben in (BEN, "王小明", "Ask about Friday", identity(2001), identity(8)):
        assert of_ben not in whole
    assert [each["id"] for each in document["agents"]] == [ANNA]
    assert document["lead"]["name"] == "Lea Lead"
    assert {each["id"] for each in document["sessions"]} == {identity(7), identity(9), identity(20)}
    assert {each["id"] for each in document["evaluations"]} == {identity(701), identity(901), identity(2101)}
    assert "Anna heard […]" in whole


def test_private_things_go_along_when_they_are_asked_for(place: Place) -> None:
    place.put(private_session(9))
    without, with_it = own(place), own(place, private=True)
    assert (without.has_private(), without.private_count()) == (True, 1)
    document = json.loads(b"".join(place.export.document(with_it, "json")))
    check_against_schema(document)
    assert {each["id"] for each in document["evaluations"]} == {identity(901), identity(909)}
    assert CANARY in text_of(with_it)
    assert CANARY not in text_of(without)


def test_nothing_private_of_others_is_counted_or_asked_about(place: Place) -> None:
    place.put(private_session(9, agent_id=BEN))
    theirs = replace(private_session(11, agent_id=BEN), agent_ids=(BEN, ANNA))
    place.put(theirs)
    assert (own(place).private_count(), own(place).has_private()) == (0, False)
    assert CANARY not in text_of(own(place, private=True))


def test_the_newest_session_is_the_first_to_be_seen(place: Place) -> None:
    place.put(session(7, start=START.replace(day=3)), session(8), session(9, start=START.replace(month=2)))
    assert [each.id for each in own(place).sessions()] == [identity(9), identity(7), identity(8)]
    seen = OwnRecordView(agent(place), place.store, place.store.team, LIBRARY)
    assert [each.id for each in seen.sessions()] == [identity(8), identity(7), identity(9)]


def test_an_ordinary_export_of_one_agent_leaves_it_out_too(place: Place) -> None:
    place.put(private_session(7))
    document = place.document(ExportFilter(agent_id=ANNA))
    assert [each["form"]["id"] for each in document["evaluations"]] == ["phone-technique"]


def test_a_form_that_cannot_be_read_is_seen_without_its_words_and_exported_never(place: Place) -> None:
    place.store.keep_content("mood", 1, "not a form")
    place.store.keep_content("grow", 1, "not a model")
    place.put(private_session(7, OWN_PACK), session(8))
    seen = text_of(OwnRecordView(agent(place), place.store, place.store.team, LIBRARY))
    assert "#### mood" in seen
    assert "### Model: GROW" in seen  # the same version is shipped
    assert seen.count("#### Phone technique listening form") == 2
    with pytest.raises(ContentError):
        text_of(own(place))


def fitting(number: int) -> Session:
    """The same with an answer that its form takes."""
    session = private_session(number)
    first, *rest = session.evaluations
    fit = [replace(each, answers=form_answers(each.form, "queue 2")) for each in rest]
    return replace(session, evaluations=(replace(first, answers=form_answers(PHONE, "pickup 1")), *fit))


@pytest.mark.parametrize("replacing", [True, False])
def test_an_import_of_an_ordinary_export_takes_nothing_private_away(place: Place, *, replacing: bool) -> None:
    place.put(fitting(7), fitting(8))
    data = place.document()
    assert take(place.store, json.dumps(data).encode(), replace=replacing).differing == ()
    for each in data["sessions"]:
        each["kind"] = "simulation"
    plan = take(place.store, json.dumps(data).encode(), replace=replacing)
    assert {found.fields for found in plan.differing} == {("kind",)}
    for number in (7, 8):
        kept = place.store.get(identity(number))
        assert kept is not None
        assert (kept.kind == "simulation") == replacing
        assert kept.evaluations == fitting(number).evaluations
        assert CANARY in {note.text for note in kept.notes}


def test_what_an_own_export_holds_can_be_read_as_any_export(place: Place, tmp_path: Path) -> None:
    """It is portable: without its mark another store gets the very sessions that were handed over."""
    theirs = replace(session(11, agent_id=BEN, status="final"), agent_ids=(BEN, ANNA), steps=(), drafts=())
    place.put(fitting(9), theirs)
    handed = own(place, private=True)
    other = empty_store(tmp_path, place)
    document = json.loads(b"".join(place.export.document(handed, "json")))
    assert document.pop("own") is True
    take(other, json.dumps(document).encode())
    assert [agent.id for agent in other.team.agents()] == [ANNA]
    assert [(each.id, each.agent_ids) for each in other.of_agent(ANNA)] == [
        (identity(9), (ANNA,)),
        (identity(11), (ANNA,)),
    ]
    kept = other.get(identity(9))
    assert kept is not None
    assert kept.notes == fitting(9).notes
    assert [each.form for each in kept.evaluations] == [PHONE, STRESS]
