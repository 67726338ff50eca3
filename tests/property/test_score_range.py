"""The score of the shipped forms under any policy and any answers (R16-R19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from coachtui.content.library import Library
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Form, Item
from coachtui.domain.live.offered_content import CORE_FORMS
from coachtui.domain.score import ScoringPolicy, score_form

LIBRARY = Library()
FORMS = [LIBRARY.form(form_id) for form_id in CORE_FORMS]
AT = datetime.fromisoformat("2026-11-16T10:00:00+01:00")
RUN = settings(max_examples=150, deadline=None)


def settled(item: Item) -> st.SearchStrategy[Answer]:
    values = [Answer(value=value.value, at=AT) for value in item.answer_type.values]
    return st.sampled_from([*values, Answer(value=None, na=True, at=AT)] if item.na else values)


@st.composite
def filled(draw: st.DrawFn, *, complete: bool = False) -> tuple[Form, dict[str, Answer]]:
    form = draw(st.sampled_from(FORMS))
    given_answers = {}
    for item in form.items():
        if complete or draw(st.booleans()):
            given_answers[item.id] = draw(settled(item))
    return form, given_answers


policies = st.builds(
    ScoringPolicy,
    na_policy=st.sampled_from(["exclude", "as_pass", "as_zero", "equal_split"]),
    critical=st.sampled_from(["flag_only", "zero_section", "zero_form"]),
    weighting=st.sampled_from(["items", "sections", "points"]),
)


@RUN
@given(filled(), policies)
def test_the_score_lies_in_its_range(
    form_and_answers: tuple[Form, dict[str, Answer]], policy: ScoringPolicy
) -> None:
    score = score_form(*form_and_answers, policy)
    assert (score.low is None) == (score.high is None)
    if score.low is not None and score.high is not None:
        assert 0 <= score.low <= score.high <= 100
        if score.value is not None:
            assert score.low <= score.value <= score.high


@RUN
@given(filled(complete=True), policies)
def test_the_range_closes_when_all_is_answered(
    form_and_answers: tuple[Form, dict[str, Answer]], policy: ScoringPolicy
) -> None:
    score = score_form(*form_and_answers, policy)
    assert score.low == score.value == score.high


@RUN
@given(filled(), policies, st.data())
def test_whatever_is_judged_next_the_result_stays_in_the_range(
    form_and_answers: tuple[Form, dict[str, Answer]], policy: ScoringPolicy, data: st.DataObject
) -> None:
    """The range is honest: judging what is open, in any way, never leaves it."""
    form, given_answers = form_and_answers
    before = score_form(form, given_answers, policy)
    judged = {
        item.id: data.draw(st.sampled_from([Answer(value=v.value, at=AT) for v in item.answer_type.values]))
        for item in form.items()
        if item.id not in given_answers
    }
    after = score_form(form, {**given_answers, **judged}, policy)
    if after.value is None:
        assert before.value is None
    else:
        assert before.low is not None
        assert before.high is not None
        assert before.low <= after.value <= before.high


@RUN
@given(filled())
def test_the_default_is_the_plain_fraction_of_r17(form_and_answers: tuple[Form, dict[str, Answer]]) -> None:
    """100 × Σ(w·f) ÷ Σ(w) over answered, scored, not-n/a items, by exact fractions."""
    form, given_answers = form_and_answers
    earned = weights = Fraction(0)
    for item in form.items():
        answer = given_answers.get(item.id)
        if answer is None or answer.value is None or not item.scored:
            continue
        fraction = item.fraction(answer.value)
        assert fraction is not None
        earned += Fraction(item.weight) * Fraction(fraction)
        weights += Fraction(item.weight)
    score = score_form(form, given_answers)
    if weights == 0:
        assert score.value is None
    else:
        tenths = 1000 * earned / weights
        assert score.value == int(tenths + Fraction(1, 2)) / 10


@RUN
@given(filled())
def test_critical_points_never_change_the_default_score(
    form_and_answers: tuple[Form, dict[str, Answer]],
) -> None:
    """R18."""
    form, given_answers = form_and_answers
    critical = {item.id for item in form.items() if item.critical}
    breached = {**given_answers, **{item_id: Answer(value=0, at=AT) for item_id in critical}}
    before, after = score_form(form, given_answers), score_form(form, breached)
    assert (before.value, before.low, before.high) == (after.value, after.low, after.high)
    assert set(after.breaches) == critical


@RUN
@given(filled())
def test_stars_and_times_do_not_count(form_and_answers: tuple[Form, dict[str, Answer]]) -> None:
    form, given_answers = form_and_answers
    starred = {item_id: replace(answer, star=True, call_s=1.0) for item_id, answer in given_answers.items()}
    assert score_form(form, starred) == score_form(form, given_answers)
