"""The scoring engine: one calculation, controlled by a policy (R17-R20)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Form, Section
from coachtui.domain.value import dataclass

NaPolicy = Literal["exclude", "as_pass", "as_zero", "equal_split"]
CriticalPolicy = Literal["flag_only", "zero_section", "zero_form"]
Weighting = Literal["items", "sections", "points"]

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")
_GUARD = Decimal("1e-15")

_UNANSWERED, _NOT_APPLICABLE, _UNSETTLED = -1, -2, -3
_REMEMBERED = 4096
"""Ways of answering a section that a scorer remembers; four items of three values and n/a have 256."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringPolicy:
    """Rules for turning answers into a score; the defaults are those of the shipped forms.

    Attributes:
        na_policy: ``exclude`` leaves n/a out; ``as_pass`` and ``as_zero`` count it as full or nothing;
            ``equal_split`` shares its weight equally over the rest.
        critical: ``flag_only`` never changes the score (R18); ``zero_section`` and ``zero_form`` make
            a breach cost the section or the whole form.
        weighting: ``items`` sums over items; ``sections`` weighs each section's own percentage;
            ``points`` multiplies raw points by the section's weight.
    """

    na_policy: NaPolicy = "exclude"
    critical: CriticalPolicy = "flag_only"
    weighting: Weighting = "items"


DEFAULT_POLICY = ScoringPolicy()
"""What every shipped form is scored by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormScore:
    """The score of a filled-in form; all numbers are 0..100 with one decimal, rounded half up.

    Attributes:
        value: Score of the items answered so far; ``None`` is shown as a dash.
        low: Lowest score still possible: open items earn nothing.
        high: Highest score still possible: open items earn their full weight.
        sections: Score so far of each section by id, ``None`` as for ``value``.
        exact: ``value`` before rounding, for comparing with a mark to reach.
        answered: Items with an answer or n/a, critical ones too.
        total: All items.
        section_progress: Answered and all items of each section by id.
        breaches: Ids of critical items in breach, in the order of the form (R18).
    """

    value: float | None
    low: float | None
    high: float | None
    sections: Mapping[str, float | None]
    exact: Decimal | None
    answered: int
    total: int
    section_progress: Mapping[str, tuple[int, int]]
    breaches: tuple[str, ...]


class _Range(NamedTuple):
    """A score so far with the lowest and highest still possible, in percent, unrounded."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None


_NO_SCORE = _Range(None, None, None)
_NOTHING = _Range(_ZERO, _ZERO, _ZERO)


@dataclasses.dataclass(slots=True, kw_only=True)
class _SectionTotals:
    """The totals of one section's answers, before any policy."""

    weight: Decimal
    earned: Decimal = _ZERO
    fractions: Decimal = _ZERO
    judged: Decimal = _ZERO
    judged_items: int = 0
    unanswered: Decimal = _ZERO
    unanswered_items: int = 0
    na: Decimal = _ZERO
    done: int = 0
    breaches: tuple[str, ...] = ()
    may_breach: bool = False

    @property
    def counts(self) -> bool:
        """Whether any item is scored or can still be; a section all n/a drops out."""
        return bool(self.judged_items or self.unanswered_items)


class _SectionResult(NamedTuple):
    """The result of one section, unrounded and rounded."""

    tally: _SectionTotals
    reached: _Range
    shown: float | None


def score_form(
    form: Form, answers: Mapping[str, Answer], policy: ScoringPolicy = DEFAULT_POLICY
) -> FormScore:
    """Return the score of a form, with the range that is still possible (R17-R19).

    Unanswered is not n/a: an unanswered item leaves the score so far alone and widens the range; n/a is
    settled by the policy. When everything is n/a there is no score at all.

    Args:
        form: The form in the version the answers were given on (R20).
        answers: By item id.
        policy: How n/a, critical points and weights count.
    """
    return _form_score(form, [_part(form, section, answers, policy) for section in form.sections], policy)


class FormScorer:
    """A scorer of many evaluations on one form, with a cache of section results.

    It returns what ``score_form`` returns. A section of a few items is answered in the same few ways again
    and again, so over hundreds of evaluations most of the calculation is a look-up.
    """

    def __init__(self, form: Form, policy: ScoringPolicy = DEFAULT_POLICY) -> None:
        """Take the form, in the version the answers were given on, and the policy."""
        self._form = form
        self._policy = policy
        self._sections: list[tuple[Section, tuple[str, ...], dict[tuple[int, ...], _SectionResult]]] = [
            (section, tuple(item.id for item in section.items), {}) for section in form.sections
        ]

    def score(self, answers: Mapping[str, Answer]) -> FormScore:
        """Return the score for answers by item id."""
        parts = []
        for section, items, known in self._sections:
            given = tuple([_sign(answers.get(item)) for item in items])
            part = known.get(given)
            if part is None:
                if len(known) == _REMEMBERED:
                    known.clear()
                part = known[given] = _part(self._form, section, answers, self._policy)
            parts.append(part)
        return _form_score(self._form, parts, self._policy)


def _sign(answer: Answer | None) -> int:
    """Return the part of an answer that scoring depends on, as one number."""
    if answer is None:
        return _UNANSWERED
    if answer.value is not None:
        return answer.value
    return _NOT_APPLICABLE if answer.na else _UNSETTLED


def _part(
    form: Form, section: Section, answers: Mapping[str, Answer], policy: ScoringPolicy
) -> _SectionResult:
    tally = _tally(section, answers)
    reached = _range_of((tally,), policy) if form.scored else _NO_SCORE
    return _SectionResult(tally, reached, _shown(reached.value))


