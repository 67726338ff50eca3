"""Tabs and the coaching model in use (R37-R39)."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.builders import GROW, NOW, after, refusal, session

from coachtui.domain.live.commands import (
    AddNote,
    CloseStep,
    Finish,
    KeepAsDraft,
    Moment,
    PickModel,
    ShowForm,
    ShowStep,
    TickStep,
    WriteField,
)
from coachtui.domain.note import Draft, Link
from coachtui.domain.session import ModelRef, StepRecord

CLEAR = ModelRef(id="clear", version=1)
PICK = PickModel(model=GROW, step="goal")


def spent(seconds: float) -> Moment:
    """A moment so many seconds after the step came on screen."""
    return Moment(at=NOW, step_s=seconds)


def write(text: str, field: str = "goals", step: str = "goal") -> WriteField:
    return WriteField(model="grow", step=step, field=field, text=text)


def test_show_form() -> None:
    state = after(session(), ShowForm(form_id="second"))
    assert state.place.form_id == "second"
    assert after(state, ShowForm(form_id="second")) is state
    assert refusal(state, ShowForm(form_id="nothing")).code == "no_such_form"


def test_pick_model_goes_to_its_first_step() -> None:
    state = after(session(), PICK)
    assert (state.model, state.place.step, state.models) == (GROW, "goal", ())
    assert after(state, PICK) is state


def test_switching_keeps_what_was_entered() -> None:
    """R37."""
    state = after(session(), PICK, write("Fewer holds"), PickModel(model=CLEAR, step="contracting"), PICK)
    record = state.step("grow", "goal")
    assert record is not None
    assert record.fields == {"goals": "Fewer holds"}
    assert state.models == (GROW,)


def test_write_field() -> None:
    state = after(session(), PICK, write("F"), write("Fewer"), write("often", "workflow"))
    assert state.steps == (
        StepRecord(model="grow", step="goal", fields={"goals": "Fewer", "workflow": "often"}),
    )
    assert after(state, write("Fewer")) is state


def test_nothing_written_leaves_no_record() -> None:
    state = after(session(), PICK)
    assert after(state, write("")) is state


def test_a_model_written_in_twice_is_listed_once() -> None:
    state = after(session(), PICK, write("a"), write("b", step="reality"))
    assert state.models == (GROW,)


def test_moving_on_counts_the_time_and_ticks_what_has_text() -> None:
    """R38: skipped steps stay marked open."""
    state = after(
        session(),
        PICK,
        write("Fewer holds"),
        (spent(61.25), ShowStep(step="reality")),
        (spent(3.0), ShowStep(step="goal")),
        (spent(10.0), ShowStep(step="options")),
    )
    goal, reality = state.step("grow", "goal"), state.step("grow", "reality")
    assert goal is not None
    assert (goal.seconds, goal.done) == (71.3, False)  # text alone passes no SMART check (newcomer 23)
    assert reality is not None
    assert (reality.seconds, reality.done) == (3.0, False)
    assert state.place.step == "options"


def test_a_step_left_at_once_and_empty_leaves_no_record() -> None:
    """A record exists where there is text or time in it."""
    state = after(session(), PICK, (spent(0.0), ShowStep(step="reality")))
    assert (state.steps, state.models) == ((), ())
    assert state.place.step == "reality"


def test_show_step_where_one_is_already() -> None:
    state = after(session(), PICK)
    assert after(state, (spent(5.0), ShowStep(step="goal"))) is state
    bare = session()
    assert after(bare, (spent(5.0), ShowStep(step="goal"))) is bare


def test_leaving_no_step_at_all_records_nothing() -> None:
    state = replace(session(), model=GROW)
    assert after(state, (spent(5.0), ShowStep(step="goal"))).steps == ()


def test_a_step_written_in_a_model_that_is_not_in_use_keeps_its_text() -> None:
    """Text that arrives late is kept, whatever is on screen by then."""
    state = after(session(), PICK, write("a"), PickModel(model=CLEAR, step="contracting"), write("ab"))
    record = state.step("grow", "goal")
    assert record is not None
    assert record.fields["goals"] == "ab"
    assert state.models == (GROW,)


def test_newcomer_4_the_last_step_gets_its_time_and_tick_by_finishing_and_by_leaving() -> None:
    state = after(session(), PICK, (spent(61.25), ShowStep(step="will")), write("Count to two", step="will"))
    for closing in (Finish(), KeepAsDraft(), CloseStep()):
        closed = after(state, (spent(90.0), closing))
        will = closed.step("grow", "will")
        assert will is not None
        assert (will.seconds, will.done) == (90.0, True), closing
    again = after(state, (spent(90.0), CloseStep()), (spent(5.0), CloseStep()))
    assert [step.seconds for step in again.steps if step.step == "will"] == [95.0]


def test_newcomer_4_picking_another_model_leaves_the_step_of_the_one_before() -> None:
    state = after(session(), PICK, write("Fewer"), (spent(30.0), PickModel(model=CLEAR, step="contracting")))
    goal = state.step("grow", "goal")
    assert goal is not None
    assert (goal.seconds, goal.done) == (30.0, False)


def test_newcomer_4_a_model_only_looked_at_leaves_no_trace() -> None:
    state = after(
        session(),
        PICK,
        write("Fewer"),
        (spent(40.0), ShowStep(step="reality")),
        (spent(0.4), ShowStep(step="options")),
        (spent(9.0), PickModel(model=CLEAR, step="contracting")),
        (spent(20.0), ShowStep(step="listening")),
        (spent(30.0), Finish()),
    )
    assert [(step.model, step.step) for step in state.steps] == [("grow", "goal"), ("grow", "options")]
    assert state.models_used == (GROW,)
    only_looked = after(session(), PICK, (spent(20.0), ShowStep(step="reality")), (spent(3.0), Finish()))
    assert (only_looked.steps, only_looked.models_used) == ((), ())


def test_newcomer_4_a_model_that_a_note_came_from_is_none_only_looked_at() -> None:
    draft = Draft(at=NOW, text="What do you want?", link=Link(model="grow", step="goal"))
    state = after(session(), PICK, AddNote(note_id="n", draft=draft), (spent(12.0), Finish()))
    assert [step.step for step in state.steps] == ["goal"]
    assert state.models_used == (GROW,)


def test_newcomer_23_a_goal_is_done_by_the_leads_tick_alone_and_other_steps_by_text_too() -> None:
    state = after(session(), PICK, write("Fewer"), (spent(5.0), ShowStep(step="reality")))
    state = after(state, write("why", "workflow", "reality"), (spent(5.0), ShowStep(step="goal")))
    assert {step.step: step.done for step in state.steps} == {"goal": False, "reality": True}
    ticked = after(state, TickStep(), (spent(5.0), ShowStep(step="reality")))
    assert {step.step: step.done for step in ticked.steps} == {"goal": True, "reality": True}
    assert after(state, TickStep(), TickStep()).step("grow", "goal") == state.step("grow", "goal")
    assert refusal(session(), TickStep()).code == "no_step"
