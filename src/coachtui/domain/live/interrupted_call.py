"""Calls interrupted because the program stopped: how far they are known, and whether they go on (R3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from coachtui.domain.contact import Contact
from coachtui.domain.live.commands import EndCall, Moment
from coachtui.domain.live.reduce import reduce
from coachtui.domain.live.rules import Rules
from coachtui.domain.note import Draft, Mark, Note
from coachtui.domain.session import Session

CALL_GOES_ON = timedelta(minutes=15)
"""A call interrupted for longer is closed at its last recorded moment."""


def last_captured_s(session: Session, contact: Contact) -> float:
    """Return the latest second of a call at which anything was recorded."""
    seconds = [contact.last_recorded_s()]
    if contact.running and session.seen_s is not None:
        seconds.append(session.seen_s)
    for evaluation in session.evaluations:
        if evaluation.contact_id == contact.id:
            seconds += [a.call_s for a in evaluation.answers.values() if a.call_s is not None]
    taken: tuple[Note | Mark | Draft, ...] = (*session.notes, *session.marks, *session.drafts)
    seconds += [t.call_s for t in taken if t.contact_id == contact.id and t.call_s is not None]
    return max(seconds)


def call_goes_on(session: Session, now: datetime) -> bool:
    """Return whether a session's running call was interrupted only briefly; true without a running call.

    Args:
        session: As it is on disk.
        now: Wall time with offset.
    """
    running = session.running_contact
    if running is None:
        return True
    started = running.started_at or session.started_at
    recorded = started + timedelta(seconds=last_captured_s(session, running))
    return now - recorded < CALL_GOES_ON


def without_running_call(session: Session, rules: Rules, now: datetime) -> Session:
    """Return a session with its running call, if any, ended at its last recorded second.

    Args:
        session: As it is on disk.
        rules: The forms in use and the phases of a call.
        now: Wall time with offset.
    """
    running = session.running_contact
    if running is None:
        return session
    moment = Moment(at=now, call_s=last_captured_s(session, running))
    return reduce(session, EndCall(), moment, rules)