def _form_score(form: Form, parts: list[_SectionResult], policy: ScoringPolicy) -> FormScore:
    tallies = [part.tally for part in parts]
    total = _form_range(tallies, [part.reached for part in parts], policy) if form.scored else _NO_SCORE
    named = list(zip(form.sections, parts, strict=True))
    return FormScore(
        value=_shown(total.value),
        low=_shown(total.low),
        high=_shown(total.high),
        sections={section.id: part.shown for section, part in named},
        exact=total.value,
        answered=sum(tally.done for tally in tallies),
        total=sum(len(section.items) for section in form.sections),
        section_progress={section.id: (part.tally.done, len(section.items)) for section, part in named},
        breaches=tuple(item_id for tally in tallies for item_id in tally.breaches),
    )


@lru_cache(maxsize=1024)
def _decimal(number: float) -> Decimal:
    return Decimal(repr(number))


def _shown(percent: Decimal | None) -> float | None:
    """Return a number rounded half up to one decimal; guard digits absorb division error."""
    if percent is None:
        return None
    return float(percent.quantize(_GUARD).quantize(_TENTH, ROUND_HALF_UP))


def _tally(section: Section, answers: Mapping[str, Answer]) -> _SectionTotals:
    """Return what the answers in one section add up to, exactly."""
    tally = _SectionTotals(weight=_decimal(section.weight))
    for item in section.items:
        answer = answers.get(item.id)
        value = None if answer is None else answer.value
        fraction = None
        if answer is not None:
            tally.done += 1
        if item.critical is not None:
            if answer is None:
                tally.may_breach = True
            elif value is not None and item.breached_by(value):
                tally.breaches += (item.id,)
        if not item.scored:
            continue
        weight = _decimal(item.weight)
        if value is not None:
            fraction = item.fraction(value)
        if fraction is not None:
            share = _decimal(fraction)
            tally.earned += weight * share
            tally.fractions += share
            tally.judged += weight
            tally.judged_items += 1
        elif answer is not None and answer.na:
            tally.na += weight
        else:
            tally.unanswered += weight
            tally.unanswered_items += 1
    return tally


def _form_range(tallies: list[_SectionTotals], ranges: list[_Range], policy: ScoringPolicy) -> _Range:
    if policy.weighting == "sections":
        total = _mean_of_sections(tallies, ranges, policy)
    elif policy.weighting == "points":
        total = _range_of([_scaled(tally) for tally in tallies], policy)
    else:
        total = _range_of(tallies, policy)
    if policy.critical != "zero_form" or total.high is None:
        return total
    if any(tally.breaches for tally in tallies):
        return _NOTHING
    return total._replace(low=_ZERO) if any(tally.may_breach for tally in tallies) else total


def _scaled(tally: _SectionTotals) -> _SectionTotals:
    return _SectionTotals(
        weight=tally.weight,
        earned=tally.earned * tally.weight,
        fractions=tally.fractions,
        judged=tally.judged * tally.weight,
        judged_items=tally.judged_items,
        unanswered=tally.unanswered * tally.weight,
        unanswered_items=tally.unanswered_items,
        na=tally.na * tally.weight,
        breaches=tally.breaches,
        may_breach=tally.may_breach,
    )


def _range_of(tallies: Iterable[_SectionTotals], policy: ScoringPolicy) -> _Range:
    """Return the percentages of section totals added up over their items."""
    tallies = tuple(tallies)
    share = _shared_weight(tallies) if policy.na_policy == "equal_split" else _ZERO
    earned = low = high = judged = unanswered = _ZERO
    judged_items = 0
    for tally in tallies:
        got = tally.earned + share * tally.fractions
        left = tally.unanswered + share * tally.unanswered_items
        judged += tally.judged + share * tally.judged_items
        judged_items += tally.judged_items
        unanswered += left
        if policy.na_policy in {"as_pass", "as_zero"}:
            judged += tally.na
            got += tally.na if policy.na_policy == "as_pass" else _ZERO
        if policy.critical == "zero_section" and tally.breaches:
            continue
        earned += got
        high += got + left
        low += _ZERO if policy.critical == "zero_section" and tally.may_breach else got
    every = judged + unanswered
    if every == 0 or not any(tally.counts for tally in tallies):
        return _NO_SCORE
    value = _HUNDRED * earned / judged if judged_items and judged else None
    return _Range(value, _HUNDRED * low / every, _HUNDRED * high / every)


def _shared_weight(tallies: tuple[_SectionTotals, ...]) -> Decimal:
    """Return the share of the n/a items' weight that each other item receives."""
    rest = sum(tally.judged_items + tally.unanswered_items for tally in tallies)
    return sum((tally.na for tally in tallies), _ZERO) / rest if rest else _ZERO


def _mean_of_sections(tallies: list[_SectionTotals], ranges: list[_Range], policy: ScoringPolicy) -> _Range:
    """Return the weighted mean of the sections' percentages; sections all n/a drop out."""
    kept = [(tally.weight, part) for tally, part in zip(tallies, ranges, strict=True) if tally.counts]
    if policy.na_policy == "equal_split" and kept:
        dropped = sum((tally.weight for tally in tallies if tally.na and not tally.counts), _ZERO)
        kept = [(weight + dropped / len(kept), part) for weight, part in kept]
    return _Range(
        _mean((weight, part.value) for weight, part in kept),
        _mean((weight, part.low) for weight, part in kept),
        _mean((weight, part.high) for weight, part in kept),
    )


def _mean(parts: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    present = [(weight, percent) for weight, percent in parts if percent is not None]
    weights = sum((weight for weight, _percent in present), _ZERO)
    if weights == 0:
        return None
    return sum((weight * percent for weight, percent in present), _ZERO) / weights
