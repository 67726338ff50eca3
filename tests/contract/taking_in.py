"""Two stores, and a file that goes from one to the other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.contract.exporting import BRIEF_C4, LIBRARY, Place, scored
from tests.contract.sessions import ANNA, BEN, START, identity

from coachtui.domain.correcting import CorrectionStamp, correct_answer, correct_note, with_statement
from coachtui.domain.correcting_details import correct_channel, correct_field, correct_reference
from coachtui.domain.correction import Statement
from coachtui.domain.session import ModelRef, Session
from coachtui.exchange.json_import import JsonImporter
from coachtui.services.import_plan import ImportPlan
from coachtui.services.importing import Importing
from coachtui.store.records.incoming import IncomingRecords
from coachtui.store.records.session_store import LogSessionStore

LIMIT_MB = 50


def importing_into(store: LogSessionStore) -> Importing:
    """Return the use case on a store that anyone can read."""
    incoming = IncomingRecords(store)
    return Importing(incoming, store.team, LIBRARY, JsonImporter())


def full_place(folder: Path) -> Place:
    """Return a store with two agents, sessions of both, and something in every field."""
    place = Place(folder)
    place.put(*some_sessions())
    for form_id in ("phone-technique", "conversation-phases"):
        form = LIBRARY.form(form_id)
        place.store.keep_content(form.id, form.version, form.source)
    return place


def some_sessions() -> tuple[Session, ...]:
    one = scored(1, BRIEF_C4)
    model = ModelRef(id="grow", version=LIBRARY.model("grow").version)
    return (
        replace(one, model=model, models=(model,)),
        corrected(scored(2, "pickup 0, greeting 1", agent_id=BEN, status="final")),
        scored(3, "pickup 1", agent_id=ANNA, status="draft"),
    )


def corrected(session: Session) -> Session:
    """Return a final session with one of everything corrected that can be, and a statement of its agent."""
    greeting = LIBRARY.form("phone-technique").item("greeting")
    assert greeting is not None
    signed = CorrectionStamp(id=identity(800), at=START, by=identity(1), why="Heard it again")
    changed = correct_answer(session, session.evaluations[0].id, greeting, 0, signed)
    changed = correct_note(changed, session.notes[0].id, "as meant", replace(signed, id=identity(801)))
    contact, step = changed.contacts[0].id, changed.steps[0]
    changed = correct_reference(changed, contact, "2026-4712", replace(signed, id=identity(803)))
    changed = correct_channel(changed, contact, "chat", replace(signed, id=identity(804)))
    place = (step.model, step.step, next(iter(step.fields)))
    changed = correct_field(changed, place, "as agreed", replace(signed, id=identity(805)))
    said = Statement(id=identity(802), at=START, agent_id=session.agent_id, text="The line was bad.")
    return replace(with_statement(changed, said), revision=session.revision)


def empty_store(folder: Path, place: Place) -> LogSessionStore:
    return LogSessionStore(folder / "other", place.clock.now)


def exported(place: Place) -> bytes:
    return json.dumps(place.document(), ensure_ascii=False).encode()


def planned(store: LogSessionStore, data: bytes) -> ImportPlan:
    return importing_into(store).plan(data, LIMIT_MB)


def take(store: LogSessionStore, data: bytes, *, replace: bool = False) -> ImportPlan:
    importing = importing_into(store)
    plan = importing.plan(data, LIMIT_MB)
    importing.carry_out(plan, replace=replace)
    return plan


def records(document: dict[str, Any]) -> dict[str, Any]:
    """Return what an export says of the store, without what it says of itself; order does not count."""
    return {
        key: sorted(document[key], key=lambda record: str(record["id"]))
        for key in ("sessions", "evaluations", "agents", "content")
    } | {"lead": document["lead"]}
