"""Handlers of the commands that answer form items (R16, R19)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.errors import Refused
from coachtui.domain.evaluation import Answer, Evaluation, Rater, unanswered
from coachtui.domain.live.commands import (
    AnswerItem,
    ClearAnswer,
    MarkNotApplicable,
    MarkRestNotApplicable,
    Moment,
    Target,
    ToggleStar,
)
from coachtui.domain.live.handlers import handles
from coachtui.domain.live.rules import Rules
from coachtui.domain.phase import round_to_one_decimal
from coachtui.domain.session import Session


@handles(AnswerItem)
def answer_item(session: Session, command: AnswerItem, moment: Moment, rules: Rules) -> Session:
    """Answer an item; the same answer again changes nothing, another one keeps the star.

    Raises:
        Refused: ``not_a_value`` with the keys the item takes in order, ``-`` where n/a is one of them.
    """
    target = command.target
    item = rules.item(target.form_id, target.item_id)
    if item.answer_type.value(command.value) is None:
        digits = sorted(value.value for value in item.answer_type.values)
        raise Refused("not_a_value", item=target.item_id, values=(*digits, *("-" * item.na)))
    old = _answer(session, target)
    if old is not None and old.value == command.value:
        return session
    star = old is not None and old.star
    call_s = _call_second(session, target, moment)
    return _put(session, target, Answer(value=command.value, at=moment.at, call_s=call_s, star=star), rules)


@handles(MarkNotApplicable)
def mark_not_applicable(
    session: Session, command: MarkNotApplicable, moment: Moment, rules: Rules
) -> Session:
    """Mark an item as not applicable.

    Raises:
        Refused: ``na_not_allowed`` where the item must be judged.
    """
    target = command.target
    if not rules.item(target.form_id, target.item_id).na:
        raise Refused("na_not_allowed", item=target.item_id)
    old = _answer(session, target)
    if old is not None and old.na:
        return session
    call_s = _call_second(session, target, moment)
    return _put(session, target, Answer(value=None, na=True, at=moment.at, call_s=call_s), rules)


@handles(ToggleStar)
def toggle_star(session: Session, command: ToggleStar, moment: Moment, rules: Rules) -> Session:
    """Mark an answered item as a strength, or remove the mark.

    Raises:
        Refused: ``star_needs_answer`` on an item without an answer, ``star_on_na`` on one that is n/a.
    """
    del moment
    old = _answer(session, command.target)
    if old is None:
        raise Refused("star_needs_answer", item=command.target.item_id)
    if old.na:
        raise Refused("star_on_na", item=command.target.item_id)
    return _put(session, command.target, replace(old, star=not old.star), rules)


@handles(ClearAnswer)
def clear_answer(session: Session, command: ClearAnswer, moment: Moment, rules: Rules) -> Session:
    """Clear an answer; an evaluation without answers is removed (R19).

    Raises:
        Refused: ``nothing_to_clear`` on an unanswered item.
    """
    del moment
    target = command.target
    rules.item(target.form_id, target.item_id)
    evaluation = session.evaluation(target.contact_id, target.form_id)
    if evaluation is None or target.item_id not in evaluation.answers:
        raise Refused("nothing_to_clear", item=target.item_id)
    answers = {item_id: a for item_id, a in evaluation.answers.items() if item_id != target.item_id}
    if answers.keys() - set(evaluation.not_reached):
        return _replace_evaluation(session, _reached(replace(evaluation, answers=answers), target.item_id))
    rest = tuple(e for e in session.evaluations if e.id != evaluation.id)
    return replace(session, evaluations=rest)


@handles(MarkRestNotApplicable)
def mark_rest_not_applicable(
    session: Session, command: MarkRestNotApplicable, moment: Moment, rules: Rules
) -> Session:
    """Mark all open items that allow it as not applicable, on every form begun (R19).

    Raises:
        Refused: ``nothing_left_for_na`` when no open item allows it.
    """
    del command
    changed = session
    for evaluation in session.evaluations:
        form = rules.forms.get(evaluation.form.id)
        if form is None or evaluation.status == "final":
            continue
        rest = {
            item.id: Answer(value=None, na=True, at=moment.at)
            for item in unanswered(form, evaluation.answers)
            if item.na
        }
        if rest:
            answers = {**evaluation.answers, **rest}
            changed = _replace_evaluation(changed, replace(evaluation, answers=answers))
    if changed is session:
        raise Refused("nothing_left_for_na")
    return changed


def _answer(session: Session, target: Target) -> Answer | None:
    evaluation = session.evaluation(target.contact_id, target.form_id)
    return evaluation.answers.get(target.item_id) if evaluation is not None else None


def _call_second(session: Session, target: Target, moment: Moment) -> float | None:
    """Return the second of the call, which counts only for the contact whose call runs."""
    running = session.running_contact
    if moment.call_s is None or running is None or running.id != target.contact_id:
        return None
    return round_to_one_decimal(moment.call_s)


def _put(session: Session, target: Target, answer: Answer, rules: Rules) -> Session:
    if session.contact(target.contact_id) is None:
        raise Refused("no_such_contact")
    evaluation = session.evaluation(target.contact_id, target.form_id)
    if evaluation is not None:
        answers = {**evaluation.answers, target.item_id: answer}
        return _replace_evaluation(session, _reached(replace(evaluation, answers=answers), target.item_id))
    new = Evaluation(
        id=target.evaluation_id,
        contact_id=target.contact_id,
        agent_id=session.agent_id,
        rater=Rater(role="lead", id=session.lead_id),
        form=rules.forms[target.form_id].ref,
        answers={target.item_id: answer},
    )
    return replace(session, evaluations=(*session.evaluations, new))


def _reached(evaluation: Evaluation, item_id: str) -> Evaluation:
    """Return an evaluation in which one item no longer counts as not reached."""
    if item_id not in evaluation.not_reached:
        return evaluation
    return replace(evaluation, not_reached=tuple(each for each in evaluation.not_reached if each != item_id))


def _replace_evaluation(session: Session, evaluation: Evaluation) -> Session:
    evaluations = tuple(evaluation if old.id == evaluation.id else old for old in session.evaluations)
    return replace(session, evaluations=evaluations)
