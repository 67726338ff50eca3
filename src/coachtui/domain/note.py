"""Notes, drafts of notes and marks made while listening (R7, R8)."""

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
    """The subject of a note: an item of a form, a step of a model or a goal; exactly one of them."""

    form: ContentId | None = None
    item: ContentId | None = None
    model: ContentId | None = None
    step: ContentId | None = None
    goal: GoalId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note with the time of its first keystroke.

    Attributes:
        id: UUIDv7.
        at: Wall time with offset.
        text: The cleaned text; never parsed as markup.
        call_s: Seconds into the call, one decimal; ``None`` outside a call.
        contact_id: The contact it belongs to.
        tag: The kind of note, or ``None``.
        link: Its subject, or ``None``.
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
    """An unfinished note, saved as it is typed (R4, R8).

    A draft about a form row, or one that edits a note, is identified by that; any other has an id.

    Attributes:
        at: Wall time of its first keystroke.
        text: The text typed so far.
        call_s: Seconds into the call at the first keystroke; ``None`` outside a call.
        contact_id: The contact it will belong to.
        tag: The kind of note, or ``None``.
        link: Its subject, or ``None``.
        note_id: The note being edited, or ``None`` for a new one.
        id: Distinguishes several drafts without subject; ``None`` where there is only one.
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
        """Return whether another draft is a revision of this one."""
        if self.id is not None or other.id is not None:
            return self.id == other.id
        return self.note_id == other.note_id and (self.note_id is not None or self.link == other.link)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment that the lead marked with one key (R8)."""

    id: OwnId
    at: datetime
    call_s: float | None = None
    contact_id: ContactId | None = None
