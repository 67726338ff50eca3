"""Sessions and people without anything that names them, for a pseudonymous export (R90).

Every id becomes another one; names, aliases, teams, references and what was written about a person by name
are left out. Times, answers and scores stay. Whatever comes as a list stands in order of its own times, else
of its pseudonyms: the order in which things were made could be lined up with a list of the team.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.contact import Contact
from coachtui.domain.correction import Correction, Statement
from coachtui.domain.note import Draft, Mark, Note
from coachtui.domain.parts import changed, texts
from coachtui.domain.roles import IDS, Role
from coachtui.domain.session import Session

_Record = TypeVar("_Record")

Pseudonym = Callable[[str], str]
"""Gives an id another one in its place, always the same; an empty one stays empty."""

Rewrite = Callable[[str, Iterable[str]], str]
"""Gives a text without names, and without the references given beside it."""


def nameless_agent(agent: Agent, pseudonym: Pseudonym) -> Agent:
    """Return an agent of whom only the language and whether they left is known."""
    return Agent(id=pseudonym(agent.id), name="", language=agent.language, status=agent.status)


def nameless_lead(lead: Lead, pseudonym: Pseudonym) -> Lead:
    """Return the lead without a name."""
    return Lead(id=pseudonym(lead.id))


def nameless_session(session: Session, pseudonym: Pseudonym, rewrite: Rewrite) -> Session:
    """Return a session in which nobody is named.

    Args:
        session: The session.
        pseudonym: Gives every id its pseudonym.
        rewrite: Takes names out of what was written.
    """
    references = references_of(session)
    whole = replace(session, corrections=tuple(map(_without_reference, session.corrections)))
    other = nameless(whole, pseudonym, lambda text: rewrite(text, references))
    return replace(
        other,
        agent_ids=tuple(sorted(other.agent_ids)),
        contacts=_sorted(other.contacts, _began),
        evaluations=_sorted(other.evaluations, attrgetter("id")),
        notes=_sorted(other.notes, _made),
        marks=_sorted(other.marks, _made),
        drafts=_sorted(other.drafts, _begun),
        corrections=_sorted(other.corrections, _made),
        statements=_sorted(other.statements, _made),
    )


def nameless(record: _Record, pseudonym: Pseudonym, rewrite: Callable[[str], str]) -> _Record:
    """Return a record of any kind in which nobody is named.

    Args:
        record: The record.
        pseudonym: Gives every id its pseudonym.
        rewrite: Takes names out of what was written.
    """
    return changed(
        record,
        {
            **dict.fromkeys(IDS, pseudonym),
            Role.NAME: lambda _name: "",
            Role.REFERENCE: lambda _reference: "",
            Role.TEXT: rewrite,
        },
    )


def references_of(session: Session) -> tuple[str, ...]:
    """Return the references of the contacts of a session, those that were corrected too."""
    corrected = (
        part.text or ""
        for correction in session.corrections
        if _is_reference(correction)
        for part in (correction.old, correction.new)
        if part is not None
    )
    return tuple(filter(None, dict.fromkeys((*(c.reference for c in session.contacts), *corrected))))


def texts_of(session: Session) -> Iterator[str]:
    """Yield everything in a session that somebody wrote."""
    others = replace(session, corrections=tuple(map(_without_reference, session.corrections)))
    return texts(others, {Role.TEXT})


def _without_reference(correction: Correction) -> Correction:
    """Return a correction without the reference it changed: what stood there names a contact."""
    return replace(correction, old=None, new=None) if _is_reference(correction) else correction


def _is_reference(correction: Correction) -> bool:
    return correction.field == "reference" and correction.model is None


def _sorted(records: Iterable[_Record], key: Callable[[_Record], Any]) -> tuple[_Record, ...]:
    return tuple(sorted(records, key=key))


def _made(record: Note | Mark | Correction | Statement) -> tuple[datetime, str]:
    return record.at, record.id


def _begun(draft: Draft) -> tuple[datetime, str]:
    return draft.at, draft.note_id or ""


def _began(contact: Contact) -> tuple[bool, datetime | None, str]:
    """Contacts that were never started come last."""
    return contact.started_at is None, contact.started_at, contact.id
