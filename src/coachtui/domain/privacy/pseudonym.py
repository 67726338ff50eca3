"""Pseudonymised sessions and people for a pseudonymous export (R90).

Every id is replaced; names, aliases, teams and references are left out, and names in texts redacted. Times,
answers and scores stay. Lists are sorted by their times, else by pseudonym: the order of creation could be
matched with a list of the team.
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
from coachtui.domain.parts import map_texts, texts
from coachtui.domain.roles import IDS, Role
from coachtui.domain.session import Session

_Record = TypeVar("_Record")

Pseudonym = Callable[[str], str]
"""Gives an id another one in its place, always the same; an empty one stays empty."""

Rewrite = Callable[[str, Iterable[str]], str]
"""Gives a text without names, and without the references given beside it."""


def pseudonymous_agent(agent: Agent, pseudonym: Pseudonym) -> Agent:
    """Return an agent reduced to language and status, with a pseudonym as id."""
    return Agent(id=pseudonym(agent.id), name="", language=agent.language, status=agent.status)


def pseudonymous_lead(lead: Lead, pseudonym: Pseudonym) -> Lead:
    """Return the lead without a name, with a pseudonym as id."""
    return Lead(id=pseudonym(lead.id))


def pseudonymous_session(session: Session, pseudonym: Pseudonym, rewrite: Rewrite) -> Session:
    """Return a session with ids replaced and names redacted.

    Args:
        session: The session.
        pseudonym: Returns the pseudonym of an id.
        rewrite: Redacts names in a text.
    """
    references = references_of(session)
    whole = replace(session, corrections=tuple(map(_without_reference, session.corrections)))
    other = pseudonymous_record(whole, pseudonym, lambda text: rewrite(text, references))
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


def pseudonymous_record(record: _Record, pseudonym: Pseudonym, rewrite: Callable[[str], str]) -> _Record:
    """Return a record of any kind with ids replaced and names redacted.

    Args:
        record: The record.
        pseudonym: Returns the pseudonym of an id.
        rewrite: Redacts names in a text.
    """
    return map_texts(
        record,
        {
            **dict.fromkeys(IDS, pseudonym),
            Role.NAME: lambda _name: "",
            Role.REFERENCE: lambda _reference: "",
            Role.TEXT: rewrite,
        },
    )


def references_of(session: Session) -> tuple[str, ...]:
    """Return the references of a session's contacts, corrected ones included."""
    corrected = (
        part.text or ""
        for correction in session.corrections
        if _is_reference(correction)
        for part in (correction.old, correction.new)
        if part is not None
    )
    return tuple(filter(None, dict.fromkeys((*(c.reference for c in session.contacts), *corrected))))


def texts_of(session: Session) -> Iterator[str]:
    """Yield all texts in a session that somebody wrote."""
    others = replace(session, corrections=tuple(map(_without_reference, session.corrections)))
    return texts(others, {Role.TEXT})


def _without_reference(correction: Correction) -> Correction:
    """Return a correction of a reference without the reference."""
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
    """Return the sort key of a contact; those never started come last."""
    return contact.started_at is None, contact.started_at, contact.id
