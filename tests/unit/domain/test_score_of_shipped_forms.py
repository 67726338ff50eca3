"""The brief's own scores (C4) on the shipped phone-technique form."""

from __future__ import annotations

from decimal import Decimal
from timeit import repeat

from tests.unit.builders import answers

from coachtui.content.library import Library
from coachtui.domain.score import score_form

PHONE = Library().form("phone-technique")

IN_ORDER = {item.id: 1 for item in PHONE.items() if item.answer_type.id == "critical"}

LEAD: dict[str, int | str] = {
    **dict.fromkeys(("pickup", "greeting", "pace", "let_finish", "positive", "explain_pauses"), 1),
    **dict.fromkeys(("summary", "anything_else"), 1),
    **dict.fromkeys(("welcome", "warmth", "clarity", "signals", "plain", "ownership"), 2),
    **dict.fromkeys(("document", "farewell"), 2),
    "paraphrase": 0,
    **dict.fromkeys(("emotions", "hold_ask", "hold_update", "transfer"), "n"),
    **IN_ORDER,
}
"""C4.1; the four critical points in order."""

AGENT: dict[str, int | str] = {**LEAD, "paraphrase": 1, "pace": 2, "summary": 2, "positive": 2}
"""C4.2: the same but for four items."""


def without(*items: str) -> dict[str, int | str]:
    return {item_id: value for item_id, value in LEAD.items() if item_id not in items}


def test_c4_1_phone_technique() -> None:
    score = score_form(PHONE, answers(**LEAD))
    assert set(LEAD) == {item.id for item in PHONE.items()}
    assert (score.low, score.value, score.high) == (75.3, 75.3, 75.3)
    assert list(score.sections.values()) == [100.0, 83.3, 37.5, 83.3, None, 75.0, 79.2]
    assert (score.answered, score.total, score.breaches) == (25, 25, ())


def test_c4_1_wrong_information_is_a_breach_and_costs_nothing() -> None:
    """R18: still 75.3 + critical breach."""
    score = score_form(PHONE, answers(**{**LEAD, "correct_info": 0}))
    assert (score.value, score.breaches) == (75.3, ("correct_info",))


def test_c4_1_with_summary_unanswered() -> None:
    """scoring-vectors: so far 77.0 (58.5/76), range 72.2-78.4 (58.5/81, 63.5/81)."""
    score = score_form(PHONE, answers(**without("summary")))
    assert (score.low, score.value, score.high) == (72.2, 77.0, 78.4)
    assert score.section_progress["closing"] == (
        len(PHONE.sections[-1].items) - 1,
        len(PHONE.sections[-1].items),
    )


def test_c4_1_nothing_answered() -> None:
    score = score_form(PHONE, {})
    assert (score.low, score.value, score.high, score.answered) == (0.0, None, 100.0, 0)


def test_c4_2_the_agents_own_evaluation() -> None:
    lead, own = score_form(PHONE, answers(**LEAD)), score_form(PHONE, answers(**AGENT))
    assert own.value == 89.5
    assert own.exact is not None
    assert lead.exact is not None
    assert (own.exact - lead.exact).quantize(Decimal("0.1")) == Decimal("14.2")


def test_c4_2_equal_answers() -> None:
    """17 of 21: the four n/a of both are left out, the critical ones count."""
    both = [item_id for item_id in LEAD if LEAD[item_id] != "n"]
    equal = [item_id for item_id in both if LEAD[item_id] == AGENT[item_id]]
    assert (len(equal), len(both)) == (17, 21)


def test_scoring_is_cheap_enough_for_every_key() -> None:
    """A generous bound: a wrong kind of work shows, a busy machine does not."""
    given = answers(**LEAD)
    assert min(repeat(lambda: score_form(PHONE, given), number=20, repeat=5)) / 20 < 0.005
