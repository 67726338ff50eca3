"""Corrections of final sessions, and the statements of agents about them (R86)."""

from __future__ import annotations

from datetime import datetime

from coachtui.domain.roles import AgentId, ContactId, ContentId, EvaluationId, LeadId, NoteId, OwnId, Text
from coachtui.domain.value import dataclass

REASON_LIMIT = 500
"""Longest reason for a correction, in characters."""

STATEMENT_LIMIT = 5000
"""Longest statement of an agent, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedValue:
    """The value before or after a correction: an answer or a text.

    Attributes:
        value: Value of an answer; ``None`` where it is not applicable, and for a text.
        na: Not applicable.
        text: A text, or the id of a channel; ``None`` for an answer.
        not_reached: Not applicable because the contact broke off before (R19).
    """

    value: int | None = None
    na: bool = False
    text: Text | None = None
    not_reached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One change made to a final session.

    Attributes:
        id: UUIDv7.
        at: Wall time with offset.
        by: Id of the lead who made it.
        why: The reason, in the lead's words.
        contact_id: The contact that the answer or note is about, or ``None``.
        evaluation_id: The evaluation of a corrected answer, or ``None``.
        item: The item of a corrected answer, or ``None``.
        note_id: The corrected note, or ``None``.
        model: The model of a corrected field, or ``None``.
        step: The step of that field, or ``None``.
        field: The corrected field of a step; of a contact ``reference`` or ``channel``; or ``None``.
        old: The previous value; ``None`` for an item that had no answer.
        new: The new value; ``None`` where a note was removed.
    """

    id: OwnId
    at: datetime
    by: LeadId
    why: Text
    contact_id: ContactId | None = None
    evaluation_id: EvaluationId | None = None
    item: ContentId | None = None
    note_id: NoteId | None = None
    model: ContentId | None = None
    step: ContentId | None = None
    field: ContentId | None = None
    old: CorrectedValue | None = None
    new: CorrectedValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An agent's own comment on a session, kept beside what the lead recorded (R86).

    Attributes:
        id: UUIDv7.
        at: Wall time with offset.
        agent_id: Whose it is.
        text: In the agent's words, normalised; never parsed as markup.
        unfinished: Whether it was still being written when it was stored: a power cut may leave it so.
    """

    id: OwnId
    at: datetime
    agent_id: AgentId
    text: Text
    unfinished: bool = False
