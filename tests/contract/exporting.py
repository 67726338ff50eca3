"""A real store with the export on it, and the brief's first form filled in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from tests.contract.sessions import ANNA, BEN, PHONE, START, identity, session
from tests.fakes.people import FakeClock

from coachtui.content.library import Library
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import FormRef
from coachtui.domain.session import Session
from coachtui.domain.wording import in_language
from coachtui.exchange.json_export import JsonExporter
from coachtui.exchange.schema import export_schema
from coachtui.i18n import language
from coachtui.services.export import Export, ExportFilter
from coachtui.store.records.session_store import LogSessionStore

LIBRARY = Library()
EVERYTHING = ExportFilter()

BRIEF_C4 = (
    "pickup 1, greeting 1, welcome 2, warmth 2, clarity 2, pace 1, let_finish 1, signals 2, paraphrase 0, "
    "emotions n, plain 2, positive 1, ownership 2, hold_ask n, hold_update n, transfer n, explain_pauses 1, "
    "document 2, "
    "summary 1, anything_else 1, farewell 2"
)
"""Answers of the brief's first vector: 61 of 81 points are 75.3."""


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
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(export_schema())
    return Draft202012Validator(export_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def check_against_schema(document: dict[str, Any]) -> None:
    assert [
        f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator().iter_errors(document)
    ] == []


def _first_key_first(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {"first": pairs[0][0], **dict(pairs)}


def form_answers(ref: FormRef, given: str, at: datetime = START) -> dict[str, Answer]:
    """Answers of a form as the brief writes them; critical items in order unless given."""
    values = dict(part.split() for part in given.split(", "))
    return {
        item.id: Answer(value=None, na=True, at=at)
        if values.get(item.id) == "n"
        else Answer(value=int(values.get(item.id, 1)), at=at, call_s=12.3)
        for item in LIBRARY.form(ref.id).items()
        if item.id in values or item.critical is not None
    }


def scored(number: int, given: str, **changes: Any) -> Session:
    plain = session(number, **changes)
    answers = form_answers(PHONE, given)
    return replace(plain, evaluations=tuple(replace(e, answers=answers) for e in plain.evaluations))
