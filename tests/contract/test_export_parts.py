"""What of the store is exported, in which form, and how it is read meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.contract.exporting import BRIEF_C4, EVERYTHING, LIBRARY, Place, check_against_schema, scored
from tests.contract.sessions import ANNA, BEN, identity, session

from coachtui.domain.session import Session
from coachtui.services.export import ExportFilter, Selection
from coachtui.services.pseudonymous_export import PseudonymousExport
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.pseudonyms import PSEUDONYMS, LogPseudonyms


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
    made = scored(7, BRIEF_C4)
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

    def sessions(self, order: Callable[[str], str] | None = None) -> Iterator[Session]:
        self.passes += 1
        for each in super().sessions(order):
            self.read += 1
            yield each


@pytest.mark.parametrize("named", [True, False], ids=["with names", "without names"])
def test_records_are_written_as_they_are_read(place: Place, named: bool) -> None:
    place.put(*(session(number) for number in range(10, 30)))
    selection = Counting(place.store, place.store.team, LIBRARY, EVERYTHING)
    root = place.store.root
    pseudonyms = LogPseudonyms(root / PSEUDONYMS, StoreLock(root / ".lock"))
    source = selection if named else PseudonymousExport(place.store.team, pseudonyms).source(selection)
    pieces = place.export.document(source, "json")
    for piece in pieces:
        if b'"started_at"' in piece:
            break
    assert selection.read == 1
    assert sum(b'"session_id"' in piece for piece in pieces) == 20
    assert (selection.passes, selection.read) == (2, 40)


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
