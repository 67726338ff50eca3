"""Carries out a command on a session: the one place where a session changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol, TypeVar

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

_C_contra = TypeVar("_C_contra", contravariant=True)
_Kind = TypeVar("_Kind")


class _Handler(Protocol[_C_contra]):
    """Carries one kind of command out."""

    def __call__(self, session: Session, command: _C_contra, moment: c.Moment, rules: Rules, /) -> Session:
        """Return the session after the command, or the very same object when it changes nothing."""


def _carry_out(kind: type[_Kind], handler: _Handler[_Kind]) -> tuple[type, _Handler[Any]]:
    """Pair a command with what carries it out; the type checker sees that the one takes the other."""
    return kind, handler


_HANDLERS: dict[type, _Handler[Any]] = dict(
    (
        _carry_out(c.AnswerItem, reduce_answers.answer_item),
        _carry_out(c.MarkNotApplicable, reduce_answers.mark_not_applicable),
        _carry_out(c.ToggleStar, reduce_answers.toggle_star),
        _carry_out(c.ClearAnswer, reduce_answers.clear_answer),
        _carry_out(c.RestNotApplicable, reduce_answers.rest_not_applicable),
        _carry_out(c.StartCall, reduce_call.start_call),
        _carry_out(c.EndCall, reduce_call.end_call),
        _carry_out(c.ToggleHold, reduce_call.toggle_hold),
        _carry_out(c.NextPhase, reduce_call.next_phase),
        _carry_out(c.PreviousPhase, reduce_call.previous_phase),
        _carry_out(c.AddMark, reduce_call.add_mark),
        _carry_out(c.NextContact, reduce_call.next_contact),
        _carry_out(c.BreakOff, reduce_contact.break_off),
        _carry_out(c.RemoveContact, reduce_contact.remove_contact),
        _carry_out(c.ShowContact, reduce_call.show_contact),
        _carry_out(c.DescribeContact, reduce_call.describe_contact),
        _carry_out(c.KeepDraft, reduce_notes.keep_draft),
        _carry_out(c.AddNote, reduce_notes.add_note),
        _carry_out(c.DropDraft, reduce_notes.drop_draft),
        _carry_out(c.RemoveNote, reduce_notes.remove_note),
        _carry_out(c.ShowForm, reduce_model.show_form),
        _carry_out(c.PickModel, reduce_model.pick_model),
        _carry_out(c.ShowStep, reduce_model.show_step),
        _carry_out(c.CloseStep, reduce_model.close_step),
        _carry_out(c.TickStep, reduce_model.tick_step),
        _carry_out(c.WriteField, reduce_model.write_field),
        _carry_out(c.MoveToAgent, reduce_closing.move_to_agent),
        _carry_out(c.Finish, reduce_closing.finish),
        _carry_out(c.KeepAsDraft, reduce_closing.keep_as_draft),
        _carry_out(c.StillHere, reduce_call.still_here),
    )
)


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
