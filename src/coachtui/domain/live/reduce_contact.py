"""Handlers of the commands that break off or remove a contact (R19)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.contact import Contact
from coachtui.domain.errors import Refused
from coachtui.domain.evaluation import Answer, Evaluation, unanswered
from coachtui.domain.live.commands import BreakOff, EndCall, Moment, RemoveContact
from coachtui.domain.live.handlers import handles
from coachtui.domain.live.reduce_call import contact_used, end_call
from coachtui.domain.live.rules import Rules
from coachtui.domain.session import Session


@handles(BreakOff)
def break_off(session: Session, command: BreakOff, moment: Moment, rules: Rules) -> Session:
    """Mark a contact as broken off, which ends its call and closes its forms; or remove that mark.

    Raises:
        Refused: ``no_such_contact``, or ``nothing_broke_off`` where nothing was captured about it.
    """
    contact = session.contact(command.contact_id)
    if contact is None:
        raise Refused("no_such_contact")
    if contact.broken_off:
        return _with_contact(_reached_again(session, contact.id), replace(contact, broken_off=False))
    if not contact_used(session, contact):
        raise Refused("nothing_broke_off")
    if contact.running:
        session = end_call(session, EndCall(), moment, rules)
        contact = session.contact(command.contact_id) or contact
    return close_broken_off(_with_contact(session, replace(contact, broken_off=True)), moment, rules)


def close_broken_off(session: Session, moment: Moment, rules: Rules) -> Session:
    """Return a session with every open item of broken-off contacts marked as not reached (n/a).

    This includes items that allow no n/a otherwise: nobody can judge what never came.
    """
    broken = {contact.id for contact in session.contacts if contact.broken_off}
    evaluations = tuple(
        _closed(evaluation, moment, rules)
        if evaluation.contact_id in broken and evaluation.status == "draft"
        else evaluation
        for evaluation in session.evaluations
    )
    return session if evaluations == session.evaluations else replace(session, evaluations=evaluations)


@handles(RemoveContact)
def remove_contact(session: Session, command: RemoveContact, moment: Moment, rules: Rules) -> Session:
    """Remove a contact with everything recorded about it; a session keeps at least one contact.

    Raises:
        Refused: ``no_such_contact``, or ``only_contact`` for an untouched one that stands alone.
    """
    del moment, rules
    gone = session.contact(command.contact_id)
    if gone is None:
        raise Refused("no_such_contact")
    rest = tuple(contact for contact in session.contacts if contact.id != gone.id)
    if not rest and not contact_used(session, gone):
        raise Refused("only_contact")
    rest = rest or (Contact(id=command.new_id),)
    place = session.place
    if place.contact_id == gone.id:
        before = session.contacts.index(gone) - 1
        place = replace(place, contact_id=rest[max(0, before)].id)
    kept = {note.id for note in session.notes if note.contact_id != gone.id}
    return replace(
        session,
        contacts=rest,
        place=place,
        evaluations=tuple(each for each in session.evaluations if each.contact_id != gone.id),
        notes=tuple(note for note in session.notes if note.id in kept),
        marks=tuple(mark for mark in session.marks if mark.contact_id != gone.id),
        drafts=tuple(
            draft
            for draft in session.drafts
            if draft.contact_id != gone.id and (draft.note_id is None or draft.note_id in kept)
        ),
    )


def _closed(evaluation: Evaluation, moment: Moment, rules: Rules) -> Evaluation:
    form = rules.forms.get(evaluation.form.id)
    missing = [item.id for item in unanswered(form, evaluation.answers)] if form is not None else []
    if not missing:
        return evaluation
    rest = {item_id: Answer(value=None, na=True, at=moment.at) for item_id in missing}
    return replace(
        evaluation,
        answers={**evaluation.answers, **rest},
        not_reached=(*evaluation.not_reached, *missing),
    )


def _reached_again(session: Session, contact_id: str) -> Session:
    """Return a session in which the items that were not reached are open again."""
    evaluations = tuple(
        replace(
            evaluation,
            answers={k: a for k, a in evaluation.answers.items() if k not in evaluation.not_reached},
            not_reached=(),
        )
        if evaluation.contact_id == contact_id and evaluation.status == "draft"
        else evaluation
        for evaluation in session.evaluations
    )
    return replace(session, evaluations=tuple(each for each in evaluations if each.answers))


def _with_contact(session: Session, contact: Contact) -> Session:
    contacts = tuple(contact if old.id == contact.id else old for old in session.contacts)
    return replace(session, contacts=contacts)
