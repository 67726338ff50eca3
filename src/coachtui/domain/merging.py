"""Merging of an imported session with the stored one of the same id."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.correcting import with_history_of
from coachtui.domain.privacy.erasure import without_agent
from coachtui.domain.privacy.private_parts import with_private_of

if TYPE_CHECKING:
    from coachtui.domain.session import Session


def merge_imported(session: Session, stored: Session, private: Collection[str]) -> Session:
    """Return an imported session with those parts of the stored one that must not be lost (R84, R86).

    Kept are private parts of the agents, corrections and statements missing in the file, and the final
    status. Nothing is kept of an agent whom the file removes from the session, as with erasing. The result is
    consistent, so it can be exported and imported again.

    Args:
        session: The imported session, consistent in itself.
        stored: The stored session with the same id.
        private: Ids of private forms.
    """
    rest: Session | None = stored
    for agent_id in stored.agent_ids:
        if rest is not None and agent_id not in session.agent_ids:
            rest = without_agent(rest, agent_id)
    if rest is None:
        return replace(session, status="final" if stored.status == "final" else session.status)
    return _fitting(with_history_of(with_private_of(session, rest, private), rest), session, rest)


def _fitting(both: Session, session: Session, stored: Session) -> Session:
    """Return the merged session with every contact it refers to, and every id once."""
    if both in (session, stored):
        return both
    ours = set(_ids(session))
    there = {contact.id for contact in session.contacts}
    spoken = {evaluation.contact_id for evaluation in both.evaluations}
    spoken |= {note.contact_id for note in both.notes if note.contact_id is not None}
    spoken |= {draft.contact_id for draft in both.drafts if draft.contact_id is not None}
    notes = tuple(note for note in both.notes if note in session.notes or note.id not in ours)
    known = {note.id for note in notes}
    return replace(
        both,
        contacts=(*session.contacts, *(each for each in stored.contacts if each.id in spoken - there)),
        notes=notes,
        drafts=tuple(draft for draft in both.drafts if draft.note_id is None or draft.note_id in known),
        evaluations=tuple(e for e in both.evaluations if e in session.evaluations or e.id not in ours),
        corrections=tuple(c for c in both.corrections if c in session.corrections or c.id not in ours),
        statements=tuple(s for s in both.statements if s in session.statements or s.id not in ours),
    )


def _ids(session: Session) -> Iterator[str]:
    yield from (note.id for note in session.notes)
    yield from (mark.id for mark in session.marks)
    yield from (evaluation.id for evaluation in session.evaluations)
    yield from (correction.id for correction in session.corrections)
    yield from (statement.id for statement in session.statements)
