"""Newcomer 8: a contact that broke off goes out and comes back marked, in every form of export."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.exporting import LIBRARY, Place, form_answers
from tests.contract.sessions import ANNA, BEN, PHONE, identity, session
from tests.contract.taking_in import take

from coachtui.domain.correcting import CorrectionStamp, correct_answer
from coachtui.domain.correction import CorrectedValue
from coachtui.domain.errors import BadInput
from coachtui.domain.evaluation import Answer
from coachtui.domain.privacy.erasure import without_agent
from coachtui.domain.privacy.own_parts import only_agent
from coachtui.domain.privacy.pseudonym import pseudonymous_session
from coachtui.domain.session import Session
from coachtui.exchange.markdown import MarkdownWriter
from coachtui.services.export import ExportFilter
from coachtui.services.texts.record_text import TextExport
from coachtui.store.records.session_store import LogSessionStore


def broken_off(number: int = 7) -> Session:
    """A session whose contact broke off after the greeting: the row on identity takes no n/a."""
    plain = session(number, status="final")
    answers = form_answers(PHONE, "pickup 1, greeting 1")
    reached = {"pickup", "greeting"}
    items = [item.id for item in LIBRARY.form(PHONE.id).items()]
    assert any(not item.na for item in LIBRARY.form(PHONE.id).items() if item.id not in reached)
    missing = tuple(item_id for item_id in items if item_id not in reached)
    closed = {each: answers[each] for each in reached} | {
        each: Answer(value=None, na=True, at=plain.started_at) for each in missing
    }
    return replace(
        plain,
        contacts=(replace(plain.contacts[0], broken_off=True),),
        evaluations=(replace(plain.evaluations[0], answers=closed, not_reached=missing),),
    )


def test_newcomer_8_it_is_exported_and_taken_in_again_as_it_was(tmp_path: Path) -> None:
    place = Place(tmp_path / "one")
    place.put(broken_off())
    document = place.document()
    (contact,) = document["sessions"][0]["contacts"]
    (evaluation,) = document["evaluations"]
    assert contact["broken_off"] is True
    assert len(evaluation["not_reached"]) == 23
    assert evaluation["score"] == 100.0
    other = Place(tmp_path / "two")
    take(other.store, json.dumps(document).encode())
    stored = other.store.get(identity(7))
    assert stored is not None
    assert stored.contacts == broken_off().contacts
    assert stored.evaluations == broken_off().evaluations
    assert other.document()["sessions"] == document["sessions"]
    (row,) = other.store.rows()
    assert row.evaluated == ()


def test_newcomer_8_a_file_from_before_is_still_taken(tmp_path: Path) -> None:
    place = Place(tmp_path / "one")
    place.put(session(7, status="final"))
    document = place.document()
    for record in document["sessions"]:
        for contact in record["contacts"]:
            del contact["broken_off"]
    for evaluation in document["evaluations"]:
        del evaluation["not_reached"]
        evaluation["answers"] = json.loads(json.dumps(broken_answers()))
    other = LogSessionStore(tmp_path / "two", place.clock.now)
    take(other, json.dumps(document).encode())
    stored = other.get(identity(7))
    assert stored is not None
    assert not stored.contacts[0].broken_off


def broken_answers() -> dict[str, object]:
    return {
        "pickup": {"value": 1, "na": False, "at": "2026-11-16T10:00:00+01:00", "call_s": None, "star": False}
    }


@pytest.mark.parametrize("spoilt", ["contact", "answered", "twice", "form"])
def test_newcomer_8_what_cannot_be_is_refused(tmp_path: Path, spoilt: str) -> None:
    place = Place(tmp_path / "one")
    place.put(broken_off())
    document = place.document()
    (evaluation,) = document["evaluations"]
    if spoilt == "contact":
        document["sessions"][0]["contacts"][0]["broken_off"] = False
    elif spoilt == "answered":
        evaluation["not_reached"].append("pickup")
    elif spoilt == "twice":
        evaluation["not_reached"].append(evaluation["not_reached"][0])
    else:
        evaluation["not_reached"].remove("identity") if "identity" in evaluation["not_reached"] else None
        strict = next(
            item.id for item in LIBRARY.form(PHONE.id).items() if not item.na and item.id != "pickup"
        )
        evaluation["not_reached"] = [each for each in evaluation["not_reached"] if each != strict]
        evaluation["answers"][strict] = {**evaluation["answers"]["pickup"], "value": None, "na": True}
    other = LogSessionStore(tmp_path / "two", place.clock.now)
    with pytest.raises(BadInput):
        take(other, json.dumps(document).encode())


def test_newcomer_8_a_text_to_read_says_so(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.put(broken_off())
    selection = place.export.select(ExportFilter())
    assert selection is not None
    text = b"".join(TextExport(MarkdownWriter(), place.clock, lambda: "").text_document(selection)).decode()
    assert "phone · cut off" in text
    assert text.count("not reached") == 23


def test_newcomer_8_pseudonyms_own_record_and_erasing_know_it() -> None:
    whole = broken_off()
    hidden = pseudonymous_session(whole, str.upper, lambda text, _references: text)
    assert hidden.contacts[0].broken_off
    assert hidden.evaluations[0].not_reached == whole.evaluations[0].not_reached
    own = only_agent(whole, ANNA, str)
    assert (own.contacts, own.evaluations) == (whole.contacts, whole.evaluations)
    rest = without_agent(replace(whole, agent_ids=(ANNA, BEN)), BEN)
    assert rest is not None
    assert (rest.contacts, rest.evaluations) == (whole.contacts, whole.evaluations)


def corrected_after() -> Session:
    """The session with one row that was not reached corrected to a value, and another to n/a."""
    whole = broken_off()
    (evaluation,) = whole.evaluations
    items = [item for item in LIBRARY.form(PHONE.id).items() if item.id in evaluation.not_reached]
    strict = next(item for item in items if not item.na)
    loose = next(item for item in items if item.na)
    for number, (item, value) in enumerate(((strict, 0), (loose, None)), 900):
        signed = CorrectionStamp(
            id=identity(number), at=whole.started_at, by=whole.lead_id, why="heard later"
        )
        whole = correct_answer(whole, evaluation.id, item, value, signed)
    return whole


def test_attack_4_what_was_not_reached_is_not_called_not_applicable_in_the_history(tmp_path: Path) -> None:
    place = Place(tmp_path / "one")
    place.put(corrected_after())
    selection = place.export.select(ExportFilter())
    assert selection is not None
    text = b"".join(TextExport(MarkdownWriter(), place.clock, lambda: "").text_document(selection)).decode()
    assert text.count("“not reached” became") == 2
    assert text.count("“not reached” until") == 2
    assert "“n/a” became" not in text
    assert text.count("not reached") == 23 - 2 + 4
    document = place.document()
    history = document["sessions"][0]["corrections"]
    assert [each["old"] for each in history] == [
        {"value": None, "na": True, "not_reached": True, "text": None}
    ] * 2
    assert [(each["new"]["na"], each["new"]["not_reached"]) for each in history] == [
        (False, False),
        (True, False),
    ]
    other = Place(tmp_path / "two")
    take(other.store, json.dumps(document).encode())
    taken = other.store.get(identity(7))
    assert taken is not None
    assert taken.corrections == corrected_after().corrections


def test_attack_4_a_correction_from_before_is_still_taken(tmp_path: Path) -> None:
    place = Place(tmp_path / "one")
    place.put(corrected_after())
    document = place.document()
    for each in document["sessions"][0]["corrections"]:
        del each["old"]["not_reached"], each["new"]["not_reached"]
    other = Place(tmp_path / "two")
    take(other.store, json.dumps(document).encode())
    taken = other.store.get(identity(7))
    assert taken is not None
    assert [each.old for each in taken.corrections] == [CorrectedValue(na=True)] * 2


def test_attack_4_a_value_that_was_not_reached_is_refused(tmp_path: Path) -> None:
    place = Place(tmp_path / "one")
    place.put(corrected_after())
    document = place.document()
    document["sessions"][0]["corrections"][0]["new"]["not_reached"] = True
    other = Place(tmp_path / "two")
    with pytest.raises(BadInput):
        take(other.store, json.dumps(document).encode())
