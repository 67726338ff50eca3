"""The JSON export against its schema, read by an implementation that is not ours, and against the brief."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.contract.exporting import (
    BRIEF_C4,
    EVERYTHING,
    LIBRARY,
    Place,
    check_against_schema,
    scored,
    validator,
)
from tests.contract.sessions import BEN, START, identity, session
from tests.contract.taking_in import take
from tests.fakes.people import FakeClock

from coachtui.domain.contact import Contact
from coachtui.domain.form import FormRef
from coachtui.domain.note import Link, Note
from coachtui.domain.session import Session, SessionStatus
from coachtui.exchange.json_export import JsonExporter
from coachtui.i18n import LANGUAGES, use_language
from coachtui.services.export import Export
from coachtui.store.records.session_store import LogSessionStore

KEYS = {
    "top": "schema schema_version exported_at app pseudonymous not_evidence content lead agents sessions "
    "evaluations",
    "agent": "id name alias team start_date language status",
    "session": "id kind method setting agent_ids lead_id started_at ended_at status model contacts notes "
    "marks steps",
    "contact": "id reference channel started_at duration_s phases holds broken_off",
    "note": "id at call_s contact_id tag text link",
    "mark": "id at call_s contact_id",
    "step": "model step seconds fields done",
    "evaluation": "id session_id contact_id agent_id rater form status answers score score_low score_high "
    "sections critical_breaches not_reached",
    "answer": "value na at call_s star",
    "form": "id version kind name sections",
    "section": "id name weight items",
    "item": "id type weight na critical label",
    "model": "id version kind name steps",
}
"""What interface.md promises of each record."""


def test_the_schema_refuses_what_is_not_an_export(place: Place) -> None:
    place.put(scored(7, BRIEF_C4))
    whole = place.document()
    for spoil in _spoilers():
        document = json.loads(json.dumps(whole))
        spoil(document)
        assert list(validator().iter_errors(document)) != []


def _spoilers() -> Iterator[Callable[[dict[str, Any]], Any]]:
    yield lambda d: d.pop("agents")
    yield lambda d: d["sessions"][0].pop("steps")
    yield lambda d: d["sessions"][0].update(status="open")
    yield lambda d: d["sessions"][0].update(started_at="2026-11-16T10:00:00")
    yield lambda d: d["sessions"][0]["notes"][0].update(link={"form": "x"})
    yield lambda d: d["evaluations"][0].update(answers={})
    yield lambda d: d["evaluations"][0].update(score="75.3")
    yield lambda d: d["agents"][0].update(id="1")


def test_an_empty_store_gives_empty_lists(tmp_path: Path) -> None:
    clock = FakeClock()
    store = LogSessionStore(tmp_path / "none", clock.now)
    exporter = JsonExporter(app="coachtui", version="1", not_evidence=lambda: "")
    export = Export(store, store.team, LIBRARY, exporter, clock)
    selection = export.select(EVERYTHING)
    assert selection is not None
    document = json.loads(b"".join(export.document(selection, "json")))
    check_against_schema(document)
    assert [document[name] for name in ("content", "lead", "agents", "sessions", "evaluations")] == [
        [],
        None,
        [],
        [],
        [],
    ]
    assert not (tmp_path / "none").exists()


def test_every_key_of_the_interface_is_there(place: Place) -> None:
    place.put(scored(7, BRIEF_C4))
    document = place.document()
    only = document["sessions"][0]
    form = next(entry for entry in document["content"] if entry["kind"] == "form")
    model = next(entry for entry in document["content"] if entry["kind"] == "model")
    evaluation = document["evaluations"][0]
    records = {
        "top": document,
        "agent": document["agents"][0],
        "session": only,
        "contact": only["contacts"][0],
        "note": only["notes"][0],
        "mark": only["marks"][0],
        "step": only["steps"][0],
        "evaluation": evaluation,
        "answer": evaluation["answers"]["pickup"],
        "form": form,
        "section": form["sections"][0],
        "item": form["sections"][0]["items"][0],
        "model": model,
    }
    assert {
        name: [key for key in KEYS[name].split() if key not in record] for name, record in records.items()
    } == {name: [] for name in KEYS}


def test_the_score_of_the_brief(place: Place) -> None:
    place.put(scored(7, BRIEF_C4, status="final"))
    evaluation = place.document()["evaluations"][0]
    assert (evaluation["score"], evaluation["score_low"], evaluation["score_high"]) == (75.3, 75.3, 75.3)
    assert list(evaluation["sections"].values()) == [100, 83.3, 37.5, 83.3, None, 75, 79.2]
    assert evaluation["critical_breaches"] == []


def test_the_range_and_a_breach(place: Place) -> None:
    open_summary = BRIEF_C4.replace("summary 1, ", "") + ", correct_info 0"
    place.put(scored(7, open_summary))
    evaluation = place.document()["evaluations"][0]
    assert (evaluation["score"], evaluation["score_low"], evaluation["score_high"]) == (77.0, 72.2, 78.4)
    assert evaluation["critical_breaches"] == ["correct_info"]
    assert "summary" not in evaluation["answers"]
    assert evaluation["answers"]["emotions"] == {
        "value": None,
        "na": True,
        "at": "2026-11-16T10:00:00+01:00",
        "call_s": None,
        "star": False,
    }


def test_nothingscored_is_no_score(place: Place) -> None:
    place.put(scored(7, "emotions n"))
    evaluation = place.document()["evaluations"][0]
    assert (evaluation["score"], evaluation["score_low"], evaluation["score_high"]) == (None, 0, 100)


def test_a_session_is_whole(place: Place) -> None:
    place.put(session(7, text="[/b] \U0001f44d 好的"))
    only = place.document()["sessions"][0]
    at = "2026-11-16T10:00:00+01:00"
    assert only["contacts"] == [
        {
            "id": identity(702),
            "reference": "2026-4711",
            "channel": "phone",
            "started_at": "2026-11-16T10:00:05+01:00",
            "duration_s": 312.4,
            "phases": [
                {"phase": "contact", "at_s": 0, "until_s": 40.5},
                {"phase": "mapping", "at_s": 40.5, "until_s": 312.4},
            ],
            "holds": [{"at_s": 60, "until_s": 95.2}],
            "broken_off": False,
        }
    ]
    assert only["notes"] == [
        {
            "id": identity(703),
            "at": at,
            "call_s": 12.5,
            "contact_id": identity(702),
            "tag": "strength",
            "text": "[/b] \U0001f44d 好的",
            "link": {"form": "phone-technique", "item": "item-1"},
        }
    ]
    assert only["marks"] == [{"id": identity(704), "at": at, "call_s": 80, "contact_id": identity(702)}]
    assert only["steps"] == [
        {
            "model": "grow",
            "step": "goal",
            "seconds": 31.5,
            "fields": {"goal": "[/b] \U0001f44d 好的"},
            "done": True,
        }
    ]
    assert [draft["text"] for draft in only["drafts"]] == ["half a sen"]
    assert (only["model"], only["ended_at"], only["status"]) == ("grow", None, "live")


@pytest.mark.parametrize(
    ("link", "written"),
    [
        (None, None),
        (Link(form="f", item="i"), {"form": "f", "item": "i"}),
        (Link(model="grow", step="goal"), {"model": "grow", "step": "goal"}),
        (Link(goal="g"), {"goal": "g"}),
    ],
)
def test_what_a_note_is_about(place: Place, link: Link | None, written: dict[str, str] | None) -> None:
    note = Note(id=identity(9), at=START, text="x", link=link)
    place.put(replace(session(7), notes=(note,)))
    assert place.document()["sessions"][0]["notes"][0]["link"] == written


def test_people_are_listed(place: Place) -> None:
    document = place.document()
    assert document["lead"] == {"id": identity(1), "name": "Lea Lead"}
    anna, wang = document["agents"]
    assert (anna["alias"], anna["start_date"], anna["language"], anna["status"]) == (
        "Anna",
        "2024-02-29",
        "sv",
        "active",
    )
    assert (wang["name"], wang["start_date"], wang["language"], wang["status"], wang["remember"]) == (
        "王小明",
        None,
        None,
        "left",
        "Ask about Friday",
    )


def test_the_words_of_every_id_come_along(place: Place) -> None:
    place.put(session(7))
    forms = {entry["id"]: entry for entry in place.document()["content"] if entry["kind"] == "form"}
    assert set(forms) == {"phone-technique"}
    items = [item for section in forms["phone-technique"]["sections"] for item in section["items"]]
    assert len(items) == 25
    assert sum(item["critical"] is not None for item in items) == 4
    assert all(set(item["label"]) == set(LANGUAGES) for item in items)


def test_a_kept_version_is_exported_and_not_the_newest(place: Place) -> None:
    old = LIBRARY.form("phone-technique").source.replace("version = 1", "version = 7", 1)
    place.store.keep_content("phone-technique", 7, old)
    made = scored(7, BRIEF_C4)
    ref = FormRef(id="phone-technique", version=7)
    place.put(replace(made, forms=(ref,), evaluations=(replace(made.evaluations[0], form=ref),)))
    document = place.document()
    assert [entry["version"] for entry in document["content"] if entry["kind"] == "form"] == [7]
    assert document["evaluations"][0]["score"] == 75.3


def test_a_version_of_which_no_copy_is_left_is_told(place: Place) -> None:
    made = session(7)
    ref = FormRef(id="phone-technique", version=9)
    place.put(replace(made, forms=(), evaluations=(replace(made.evaluations[0], form=ref),)))
    selection = place.export.select(EVERYTHING)
    assert selection is not None
    document = json.loads(b"".join(place.export.document(selection, "json")))
    check_against_schema(document)
    assert document["evaluations"][0]["score"] is None
    assert len(document["evaluations"][0]["answers"]) == 12
    assert selection.missing == [ref]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_line_about_evidence_is_in_the_language_in_use(place: Place, tag: str) -> None:
    use_language(tag)
    assert place.document()["not_evidence"] == LIBRARY.text("privacy", "not_evidence")[tag]


NEXT = Contact(id=identity(9001), started_at=datetime.fromisoformat("2026-11-20T12:00:01+01:00"))


def _next_contact(one: Session) -> Session:
    more = replace(one.evaluations[0], id=identity(9002), contact_id=NEXT.id)
    contacts = (*one.contacts, NEXT)
    return replace(one, status="live", contacts=contacts, evaluations=(*one.evaluations, more), revision=9)


def _given_to_ben(one: Session) -> Session:
    evaluations = tuple(replace(each, agent_id=BEN) for each in one.evaluations)
    return replace(one, agent_ids=(BEN,), evaluations=evaluations, revision=9)


@pytest.mark.parametrize(
    ("status", "change"),
    [("live", _next_contact), ("draft", _given_to_ben), ("final", _next_contact)],
    ids=["the next contact", "another agent", "reopened"],
)
def test_attack_what_goes_on_while_it_is_written_leaves_an_export_that_fits(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: SessionStatus,
    change: Callable[[Session], Session],
) -> None:
    place = Place(tmp_path)
    one = scored(1, BRIEF_C4, status=status)
    place.put(one)
    selection = place.export.select(EVERYTHING)
    assert selection is not None
    read, times = selection.sessions, iter(range(9))

    def sessions() -> Iterator[Session]:
        if next(times) == 1:
            place.put(change(one))
        return read()

    monkeypatch.setattr(selection, "sessions", sessions)
    data = b"".join(place.export.document(selection, "json"))
    other = Place(tmp_path / "other")
    take(other.store, data)
    taken = other.store.get(one.id)
    assert taken is not None
    assert taken.evaluations == one.evaluations


def test_a_contact_that_begins_after_the_export_by_a_clock_set_back_keeps_its_evaluation(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path)
    one = session(1, status="final", start=datetime.fromisoformat("2027-01-04T09:00:00+01:00"))
    place.put(one)
    assert [each["id"] for each in place.document()["evaluations"]] == [one.evaluations[0].id]
