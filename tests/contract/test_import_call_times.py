"""Times within a call that cannot be are refused (an outside attack)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.contract.exporting import Place
from tests.contract.sessions import START
from tests.contract.taking_in import exported, full_place, take

from coachtui.domain.errors import BadInput
from coachtui.services.words.sentences import sentence
from coachtui.store.records.session_store import LogSessionStore


@pytest.fixture(name="place", scope="module")
def _place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return full_place(tmp_path_factory.mktemp("full"))


def stretch(at_s: float, until_s: float | None) -> dict[str, Any]:
    return {"at_s": at_s, "until_s": until_s}


def phase(at_s: float, until_s: float | None) -> dict[str, Any]:
    return {"phase": "contact", **stretch(at_s, until_s)}


CANNOT_BE: dict[str, tuple[dict[str, Any], str]] = {
    "a hold that ends before it begins": ({"holds": [stretch(10, 5)]}, "hold"),
    "holds that overlap": ({"holds": [stretch(10, 50), stretch(40, 60)]}, "hold"),
    "holds out of order": ({"holds": [stretch(40, 60), stretch(10, 20)]}, "hold"),
    "a hold beyond the end": ({"holds": [stretch(10, 99_999)]}, "hold"),
    "a hold that begins beyond the end": ({"holds": [stretch(400, None)]}, "hold"),
    "a hold that goes on after the end": ({"holds": [stretch(10, None)]}, "hold"),
    "a hold after one that goes on": (
        {"duration_s": None, "holds": [stretch(10, None), stretch(20, 30)]},
        "hold",
    ),
    "a phase that ends before it begins": ({"phases": [phase(10, 5)]}, "phase"),
    "phases that overlap": ({"phases": [phase(0, 50), phase(40, 60)]}, "phase"),
    "a phase beyond the end": ({"phases": [phase(0, 99_999)]}, "phase"),
    "a phase that goes on after the end": ({"phases": [phase(0, None)]}, "phase"),
    "a length without a start": ({"started_at": None, "holds": [], "phases": []}, "call"),
    "a hold without a start": ({"started_at": None, "duration_s": None, "phases": []}, "call"),
    "a mark beyond the end": ({"duration_s": 79.9, "holds": [], "phases": []}, "mark"),
}


def with_call(place: Place, changes: dict[str, Any]) -> bytes:
    """Return an export whose first call is changed; the marks of the session with it where they are given."""
    document = json.loads(exported(place))
    session = document["sessions"][0]
    details = dict(changes)
    session["marks"] = details.pop("marks", session["marks"])
    session["contacts"][0].update(details)
    return json.dumps(document).encode()


@pytest.mark.parametrize("what", CANNOT_BE)
def test_attack_a_call_that_cannot_be_is_refused(place: Place, tmp_path: Path, what: str) -> None:
    changes, reason = CANNOT_BE[what]
    store = LogSessionStore(tmp_path / "store", place.clock.now)
    with pytest.raises(BadInput) as refused:
        take(store, with_call(place, changes))
    assert (refused.value.code, refused.value.facts["reason"]) == ("import_sense", reason)
    assert isinstance(refused.value.facts["line"], int)
    assert "?" not in sentence(refused.value)
    assert not store.root.exists()


CAN_BE: dict[str, dict[str, Any]] = {
    "a hold and a phase of no length": {
        "holds": [stretch(10, 10), stretch(10, 20)],
        "phases": [phase(0, 0), phase(0, 312.4)],
    },
    "a hold to the very end": {"holds": [stretch(300, 312.4)]},
    "a call that goes on": {"duration_s": None, "holds": [stretch(10, None)], "phases": [phase(0, None)]},
    "a call without phases and holds": {"holds": [], "phases": []},
    "a note and answers beyond the end": {"duration_s": 12.2, "holds": [], "phases": [], "marks": []},
    "a clock that was set back in the call": {"started_at": "2026-11-16T12:00:00+01:00"},
}


@pytest.mark.parametrize("what", CAN_BE)
def test_a_call_that_can_be_is_taken(place: Place, tmp_path: Path, what: str) -> None:
    store = LogSessionStore(tmp_path / "store", place.clock.now)
    take(store, with_call(place, CAN_BE[what]))
    stored = {session.id: session for session in store.every()}
    assert len(stored) == len(json.loads(exported(place))["sessions"])


def test_a_session_that_ended_before_it_began_by_the_clock_is_taken(place: Place, tmp_path: Path) -> None:
    document = json.loads(exported(place))
    session = next(each for each in document["sessions"] if each["ended_at"] is not None)
    session["ended_at"] = START.replace(hour=1).isoformat()
    store = LogSessionStore(tmp_path / "store", place.clock.now)
    take(store, json.dumps(document).encode())
    stored = store.get(session["id"])
    assert stored is not None
    assert stored.ended_at is not None
    assert stored.ended_at < stored.started_at
