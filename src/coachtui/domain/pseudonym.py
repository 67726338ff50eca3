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
from coachtui.domain.correction import Corrected, Correction, Statement
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.note import Draft, Link, Mark, Note
from coachtui.domain.session import Session

_Record = TypeVar("_Record")

Pseudonym = Callable[[str], str]
"""Gives an id another one in its place, always the same."""

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

    def rewritten(text: str) -> str:
        return rewrite(text, references)

    return replace(
        session,
        id=pseudonym(session.id),
        agent_ids=tuple(sorted(map(pseudonym, session.agent_ids))),
        lead_id=pseudonym(session.lead_id),
        place=replace(session.place, contact_id=pseudonym(session.place.contact_id)),
        contacts=_sorted((replace(c, id=pseudonym(c.id), reference="") for c in session.contacts), _began),
        evaluations=_sorted((_evaluation(each, pseudonym) for each in session.evaluations), attrgetter("id")),
        notes=_sorted((_note(note, pseudonym, rewritten) for note in session.notes), _made),
        marks=_sorted((_mark(mark, pseudonym) for mark in session.marks), _made),
        drafts=_sorted((_draft(each, pseudonym, rewritten) for each in session.drafts), _begun),
        steps=tuple(
            replace(step, fields={field: rewritten(text) for field, text in step.fields.items()})
            for step in session.steps
        ),
        corrections=_sorted((_correction(e, pseudonym, rewritten) for e in session.corrections), _made),
        statements=_sorted((_statement(each, pseudonym, rewritten) for each in session.statements), _made),
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
    for note in session.notes:
        yield note.text
    for draft in session.drafts:
        yield draft.text
    for step in session.steps:
        yield from step.fields.values()
    for correction in session.corrections:
        yield correction.why
        if not _is_reference(correction):
            yield from (part.text for part in (correction.old, correction.new) if part and part.text)
    for statement in session.statements:
        yield statement.text


def _evaluation(evaluation: Evaluation, pseudonym: Pseudonym) -> Evaluation:
    return replace(
        evaluation,
        id=pseudonym(evaluation.id),
        contact_id=pseudonym(evaluation.contact_id),
        agent_id=pseudonym(evaluation.agent_id),
        rater=replace(evaluation.rater, id=pseudonym(evaluation.rater.id)),
    )


def _note(note: Note, pseudonym: Pseudonym, rewritten: Callable[[str], str]) -> Note:
    return replace(
        note,
        id=pseudonym(note.id),
        contact_id=_or_none(note.contact_id, pseudonym),
        text=rewritten(note.text),
        link=_link(note.link, pseudonym),
    )


def _draft(draft: Draft, pseudonym: Pseudonym, rewritten: Callable[[str], str]) -> Draft:
    return replace(
        draft,
        id=_or_none(draft.id, pseudonym),
        note_id=_or_none(draft.note_id, pseudonym),
        contact_id=_or_none(draft.contact_id, pseudonym),
        text=rewritten(draft.text),
        link=_link(draft.link, pseudonym),
    )


def _correction(correction: Correction, pseudonym: Pseudonym, rewritten: Callable[[str], str]) -> Correction:
    return replace(
        correction,
        id=pseudonym(correction.id),
        by=pseudonym(correction.by),
        why=rewritten(correction.why),
        contact_id=_or_none(correction.contact_id, pseudonym),
        evaluation_id=_or_none(correction.evaluation_id, pseudonym),
        note_id=_or_none(correction.note_id, pseudonym),
        old=None if _is_reference(correction) else _corrected(correction.old, rewritten),
        new=None if _is_reference(correction) else _corrected(correction.new, rewritten),
    )


def _statement(statement: Statement, pseudonym: Pseudonym, rewritten: Callable[[str], str]) -> Statement:
    return replace(
        statement,
        id=pseudonym(statement.id),
        agent_id=pseudonym(statement.agent_id),
        text=rewritten(statement.text),
    )


def _is_reference(correction: Correction) -> bool:
    return correction.field == "reference" and correction.model is None


def _corrected(part: Corrected | None, rewritten: Callable[[str], str]) -> Corrected | None:
    return replace(part, text=rewritten(part.text)) if part is not None and part.text is not None else part


def _mark(mark: Mark, pseudonym: Pseudonym) -> Mark:
    return replace(mark, id=pseudonym(mark.id), contact_id=_or_none(mark.contact_id, pseudonym))


def _link(link: Link | None, pseudonym: Pseudonym) -> Link | None:
    return replace(link, goal=pseudonym(link.goal)) if link is not None and link.goal is not None else link


def _or_none(identifier: str | None, pseudonym: Pseudonym) -> str | None:
    return pseudonym(identifier) if identifier is not None else None


def _sorted(records: Iterable[_Record], key: Callable[[_Record], Any]) -> tuple[_Record, ...]:
    return tuple(sorted(records, key=key))


def _made(record: Note | Mark | Correction | Statement) -> tuple[datetime, str]:
    return record.at, record.id


def _begun(draft: Draft) -> tuple[datetime, str]:
    return draft.at, draft.note_id or ""


def _began(contact: Contact) -> tuple[bool, datetime | None, str]:
    """Contacts that were never started come last."""
    return contact.started_at is None, contact.started_at, contact.id
