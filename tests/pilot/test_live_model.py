"""The model pane: choosing, stepping, writing in fields, prompts into notes (R37-R39)."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.live_stage import Stage, listening
from tests.pilot.sitting_down import finish, shown

from coachtui.domain.note import Link
from coachtui.domain.session import Session
from coachtui.ui.live.model import StepRows


def written(session: Session) -> dict[tuple[str, str], dict[str, str]]:
    """Texts of fields by model and step."""
    return {(step.model, step.step): step.fields for step in session.steps if step.fields}


async def to_field(stage: Stage) -> None:
    """Go down to the first field of the step."""
    rows = stage.app.screen.query_one(StepRows)
    while "▤" not in rows.row_lines(rows.cursor, 60)[0][0][0]:
        await stage.press("down")


async def test_a_model_is_picked_and_stepped_through(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "f3", "pageup")
        assert stage.said == "Choose a model first: 1, 2 or 3."
        await stage.press("1", "pagedown")
        session = stage.stored
        assert session.model is not None
        assert (session.model.id, session.place.step) == ("grow", "reality")
        await stage.press("pagedown", "pagedown", "pagedown")
        assert stage.said == "This is the last step."
        await stage.press("pageup", "pageup", "pageup", "pageup")
        assert stage.said == "This is the first step."
        assert stage.stored.place.step == "goal"
        assert stage.values() == {"pickup": 1}  # 1 in this pane is no answer


async def test_the_time_in_a_step_goes_to_that_step(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "f3", "1")
        stage.clock.pass_(30)
        await stage.press("pagedown")
        stage.clock.pass_(12)
        await stage.press("pageup")
        stage.clock.pass_(5)
        await stage.press("pagedown")
        spent = {step.step: step.seconds for step in stage.stored.steps}
        assert spent == {"goal": 35.0, "reality": 12.0}


async def test_texts_stay_when_the_model_changes(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "1")
        await to_field(stage)
        await stage.press("enter", "a", "b", "enter")
        assert written(stage.stored) == {("grow", "goal"): {"goals": "ab"}}
        await stage.press("3")
        await to_field(stage)
        await stage.press("enter", "c", "escape")
        both = {("grow", "goal"): {"goals": "ab"}, ("oskar", "outcome"): {"goals": "c"}}
        assert written(stage.stored) == both
        await stage.press("1", "2", "1")
        session = stage.stored
        assert written(session) == both
        assert {ref.id for ref in session.models} == {"grow", "oskar"}
        await to_field(stage)
        await stage.press("enter", "!", "enter")
        assert written(stage.stored)["grow", "goal"] == {"goals": "ab!"}
        assert stage.stored.notes == ()


async def test_a_prompt_goes_into_the_notes(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "f3", "3", "enter", "x", "enter")
        (note,) = stage.stored.notes
        assert note.text == "What do you want to see happen instead? x"
        assert (note.tag, note.link) == ("question", Link(model="oskar", step="outcome"))
        assert stage.app.screen.query_one(StepRows).has_focus


async def test_a_second_prompt_replaces_nothing_that_is_kept(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "3", "enter", "escape", "enter", "x", "escape", "down", "enter", "y", "enter")
        (note,) = stage.stored.notes
        assert note.text.startswith("Imagine it works")
        assert note.text.endswith(" y")
        assert [draft.text for draft in stage.stored.drafts] == ["What do you want to see happen instead? x"]
        await stage.press("up", "enter", "z", "enter")  # the first question again goes on with its answer
        assert stage.stored.drafts == ()
        assert {note.text for note in stage.stored.notes} > {"What do you want to see happen instead? xz"}


async def test_a_model_that_was_only_looked_at_leaves_no_session(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "2", "pagedown", "escape")
    assert stage.seat.stored() == []


async def test_newcomer_4_the_step_one_finishes_in_is_done_and_has_its_time(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "1", "pagedown", "pagedown", "pagedown")
        stage.clock.pass_(4)
        await to_field(stage)
        await stage.press("enter", "a", "enter", "f8")
        stage.clock.pass_(3)
        await finish(stage.app, stage.pilot)
    (session,) = stage.seat.stored()
    assert [(step.step, step.seconds, step.done) for step in session.steps] == [
        ("will", 4.0, True)
    ]  # none in the review


async def test_newcomer_4_quitting_records_the_step_too_and_looking_leaves_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "1")
        await to_field(stage)
        await stage.press("enter", "a", "enter")
        stage.clock.pass_(6)
    (session,) = stage.seat.stored()
    assert [(step.step, step.seconds, step.done) for step in session.steps] == [("goal", 6.0, False)]


async def test_newcomer_23_the_smart_checks_stand_in_the_goal_step_and_space_ticks_it(tmp_path: Path) -> None:
    async with listening(tmp_path, (200, 60)) as stage:
        await stage.press("f3", "1")
        text = shown(stage.app)
        assert "M  Measurable: Is there a measure" in text
        await to_field(stage)
        await stage.press("enter", "a", "enter")
        assert "G✎" in shown(stage.app)
        await stage.press("space")
        assert "G✓" in shown(stage.app)
        assert stage.said == "The step is done."
        await stage.press("pagedown")
        assert "start value" not in shown(stage.app)


def seconds(session: Session) -> dict[str, float]:
    """Time by step."""
    return {step.step: step.seconds for step in session.steps}


async def test_attack_6_a_step_has_no_time_while_the_lead_is_elsewhere(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "1")
        stage.clock.pass_(2)
        await stage.press("f4")
        stage.clock.pass_(25)
        await stage.press(*"a note", "enter")
        await stage.press("f3")
        stage.clock.pass_(1)
        await stage.press("f1")
        stage.clock.pass_(50)
        await stage.press("escape")
        stage.clock.pass_(4)
        await stage.press("f8")
        stage.clock.pass_(100)
        await stage.press("escape", "f3", "pagedown")
        assert seconds(stage.stored) == {"goal": 7.0}


async def test_attack_6_writing_in_a_field_or_after_a_prompt_is_time_in_the_step(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "1", "enter")
        stage.clock.pass_(3)
        await stage.press("x", "enter")
        await to_field(stage)
        await stage.press("enter")
        stage.clock.pass_(5)
        await stage.press("a", "enter", "f4", "y")
        stage.clock.pass_(40)
        await stage.press("enter", "f3", "pagedown")
        assert seconds(stage.stored) == {"goal": 8.0}


async def test_attack_6_taking_a_finish_back_keeps_the_time_and_adds_none(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "1")
        await to_field(stage)
        await stage.press("enter", "a", "enter")
        stage.clock.pass_(9)
        await stage.press("f8")
        await finish(stage.app, stage.pilot)
        await stage.press("ctrl+z")
        assert seconds(stage.stored) == {"goal": 9.0}
        stage.clock.pass_(15)
        await stage.press("f8")
        await finish(stage.app, stage.pilot)
    (session,) = stage.seat.stored()
    assert (session.status, seconds(session)) == ("final", {"goal": 9.0})
