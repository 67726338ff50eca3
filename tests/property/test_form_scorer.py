"""Remembering sections changes no score."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.property.test_score_range import FORMS, filled, policies

from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Form
from coachtui.domain.score import FormScorer, ScoringPolicy, score_form

SCORERS = {form.id: FormScorer(form) for form in FORMS}
"""Kept over all examples, so that most sections have been seen before."""


@given(filled())
def test_a_scorer_gives_what_scoring_gives(sheet: tuple[Form, dict[str, Answer]]) -> None:
    form, answers = sheet
    assert SCORERS[form.id].score(answers) == score_form(form, answers)


@given(st.lists(filled(), max_size=5), policies)
def test_it_does_so_by_any_policy(
    sheets: list[tuple[Form, dict[str, Answer]]], policy: ScoringPolicy
) -> None:
    scorers = {form.id: FormScorer(form, policy) for form in FORMS}
    for form, answers in sheets:
        assert scorers[form.id].score(answers) == score_form(form, answers, policy)
