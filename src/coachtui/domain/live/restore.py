"""Undo and redo of commands on a session (R5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from coachtui.domain.evaluation import Answer
from coachtui.domain.note import Draft, Note
from coachtui.domain.session import Cursor, ModelRef, Session, StepRecord

_STAYS = frozenset(
    {
        *("id", "lead_id", "started_at", "method", "setting", "forms"),  # what a session begins with
        *("corrections", "statements"),  # made when it is final, and never taken back by undo
        *("place", "models", "steps"),  # looked at one by one: the lead goes on, and time in steps does
        *("seen_s", "revision"),  # only ever go forward
    }
)
_CAPTURED = tuple(part.name for part in fields(Session) if part.name not in _STAYS)
"""What commands capture, and undo brings back: every field that is not named above."""

_NOTHING: tuple[dict[str, str], bool] = ({}, False)
"""What stands in a step without a record."""

_MOVES_THE_CONTACT = ("contacts", "notes", "marks", "drafts")


def differs(one: Session, other: Session) -> bool:
    """Return whether two revisions differ in anything that undo restores."""
    return bool(_changed(one, other)) or _texts(one) != _texts(other)


def restore(current: Session, gone: Session, wanted: Session) -> Session:
    """Return the newest revision of a session with one command undone or redone.

    Only what differs between ``gone`` and ``wanted`` changes; the time spent in a step and the last heartbeat
    are never taken back. The view moves to the form, contact and step concerned, since the next key is meant
    for it.

    Args:
        current: The newest revision.
        gone: The revision to leave: after the command for undo, before it for redo.
        wanted: The revision to return to: before the command for undo, after it for redo.
    """
    back = replace(current, **_changed(gone, wanted), steps=_steps(current, gone, wanted))
    return replace(
        back,
        models=_models(back, gone, wanted),
        place=_place(back, gone, wanted),
        revision=current.revision + 1,
    )


def _changed(gone: Session, wanted: Session) -> dict[str, Any]:
    """Return the fields of one revision that differ from the other's, by name."""
    pairs = ((name, getattr(gone, name), getattr(wanted, name)) for name in _CAPTURED)
    return {name: after for name, before, after in pairs if before is not after and before != after}


def _texts(session: Session) -> Mapping[tuple[str, str], tuple[dict[str, str], bool]]:
    """Return the texts and ticks of model steps, without the time spent in them."""
    return {
        (step.model, step.step): (step.fields, step.done)
        for step in session.steps
        if step.fields or step.done
    }


def _steps(current: Session, gone: Session, wanted: Session) -> tuple[StepRecord, ...]:
    before, after = _texts(gone), _texts(wanted)
    kept = {(step.model, step.step): step for step in current.steps}
    for place in dict.fromkeys((*before, *after)):
        old, new = before.get(place, _NOTHING), after.get(place, _NOTHING)
        step = kept.get(place) or StepRecord(model=place[0], step=place[1])
        if old != new:  # a step that was left since is done only as long as its text stands there
            kept[place] = replace(step, fields=new[0], done=new[1])
    return tuple(step for step in kept.values() if step.fields or step.done or step.seconds)


def _models(back: Session, gone: Session, wanted: Session) -> tuple[ModelRef, ...]:
    """Return the models with their versions, without those whose texts were undone."""
    linked = {taken.link.model for taken in _taken(back) if taken.link is not None}
    needed = linked | {step.model for step in back.steps}
    left = set(gone.models) - set(wanted.models)
    kept = (ref for ref in back.models if ref not in left or ref.id in needed)
    return tuple(dict.fromkeys((*kept, *(ref for ref in wanted.models if ref not in gone.models))))


def _place(back: Session, gone: Session, wanted: Session) -> Cursor:
    """Return the place of the change, or the current one where that shows it already."""
    place = back.place
    ids = {contact.id for contact in back.contacts}
    before = {contact.id for contact in gone.contacts}
    if gone.model != wanted.model or _texts(gone) != _texts(wanted):
        place = replace(place, step=wanted.place.step)
    if before != {contact.id for contact in wanted.contacts}:
        shown = next((contact.id for contact in back.contacts if contact.id not in before), None)
        place = replace(place, contact_id=shown or wanted.place.contact_id, form_id=wanted.place.form_id)
    else:
        forms = {form.id for form in back.forms}
        rows = [row for row in _rows(gone, wanted) if row[0] in ids and row[1] in forms]
        if rows and (place.contact_id, place.form_id) not in rows:
            place = replace(place, contact_id=rows[0][0], form_id=rows[0][1])
        elif not rows and any(getattr(gone, name) != getattr(wanted, name) for name in _MOVES_THE_CONTACT):
            place = replace(place, contact_id=wanted.place.contact_id)
    return place if place.contact_id in ids else replace(place, contact_id=back.contacts[-1].id)


def _rows(gone: Session, wanted: Session) -> Iterator[tuple[str, str]]:
    """Yield contact and form of every answer, and of every item's note, that differs."""
    old, new = _answers(gone), _answers(wanted)
    yield from (place[:2] for place in {**new, **old} if old.get(place) != new.get(place))
    before, after = _taken(gone), _taken(wanted)
    for taken in (*after, *before):
        form = taken.link.form if taken.link is not None else None
        if (taken in before) is not (taken in after) and form is not None and taken.contact_id is not None:
            yield taken.contact_id, form


def _taken(session: Session) -> tuple[Note | Draft, ...]:
    return *session.notes, *session.drafts


def _answers(session: Session) -> Mapping[tuple[str, str, str], Answer]:
    return {
        (evaluation.contact_id, evaluation.form.id, item): answer
        for evaluation in session.evaluations
        for item, answer in evaluation.answers.items()
    }
