"""Worked scores: the brief's (C4) and those that other systems publish, each named by its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from tests.unit.builders import IN_ORDER, LEVEL, answer_type, answers, form, item, section

from coachtui.domain.form import AnswerType, Form
from coachtui.domain.score import (
    DEFAULT_POLICY,
    CriticalPolicy,
    FormScore,
    NaPolicy,
    ScoringPolicy,
    Weighting,
    score_form,
)

PERCENT = answer_type("percent", {0: 0.0, 1: 0.5, 2: 1.0})
QUARTERS = answer_type("five_point", {0: 0.0, 1: 0.25, 2: 0.5, 3: 0.75, 4: 1.0})


@dataclass(frozen=True)
class Row:
    """One published result: a form, what was answered, and what came out."""

    source: str
    form: Form
    answers: dict[str, int | str]
    expected: str
    policy: ScoringPolicy = DEFAULT_POLICY


def five_questions(weights: tuple[float, ...] = (1, 3, 3, 2, 1), *, critical: bool = True) -> Form:
    ids = ("request", "clarification", "explanation", "writing", "data")
    items = [item(name, weight) for name, weight in zip(ids, weights, strict=True)]
    if critical:
        items[0] = replace(items[0], critical="customer")
    return form(section("all", *items))


def rated(*values: int) -> dict[str, int | str]:
    ids = ("request", "clarification", "explanation", "writing", "data")
    return dict(zip(ids, values, strict=True))


ZERO_FORM = ScoringPolicy(critical="zero_form")
LIGHT = (0.05, 2, 2, 0.5, 1)

ZENDESK_NA = form(
    section(
        "all",
        item("clarity", 30, QUARTERS),
        item("tone", 30, QUARTERS),
        item("accuracy", 30, QUARTERS),
        item("structure", 10, QUARTERS),
    )
)
ZENDESK_NA_ANSWERS: dict[str, int | str] = {"clarity": 3, "tone": "n", "accuracy": 2, "structure": 4}

CONNECT = form(
    section("all", item("q1", 40, LEVEL), item("q2", 20, LEVEL), item("q3", 20, LEVEL), item("q4", 20, LEVEL))
)

GENESYS = form(
    section("group1", item("q1_1"), item("q1_2"), weight=40), section("group2", item("q2_1"), weight=20)
)

THIRDS = answer_type("of_three", {0: 0.0, 3: 1.0})
TENTHS = answer_type("of_ten", {5: 0.5})
FIFTHS = answer_type("of_five", {4: 0.8})
HALVES = answer_type("of_two", {1: 0.5})
MAESTRO = form(
    section("s1", item("a", 3, THIRDS), weight=10),
    section("s2", item("b", 10, TENTHS), weight=30),
    section("s3", item("c", 5, FIFTHS), weight=50),
    section("s4", item("d", 2, HALVES), weight=10),
)
MAESTRO_ANSWERS: dict[str, int | str] = {"a": 3, "b": 5, "c": 4, "d": 1}

SPRINKLR_SECTIONS = form(
    section("s1", item("a", 1, answer_type("p85", {1: 0.85})), weight=10),
    section("s2", item("b", 1, PERCENT), weight=15),
    section("s3", item("c", 1, PERCENT), weight=5),
)


def skipped(*, as_sections: bool) -> Form:
    weighted = {"g1": 40.0, "g2": 30.0, "g3": 30.0}
    if as_sections:
        return form(*(section(f"s_{name}", item(name), weight=weight) for name, weight in weighted.items()))
    return form(section("all", *(item(name, weight) for name, weight in weighted.items())))


WEIGHTINGS: tuple[Weighting, ...] = ("items", "sections")
SKIPPED: tuple[tuple[NaPolicy, dict[str, int | str], str], ...] = (
    ("equal_split", {"g1": 1, "g2": 0, "g3": "n"}, "55"),
    ("equal_split", {"g1": 0, "g2": 1, "g3": "n"}, "45"),
    ("exclude", {"g1": 1, "g2": 0, "g3": "n"}, "57.1"),
    ("exclude", {"g1": 0, "g2": 1, "g3": "n"}, "42.9"),
)

ROWS = [
    Row("Zendesk QA 1", five_questions(), rated(1, 0, 0, 1, 0), "30", ZERO_FORM),
    Row("Zendesk QA 2", five_questions(), rated(1, 0, 1, 1, 1), "70", ZERO_FORM),
    Row("Zendesk QA 3", five_questions(), rated(1, 1, 1, 0, 1), "80", ZERO_FORM),
    Row("Zendesk QA 4", five_questions(), rated(0, 1, 1, 1, 1), "0", ZERO_FORM),
    Row("Zendesk QA 4, no critical rule", five_questions(), rated(0, 1, 1, 1, 1), "90"),
    Row("Zendesk QA light 1", five_questions(LIGHT, critical=False), rated(1, 0, 0, 1, 0), "9.91"),
    Row("Zendesk QA light 2", five_questions(LIGHT, critical=False), rated(1, 0, 1, 1, 1), "63.96"),
    Row("Zendesk QA light 3", five_questions(LIGHT, critical=False), rated(1, 1, 1, 0, 1), "90.99"),
    Row("Zendesk QA n/a exclude", ZENDESK_NA, ZENDESK_NA_ANSWERS, "67.8571"),
    Row("Zendesk QA n/a pass", ZENDESK_NA, ZENDESK_NA_ANSWERS, "77.5", ScoringPolicy(na_policy="as_pass")),
    Row("Zendesk QA n/a zero", ZENDESK_NA, ZENDESK_NA_ANSWERS, "47.5", ScoringPolicy(na_policy="as_zero")),
    Row("Zendesk QA n/a split", ZENDESK_NA, ZENDESK_NA_ANSWERS, "70", ScoringPolicy(na_policy="equal_split")),
    Row("Amazon Connect", CONNECT, {"q1": 2, "q2": 1, "q3": 1, "q4": 0}, "60"),
    Row("Amazon Connect n/a", CONNECT, {"q1": 2, "q2": 1, "q3": 1, "q4": "n"}, "75"),
    Row("Amazon Connect n/a weight of 1", CONNECT, {"q1": 2, "q2": 0, "q3": 0, "q4": "n"}, "50"),
    Row("Amazon Connect n/a weight of 2", CONNECT, {"q1": 0, "q2": 2, "q3": 0, "q4": "n"}, "25"),
    Row(
        "Genesys points", GENESYS, {"q1_1": 1, "q1_2": 0, "q2_1": 1}, "60", ScoringPolicy(weighting="points")
    ),
    Row(
        "Genesys points, 1.2 n/a",
        GENESYS,
        {"q1_1": 1, "q1_2": "n", "q2_1": 1},
        "100",
        ScoringPolicy(weighting="points"),
    ),
    Row(
        "Genesys points, 1.1 n/a",
        GENESYS,
        {"q1_1": "n", "q1_2": 0, "q2_1": 1},
        "33.33",
        ScoringPolicy(weighting="points"),
    ),
    Row(
        "Genesys by sections",
        GENESYS,
        {"q1_1": 1, "q1_2": 0, "q2_1": 1},
        "66.67",
        ScoringPolicy(weighting="sections"),
    ),
    Row("MaestroQA sections", MAESTRO, MAESTRO_ANSWERS, "70", ScoringPolicy(weighting="sections")),
    Row("MaestroQA plain points", MAESTRO, MAESTRO_ANSWERS, "65"),
    Row(
        "Sprinklr items",
        form(section("all", item("a", 10, QUARTERS), item("b", 5, QUARTERS), item("c", 5, QUARTERS))),
        {"a": 3, "b": 2, "c": 4},
        "75",
    ),
    Row(
        "Sprinklr sections",
        SPRINKLR_SECTIONS,
        {"a": 1, "b": 1, "c": 2},
        "70",
        ScoringPolicy(weighting="sections"),
    ),
    *(
        Row(
            f"Older Genesys tool, {na_policy}, {weighting}, {given}",
            skipped(as_sections=weighting == "sections"),
            given,
            expected,
            ScoringPolicy(na_policy=na_policy, weighting=weighting),
        )
        for weighting in WEIGHTINGS
        for na_policy, given, expected in SKIPPED
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.source)
def test_published_score(row: Row) -> None:
    score = score_form(row.form, answers(**row.answers), row.policy)
    assert score.exact is not None
    assert score.exact.quantize(Decimal(row.expected)) == Decimal(row.expected)
    assert score.low == score.value == score.high


def scale(points: int) -> AnswerType:
    return answer_type("scale", {value: value / (points - 1) for value in range(points)})


@pytest.mark.parametrize(
    ("points", "expected"), [(3, [0, 50, 100]), (4, [0, 33.3, 66.7, 100]), (5, [0, 25, 50, 75, 100])]
)
def test_zendesk_scales(points: int, expected: list[float]) -> None:
    one = form(section("all", item("a", 1, scale(points))))
    assert [score_form(one, answers(a=value)).value for value in range(points)] == expected


@pytest.mark.parametrize(("counted", "expected"), [(0, 100), (1, 50), (4, 50), (5, 10), (9, 10)])
def test_amazon_connect_range_table(counted: int, expected: float) -> None:
    """Interruptions 0 → 10, 1-4 → 5, 5-10 → 1 of 10 points, as a table of fractions by value."""
    table = {0: 1.0, **dict.fromkeys(range(1, 5), 0.5), **dict.fromkeys(range(5, 10), 0.1)}
    one = form(section("all", item("interruptions", 1, answer_type("count", table))))
    assert score_form(one, answers(interruptions=counted)).value == expected


CRITICAL = form(
    section("a", item("a1", 3), item("a2", 0, IN_ORDER, critical="compliance")),
    section("b", item("b1", 1)),
)


def critical(policy: CriticalPolicy, **given: int | str) -> FormScore:
    return score_form(CRITICAL, answers(**given), ScoringPolicy(critical=policy))


class TestCritical:
    """An automatic-fail answer zeroes the form, or only its section (Amazon Connect); R18 by default."""

    @pytest.mark.parametrize(
        ("policy", "value", "sections"),
        [
            ("flag_only", 100.0, {"a": 100.0, "b": 100.0}),
            ("zero_section", 25.0, {"a": 0.0, "b": 100.0}),
            ("zero_form", 0.0, {"a": 100.0, "b": 100.0}),
        ],
    )
    def test_breach(self, policy: CriticalPolicy, value: float, sections: dict[str, float]) -> None:
        score = critical(policy, a1=1, a2=0, b1=1)
        assert score.breaches == ("a2",)
        assert (score.low, score.value, score.high) == (value, value, value)
        assert score.sections == sections

    @pytest.mark.parametrize("policy", ["flag_only", "zero_section", "zero_form"])
    @pytest.mark.parametrize("fine", [1, "n"])
    def test_in_order_or_not_applicable_costs_nothing(self, policy: CriticalPolicy, fine: int | str) -> None:
        score = critical(policy, a1=1, a2=fine, b1=1)
        assert (score.low, score.value, score.high, score.breaches) == (100.0, 100.0, 100.0, ())

    @pytest.mark.parametrize(
        ("policy", "low"), [("flag_only", 100.0), ("zero_section", 25.0), ("zero_form", 0.0)]
    )
    def test_open_critical_item_may_still_be_a_breach(self, policy: CriticalPolicy, low: float) -> None:
        score = critical(policy, a1=1, b1=1)
        assert (score.low, score.value, score.high) == (low, 100.0, 100.0)

    def test_breach_before_anything_is_scored(self) -> None:
        score = critical("zero_form", a2=0)
        assert (score.low, score.value, score.high) == (0.0, 0.0, 0.0)

    def test_breach_with_nothing_to_score_is_still_a_dash(self) -> None:
        score = critical("zero_form", a1="n", a2=0, b1="n")
        assert (score.low, score.value, score.high) == (None, None, None)
        assert score.breaches == ("a2",)

    @pytest.mark.parametrize(("value", "breached"), [(0, True), (1, False), (2, False)])
    def test_scored_critical_item_is_breached_below_half(self, value: int, *, breached: bool) -> None:
        """R18: critical is also a flag on a scored item, with critical_below 0.5 by default."""
        scored = form(section("a", item("a1", 2, LEVEL, critical="customer")))
        score = score_form(scored, answers(a1=value))
        assert score.breaches == (("a1",) if breached else ())
        assert score.value == value * 50


class TestDash:
    """Σw = 0 → no score, a dash: neither 0 nor 100 (R17)."""

    @pytest.mark.parametrize("na_policy", ["exclude", "as_pass", "as_zero", "equal_split"])
    @pytest.mark.parametrize("weighting", ["items", "sections", "points"])
    def test_all_not_applicable(self, na_policy: NaPolicy, weighting: Weighting) -> None:
        policy = ScoringPolicy(na_policy=na_policy, weighting=weighting)
        score = score_form(GENESYS, answers(q1_1="n", q1_2="n", q2_1="n"), policy)
        assert (score.value, score.low, score.high, score.exact) == (None, None, None, None)
        assert score.sections == {"group1": None, "group2": None}
        assert (score.answered, score.total) == (3, 3)

    @pytest.mark.parametrize("na_policy", ["exclude", "as_pass", "as_zero", "equal_split"])
    @pytest.mark.parametrize("weighting", ["items", "sections", "points"])
    def test_nothing_answered(self, na_policy: NaPolicy, weighting: Weighting) -> None:
        policy = ScoringPolicy(na_policy=na_policy, weighting=weighting)
        score = score_form(GENESYS, {}, policy)
        assert (score.value, score.low, score.high) == (None, 0.0, 100.0)
        assert score.section_progress == {"group1": (0, 2), "group2": (0, 1)}

    def test_unscored_form(self) -> None:
        """R15: the stress self-check has no score."""
        unscored = form(section("a", item("a1"), item("a2")), scored=False)
        score = score_form(unscored, answers(a1=1))
        assert (score.value, score.low, score.high, score.sections) == (None, None, None, {"a": None})
        assert (score.answered, score.total) == (1, 2)

    @pytest.mark.parametrize("weighting", ["items", "sections", "points"])
    def test_form_without_weights(self, weighting: Weighting) -> None:
        weightless = form(section("a", item("a1", 0)), section("b", weight=0))
        policy = ScoringPolicy(weighting=weighting)
        assert score_form(weightless, answers(a1=1), policy).value is None

    @pytest.mark.parametrize("weighting", ["sections", "points"])
    def test_section_of_no_weight_counts_nothing(self, weighting: Weighting) -> None:
        weightless = form(section("a", item("a1"), weight=0))
        policy = ScoringPolicy(weighting=weighting)
        score = score_form(weightless, answers(a1=1), policy)
        assert (score.value, score.sections) == (None, {"a": 100.0})

    def test_a_value_the_item_does_not_know_is_not_scored(self) -> None:
        score = score_form(GENESYS, answers(q1_1=7, q1_2=1, q2_1=1))
        assert (score.value, score.low, score.high) == (100.0, 66.7, 100.0)


def test_a_section_all_not_applicable_drops_out() -> None:
    score = score_form(GENESYS, answers(q1_1="n", q1_2="n", q2_1=1), ScoringPolicy(weighting="sections"))
    assert (score.value, score.sections) == (100.0, {"group1": None, "group2": 100.0})


def test_half_is_rounded_up() -> None:
    """R17: one decimal, half up: 1/16 = 6.25 → 6.3, where half-even would give 6.2."""
    sixteenth = form(section("a", item("a1", 1), item("a2", 15)))
    assert score_form(sixteenth, answers(a1=1, a2=0)).value == 6.3


def test_mark_is_compared_unrounded() -> None:
    """79.96 is shown as 80.0 and does not pass 80."""
    near = form(section("a", item("a1", 79.96), item("a2", 20.04)))
    score = score_form(near, answers(a1=1, a2=0))
    assert score.value == 80.0
    assert score.exact is not None
    assert score.exact < 80
