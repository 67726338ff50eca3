"""The JSON export against its schema, read by an implementation that is not ours, and against the brief."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.contract.sessions import ANNA, BEN, PHONE, START, identity, session
from tests.fakes.people import FakeClock

from coachtui.content.library import Library
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import FormRef
from coachtui.domain.note import Link, Note
from coachtui.domain.session import Session
from coachtui.domain.wording import in_language
from coachtui.exchange.json_export import JsonExporter
from coachtui.exchange.schema import export_schema
from coachtui.i18n import LANGUAGES, language, use_language
from coachtui.services.export import Export, ExportFilter, Selection
from coachtui.store.session_store import LogSessionStore

LIBRARY = Library()
EVERYTHING = ExportFilter()

BRIEF_C4 = (
    "pickup 1, greeting 1, welcome 2, warmth 2, clarity 2, pace 1, let_finish 1, signals 2, paraphrase 0, "
    "emotions n, plain 2, positive 1, ownership 2, hold_ask n, hold_update n, transfer n, explain_pauses 1, "
    "document 2, "
    "summary 1, anything_else 1, farewell 2"
)
"""Answers of the brief's first vector: 61 of 81 points are 75.3."""

KEYS = {
    "top": "schema schema_version exported_at app pseudonymous not_evidence content lead agents sessions "
    "evaluations",
    "agent": "id name alias team start_date language status",
    "session": "id kind method setting agent_ids lead_id started_at ended_at status model contacts notes "
    "marks steps",
    "contact": "id reference channel started_at duration_s phases holds",
    "note": "id at call_s contact_id tag text link",
    "mark": "id at call_s contact_id",
    "step": "model step seconds fields done",
    "evaluation": "id session_id contact_id agent_id rater form status answers score score_low score_high "
    "sections critical_breaches",
    "answer": "value na at call_s star",
    "form": "id version kind name sections",
    "section": "id name weight items",
    "item": "id type weight na critical label",
    "model": "id version kind name steps",
}
"""What interface.md promises of each record."""


