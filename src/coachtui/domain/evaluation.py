"""Evaluations: one form, filled in by one rater about one contact (R14-R20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import datetime
from typing import Literal

from coachtui.domain.form import Form, FormRef, Item
from coachtui.domain.roles import AgentId, ContactId, ContentId, EvaluationId, PersonId
from coachtui.domain.value import dataclass

RaterRole = Literal["lead", "agent", "observer", "colleague"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rater:
    """The person who filled a form in."""

    role: RaterRole
    id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one item.

    Attributes:
        value: Value of the item's answer type; ``None`` when not applicable.
        na: Not applicable; never the same as unanswered (R16).
        at: Wall time with offset.
        call_s: Seconds into the call, one decimal; ``None`` outside a call.
        star: Marked as a strength.
    """

    value: int | None
    na: bool = False
    at: datetime
    call_s: float | None = None
    star: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The answers of one rater on one form about one contact.

    Attributes:
        id: UUIDv7.
        contact_id: The contact it is about.
        agent_id: The agent it is about.
        rater: Who answered.
        form: The form, in the version it was filled in with (R20).
        status: ``final`` is closed for editing.
        answers: By item id; an unanswered item is absent. Never changed in place.
        not_reached: Ids of the items that are n/a because the contact broke off before them (R19).
    """

    id: EvaluationId
    contact_id: ContactId
    agent_id: AgentId
    rater: Rater
    form: FormRef
    status: Literal["draft", "final"] = "draft"
    answers: dict[ContentId, Answer] = field(default_factory=dict)
    not_reached: tuple[ContentId, ...] = ()

    @property
    def given(self) -> dict[str, Answer]:
        """The answers that somebody gave: all but items the contact broke off before (R19)."""
        return {item_id: each for item_id, each in self.answers.items() if item_id not in self.not_reached}


def unanswered(form: Form, answers: dict[str, Answer]) -> Iterator[Item]:
    """Yield the items of a form that have neither an answer nor n/a, in order (R19)."""
    for item in form.items():
        if item.id not in answers:
            yield item


def breaches(form: Form, answers: dict[str, Answer]) -> tuple[str, ...]:
    """Return the ids of critical items answered as a breach, in form order (R18)."""
    return tuple(
        item.id
        for item in form.items()
        if (answer := answers.get(item.id)) is not None
        and answer.value is not None
        and item.breached_by(answer.value)
    )
