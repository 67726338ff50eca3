"""Removing parts of a session together with everything that depends on them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.contact import Contact
from coachtui.domain.form import FormRef
from coachtui.domain.note import Draft, Note

if TYPE_CHECKING:
    from coachtui.domain.correction import Correction, Statement
    from coachtui.domain.evaluation import Evaluation
    from coachtui.domain.note import Mark
    from coachtui.domain.session import Cursor, Session

    Part = Contact | Evaluation | Note | Draft | Mark | Correction | Statement | FormRef


def without_parts(session: Session, goes: Callable[[Part], bool]) -> Session:
    """Return a session without some of its parts, and without everything that depends on them.

    A contact takes its evaluations, notes, drafts, marks and corrections along; an evaluation or note its
    corrections; a note its unfinished edit. Where no contact is left an empty one is added, for a session has
    at least one; its random id says nothing.

    Args:
        session: The session.
        goes: Whether a part is to be removed.
    """
    contacts = tuple(contact for contact in session.contacts if not goes(contact))
    gone = {contact.id for contact in session.contacts} - {contact.id for contact in contacts}

    def stays(part: Evaluation | Note | Draft | Mark) -> bool:
        return part.contact_id not in gone and not goes(part)

    contacts = contacts or (Contact(id=session.contacts[0].id),)
    forms = tuple(ref for ref in session.forms if not goes(ref))
    evaluations = tuple(filter(stays, session.evaluations))
    notes = tuple(filter(stays, session.notes))
    gone_notes = {note.id for note in session.notes} - {note.id for note in notes}
    gone_evaluations = {each.id for each in session.evaluations} - {each.id for each in evaluations}
    return replace(
        session,
        contacts=contacts,
        forms=forms,
        evaluations=evaluations,
        notes=notes,
        drafts=tuple(each for each in session.drafts if stays(each) and each.note_id not in gone_notes),
        marks=tuple(filter(stays, session.marks)),
        corrections=tuple(
            each
            for each in session.corrections
            if not (_is_about_any(each, gone, gone_evaluations, gone_notes) or goes(each))
        ),
        statements=tuple(each for each in session.statements if not goes(each)),
        place=_place(session, contacts, forms),
    )


def _is_about_any(correction: Correction, contacts: set[str], evaluations: set[str], notes: set[str]) -> bool:
    """Return whether a correction is about one of some contacts, evaluations or notes, given by id."""
    return (
        correction.contact_id in contacts
        or correction.evaluation_id in evaluations
        or correction.note_id in notes
    )


def _place(session: Session, contacts: tuple[Contact, ...], forms: tuple[FormRef, ...]) -> Cursor:
    """Return the cursor of the session, or the nearest place that is left."""
    place = session.place
    if place.contact_id not in {contact.id for contact in contacts}:
        place = replace(place, contact_id=contacts[-1].id)
    if place.form_id in {ref.id for ref in session.forms} - {ref.id for ref in forms}:
        place = replace(place, form_id=forms[0].id if forms else "")
    return place


class ExclusiveParts:
    """The parts of a session that belong to some of its evaluations and to none of the others."""

    def __init__(
        self,
        some: Collection[Evaluation],
        others: Collection[Evaluation],
        private: Collection[str] = frozenset(),
    ) -> None:
        """Take the evaluations.

        Args:
            some: Whose parts they are.
            others: What makes a part theirs as well.
            private: Ids of forms of which notes go with ``some`` even if others have them.
        """
        shared = [each for each in others if each.form.id not in private]
        self._contacts = {each.contact_id for each in some} - {each.contact_id for each in others}
        self._forms = {each.form.id for each in some} - {each.form.id for each in others}
        self._noted = {each.form.id for each in some} - {each.form.id for each in shared}
        self._noted_at = {(each.contact_id, each.form.id) for each in some}
        self._noted_at -= {(each.contact_id, each.form.id) for each in shared}

    def include(self, part: Part) -> bool:
        """Return whether a contact, form or note belongs to these evaluations alone."""
        match part:
            case Contact():
                return part.id in self._contacts
            case FormRef():
                return part.id in self._forms
            case Note() | Draft():
                form = part.link.form if part.link is not None else None
                if part.contact_id is None:
                    return form in self._noted
                return (part.contact_id, form) in self._noted_at
        return False
