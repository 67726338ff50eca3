"""The question before a contact is removed, and sentences about one that broke off or is gone (R19)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coachtui.domain.contact import Contact
from coachtui.domain.live.reduce_call import contact_used
from coachtui.domain.session import Session
from coachtui.i18n import _, ngettext
from coachtui.ui.places import shown_at
from coachtui.ui.present import clock, labelled
from coachtui.ui.screens.question import Option, QuestionScreen

if TYPE_CHECKING:
    from coachtui.services.open_session import OpenSession
    from coachtui.ui.coach import Coach


class RemoveQuestion(QuestionScreen):
    """The question whether to remove a contact with all that was captured about it."""

    SCOPES = shown_at("RemoveQuestion")
    START = 1

    def __init__(
        self, session: Session, contact: Contact, remove: Callable[[], None], call_s: float | None
    ) -> None:
        """Take what is asked about.

        Args:
            session: The session.
            contact: The contact.
            remove: Called on yes.
            call_s: Seconds into the call that runs; ``None`` outside a call.
        """
        super().__init__()
        self._session = session
        self._contact = contact
        self._call_s = call_s
        self._remove = remove

    def title_text(self) -> str:
        """Return the question."""
        number = contact_number(self._session, self._contact.id)
        return _("Remove contact {number}?").format(number=number)

    def said(self) -> tuple[str, ...]:
        """Return what goes with the contact."""
        return (
            _captured(self._session, self._contact, self._call_s),
            _("Undo brings it back until you leave the session or lock the data."),
        )

    def options(self) -> tuple[Option, ...]:
        """Return the answers yes and no."""
        return (
            Option(_("Yes, remove it"), self._remove, "critical"),
            Option(_("No, keep it"), lambda: None),
        )


def ask_to_remove(
    coach: Coach, open_session: OpenSession, contact_id: str, remove: Callable[[str], None]
) -> None:
    """Remove a contact, after a question where anything was captured about it.

    Args:
        coach: The application.
        open_session: The session of the contact.
        contact_id: The contact.
        remove: Takes it away.
    """
    session = open_session.session
    contact = session.contact(contact_id)
    if contact is not None and contact_used(session, contact):
        removes = partial(remove, contact_id)
        coach.places.open(RemoveQuestion(session, contact, removes, open_session.desk.call_s()))
    else:
        remove(contact_id)


def contact_number(session: Session, contact_id: str) -> int:
    """Return the number of a contact in its session, from 1."""
    return next(number for number, contact in enumerate(session.contacts, 1) if contact.id == contact_id)


def removed(number: int, undo_key: str) -> str:
    """Return the sentence that a contact was removed."""
    return _("Contact {number} was removed; {key} brings it back.").format(number=number, key=undo_key)


def broke_off(session: Session, contact: Contact) -> str:
    """Return the sentence that a contact is marked as broken off, or no longer is."""
    text = _broke_off(session, contact)
    if len(session.contacts) == 1:
        return text
    return labelled(_("Contact {number}").format(number=contact_number(session, contact.id)), text)


def _broke_off(session: Session, contact: Contact) -> str:
    if not contact.broken_off:
        return _("It counts again and its open rows can be answered; the call stays ended.")
    count = sum(len(e.not_reached) for e in session.evaluations if e.contact_id == contact.id)
    rows = ngettext("{count} row not reached", "{count} rows not reached", count).format(count=count)
    return _("Cut off: {rows}; it does not count for the month.").format(rows=rows)


def _captured(session: Session, contact: Contact, call_s: float | None) -> str:
    """Return what was captured about a contact, counted; a running call is as long as it is now."""
    answers = sum(len(e.given) for e in session.evaluations if e.contact_id == contact.id)
    notes = sum(note.contact_id == contact.id for note in session.notes)
    marks = sum(mark.contact_id == contact.id for mark in session.marks)
    unfinished = sum(d.contact_id == contact.id for d in session.drafts if d.text.strip())
    parts = [
        ngettext("{count} answer", "{count} answers", answers).format(count=answers),
        ngettext("{count} note", "{count} notes", notes).format(count=notes),
        ngettext("{count} moment marked", "{count} moments marked", marks).format(count=marks),
    ]
    if unfinished:
        text = ngettext("{count} unfinished note", "{count} unfinished notes", unfinished)
        parts.insert(2, text.format(count=unfinished))
    if contact.started_at is not None:
        spent = call_s if contact.running else contact.duration_s
        parts.insert(0, _("call {time}").format(time=clock(spent)))
    return _("This also removes: {what}.").format(what=", ".join(parts))
