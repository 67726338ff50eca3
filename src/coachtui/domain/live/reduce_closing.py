"""Handlers of the commands that close a session or move it to the right agent (R19)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.errors import Refused
from coachtui.domain.evaluation import unanswered
from coachtui.domain.live.commands import EndCall, Finish, KeepAsDraft, Moment, MoveToAgent
from coachtui.domain.live.handlers import handles
from coachtui.domain.live.reduce_call import contact_used, end_call
from coachtui.domain.live.reduce_contact import close_broken_off
from coachtui.domain.live.reduce_model import leave_step, without_unused_models
from coachtui.domain.live.reduce_notes import convert_drafts
from coachtui.domain.live.rules import Rules
from coachtui.domain.session import Session, worked_steps


@handles(MoveToAgent)
def move_to_agent(session: Session, command: MoveToAgent, moment: Moment, rules: Rules) -> Session:
    """Give the session and its evaluations to another agent.

    Raises:
        Refused: ``statement_stays``: an agent has said something about it, which is nobody else's.
    """
    del moment, rules
    if session.agent_ids == (command.agent_id,):
        return session
    if session.statements:
        raise Refused("statement_stays")
    evaluations = tuple(replace(e, agent_id=command.agent_id) for e in session.evaluations)
    return replace(session, agent_ids=(command.agent_id,), evaluations=evaluations)


@handles(Finish)
def finish(session: Session, command: Finish, moment: Moment, rules: Rules) -> Session:
    """Close every evaluation and make the session final (R19).

    A running call ends now; a contact about which nothing was recorded is removed.

    Raises:
        Refused: ``incomplete`` with the number of items that still need an answer.
    """
    missing = missing_items(session, rules)
    if missing:
        raise Refused("incomplete", missing=len(missing))
    session = close_broken_off(leave_step(session, moment), moment, rules)
    closed = _close_capture(session, command.note_ids, moment, rules)
    evaluations = tuple(replace(e, status="final") for e in closed.evaluations)
    closed = _of_its_kind(without_unused_models(closed))
    return replace(closed, evaluations=evaluations, status="final", ended_at=moment.at)


@handles(KeepAsDraft)
def keep_as_draft(session: Session, command: KeepAsDraft, moment: Moment, rules: Rules) -> Session:
    """Leave the session as a draft; a running call ends now."""
    del command
    if session.running_contact is not None:
        session = end_call(session, EndCall(), moment, rules)
    return replace(_of_its_kind(leave_step(session, moment)), status="draft", ended_at=moment.at)


def missing_items(session: Session, rules: Rules) -> tuple[tuple[str, str, str], ...]:
    """Return (contact id, form id, item id) of every open item of the forms begun, in order (R19).

    A contact that broke off has no missing items.
    """
    broken = {contact.id for contact in session.contacts if contact.broken_off}
    order = {contact.id: index for index, contact in enumerate(session.contacts)}
    forms = {form_id: index for index, form_id in enumerate(rules.forms)}
    begun = sorted(
        (e for e in session.evaluations if e.form.id in rules.forms and e.contact_id not in broken),
        key=lambda e: (order.get(e.contact_id, 0), forms[e.form.id]),
    )
    return tuple(
        (evaluation.contact_id, evaluation.form.id, item.id)
        for evaluation in begun
        for item in unanswered(rules.forms[evaluation.form.id], evaluation.answers)
    )


def _of_its_kind(session: Session) -> Session:
    """Return a session with the kind it turned out to be: a coaching talk where only a model was used."""
    if session.kind not in {"listening", "coaching_talk"}:
        return session
    listened = session.evaluations or any(contact.started_at is not None for contact in session.contacts)
    talked = not listened and bool(worked_steps(session))
    return replace(session, kind="coaching_talk" if talked else "listening")


def _close_capture(session: Session, note_ids: tuple[str, ...], moment: Moment, rules: Rules) -> Session:
    if session.running_contact is not None:
        session = end_call(session, EndCall(), moment, rules)
    session = convert_drafts(session, note_ids)
    used = tuple(contact for contact in session.contacts if contact_used(session, contact))
    contacts = used or session.contacts[:1]
    place = session.place
    if all(contact.id != place.contact_id for contact in contacts):
        place = replace(place, contact_id=contacts[-1].id)
    return replace(session, contacts=contacts, place=place)
