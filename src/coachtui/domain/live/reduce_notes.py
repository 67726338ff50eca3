"""Handlers of the commands about notes: drafts, adding, editing and removing (R4, R7)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.errors import Refused
from coachtui.domain.live.commands import AddNote, DropDraft, KeepDraft, Moment, RemoveNote
from coachtui.domain.live.handlers import handles
from coachtui.domain.live.reduce_model import with_model
from coachtui.domain.live.rules import Rules
from coachtui.domain.note import Draft, Link, Note
from coachtui.domain.session import Session


@handles(KeepDraft)
def keep_draft(session: Session, command: KeepDraft, moment: Moment, rules: Rules) -> Session:
    """Save the text of an unfinished note as far as it is typed; an empty text drops the draft."""
    del moment, rules
    draft = command.draft
    others = _without(session, draft)
    if not draft.text and draft.note_id is None:
        return session if others == session.drafts else replace(session, drafts=others)
    kept = (*others, draft)
    return session if kept == session.drafts else _told_of(replace(session, drafts=kept), draft.link)


@handles(AddNote)
def add_note(session: Session, command: AddNote, moment: Moment, rules: Rules) -> Session:
    """Turn a draft into a note, or into the new text of the note it edits.

    Raises:
        Refused: ``note_empty`` for a new note without text, ``no_such_note`` for an edit of none.
    """
    del moment, rules
    draft = command.draft
    text = draft.text.strip()
    drafts = _without(session, draft)
    if draft.note_id is not None:
        return _edit(replace(session, drafts=drafts), draft, text)
    if not text:
        raise Refused("note_empty")
    return _add(replace(session, drafts=drafts), draft, command.note_id, text)


def _add(session: Session, draft: Draft, note_id: str, text: str) -> Session:
    """Insert the note made of a draft at the time of its first keystroke."""
    note = Note(
        id=note_id,
        at=draft.at,
        text=text,
        call_s=draft.call_s,
        contact_id=draft.contact_id,
        tag=draft.tag,
        link=draft.link,
    )
    noted = replace(session, notes=tuple(sorted((*session.notes, note), key=lambda each: each.at)))
    return _told_of(noted, draft.link)


def _told_of(session: Session, link: Link | None) -> Session:
    """Return a session that records the model a note is about, so that a copy of it is kept (R20)."""
    return session if link is None or link.model is None else with_model(session, link.model)


@handles(DropDraft)
def drop_draft(session: Session, command: DropDraft, moment: Moment, rules: Rules) -> Session:
    """Drop the unfinished edit of a note; the note stays as it is."""
    del moment, rules
    drafts = _without(session, command.draft)
    return session if drafts == session.drafts else replace(session, drafts=drafts)


@handles(RemoveNote)
def remove_note(session: Session, command: RemoveNote, moment: Moment, rules: Rules) -> Session:
    """Remove a note.

    Raises:
        Refused: ``no_such_note``.
    """
    del moment, rules
    if session.note(command.note_id) is None:
        raise Refused("no_such_note")
    return replace(
        session,
        notes=tuple(note for note in session.notes if note.id != command.note_id),
        drafts=tuple(draft for draft in session.drafts if draft.note_id != command.note_id),
    )


def convert_drafts(session: Session, note_ids: tuple[str, ...]) -> Session:
    """Turn every draft with text into a note, so that closing a session loses nothing.

    An edit of a note that no longer exists becomes a new note.

    Raises:
        ValueError: Fewer ids than new notes.
    """
    ids = iter(note_ids)
    for draft in session.drafts:
        text = draft.text.strip()
        if text and draft.note_id is not None and session.note(draft.note_id) is not None:
            session = _edit(session, draft, text)
        elif text:
            note_id = next(ids, None)
            if note_id is None:
                raise ValueError("a note id for every draft")
            session = _add(session, draft, note_id, text)
    return replace(session, drafts=())


def _edit(session: Session, draft: Draft, text: str) -> Session:
    if session.note(draft.note_id or "") is None:
        raise Refused("no_such_note")
    if not text:
        return replace(session, notes=tuple(n for n in session.notes if n.id != draft.note_id))
    notes = tuple(replace(n, text=text, tag=draft.tag) if n.id == draft.note_id else n for n in session.notes)
    return replace(session, notes=notes)


def _without(session: Session, draft: Draft) -> tuple[Draft, ...]:
    return tuple(kept for kept in session.drafts if not kept.same_as(draft))
