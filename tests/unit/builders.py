"""Small forms and answers in one line each, for tests of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from coachtui.domain.contact import Contact
from coachtui.domain.errors import Refused
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import AnswerType, AnswerValue, CriticalKind, Form, Item, Section
from coachtui.domain.live.commands import Command, Moment, Target
from coachtui.domain.live.reduce import reduce
from coachtui.domain.live.rules import Rules
from coachtui.domain.session import Cursor, ModelRef, Session

NOW = datetime.fromisoformat("2026-11-16T10:00:00+01:00")


def answer_type(type_id: str, fractions: Mapping[int, float | None], *, scored: bool = True) -> AnswerType:
    values = tuple(
        AnswerValue(id=f"v{value}", value=value, label={"en": str(value)}, fraction=fraction)
        for value, fraction in fractions.items()
    )
    return AnswerType(id=type_id, name={"en": type_id}, values=values, scored=scored)


LEVEL = answer_type("scale_0_2", {0: 0.0, 1: 0.5, 2: 1.0})
YES_NO = answer_type("yes_no", {0: 0.0, 1: 1.0})
IN_ORDER = answer_type("critical", {1: None, 0: None}, scored=False)


def item(
    item_id: str,
    weight: float = 1,
    kind: AnswerType = YES_NO,
    *,
    na: bool = True,
    critical: CriticalKind | None = None,
) -> Item:
    return Item(id=item_id, answer_type=kind, weight=weight, na=na, label={"en": item_id}, critical=critical)


def section(section_id: str, *items: Item, weight: float = 1) -> Section:
    return Section(id=section_id, name={"en": section_id}, weight=weight, items=items)


def form(*sections: Section, scored: bool = True) -> Form:
    return Form(id="form", version=1, name={"en": "Form"}, sections=sections, scored=scored)


def answers(**given: int | str) -> dict[str, Answer]:
    """Answers by item id; ``"n"`` is not applicable."""
    return {
        item_id: Answer(value=None, na=True, at=NOW) if value == "n" else Answer(value=int(value), at=NOW)
        for item_id, value in given.items()
    }


CORE = form(
    section("contact", item("greeting", 4, YES_NO, na=False), item("warmth", 5, LEVEL)),
    section("mapping", item("needs", 6, LEVEL), item("identify", 0, IN_ORDER, critical="compliance")),
    section("closing", item("summary", 5, LEVEL)),
)
"""A small form that starts like the shipped ones: one item must be judged, one is critical."""

SECOND = replace(CORE, id="second")
RULES = Rules(forms={"form": CORE, "second": SECOND}, phases=("contact", "mapping", "closing"))
GROW = ModelRef(id="grow", version=1)


def session() -> Session:
    """A session just begun: one contact, both forms, nothing captured."""
    return Session(
        id="session",
        agent_ids=("anna",),
        lead_id="lead",
        started_at=NOW,
        place=Cursor(contact_id="c1", form_id="form"),
        contacts=(Contact(id="c1"),),
        forms=(CORE.ref, SECOND.ref),
    )


def moment(call_s: float | None = None) -> Moment:
    return Moment(at=NOW + timedelta(seconds=call_s or 0), call_s=call_s)


def target(item_id: str, form_id: str = "form", contact_id: str = "c1") -> Target:
    return Target(
        contact_id=contact_id, form_id=form_id, item_id=item_id, evaluation_id=f"e-{contact_id}-{form_id}"
    )


def after(start: Session, *steps: Command | tuple[float | Moment, Command]) -> Session:
    """The session after commands, each given outside a call or as (seconds into it, or moment, command)."""
    for step in steps:
        when, command = step if isinstance(step, tuple) else (None, step)
        start = reduce(start, command, when if isinstance(when, Moment) else moment(when), RULES)
    return start


def refusal(start: Session, command: Command, call_s: float | None = None, rules: Rules = RULES) -> Refused:
    """The refusal of a command, once it is sure that the session is untouched."""
    before = deepcopy(start)
    with pytest.raises(Refused) as caught:
        reduce(start, command, moment(call_s), rules)
    assert start == before
    return caught.value
