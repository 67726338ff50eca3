"""Carries out a command on a session: the one place where a session changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from coachtui.domain import commands as c
from coachtui.domain import (
    reduce_answers,
    reduce_call,
    reduce_closing,
    reduce_contact,
    reduce_model,
    reduce_notes,
)
from coachtui.domain.errors import Refused
from coachtui.domain.rules import Rules
from coachtui.domain.session import Session

Handler = Callable[[Session, Any, c.Moment, Rules], Session]

_HANDLERS: dict[type, Handler] = {
    c.AnswerItem: reduce_answers.answer_item,
    c.MarkNotApplicable: reduce_answers.mark_not_applicable,
    c.ToggleStar: reduce_answers.toggle_star,
    c.ClearAnswer: reduce_answers.clear_answer,
    c.RestNotApplicable: reduce_answers.rest_not_applicable,
    c.StartCall: reduce_call.start_call,
    c.EndCall: reduce_call.end_call,
    c.ToggleHold: reduce_call.toggle_hold,
    c.NextPhase: reduce_call.next_phase,
    c.PreviousPhase: reduce_call.previous_phase,
    c.AddMark: reduce_call.add_mark,
    c.NextContact: reduce_call.next_contact,
    c.BreakOff: reduce_contact.break_off,
    c.RemoveContact: reduce_contact.remove_contact,
    c.ShowContact: reduce_call.show_contact,
    c.DescribeContact: reduce_call.describe_contact,
    c.KeepDraft: reduce_notes.keep_draft,
    c.AddNote: reduce_notes.add_note,
    c.DropDraft: reduce_notes.drop_draft,
    c.RemoveNote: reduce_notes.remove_note,
    c.ShowForm: reduce_model.show_form,
    c.PickModel: reduce_model.pick_model,
    c.ShowStep: reduce_model.show_step,
    c.CloseStep: reduce_model.close_step,
    c.WriteField: reduce_model.write_field,
    c.MoveToAgent: reduce_closing.move_to_agent,
    c.Finish: reduce_closing.finish,
    c.KeepAsDraft: reduce_closing.keep_as_draft,
    c.StillHere: reduce_call.still_here,
    c.TakeUpAgain: reduce_closing.take_up_again,
}


def reduce(session: Session, command: c.Command, moment: c.Moment, rules: Rules) -> Session:
    """Return the session after ``command``, one revision on.

    Args:
        session: As it is; never changed.
        command: What is asked.
        moment: When, given by the caller; the domain reads no clock.
        rules: Forms in use and phases of a call.

    Returns:
        The new session, or the very same object when the command changes nothing.

    Raises:
        Refused: The command does not fit; ``code`` says why.
    """
    if session.status == "final":
        raise Refused("session_final")
    changed = _HANDLERS[type(command)](session, command, moment, rules)
    if changed is session:
        return session
    return replace(changed, revision=session.revision + 1)


def restore(current: Session, earlier: Session) -> Session:
    """Return ``earlier`` as the newest revision, for undo and redo (R5).

    Where the lead is, what is being typed, the model's fields, the agent and the session's status are
    not commands to take back and stay as they are now; but a contact that comes back is shown, since the
    next answer is meant for it. What is being typed about a contact that goes belongs to the one then
    shown, and what was being typed about one that comes back comes back with it.
    """
    ids = {contact.id for contact in earlier.contacts}
    before = {contact.id for contact in current.contacts}
    place = current.place
    if place.contact_id not in ids or ids > before:
        place = replace(place, contact_id=earlier.contacts[-1].id)
    return replace(
        earlier,
        place=place,
        drafts=tuple(
            draft
            for draft in earlier.drafts
            if draft.contact_id in ids - before and not any(map(draft.same_as, current.drafts))
        )
        + tuple(
            draft
            if draft.contact_id is None or draft.contact_id in ids
            else replace(draft, contact_id=place.contact_id, call_s=None)
            for draft in current.drafts
        ),
        model=current.model,
        models=current.models,
        steps=current.steps,
        agent_ids=current.agent_ids,
        evaluations=tuple(replace(e, agent_id=current.agent_id) for e in earlier.evaluations),
        status=current.status,
        ended_at=current.ended_at,
        seen_s=current.seen_s,
        revision=current.revision + 1,
    )
