"""Records as a text to read: every word of it, written by hand; and the words are those of the screen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.fakes.people import FakeClock
from tests.unit.builders import CORE, NOW, answers

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.contact import Contact, Hold, PhaseStretch
from coachtui.domain.evaluation import Answer, Evaluation, Rater
from coachtui.domain.form import Form, FormRef
from coachtui.domain.kinds import Kind
from coachtui.domain.model import Model, ModelStep, RecordField
from coachtui.domain.note import Draft, Link, Mark, Note
from coachtui.domain.record import AgentRecord
from coachtui.domain.session import Cursor, ModelRef, Session, StepRecord
from coachtui.exchange.markdown import MarkdownWriter
from coachtui.i18n import LANGUAGES, use_language
from coachtui.services.texts.record_text import TextExport
from coachtui.services.words import records as record_words
from coachtui.ui import present
from coachtui.ui.words import sessions as session_words

ANNA = Agent(
    id="anna",
    name="Anna *Å*",
    alias="An",
    team="<Red>",
    start_date=date(2024, 2, 29),
    language="sv",
    remember="first\n\n  second & last",
)
MODEL = Model(
    id="grow",
    version=1,
    name={"en": "GROW"},
    tagline={},
    use_when={},
    steps=tuple(
        ModelStep(
            id=name.lower(),
            letter=name[0],
            name={"en": name},
            purpose={},
            lead_do={},
            done_when={},
            fields=(RecordField(id="wish", label={"en": "What is wished"}),),
            prompts=(),
        )
        for name in ("Goal", "Reality")
    ),
)


class Kept:
    """An ``ExportSource`` in memory."""

    own_part = False

    def __init__(self, *sessions: Session, forms: tuple[Form, ...] = (CORE,)) -> None:
        self.kept = sessions
        self.forms = {form.ref: form for form in forms}

    def sessions(self) -> tuple[Session, ...]:
        return self.kept

    def lead(self) -> Lead:
        return Lead(id="lead", name="Lea")

    def agents(self, named: Collection[str]) -> tuple[Agent, ...]:
        return (ANNA,) if ANNA.id in named else ()

    def records(self, kind: Kind[Any]) -> tuple[AgentRecord, ...]:  # noqa: ARG002  only sessions are kept
        return ()

    def form(self, ref: FormRef) -> Form | None:
        return self.forms.get(ref)

    def model(self, ref: ModelRef) -> Model | None:
        return MODEL if ref.id == MODEL.id else None


def text(source: Kept, about: Agent | None = None) -> str:
    clock = FakeClock("2026-11-20T12:00:00+01:00")
    export = TextExport(MarkdownWriter(), clock, lambda: "Not evidence.")
    return b"".join(export.text_document(source, about)).decode()


def evaluation(contact_id: str, given: dict[str, Answer], form: FormRef = CORE.ref) -> Evaluation:
    rater = Rater(role="lead", id="lead")
    return Evaluation(
        id=f"e-{contact_id}", contact_id=contact_id, agent_id="anna", rater=rater, form=form, answers=given
    )


def whole() -> Session:
    """A session of two contacts with something in every field."""
    given = answers(greeting=1, warmth=1, identify=0, summary="n")
    given["greeting"] = replace(given["greeting"], star=True)
    return Session(
        id="session",
        agent_ids=("anna",),
        lead_id="lead",
        started_at=NOW,
        ended_at=NOW + timedelta(minutes=9),
        status="final",
        place=Cursor(contact_id="c1"),
        contacts=(
            Contact(
                id="c1",
                reference="R_1",
                channel="phone",
                started_at=NOW + timedelta(seconds=5),
                duration_s=200.0,
                phases=(
                    PhaseStretch(phase="contact", at_s=0.0, until_s=50.0),
                    PhaseStretch(phase="closing", at_s=50.0, until_s=200.0),
                ),
                holds=(Hold(at_s=60.0, until_s=95.2), Hold(at_s=100.0, until_s=110.0)),
            ),
            Contact(id="c2"),
        ),
        forms=(CORE.ref,),
        model=ModelRef(id="grow", version=1),
        evaluations=(evaluation("c1", given),),
        notes=(
            Note(id="n1", at=NOW, text="# not a heading", call_s=12.5, contact_id="c1", tag="strength"),
            Note(
                id="n2",
                at=NOW,
                text="Sums [up]\n- well",
                call_s=3700,
                contact_id="c1",
                link=Link(form="form", item="summary"),
            ),
            Note(id="n3", at=NOW, text="afterwards", link=Link(model="grow", step="goal")),
        ),
        marks=(Mark(id="m1", at=NOW, call_s=80.0, contact_id="c1"),),
        steps=(
            StepRecord(model="grow", step="reality", seconds=61.0),
            StepRecord(model="grow", step="goal", seconds=31.5, fields={"wish": "calm", "x": " "}, done=True),
        ),
        drafts=(Draft(at=NOW, text="half a sen", tag="quote"), Draft(at=NOW, text=" ")),
    )


WHOLE = r"""# Coaching records

