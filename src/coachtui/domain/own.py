"""What of a session is one agent's own, where others took part in it (R85)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.contact import Contact

if TYPE_CHECKING:
    from coachtui.domain.correction import Corrected, Correction
    from coachtui.domain.evaluation import Rater
    from coachtui.domain.note import Draft, Note
    from coachtui.domain.session import Session

Rewrite = Callable[[str], str]
"""Gives a text as it may be handed to the agent."""


def only_agent(session: Session, agent_id: str, rewrite: Rewrite) -> Session:
    """Return a session with what is about one of its agents, and with nothing about the others.

    The others' evaluations and statements go, and so does every contact that only they were evaluated on,
    with the notes, drafts, marks and corrections made in it; and notes about a form that only they have.
    What is about nobody in particular stays.

    Args:
        session: The session.
        agent_id: The agent.
        rewrite: Takes the names of others out of what was written.
    """
    own = session if session.agent_ids == (agent_id,) else _without_others(session, agent_id)
    return _rewritten(own, rewrite)


def _without_others(session: Session, agent_id: str) -> Session:
    own = tuple(evaluation for evaluation in session.evaluations if evaluation.agent_id == agent_id)
    own_ids = {evaluation.id for evaluation in own}
    theirs = [evaluation for evaluation in session.evaluations if evaluation.id not in own_ids]
    gone = {evaluation.contact_id for evaluation in theirs} - {evaluation.contact_id for evaluation in own}
    contacts = tuple(contact for contact in session.contacts if contact.id not in gone)
    # A session has a contact; where every one is somebody else's, nothing but its random id is left.
    contacts = contacts or (Contact(id=session.contacts[0].id),)
    forms = {(each.contact_id, each.form.id) for each in theirs} - {(e.contact_id, e.form.id) for e in own}

    def is_own(note: Note | Draft) -> bool:
        form = note.link.form if note.link is not None else None
        if note.contact_id is None:
            return form is None or form in {e.form.id for e in own} or form not in {e.form.id for e in theirs}
        return note.contact_id not in gone and (note.contact_id, form) not in forms

    notes = tuple(note for note in session.notes if is_own(note))
    kept = {note.id for note in notes}
    place = session.place
    if place.contact_id not in {contact.id for contact in contacts}:
        place = replace(place, contact_id=contacts[-1].id)
    return replace(
        session,
        agent_ids=(agent_id,),
        contacts=contacts,
        evaluations=tuple(replace(each, rater=_rater(each.rater, session, agent_id)) for each in own),
        notes=notes,
        drafts=tuple(d for d in session.drafts if is_own(d) and (d.note_id is None or d.note_id in kept)),
        marks=tuple(mark for mark in session.marks if mark.contact_id not in gone),
        # A note that was taken out no longer says whom it was about, so its old text goes too.
        corrections=tuple(
            each
            for each in session.corrections
            if _is_kept(each, own_ids, kept, {contact.id for contact in contacts})
        ),
        statements=tuple(each for each in session.statements if each.agent_id == agent_id),
        place=place,
    )


def _is_kept(
    correction: Correction, evaluations: Collection[str], notes: Collection[str], contacts: Collection[str]
) -> bool:
    if correction.note_id is not None:
        return correction.note_id in notes
    if correction.evaluation_id is not None:
        return correction.evaluation_id in evaluations
    return correction.contact_id is None or correction.contact_id in contacts


def _rater(rater: Rater, session: Session, agent_id: str) -> Rater:
    """Return who answered, without the id of a colleague."""
    return rater if rater.id in (agent_id, session.lead_id) else replace(rater, id="")


def _rewritten(session: Session, rewrite: Rewrite) -> Session:
    return replace(
        session,
        contacts=tuple(replace(each, reference=rewrite(each.reference)) for each in session.contacts),
        notes=tuple(replace(note, text=rewrite(note.text)) for note in session.notes),
        drafts=tuple(replace(draft, text=rewrite(draft.text)) for draft in session.drafts),
        steps=tuple(
            replace(step, fields={field: rewrite(text) for field, text in step.fields.items()})
            for step in session.steps
        ),
        corrections=tuple(_correction(each, rewrite) for each in session.corrections),
        statements=tuple(replace(each, text=rewrite(each.text)) for each in session.statements),
    )


def _correction(correction: Correction, rewrite: Rewrite) -> Correction:
    return replace(
        correction,
        why=rewrite(correction.why),
        old=_corrected(correction.old, rewrite),
        new=_corrected(correction.new, rewrite),
    )


def _corrected(part: Corrected | None, rewrite: Rewrite) -> Corrected | None:
    return replace(part, text=rewrite(part.text)) if part is not None and part.text is not None else part
