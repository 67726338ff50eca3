"""What leaves a session together with a part that is taken out of it."""

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
    from coachtui.domain.session import Place, Session

    Part = Contact | Evaluation | Note | Draft | Mark | Correction | Statement | FormRef


def without_parts(session: Session, goes: Callable[[Part], bool]) -> Session:
    """Return a session without some of its parts, and without whatever was about one of them.

    With a contact go its evaluations, notes, drafts, marks and corrections; with an evaluation or a note
    what was corrected in it; with a note the unfinished change of it. Where no contact is left there is an
    empty one, for a session has one at least, and its random id says nothing.

    Args:
        session: The session.
        goes: Whether a part is to be taken out.
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
            if each.contact_id not in gone
            and each.evaluation_id not in gone_evaluations
            and each.note_id not in gone_notes
            and not goes(each)
        ),
        statements=tuple(each for each in session.statements if not goes(each)),
        place=_place(session, contacts, forms),
    )


def _place(session: Session, contacts: tuple[Contact, ...], forms: tuple[FormRef, ...]) -> Place:
    """Return where the lead was, or what is left nearest to it."""
    place = session.place
    if place.contact_id not in {contact.id for contact in contacts}:
        place = replace(place, contact_id=contacts[-1].id)
    if place.form_id in {ref.id for ref in session.forms} - {ref.id for ref in forms}:
        place = replace(place, form_id=forms[0].id if forms else "")
    return place


class PartsOf:
    """What of a session is about some of its evaluations and about none of the others."""

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

    def have(self, part: Part) -> bool:
        """Whether a contact or form is theirs alone, or a note about such a form in its contact, if any."""
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
