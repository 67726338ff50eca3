"""Notes and marks taken while listening (R7, R8)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coachtui.domain.roles import ContactId, ContentId, GoalId, NoteId, OwnId, Text
from coachtui.domain.value import dataclass

Tag = Literal["strength", "improvement", "quote", "question", "fact", "praise", "critical"]

TAGS: tuple[Tag, ...] = ("strength", "improvement", "quote", "question", "fact", "praise", "critical")
"""In the order the tag keys step through them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a note is about: an item of a form, a step of a model or a goal; exactly one of them."""

    form: ContentId | None = None
    item: ContentId | None = None
    model: ContentId | None = None
    step: ContentId | None = None
    goal: GoalId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note, stamped with the moment of its first keystroke.

    Attributes:
        id: UUIDv7.
        at: Wall time with offset.
        text: What was written, normalised; never parsed as markup.
        call_s: Seconds into the call, one decimal; ``None`` outside a call.
        contact_id: The contact it belongs to.
        tag: What kind of note, or ``None``.
        link: What it is about, or ``None``.
    """

    id: NoteId
    at: datetime
    text: Text
    call_s: float | None = None
    contact_id: ContactId | None = None
    tag: Tag | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A note being typed, saved as it grows (R4, R8).

    One about a row, and one that edits a note, is known by that; any number of others have an id each.

    Attributes:
        at: Wall time of its first keystroke.
        text: What is typed so far.
        call_s: Seconds into the call at the first keystroke; ``None`` outside a call.
        contact_id: The contact it will belong to.
        tag: What kind of note, or ``None``.
        link: What it is about, or ``None``.
        note_id: The note being edited, or ``None`` for a new one.
        id: Tells it from others about the same, or ``None`` where there is one at most.
    """

    at: datetime
    text: Text
    call_s: float | None = None
    contact_id: ContactId | None = None
    tag: Tag | None = None
    link: Link | None = None
    note_id: NoteId | None = None
    id: OwnId | None = None

    def same_as(self, other: Draft) -> bool:
        """Whether the other one is this one at another time."""
        if self.id is not None or other.id is not None:
            return self.id == other.id
        return self.note_id == other.note_id and (self.note_id is not None or self.link == other.link)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment marked with one key (R8)."""

    id: OwnId
    at: datetime
    call_s: float | None = None
    contact_id: ContactId | None = None
