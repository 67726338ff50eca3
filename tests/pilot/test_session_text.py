"""What is told of a session: nothing that is told is left out in either format."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from tests.fakes.people import FakeClock
from tests.unit.builders import CORE, NOW
from tests.unit.test_record_text import MODEL, Kept, evaluation, whole

from coachtui.domain.correction import CorrectedValue, Correction, Statement
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import FormRef
from coachtui.domain.model import Model
from coachtui.domain.note import Draft, Link, Note
from coachtui.domain.passage import Fact, SessionBlock
from coachtui.domain.session import ModelRef, Session, StepRecord
from coachtui.exchange.markdown import MarkdownWriter
from coachtui.services.results import Results
from coachtui.services.texts.record_text import TextExport, block_passages
from coachtui.services.texts.session_passages import LoadedSession, session_blocks, sheets_of
from coachtui.ui.reading.session_text import paragraphs_of

LOST = FormRef(id="lost", version=3)
WIDE = 200
"""Cells enough for every line of these texts."""


def loaded(session: Session, models: tuple[Model, ...] = (MODEL,)) -> LoadedSession:
    source = Kept(session)
    return LoadedSession(
        session=session,
        sheets=sheets_of(session, Results(source).every(session), [CORE]),
        forms=[CORE],
        models={model.id: model for model in models},
        phase_names={},
        names={"anna": "Anna"},
        lead=source.lead(),
        hold_limit_s=30,
    )


def told(
    session: Session, *, by_contact: bool = False, models: tuple[Model, ...] = (MODEL,)
) -> list[SessionBlock]:
    return [*session_blocks(loaded(session, models), by_contact=by_contact)]


def screen(session: Session, *, models: tuple[Model, ...] = (MODEL,)) -> list[str]:
    """The lines of the screen, without the spaces around them."""
    parts = (part for each in told(session, models=models) for part in paragraphs_of(each))
    lines = ("".join(text for text, _tone in line) for part in parts for line in part.lines(WIDE))
    return [" ".join(line.split()) for line in lines if line.strip()]


def correction(**of: object) -> Correction:
    made = Correction(id="k", at=NOW, by="lead", why="a slip", old=CorrectedValue(text="was"))
    return replace(made, **of)  # type: ignore[arg-type] # any field of a correction


def everything() -> Session:
    """A session with something of every kind in it, twice where it can be lost."""
    made = whole()
    given = {"a": Answer(value=2, at=NOW)}
    return replace(
        made,
        evaluations=(*made.evaluations, replace(evaluation("c1", given, LOST), id="lost")),
        models=(ModelRef(id="gone", version=1),),
        steps=(*made.steps, StepRecord(model="gone", step="first", seconds=75.0, fields={"f": "told"})),
        corrections=(
            correction(contact_id="c1", field="reference"),
            correction(evaluation_id="e-c1", item="warmth", old=CorrectedValue(value=2)),
            correction(note_id="n1"),
            correction(model="grow", step="goal", field="wish"),
        ),
        statements=(Statement(id="s", at=NOW, agent_id="anna", text="I did say so"),),
    )


@pytest.mark.parametrize("by_contact", [True, False])
def test_the_session_of_these_tests_has_every_kind_in_it(by_contact: bool) -> None:
    missing = {*get_args(SessionBlock)} - {type(each) for each in told(everything(), by_contact=by_contact)}
    assert missing == set()


@pytest.mark.parametrize("by_contact", [True, False])
def test_whatever_is_told_is_in_both_formats(by_contact: bool) -> None:
    for each in told(everything(), by_contact=by_contact):
        usual = isinstance(each, Fact) and each.kind == "usual rater"
        assert [*block_passages(each)], each
        assert usual or [*paragraphs_of(each)], each


def test_a_fact_that_the_screen_knows_nothing_of_is_a_label_and_a_text() -> None:
    new = Fact(kind="weather", label="Weather", text="fine")  # type: ignore[arg-type] # as one added later
    (shown,) = paragraphs_of(new)
    assert shown.lines(40) == [(("  Weather: ", "muted"), ("fine", "text"), ("", "text"))]
    (written,) = block_passages(new)
    assert (written.text, written.level) == ("Weather: fine", 0)


def test_a_note_says_what_it_is_about_though_form_or_model_is_lost() -> None:
    notes = (
        Note(id="n", at=NOW, text="one", link=Link(form="lost", item="opening")),
        Note(id="m", at=NOW + timedelta(seconds=1), text="two", link=Link(model="gone", step="first")),
    )
    lines = screen(replace(whole(), notes=notes, marks=(), drafts=()))
    assert lines[lines.index("Notes") :][1:5] == [
        *("10:00 --:-- [opening]", "one"),
        *("10:00 --:-- [first]", "two"),
    ]


def test_a_note_that_was_not_finished_says_what_it_is_about() -> None:
    draft = Draft(at=NOW, text="half a sen", link=Link(form="form", item="summary"))
    assert screen(replace(whole(), drafts=(draft,)))[-1] == "10:00 --:-- half a sen [summary]"


def test_of_a_lost_model_time_and_tick_of_a_step_are_shown() -> None:
    steps = (StepRecord(model="gone", step="first", seconds=75.0, fields={"f": "told"}, done=True),)
    lines = screen(replace(whole(), models=(), model=None, steps=steps, drafts=()), models=())
    assert lines[-3:] == ["Model: gone", "✓ first 01:15", "f: told"]


def test_a_step_and_a_field_that_the_model_does_not_know_are_shown_after_those_it_knows() -> None:
    steps = (
        StepRecord(model="grow", step="odd", seconds=61.0, fields={"f": "told"}),
        StepRecord(model="grow", step="goal", seconds=31.0, fields={"more": "odd", "wish": "calm"}),
    )
    lines = screen(replace(whole(), steps=steps, drafts=()))
    assert lines[lines.index("Model: GROW") :] == [
        *("Model: GROW", "· G Goal 00:31", "What is wished: calm", "more: odd"),
        *("· odd 01:01", "f: told"),
    ]


def test_what_stood_in_a_contact_or_a_field_stands_beside_it_in_an_export_too() -> None:
    source = Kept(everything())
    export = TextExport(MarkdownWriter(), FakeClock(), lambda: "Not evidence.")
    written = b"".join(export.text_document(source)).decode()
    before = "Corrected: “was” until 16 Nov 2026 10:00. Why: a slip\n"
    assert f"### Contact 1 of 2 · R\\_1 · phone\n\n- {before}- Call: " in written
    assert f"- Goal (00:31) ✓\n  - What is wished: calm\n    - {before}- Reality" in written
