"""Undo brings back what one command changed, and leads to where that is (R5)."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.builders import GROW, RULES, after, moment, session, target

from coachtui.domain.live.commands import (
    AnswerItem,
    KeepAsDraft,
    MarkRestNotApplicable,
    MoveToAgent,
    PickModel,
    ShowForm,
    ShowStep,
    StartCall,
    WriteField,
)
from coachtui.domain.live.reduce import reduce
from coachtui.domain.live.restore import restore

START = StartCall(contact_id="x")


def test_what_other_commands_did_stays() -> None:
    before = session()
    done = after(before, AnswerItem(target=target("warmth"), value=1))
    now = after(done, MoveToAgent(agent_id="bo"), ShowForm(form_id="second"))
    undone = restore(now, done, before)
    assert (undone.evaluations, undone.agent_id) == ((), "bo")
    assert undone.place.form_id == "form"
    assert undone.revision == now.revision + 1


def test_a_move_is_taken_back_with_the_evaluations() -> None:
    before = after(session(), AnswerItem(target=target("greeting"), value=1), MarkRestNotApplicable())
    moved = after(before, MoveToAgent(agent_id="bo"))
    undone = restore(moved, moved, before)
    assert replace(undone, revision=before.revision) == before


def test_a_draft_kept_by_mistake_goes_on_with_its_call() -> None:
    before = after(session(), START)
    kept = after(before, (9.0, KeepAsDraft()))
    undone = restore(kept, kept, before)
    assert (undone.status, undone.ended_at) == ("live", None)
    assert undone.running_contact == before.running_contact


def test_time_goes_on_in_a_step_whose_text_is_taken_back() -> None:
    picked = after(session(), PickModel(model=GROW, step="goal"))
    field = WriteField(model="grow", step="goal", field="goals", text="more calls")
    written = after(picked, field)
    left = reduce(written, ShowStep(step="reality"), replace(moment(), step_s=7.0), RULES)
    assert [(step.seconds, step.fields) for step in left.steps] == [(7.0, {"goals": "more calls"})]
    undone = restore(left, written, picked)
    assert [(step.seconds, step.fields, step.done) for step in undone.steps] == [(7.0, {}, False)]
    assert undone.place.step == "goal"
    again = restore(undone, picked, written)
    assert [(step.seconds, step.fields) for step in again.steps] == [(7.0, {"goals": "more calls"})]


def test_a_step_that_leaving_ended_stays_done_when_an_older_answer_goes() -> None:
    picked = after(session(), PickModel(model=GROW, step="reality"))
    written = after(picked, WriteField(model="grow", step="reality", field="facts", text="x"))
    answered = after(written, AnswerItem(target=target("warmth"), value=1))
    left = after(answered, ShowStep(step="goal"))
    assert [step.done for step in left.steps] == [True]
    undone = restore(left, answered, written)
    assert (undone.evaluations, [step.done for step in undone.steps]) == ((), [True])
