"""Commands about tabs and the coaching model in use (R37-R39)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.commands import Moment, PickModel, ShowForm, ShowStep, WriteField
from coachtui.domain.errors import Refused
from coachtui.domain.phase import one_decimal
from coachtui.domain.rules import Rules
from coachtui.domain.session import Session, StepRecord


def show_form(session: Session, command: ShowForm, moment: Moment, rules: Rules) -> Session:
    """Show another form's tab.

    Raises:
        Refused: ``no_such_form`` when it is not offered in this session.
    """
    del moment
    if command.form_id not in rules.forms:
        raise Refused("no_such_form", form=command.form_id)
    if session.place.form_id == command.form_id:
        return session
    return replace(session, place=replace(session.place, form_id=command.form_id))


def pick_model(session: Session, command: PickModel, moment: Moment, rules: Rules) -> Session:
    """Use another model; what was entered in the one before stays (R37)."""
    del moment, rules
    if session.model == command.model:
        return session
    place = replace(session.place, step=command.step)
    return replace(session, model=command.model, place=place)


def show_step(session: Session, command: ShowStep, moment: Moment, rules: Rules) -> Session:
    """Go to another step; the one left gets the time spent and is done if anything is written in it."""
    del moment, rules
    if session.place.step == command.step or session.model is None:
        return session
    session = _leave_step(session, session.model.id, command.seconds)
    return replace(session, place=replace(session.place, step=command.step))


def write_field(session: Session, command: WriteField, moment: Moment, rules: Rules) -> Session:
    """Keep the text of one field; nothing written yet and nothing now leaves no record."""
    del moment, rules
    record = session.step(command.model, command.step)
    if record is None:
        if not command.text:
            return session
        record = StepRecord(model=command.model, step=command.step)
    if record.fields.get(command.field, "") == command.text:
        return session
    return _put(session, replace(record, fields={**record.fields, command.field: command.text}))


def _leave_step(session: Session, model: str, seconds: float) -> Session:
    """Record the time of the step that is left; without time and text there is nothing to record."""
    step = session.place.step
    left = session.step(model, step) or StepRecord(model=model, step=step)
    written = any(text.strip() for text in left.fields.values())
    spent = one_decimal(left.seconds + seconds)
    if not step or not (spent or written):
        return session
    return _put(session, replace(left, seconds=spent, done=written))


def _put(session: Session, record: StepRecord) -> Session:
    others = tuple(s for s in session.steps if (s.model, s.step) != (record.model, record.step))
    return with_model(replace(session, steps=(*others, record)), record.model)


def with_model(session: Session, model: str) -> Session:
    """Return a session that says in which version it used a model: the one it has in use now."""
    ref = session.model
    if ref is None or ref.id != model or any(used.id == model for used in session.models):
        return session
    return replace(session, models=(*session.models, ref))
