"""Handlers of the commands about the call: clock, phases, holds, marks and contacts (R8-R10, R21)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.contact import Contact, Hold, PhaseStretch
from coachtui.domain.errors import Refused
from coachtui.domain.live.commands import (
    AddMark,
    DescribeContact,
    EndCall,
    Heartbeat,
    Moment,
    NextContact,
    NextPhase,
    PreviousPhase,
    ShowContact,
    StartCall,
    ToggleHold,
)
from coachtui.domain.live.handlers import handles
from coachtui.domain.live.rules import Rules
from coachtui.domain.note import Mark
from coachtui.domain.phase import round_to_one_decimal
from coachtui.domain.session import Cursor, Session


@handles(StartCall)
def start_call(session: Session, command: StartCall, moment: Moment, rules: Rules) -> Session:
    """Start the call of the last contact, or of a new one, in its first phase.

    A draft becomes a live session again.

    Raises:
        Refused: ``call_running`` when a call goes on.
    """
    if session.running_contact is not None:
        raise Refused("call_running")
    if session.contacts[-1].ended or session.contacts[-1].broken_off:
        session = _open_contact(session, command.contact_id)
    first = (PhaseStretch(phase=rules.phases[0], at_s=0.0),) if rules.phases else ()
    last = session.contacts[-1]
    started = replace(last, started_at=moment.at, phases=first)
    place = replace(session.place, contact_id=started.id)
    called = _replace_contact(session, started)
    return replace(called, place=place, seen_s=None, status="live", ended_at=None)


@handles(EndCall)
def end_call(session: Session, command: EndCall, moment: Moment, rules: Rules) -> Session:
    """End the running call, with its hold and phase.

    Raises:
        Refused: ``no_call`` when none runs.
    """
    del command, rules
    contact, call_s = _running(session, moment)
    return _replace_contact(
        session,
        replace(
            contact,
            duration_s=call_s,
            phases=_close_phase(contact, call_s),
            holds=_close_hold(contact, call_s),
        ),
    )


@handles(ToggleHold)
def toggle_hold(session: Session, command: ToggleHold, moment: Moment, rules: Rules) -> Session:
    """Put the customer on hold or take them off hold (R9).

    Raises:
        Refused: ``no_call`` outside a call.
    """
    del command, rules
    contact, call_s = _running(session, moment)
    holds = _close_hold(contact, call_s) if contact.on_hold else (*contact.holds, Hold(at_s=call_s))
    return _replace_contact(session, replace(contact, holds=holds))


@handles(NextPhase)
def next_phase(session: Session, command: NextPhase, moment: Moment, rules: Rules) -> Session:
    """Enter the next phase of the call (R21).

    Raises:
        Refused: ``no_call`` outside a call, ``last_phase`` at the last one.
    """
    del command
    return _go_to_phase(session, moment, rules, 1)


@handles(PreviousPhase)
def previous_phase(session: Session, command: PreviousPhase, moment: Moment, rules: Rules) -> Session:
    """Enter the previous phase of the call, as a new stretch (R21).

    Raises:
        Refused: ``no_call`` outside a call, ``first_phase`` at the first one.
    """
    del command
    return _go_to_phase(session, moment, rules, -1)


@handles(AddMark)
def add_mark(session: Session, command: AddMark, moment: Moment, rules: Rules) -> Session:
    """Mark the present moment of the call (R8).

    Raises:
        Refused: ``no_call`` outside a call.
    """
    del rules
    contact, call_s = _running(session, moment)
    mark = Mark(id=command.mark_id, at=moment.at, call_s=call_s, contact_id=contact.id)
    return replace(session, marks=(*session.marks, mark))


@handles(NextContact)
def next_contact(session: Session, command: NextContact, moment: Moment, rules: Rules) -> Session:
    """Open the next contact without starting its call; a running call ends first.

    When the last contact is still empty it is shown instead.
    """
    if session.running_contact is not None:
        session = end_call(session, EndCall(), moment, rules)
    last = session.contacts[-1]
    if last.started_at is None and not contact_used(session, last):
        if session.place.contact_id == last.id:
            return session
        return replace(session, place=replace(session.place, contact_id=last.id))
    return _open_contact(session, command.contact_id)


@handles(ShowContact)
def show_contact(session: Session, command: ShowContact, moment: Moment, rules: Rules) -> Session:
    """Show the forms of the contact before or after the one on screen.

    Raises:
        Refused: ``first_contact`` or ``last_contact`` at either end.
    """
    del moment, rules
    ids = [contact.id for contact in session.contacts]
    index = ids.index(session.shown_contact.id) + command.step
    if index < 0:
        raise Refused("first_contact")
    if index >= len(ids):
        raise Refused("last_contact")
    return replace(session, place=replace(session.place, contact_id=ids[index]))


@handles(DescribeContact)
def describe_contact(session: Session, command: DescribeContact, moment: Moment, rules: Rules) -> Session:
    """Set the reference and channel of a contact (R10).

    Raises:
        Refused: ``no_such_contact``.
    """
    del moment, rules
    contact = session.contact(command.contact_id)
    if contact is None:
        raise Refused("no_such_contact")
    described = replace(contact, reference=command.reference, channel=command.channel)
    return session if described == contact else _replace_contact(session, described)


@handles(Heartbeat)
def record_heartbeat(session: Session, command: Heartbeat, moment: Moment, rules: Rules) -> Session:
    """Record how far the program has followed a running call; does nothing outside a call."""
    del command, rules
    return session if session.running_contact is None else replace(session, seen_s=moment.call_s)


def contact_used(session: Session, contact: Contact) -> bool:
    """Return whether anything was recorded about a contact."""
    return bool(
        contact.started_at
        or contact.reference
        or any(evaluation.contact_id == contact.id for evaluation in session.evaluations)
        or any(note.contact_id == contact.id for note in session.notes)
        or any(draft.contact_id == contact.id and draft.text.strip() for draft in session.drafts)
    )


def _running(session: Session, moment: Moment) -> tuple[Contact, float]:
    contact = session.running_contact
    if contact is None or moment.call_s is None:
        raise Refused("no_call")
    return contact, round_to_one_decimal(max(moment.call_s, contact.last_recorded_s()))


def _go_to_phase(session: Session, moment: Moment, rules: Rules, step: int) -> Session:
    contact, call_s = _running(session, moment)
    if contact.phase not in rules.phases:
        raise Refused("no_phases")
    index = rules.phases.index(contact.phase) + step
    if index < 0:
        raise Refused("first_phase")
    if index >= len(rules.phases):
        raise Refused("last_phase")
    stretch = PhaseStretch(phase=rules.phases[index], at_s=call_s)
    return _replace_contact(session, replace(contact, phases=(*_close_phase(contact, call_s), stretch)))


def _close_phase(contact: Contact, call_s: float) -> tuple[PhaseStretch, ...]:
    if contact.phase is None:
        return contact.phases
    return (*contact.phases[:-1], replace(contact.phases[-1], until_s=call_s))


def _close_hold(contact: Contact, call_s: float) -> tuple[Hold, ...]:
    if not contact.on_hold:
        return contact.holds
    return (*contact.holds[:-1], replace(contact.holds[-1], until_s=call_s))


def _open_contact(session: Session, contact_id: str) -> Session:
    first_form = session.forms[0].id if session.forms else ""
    place = Cursor(contact_id=contact_id, form_id=first_form, step=session.place.step)
    return replace(session, contacts=(*session.contacts, Contact(id=contact_id)), place=place)


def _replace_contact(session: Session, contact: Contact) -> Session:
    contacts = tuple(contact if old.id == contact.id else old for old in session.contacts)
    return replace(session, contacts=contacts)
