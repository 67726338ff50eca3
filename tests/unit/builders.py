"""Small forms and answers in one line each, for tests of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from coachtui.domain.evaluation import Answer
from coachtui.domain.form import AnswerType, AnswerValue, CriticalKind, Form, Item, Section

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
