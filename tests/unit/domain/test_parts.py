"""Texts are reached by their roles, in every part of a record; what has no role is found."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date

import pytest
from tests.unit.domain.filled import filled, marks
from tests.unit.domain.filled import texts as every_text

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.kinds import RECORD_KINDS
from coachtui.domain.parts import map_texts, roles_of, texts, values
from coachtui.domain.roles import IDS, AgentId, ContentId, Name, Role, Text
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass

STORED = (Session, Agent, Lead, *(kind.type for kind in RECORD_KINDS))
FIXED_WORDS = {"active", "draft", "lead", "listening", "live", "phone", "face_to_face", "strength", "short"}
"""The first of each set of words that a field may be one of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A record with a text in every place that a type can have it."""

    agent_id: AgentId
    words: tuple[Text, ...] = ()
    by_step: dict[ContentId, Text] = field(default_factory=dict)
    called: Name | None = None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """A record with a text that nobody gave a role."""

    text: str
    more: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A record with a type whose texts nobody reaches."""

    words: frozenset[Text] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A record with more than texts."""

    on: date
    by_hour: dict[ContentId, float | None]
    tries: tuple[float | None, ...]
    count: int


WISH = Wish(agent_id="a", words=("x", "y"), by_step={"goal": "z"}, called="Kim")


@pytest.mark.parametrize("kind", STORED)
def test_every_text_of_a_stored_kind_has_a_role(kind: type) -> None:
    found = dict(roles_of(kind))
    assert [name for name, role in found.items() if role is None] == []
    assert found


def test_a_text_without_a_role_is_named() -> None:
    assert [name for name, role in roles_of(Forgotten) if role is None] == ["Forgotten.text"]
    assert ("Forgotten.more → Wish.called", Role.NAME) in set(roles_of(Forgotten))


@pytest.mark.parametrize("record", [Forgotten(text="x"), Unknown()])
def test_a_record_whose_texts_cannot_all_be_reached_is_refused(record: object) -> None:
    with pytest.raises(TypeError):
        map_texts(record, {Role.TEXT: str.upper})
    with pytest.raises(TypeError):
        list(texts(record, {Role.TEXT}))


def test_texts_are_changed_by_role_wherever_they_stand() -> None:
    other = map_texts(WISH, {Role.TEXT: str.upper, Role.AGENT: lambda agent_id: f"not {agent_id}"})
    assert other == replace(WISH, agent_id="not a", words=("X", "Y"), by_step={"goal": "Z"})


def test_a_record_in_which_nothing_changes_is_itself() -> None:
    assert map_texts(WISH, {Role.GOAL: str.upper}) is WISH
    assert map_texts(WISH, {Role.TEXT: str}) is WISH


def test_texts_come_in_the_order_of_the_fields() -> None:
    assert list(texts(WISH, {Role.TEXT, Role.NAME})) == ["x", "y", "z", "Kim"]
    assert list(texts(replace(WISH, called=None), {Role.NAME})) == []


def test_values_are_found_by_type_wherever_they_stand() -> None:
    record = Measured(on=date(2026, 11, 28), by_hour={"nine": 1.5, "ten": None}, tries=(0.5, None), count=3)
    assert list(values(record, float)) == [1.5, 0.5]
    assert list(values(record, date, int)) == [date(2026, 11, 28), 3]
    assert list(values(record, bool)) == []


@pytest.mark.parametrize("kind", STORED)
def test_every_text_of_a_stored_record_is_reached(kind: type) -> None:
    record = filled(kind)
    known = set(texts(record, set(Role)))
    assert marks(record) <= known
    assert set(every_text(record)) - known <= FIXED_WORDS


def test_changing_every_id_leaves_none_of_them() -> None:
    record = filled(Session)
    ids = set(texts(record, IDS))
    other = map_texts(record, dict.fromkeys(IDS, lambda known: f"{known}'"))
    assert not ids & set(every_text(other))
