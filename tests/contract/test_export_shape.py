"""Whatever a session has is in the shape of the export, so that no field is forgotten there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints, is_typeddict

import pytest
from tests.contract.test_export import KEYS

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.evaluation import Answer, Evaluation
from coachtui.domain.session import Session
from coachtui.exchange.schema import export_schema
from coachtui.exchange.shapes import (
    AgentShape,
    AnswerShape,
    EvaluationShape,
    LeadShape,
    SessionShape,
    first_keys_of,
    keys_of,
)

LEFT_OUT = {
    "Session": {"place", "seen_s", "revision"},  # where the lead was, and counters
}
ELSEWHERE = {"Session": {"evaluations"}}  # records of their own
ADDED = {
    "Evaluation": {"session_id", "score", "score_low", "score_high", "sections", "critical_breaches"},
}


def inner(hint: Any) -> Any:
    """Return the class of a part that a type holds, one or many of it, or ``None``."""
    if is_typeddict(hint) or (is_dataclass(hint) and isinstance(hint, type)):
        return hint
    return next((found for each in get_args(hint) if (found := inner(each)) is not None), None)


def pairs(kind: Any, shape: Any) -> Iterator[tuple[Any, Any]]:
    """Yield a class with its shape, and all their parts."""
    yield kind, shape
    hints, shaped = (get_type_hints(each, include_extras=True) for each in (kind, shape))
    for name in hints.keys() & shaped.keys():
        part, of_part = inner(hints[name]), inner(shaped[name])
        if part is not None and of_part is not None:
            yield from pairs(part, of_part)


@pytest.mark.parametrize(
    ("kind", "shape"),
    [(Session, SessionShape), (Evaluation, EvaluationShape), (Agent, AgentShape), (Lead, LeadShape)],
)
def test_every_field_is_exported_under_its_name(kind: type, shape: Any) -> None:
    for one, of_one in pairs(kind, shape):
        name = one.__name__
        apart = LEFT_OUT.get(name, set()) | ELSEWHERE.get(name, set())
        expected = {field.name for field in fields(one)} - apart | ADDED.get(name, set())
        assert keys_of(of_one) == expected, name


def test_an_answer_has_the_keys_of_its_shape_in_their_order() -> None:
    """The encoder writes answers by their class."""
    assert [field.name for field in fields(Answer)] == list(AnswerShape.__annotations__)


def test_what_came_later_is_not_asked_of_a_file() -> None:
    assert keys_of(SessionShape) - first_keys_of(SessionShape) == {"corrections", "statements"}
    assert keys_of(EvaluationShape) - first_keys_of(EvaluationShape) == {"not_reached"}


@pytest.mark.parametrize("name", KEYS)
def test_the_schema_requires_every_key_of_the_interface(name: str) -> None:
    schema = export_schema()
    part = schema if name == "top" else schema["$defs"][f"{name.capitalize()}Shape"]
    assert set(KEYS[name].split()) <= set(part["required"])
    assert set(part["required"]) <= set(part["properties"])
