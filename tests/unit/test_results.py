"""Scores of stored sessions: read once per set of forms, left out where a form cannot be read."""

from __future__ import annotations

from typing import cast

from tests.unit.builders import CORE, answers, session

from coachtui.domain.errors import StoreCorrupt
from coachtui.domain.evaluation import Evaluation, Rater
from coachtui.domain.form import Form, FormRef
from coachtui.domain.session import Session
from coachtui.services.content_used import ContentUsed
from coachtui.services.results import Results


class Reader:
    """Finds forms as the look-up does, and counts how often."""

    def __init__(self, found: Form | None = CORE, *, damaged: bool = False) -> None:
        self.found = found
        self.damaged = damaged
        self.reads = 0

    def form(self, _ref: FormRef) -> Form | None:
        self.reads += 1
        if self.damaged:
            raise StoreCorrupt("unreadable_copy", file="form@1.toml")
        return self.found


def evaluated(name: str) -> Session:
    plain = session()
    evaluation = Evaluation(
        id=name,
        contact_id="c1",
        agent_id="anna",
        rater=Rater(role="lead", id="lead"),
        form=CORE.ref,
        answers=answers(greeting=1, warmth=1, needs=2, summary=2),
    )
    return Session(
        id=name,
        agent_ids=plain.agent_ids,
        lead_id=plain.lead_id,
        started_at=plain.started_at,
        place=plain.place,
        contacts=plain.contacts,
        forms=(CORE.ref,),
        evaluations=(evaluation,),
    )


def test_forms_are_read_once_for_all_sessions_with_the_same_ones() -> None:
    reader = Reader()
    results = Results(cast("ContentUsed", reader))
    found = [results.of(evaluated(f"s{number}"))[0] for number in range(50)]
    assert reader.reads == 1
    assert {result.score.value for result in found} == {87.5}  # 100 × (4 + 2.5 + 6 + 5) ÷ 20


def test_a_form_that_cannot_be_read_leaves_no_score() -> None:
    assert Results(cast("ContentUsed", Reader(damaged=True))).of(evaluated("s")) == ()


def test_a_form_that_is_lost_leaves_no_score() -> None:
    assert Results(cast("ContentUsed", Reader(found=None))).of(evaluated("s")) == ()
