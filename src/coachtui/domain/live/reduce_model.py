"""Handlers of the commands about form tabs and the coaching model in use (R37-R39)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.errors import Refused
from coachtui.domain.live.commands import (
    CloseStep,
    Moment,
    PickModel,
    ShowForm,
    ShowStep,
    TickStep,
    WriteField,
)
from coachtui.domain.live.handlers import handles
from coachtui.domain.live.rules import Rules
from coachtui.domain.phase import round_to_one_decimal
from coachtui.domain.session import Session, StepRecord, done_by_tick_only, models_worked_in, worked_steps


@handles(ShowForm)
def show_form(session: Session, command: ShowForm, moment: Moment, rules: Rules) -> Session:
    """Show the tab of another form.

    Raises:
        Refused: ``no_such_form`` when it is not offered in this session.
    """
    del moment
    if command.form_id not in rules.forms:
        raise Refused("no_such_form", form=command.form_id)
    if session.place.form_id == command.form_id:
        return session
    return replace(session, place=replace(session.place, form_id=command.form_id))


@handles(PickModel)
def pick_model(session: Session, command: PickModel, moment: Moment, rules: Rules) -> Session:
    """Choose another model; what was entered in the previous one stays, and its step is left (R37)."""
    del rules
    if session.model == command.model:
        return session
    session = leave_step(session, moment)
    return replace(session, model=command.model, place=replace(session.place, step=command.step))


@handles(ShowStep)
def show_step(session: Session, command: ShowStep, moment: Moment, rules: Rules) -> Session:
    """Show another step; the time spent is recorded for the one left, which is done if it has text."""
    del rules
    if session.place.step == command.step or session.model is None:
        return session
    session = leave_step(session, moment)
    return replace(session, place=replace(session.place, step=command.step))


@handles(CloseStep)
def close_step(session: Session, command: CloseStep, moment: Moment, rules: Rules) -> Session:
    """Leave the step without showing another one; it stays on screen."""
    del command, rules
    return leave_step(session, moment)


@handles(TickStep)
def tick_step(session: Session, command: TickStep, moment: Moment, rules: Rules) -> Session:
    """Tick the step on screen as done, or remove the tick.

    Raises:
        Refused: ``no_step`` while no model is in use.
    """
    del command, moment, rules
    step = session.place.step
    if session.model is None or not step:
        raise Refused("no_step")
    model = session.model.id
    record = session.step(model, step) or StepRecord(model=model, step=step)
    ticked = replace(record, done=not record.done)
    if ticked == StepRecord(model=model, step=step):
        return replace(session, steps=tuple(kept for kept in session.steps if kept != record))
    return _put(session, ticked)


def without_unused_models(session: Session) -> Session:
    """Return a session without models that were only looked at and steps that were passed over."""
    steps = worked_steps(session)
    used = models_worked_in(session)
    return replace(
        session,
        steps=steps,
        models=tuple(ref for ref in session.models if ref.id in used),
        model=session.model if session.model is not None and session.model.id in used else None,
    )


@handles(WriteField)
def write_field(session: Session, command: WriteField, moment: Moment, rules: Rules) -> Session:
    """Save the text of one field; an empty field that stays empty leaves no record."""
    del moment, rules
    record = session.step(command.model, command.step)
    if record is None:
        if not command.text:
            return session
        record = StepRecord(model=command.model, step=command.step)
    if record.fields.get(command.field, "") == command.text:
        return session
    return _put(session, replace(record, fields={**record.fields, command.field: command.text}))


def leave_step(session: Session, moment: Moment) -> Session:
    """Record the time spent in the step that is left; without time and text nothing is recorded."""
    step = session.place.step
    if not step or session.model is None:
        return session
    model = session.model.id
    left = session.step(model, step) or StepRecord(model=model, step=step)
    spent = round_to_one_decimal(left.seconds + moment.step_s)
    done = left.done or (left.written and not done_by_tick_only(model, step))
    changed = replace(left, seconds=spent, done=done)
    return session if changed == left or not (spent or left.written) else _put(session, changed)


def _put(session: Session, record: StepRecord) -> Session:
    others = tuple(s for s in session.steps if (s.model, s.step) != (record.model, record.step))
    return with_model(replace(session, steps=(*others, record)), record.model)


def with_model(session: Session, model: str) -> Session:
    """Return a session that records which version of a model it uses."""
    ref = session.model
    if ref is None or ref.id != model or any(used.id == model for used in session.models):
        return session
    return replace(session, models=(*session.models, ref))
