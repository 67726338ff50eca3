"""Made-up calls, second by second, as commands a lead could have given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from coachtui.domain.form import Form, Item
from coachtui.domain.live import commands as c
from coachtui.domain.note import Draft, Link, Tag
from coachtui.domain.phase import HOLD_LIMIT_S
from coachtui.domain.value import dataclass
from coachtui.i18n import _
from coachtui.services.demo.texts import ASIDES, BREACH, REMARKS
from coachtui.services.ports import Ids

Answers = dict[str, dict[str, int | None]]
"""Value by form and item; ``None`` is not applicable."""

Timed = tuple[float, c.Command]
"""Seconds into the call, and what the lead does."""

_SELDOM = {"transfer": 0.85, "interrupt": 0.7, "calm_anger": 0.65, "set_boundary": 0.9, "emotions": 0.3}
"""How often the moment of an item does not come up; of the others that may be n/a one in eight."""

_ON_HOLD = frozenset({"hold_ask", "hold_update"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPlan:
    """The plan of a made-up call.

    Attributes:
        contact_id: The contact it belongs to.
        began: Wall time of its start.
        forms: Forms filled in.
        skill: How often the best answer is earned, 0..1.
        breach: Whether wrong information is given in it.
        unfinished: Whether the lead gets through part of the first form only.
    """

    contact_id: str
    began: datetime
    forms: tuple[Form, ...]
    skill: float
    breach: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A made-up call with the commands that record it.

    Attributes:
        seconds: Its length.
        steps: The lead's commands, in order of time.
        answers: The answers by form and item.
    """

    seconds: float
    steps: tuple[Timed, ...]
    answers: Answers


def make_call(plan: CallPlan, rng: Random, ids: Ids) -> Call:
    """Return a made-up call; the same ``rng`` gives the same call."""
    seconds = float(rng.randint(170, 640))
    holds = _holds(seconds, rng)
    answers = _answers(plan, holds, rng)
    steps: list[Timed] = [
        *_phases(plan, seconds, rng),
        *((at, c.ToggleHold()) for hold in holds for at in hold),
        *_answering(plan, answers, seconds, rng, ids),
        *_notes(plan, answers, seconds, rng, ids),
        *(
            (_second(seconds * rng.random()), c.AddMark(mark_id=ids.new()))
            for _mark in range(rng.randint(0, 2))
        ),
    ]
    steps.sort(key=_when)
    return Call(seconds=seconds, steps=tuple(steps), answers=answers)


def draft_note(plan: CallPlan, at_s: float, tag: Tag | None, text: str, link: Link | None = None) -> Draft:
    """Return a draft of a note about a call, in the language in use."""
    began = plan.began + timedelta(seconds=at_s)
    return Draft(at=began, text=_(text), call_s=at_s, contact_id=plan.contact_id, tag=tag, link=link)


def _when(step: Timed) -> float:
    return step[0]


def _second(seconds: float) -> float:
    return round(seconds, 1)


def _holds(seconds: float, rng: Random) -> tuple[tuple[float, float], ...]:
    """Return start and end of up to two holds; one in eight is too long (R9)."""
    if seconds < 2 * HOLD_LIMIT_S or rng.random() < 0.5:
        return ()
    long = rng.random() < 0.12 and seconds > 3 * HOLD_LIMIT_S
    first = _second(seconds * rng.uniform(0.3, 0.4))
    length = rng.uniform(125, 160) if long else rng.uniform(15, 70)
    one = (first, _second(first + length))
    if long or rng.random() < 0.7:
        return (one,)
    second = _second(max(one[1] + 10, seconds * rng.uniform(0.7, 0.75)))
    return (one, (second, _second(second + rng.uniform(10, 25))))


def _phases(plan: CallPlan, seconds: float, rng: Random) -> Iterator[Timed]:
    """Yield commands that go through the four phases; a hurried call has to go back once."""
    mapped = 0.52 if rng.random() < plan.skill else 0.28
    for share in (0.1, mapped, 0.86):
        yield _second(seconds * (share + rng.uniform(-0.04, 0.04))), c.NextPhase()
    if mapped < 0.5 and rng.random() < 0.5:
        yield _second(seconds * 0.45), c.PreviousPhase()
        yield _second(seconds * 0.6), c.NextPhase()


def _answers(plan: CallPlan, holds: tuple[tuple[float, float], ...], rng: Random) -> Answers:
    answers: Answers = {
        form.id: {item.id: _value(item, plan.skill, rng, held=bool(holds)) for item in form.items()}
        for form in plan.forms
    }
    first = answers[plan.forms[0].id]
    if any(end - start > HOLD_LIMIT_S for start, end in holds) and "hold_update" in first:
        first["hold_update"] = 0
    if plan.breach:
        first[BREACH.item] = 0
    if plan.unfinished:
        answers = {plan.forms[0].id: dict(list(first.items())[: len(first) * 3 // 5])}
    return answers


def _value(item: Item, skill: float, rng: Random, *, held: bool) -> int | None:
    if item.na and ((item.id in _ON_HOLD and not held) or rng.random() < _SELDOM.get(item.id, 0.125)):
        return None
    if item.critical:
        return 1
    values = [value.value for value in item.answer_type.values]
    low, high = min(values), max(values)
    if rng.random() < skill:
        return high
    return low if rng.random() < 0.25 else high - 1


def _answering(plan: CallPlan, answers: Answers, seconds: float, rng: Random, ids: Ids) -> Iterator[Timed]:
    """Yield commands that answer each form from the top, spread over the call."""
    for form_id, given in answers.items():
        evaluation_id = ids.new()
        pace = seconds * 0.97 / len(given)
        for place, (item_id, value) in enumerate(given.items()):
            target = c.Target(
                contact_id=plan.contact_id, form_id=form_id, item_id=item_id, evaluation_id=evaluation_id
            )
            at = _second((place + rng.random()) * pace)
            if value is None:
                yield at, c.MarkNotApplicable(target=target)
                continue
            yield at, c.AnswerItem(target=target, value=value)
            if value and rng.random() < 0.03:
                yield at, c.ToggleStar(target=target)


def _notes(plan: CallPlan, answers: Answers, seconds: float, rng: Random, ids: Ids) -> Iterator[Timed]:
    """Yield commands that add notes fitting the answers and the whole call."""
    fitting = [
        remark
        for remark in REMARKS
        if (value := answers.get(remark.form, {}).get(remark.item)) is not None
        and (value == 0 if remark.fits == "weak" else value == 2)
    ]
    noted = rng.sample(fitting, min(len(fitting), rng.randint(1, 4)))
    if plan.breach:
        noted.append(BREACH)
    drafts: list[tuple[Tag, str, Link | None]] = [(remark.tag, remark.text, remark.link) for remark in noted]
    drafts += [(tag, text, None) for tag, text in rng.sample(ASIDES, rng.randint(0, 2))]
    for tag, text, link in drafts:
        at = _second(seconds * rng.uniform(0.05, 0.85))
        note = draft_note(plan, at, tag, text, link)
        yield _second(at + 6), c.AddNote(note_id=ids.new(), draft=note)
