"""Parts of sessions that are private to the agent: hidden from the lead and from exports (R84)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from coachtui.domain.correction import Correction
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import FormRef
from coachtui.domain.incoming import differing_fields
from coachtui.domain.note import Draft, Note
from coachtui.domain.privacy.removing import without_parts

if TYPE_CHECKING:
    from coachtui.domain.privacy.removing import Part
    from coachtui.domain.session import Session


def without_private(session: Session, private: Collection[str]) -> Session:
    """Return a session without the parts that are private to its agents.

    Evaluations on private forms go, with their notes, drafts and corrections, and the forms themselves: even
    that one was filled in is private. The revision stays, for this is no change of the session.

    Args:
        session: The session.
        private: Ids of private forms.
    """
    if not any(form_id in private for form_id in form_ids_of(session)):
        return session
    notes = {note.id for note in session.notes}

    def is_private(part: Part) -> bool:
        match part:
            case FormRef():
                return part.id in private
            case Evaluation():
                return part.form.id in private
            case Note() | Draft():
                return part.link is not None and part.link.form in private
            case Correction():
                # A note that was taken out no longer says what it was about, so its old text goes too.
                return part.note_id is not None and part.note_id not in notes
        return False

    return without_parts(session, is_private)


def with_private_of(session: Session, stored: Session, private: Collection[str]) -> Session:
    """Return an imported session with the private parts of the stored one added.

    An ordinary export does not carry them, so importing it must not remove them.

    Args:
        session: The imported session.
        stored: The stored session with the same id.
        private: Ids of private forms.
    """
    rest = without_private(stored, private)
    if rest is stored or any(form_id in private for form_id in form_ids_of(session)):
        return session
    if not differing_fields(rest, session):
        return stored
    known = {note.id for note in session.notes}
    notes = [note for note in stored.notes if note not in rest.notes and note.id not in known]
    return replace(
        session,
        forms=(*session.forms, *(ref for ref in stored.forms if ref.id in private)),
        evaluations=(*session.evaluations, *private_evaluations(stored, private)),
        notes=tuple(sorted((*session.notes, *notes), key=attrgetter("at"))),
        drafts=(*session.drafts, *(draft for draft in stored.drafts if draft not in rest.drafts)),
        corrections=(*session.corrections, *(c for c in stored.corrections if c not in rest.corrections)),
    )


def private_evaluations(session: Session, private: Collection[str]) -> tuple[Evaluation, ...]:
    """Return the evaluations of a session on private forms."""
    return tuple(evaluation for evaluation in session.evaluations if evaluation.form.id in private)


def form_ids_of(session: Session) -> Iterator[str]:
    """Yield the id of every form that a session refers to; some more than once."""
    yield from (ref.id for ref in session.forms)
    yield from (evaluation.form.id for evaluation in session.evaluations)
    links = (*(note.link for note in session.notes), *(draft.link for draft in session.drafts))
    yield from (link.form for link in links if link is not None and link.form is not None)