class Place:
    """A real store with the export on it."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock("2026-11-20T12:00:00+01:00")
        self.store = LogSessionStore(folder / "store", self.clock.now)
        exporter = JsonExporter(
            app="coachtui",
            version="1.2.3",
            not_evidence=lambda: in_language(LIBRARY.text("privacy", "not_evidence"), language()),
        )
        self.export = Export(self.store, self.store.team, LIBRARY, exporter, self.clock)
        self.store.team.put_lead(Lead(id=identity(1), name="Lea Lead"))
        self.store.team.put_agents(
            [
                Agent(
                    id=ANNA, name="Anna Åkesson", alias="Anna", start_date=date(2024, 2, 29), language="sv"
                ),
                Agent(id=BEN, name="王小明", team="Red", status="left", remember="Ask about Friday"),
            ]
        )

    def put(self, *sessions: Session) -> None:
        for each in sessions:
            self.store.put(each)

    def document(self, wanted: ExportFilter = EVERYTHING) -> dict[str, Any]:
        selection = self.export.select(wanted)
        assert selection is not None
        document: dict[str, Any] = json.loads(b"".join(self.export.document(selection, "json")))
        check_against_schema(document)
        return document

    def lines(self) -> list[dict[str, Any]]:
        selection = self.export.select(EVERYTHING)
        assert selection is not None
        text = b"".join(self.export.document(selection, "jsonl")).decode()
        return [json.loads(line, object_pairs_hook=_first_key_first) for line in text.splitlines()]


@cache
def _validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(export_schema())
    return Draft202012Validator(export_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def check_against_schema(document: dict[str, Any]) -> None:
    assert [
        f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in _validator().iter_errors(document)
    ] == []


def _first_key_first(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {"first": pairs[0][0], **dict(pairs)}


def _form_answers(ref: FormRef, given: str, at: datetime = START) -> dict[str, Answer]:
    """Answers of a form as the brief writes them; critical items in order unless given."""
    values = dict(part.split() for part in given.split(", "))
    return {
        item.id: Answer(value=None, na=True, at=at)
        if values.get(item.id) == "n"
        else Answer(value=int(values.get(item.id, 1)), at=at, call_s=12.3)
        for item in LIBRARY.form(ref.id).items()
        if item.id in values or item.critical is not None
    }


def _scored(number: int, given: str, **changes: Any) -> Session:
    plain = session(number, **changes)
    answers = _form_answers(PHONE, given)
    return replace(plain, evaluations=tuple(replace(e, answers=answers) for e in plain.evaluations))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    yield place
    place.store.close()


def test_the_schema_refuses_what_is_not_an_export(place: Place) -> None:
    place.put(_scored(7, BRIEF_C4))
    whole = place.document()
    for spoil in _spoilers():
        document = json.loads(json.dumps(whole))
        spoil(document)
        assert list(_validator().iter_errors(document)) != []


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
    place.put(_scored(7, BRIEF_C4))
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
    place.put(_scored(7, BRIEF_C4, status="final"))
    evaluation = place.document()["evaluations"][0]
    assert (evaluation["score"], evaluation["score_low"], evaluation["score_high"]) == (75.3, 75.3, 75.3)
    assert list(evaluation["sections"].values()) == [100, 83.3, 37.5, 83.3, None, 75, 79.2]
    assert evaluation["critical_breaches"] == []


def test_the_range_and_a_breach(place: Place) -> None:
    open_summary = BRIEF_C4.replace("summary 1, ", "") + ", correct_info 0"
    place.put(_scored(7, open_summary))
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


def test_nothing_scored_is_no_score(place: Place) -> None:
    place.put(_scored(7, "emotions n"))
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
                {"phase": "mapping", "at_s": 40.5, "until_s": None},
            ],
            "holds": [{"at_s": 60, "until_s": 95.2}],
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
    made = _scored(7, BRIEF_C4)
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


def _three(place: Place) -> None:
    late = datetime.fromisoformat("2026-11-17T23:59:00+01:00")
    place.put(
        session(7, status="final"),
        session(8, agent_id=BEN, start=late, status="draft"),
        session(9, agent_id=BEN, start=late + timedelta(minutes=2)),
    )


@pytest.mark.parametrize(
    ("wanted", "numbers", "agents"),
    [
        (ExportFilter(), [7, 8, 9], {ANNA, BEN}),
        (ExportFilter(agent_id=BEN), [8, 9], {BEN}),
        (ExportFilter(session_id=identity(7)), [7], {ANNA}),
        (ExportFilter(since=date(2026, 11, 17)), [8, 9], {BEN}),
        (ExportFilter(since=date(2026, 11, 16), until=date(2026, 11, 17)), [7, 8], {ANNA, BEN}),
        (ExportFilter(agent_id=BEN, until=date(2026, 11, 17)), [8], {BEN}),
    ],
)
def test_filters_count_both_ends_by_local_date(
    place: Place, wanted: ExportFilter, numbers: list[int], agents: set[str]
) -> None:
    _three(place)
    document = place.document(wanted)
    ids = [identity(number) for number in numbers]
    assert sorted(record["id"] for record in document["sessions"]) == ids
    assert sorted(record["session_id"] for record in document["evaluations"]) == ids
    assert {agent["id"] for agent in document["agents"]} == agents


@pytest.mark.parametrize(
    "wanted",
    [
        ExportFilter(agent_id=ANNA, since=date(2026, 11, 17)),
        ExportFilter(session_id=identity(99)),
        ExportFilter(session_id=identity(7), agent_id=BEN),
        ExportFilter(since=date(2026, 11, 18), until=date(2026, 11, 17)),
    ],
)
def test_a_filter_that_fits_nothing_selects_nothing(place: Place, wanted: ExportFilter) -> None:
    _three(place)
    assert place.export.select(wanted) is None


def test_json_lines_are_the_same_records(place: Place) -> None:
    _three(place)
    document, lines = place.document(), place.lines()
    assert {line["first"] for line in lines} == {"record"}
    assert [line["record"] for line in lines] == [
        *("export", "lead"),
        *["session"] * 3,
        *["evaluation"] * 3,
        *["agent"] * 2,
        *["content"] * 2,
    ]
    for line in lines:
        del line["first"]
    for name, kind in (("sessions", "session"), ("evaluations", "evaluation"), ("agents", "agent")):
        kept = [{k: v for k, v in line.items() if k != "record"} for line in lines if line["record"] == kind]
        assert _without_first(kept) == document[name]


def _without_first(value: Any) -> Any:
    """Undo what the reading hook added to inner objects."""
    if isinstance(value, dict):
        return {key: _without_first(inner) for key, inner in value.items() if key != "first"}
    return [_without_first(inner) for inner in value] if isinstance(value, list) else value


def test_one_session_is_a_whole_document(place: Place) -> None:
    made = _scored(7, BRIEF_C4)
    document = json.loads(place.export.session_json(made))
    check_against_schema(document)
    assert [record["id"] for record in document["sessions"]] == [made.id]
    assert [agent["id"] for agent in document["agents"]] == [ANNA]
    assert {entry["id"] for entry in document["content"]} == {"phone-technique", "grow"}
    place.put(made)
    assert place.document(ExportFilter(session_id=made.id)) == document


class Counting(Selection):
    """Tells how many sessions are read before the first is written, and how often."""

    passes = 0
    read = 0

    def sessions(self) -> Iterator[Session]:
        type(self).passes += 1
        for each in super().sessions():
            type(self).read += 1
            yield each


def test_records_are_written_as_they_are_read(place: Place) -> None:
    place.put(*(session(number) for number in range(10, 30)))
    selection = Counting(place.store, place.store.team, LIBRARY, EVERYTHING)
    pieces = place.export.document(selection, "json")
    for piece in pieces:
        if b'"started_at"' in piece:
            break
    assert Counting.read == 1
    assert sum(b'"session_id"' in piece for piece in pieces) == 20
    assert (Counting.passes, Counting.read) == (2, 40)


def test_a_session_begun_while_exporting_is_in_both_arrays_or_in_none(place: Place) -> None:
    place.put(session(10))
    selection = place.export.select(EVERYTHING)
    assert selection is not None
    pieces = place.export.document(selection, "json")
    text = b""
    for piece in pieces:
        text += piece
        if piece == b"]":
            break
    place.put(session(11, agent_id=BEN, start=place.clock.now() + timedelta(seconds=1)))
    document = json.loads(text + b"".join(pieces))
    check_against_schema(document)
    assert [record["id"] for record in document["sessions"]] == [identity(10)]
    assert {record["session_id"] for record in document["evaluations"]} == {identity(10)}


def test_a_session_from_a_clock_that_ran_ahead_is_not_lost(place: Place) -> None:
    place.put(session(10, start=place.clock.now() + timedelta(days=9)))
    document = place.document()
    assert len(document["sessions"]) == len(document["evaluations"]) == 1
