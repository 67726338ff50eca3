"""Finds and makes the drafts of a session: texts that are being written or were left unfinished."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.note import Draft
from coachtui.domain.session import Session
from coachtui.ui.live.writing import Writing, kept_of

if TYPE_CHECKING:
    from coachtui.services.open_session import OpenSession


def last_draft(session: Session) -> Draft | None:
    """Return the newest text that was left unfinished, or ``None``."""
    return next((draft for draft in reversed(session.drafts) if draft.text), None)


def draft_of(writing: Writing, text: str, open_session: OpenSession, clocked_id: str) -> Draft:
    """Return the draft of what is being written, stamped with the moment of its first keystroke.

    Args:
        writing: What is written.
        text: The text so far.
        open_session: The session in which it is written.
        clocked_id: The contact it belongs to where the writing names none.
    """
    session = open_session.session
    kept = kept_of(writing, session)
    if kept is not None:
        return replace(kept, text=text, tag=writing.tag)
    note = session.note(writing.note_id) if writing.note_id else None
    if note is not None:
        return Draft(
            at=note.at,
            text=text,
            call_s=note.call_s,
            contact_id=note.contact_id,
            tag=writing.tag,
            link=note.link,
            note_id=note.id,
        )
    mark = writing.mark
    if mark is not None:
        return Draft(
            at=mark.at,
            text=text,
            call_s=mark.call_s,
            contact_id=mark.contact_id,
            tag=writing.tag,
            id=writing.draft_id,
        )
    moment = open_session.desk.moment()
    running = session.running_contact
    contact_id = writing.contact_id or clocked_id
    call_s = moment.call_s if running is not None and running.id == contact_id else None
    return Draft(
        at=moment.at,
        text=text,
        call_s=call_s,
        contact_id=contact_id,
        tag=writing.tag,
        link=writing.link,
        id=writing.draft_id,
    )