- Exported: 20 Nov 2026 12:00
- Not evidence.

## 16 Nov 2026 10:00 · Anna \*Å\*

- Kind: Listening
- Status: final
- Ended: 16 Nov 2026 10:09
- Setting: Side by side
- Lead: Lea

### Contact 1 of 2 · R\_1 · phone

- Call: from 10:00:05, 03:20
- Phase contact: 00:50, 25%
- Phase closing: 02:30, 75%
- 2 holds: 00:45 together, the longest 00:35
- 1 moment marked: 01:20

#### Form

- Score: 72.2 (43.3–83.3) (4/5)
- Filled in by: the lead
- 1 critical breach

##### contact: 72.2 (2/2)

- greeting: 1 ★ Strength
- warmth: 1

##### mapping: – (1/2)

- needs: open
- identify: ✗ 0 (Breach)

##### closing: – (1/1)

- summary: n/a

#### Notes

- 00:12 · Strength · \# not a heading
- 1:01:40 · Sums \[up\]\
  \- well \[summary\]

### Contact 2 of 2

- No call was started.

### Notes

- 10:00 · afterwards \[GROW · Goal\]

### Model: GROW

- Goal (00:31) ✓
  - What is wished: calm
- Reality (01:01)

### Notes not finished

- 10:00 · Quote · half a sen
"""
"""The score: 4 of 4 and 2.5 of 5 points are 6.5 of 9; with 6 open points 6.5 to 12.5 of 15."""


def test_every_word_of_a_session() -> None:
    assert text(Kept(whole())) == WHOLE


def test_the_record_of_one_agent_opens_with_what_is_kept_of_them() -> None:
    assert text(Kept(), ANNA) == (
        "# Anna \\*Å\\*\n\n- Exported: 20 Nov 2026 12:00\n- Not evidence.\n- Alias: An\n"
        "- Team: &lt;Red&gt;\n- Started: 29 Feb 2024\n- Language: Svenska\n- Status: active\n"
        "- Keep in mind: first\\\n  second &amp; last\n"
    )


def test_who_has_no_name_is_known_by_the_id() -> None:
    assert text(Kept(), Agent(id="0190-7", name="")).startswith("# 0190-7\n")
    stranger = replace(whole(), agent_ids=("anna", "ben"), lead_id="other")
    assert "## 16 Nov 2026 10:00 · Anna \\*Å\\*, ben\n" in text(Kept(stranger))
    assert "Lead" not in text(Kept(stranger))


def test_a_form_and_a_model_of_which_no_copy_is_left() -> None:
    lost = FormRef(id="lost", version=3)
    given = {"a": Answer(value=2, at=NOW), "b": Answer(value=None, na=True, at=NOW)}
    made = replace(
        whole(),
        forms=(lost,),
        evaluations=(evaluation("c1", given, lost),),
        models=(ModelRef(id="gone", version=1),),
        model=None,
        notes=(Note(id="n", at=NOW, text="about", link=Link(form="lost", item="a")),),
        steps=(StepRecord(model="gone", step="first", fields={"f": "told"}),),
        drafts=(),
    )
    told = text(Kept(made, forms=()))
    assert (
        "#### lost\n\n- No copy of this form is left; the answers are shown as numbers, without score.\n"
        "- a: 2\n- b: n/a\n"
    ) in told
    assert "- 10:00 · about \\[a\\]\n" in told
    assert told.endswith("### Model: gone\n\n- first (00:00)\n  - f: told\n")


def test_a_call_that_still_runs() -> None:
    running = replace(
        whole(),
        status="live",
        ended_at=None,
        contacts=(Contact(id="c1", started_at=NOW, phases=(PhaseStretch(phase="contact", at_s=0.0),)),),
    )
    told = text(Kept(running))
    assert "- Status: running\n- Setting" in told
    assert "- Call: from 10:00:00, still running\n" in told


def test_what_was_not_captured_is_not_mentioned() -> None:
    bare = replace(
        whole(),
        contacts=(Contact(id="c1", started_at=NOW, duration_s=60.0),),
        evaluations=(evaluation("c1", answers(warmth=2)),),
        notes=(),
        marks=(),
        steps=(StepRecord(model="grow", step="goal", seconds=2.0, fields={"wish": " "}),),
        models=(ModelRef(id="gone", version=1),),
        drafts=(),
    )
    told = text(Kept(bare))
    assert told.split("\n### ")[1].startswith(
        "Contact 1 of 1\n\n- Call: from 10:00:00, 01:00\n\n#### Form\n\n- Score: 100.0 (25.0–100.0) (1/5)\n"
        "- Filled in by: the lead\n\n##### contact: 100.0 (1/2)\n\n- greeting: open\n- warmth: 2\n"
    )
    assert told.endswith("- summary: open\n")  # a model only looked at leaves no trace (newcomer 4)


def test_rows_that_were_not_reached_are_not_counted_as_answered() -> None:
    begun = evaluation("c1", {**answers(warmth=2), "greeting": Answer(value=None, na=True, at=NOW)})
    broken = replace(
        whole(),
        contacts=(Contact(id="c1", started_at=NOW, duration_s=9.0, broken_off=True),),
        evaluations=(replace(begun, not_reached=("greeting",)),),
    )
    told = text(Kept(broken))
    assert "(1/5)\n" in told
    assert "##### contact: 100.0 (1/2)\n\n- greeting: not reached\n- warmth: 2\n" in told


def test_it_is_written_as_it_is_read() -> None:
    read = []

    class Counting(Kept):
        def sessions(self) -> Iterator[Session]:  # type: ignore[override] # one at a time
            for number in range(1000):
                read.append(number)
                yield replace(whole(), id=str(number))

    export = TextExport(MarkdownWriter(), FakeClock(), lambda: "")
    pieces = export.text_document(Counting())
    for piece in pieces:
        if piece.startswith(b"\n## "):
            break
    assert read == [0]
    assert sum(piece.startswith(b"\n## ") for piece in pieces) == 999


@pytest.mark.parametrize("tag", LANGUAGES)
def test_words_numbers_and_times_are_those_of_the_screen(tag: str) -> None:
    use_language(tag)
    moment = datetime.fromisoformat("2026-03-09T07:05:09+01:00")
    for value in (None, 0, 7.25, 75.35, 100.0):
        assert record_words.number(value) == present.number(value)
        assert record_words.score_range(value, 7.25, 100.0) == present.score_range(value, 7.25, 100.0)
        assert record_words.score_range(value, value, value) == present.score_range(value, value, value)
    for seconds in (None, 0, 59.96, 3599.0, 3600.0, 40_000.5):
        assert record_words.clock(seconds) == present.clock(seconds)
    assert record_words.percent(12) == present.percent(12)
    assert record_words.percent(12) == ("12 %" if tag in {"sv", "nb"} else "12%")
    assert record_words.day_and_time(moment) == present.day_and_time(moment)
    assert record_words.time_of_day(moment) == present.time_of_day(moment)
    assert record_words.labelled("a", "b") == present.labelled("a", "b")
    assert record_words.TAGS == present.TAG_WORDS
    assert record_words.KINDS == session_words.KINDS
    assert record_words.SETTINGS == session_words.SETTINGS
    assert record_words.CHANNELS == session_words.CHANNELS
    assert {status: word for status, (_g, word, _t) in session_words.STATUS.items()} == record_words.STATUS
    for item in CORE.items():
        for answer in (None, *answers(a=0, b=1, c="n", d=9).values()):
            assert record_words.answer_word(item, answer) == present.answer_mark(item, answer)[1]


def test_newcomer_29_a_letter_that_the_language_has_no_word_for_shows_the_english_one() -> None:
    """G=Mål, W=Vilje: the initials stood without the words they are of."""
    from coachtui.i18n import use_language
    from coachtui.services.words.records import step_title

    steps = {"G": {"en": "Goal", "nb": "Mål"}, "R": {"en": "Reality", "nl": "Realiteit", "nb": "Virkelighet"}}
    try:
        use_language("nb")
        assert [step_title(letter, name) for letter, name in steps.items()] == [
            *("Goal – Mål", "Reality – Virkelighet")
        ]
        use_language("nl")
        assert step_title("R", steps["R"]) == "Realiteit"
        use_language("en")
        assert step_title("G", steps["G"]) == "Goal"
        assert step_title("X", steps["G"]) == "Goal"
    finally:
        use_language("en")
