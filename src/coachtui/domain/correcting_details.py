"""Corrections of contact details and model fields of a final session (R86)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.contact import CHANNELS, Contact
from coachtui.domain.correcting import CorrectionStamp, checked_reason, with_correction
from coachtui.domain.correction import CorrectedValue, Correction
from coachtui.domain.errors import Refused
from coachtui.domain.session import Session
from coachtui.domain.text import NAME_LIMIT, clean_line, clean_text


def correct_reference(session: Session, contact_id: str, text: str, signed: CorrectionStamp) -> Session:
    """Return a session with the reference of a contact corrected; an empty text removes it.

    Raises:
        Refused: As for ``correct_note``, or ``name_too_long``.
    """
    contact = _contact(session, contact_id)
    new = clean_line(text, NAME_LIMIT)
    return _with_contact(session, contact, replace(contact, reference=new), "reference", signed)


def correct_channel(session: Session, contact_id: str, channel: str, signed: CorrectionStamp) -> Session:
    """Return a session with the channel of a contact corrected.

    Raises:
        Refused: As for ``correct_note``, or ``correct_wrong_value``.
    """
    contact = _contact(session, contact_id)
    if channel not in CHANNELS:
        raise Refused("correct_wrong_value")
    return _with_contact(session, contact, replace(contact, channel=channel), "channel", signed)


def correct_field(
    session: Session, place: tuple[str, str, str], text: str, signed: CorrectionStamp
) -> Session:
    """Return a session with a field of a model's step corrected; an empty text removes it.

    Args:
        session: A final session.
        place: Ids of model, step and field.
        text: The new text.
        signed: Who, when and why.

    Raises:
        Refused: As for ``correct_note``.
    """
    model, step, field = place
    record = session.step(model, step)
    if record is None or field not in record.fields:
        raise Refused("correct_nothing_there")
    clean, old = clean_text(text).strip(), record.fields[field]
    why = checked_reason(session, signed)
    if clean == old:
        raise Refused("correct_same")
    fields = {**record.fields, field: clean}
    if not clean:
        del fields[field]
    steps = tuple(replace(each, fields=fields) if each is record else each for each in session.steps)
    part = _signed(signed, why, old, clean)
    return with_correction(replace(session, steps=steps), replace(part, model=model, step=step, field=field))


def _contact(session: Session, contact_id: str) -> Contact:
    contact = session.contact(contact_id)
    if contact is None:
        raise Refused("correct_nothing_there")
    return contact


def _with_contact(
    session: Session, before: Contact, after: Contact, field: str, signed: CorrectionStamp
) -> Session:
    why = checked_reason(session, signed)
    if before == after:
        raise Refused("correct_same")
    contacts = tuple(after if each.id == before.id else each for each in session.contacts)
    part = _signed(signed, why, getattr(before, field) or "", getattr(after, field) or "")
    return with_correction(
        replace(session, contacts=contacts), replace(part, contact_id=before.id, field=field)
    )


def _signed(signed: CorrectionStamp, why: str, old: str, new: str) -> Correction:
    return Correction(
        id=signed.id,
        at=signed.at,
        by=signed.by,
        why=why,
        old=CorrectedValue(text=old) if old else None,
        new=CorrectedValue(text=new) if new else None,
    )
