"""Correcting a final session on the reading screen, and writing down what the agent says (R86)."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.team_stage import (
    line_with,
    program_in,
    put_agents,
    put_session,
    screen_lines,
    settled,
    statement_saved,
    type_text,
    with_clock,
)
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreFull
from coachtui.domain.note import Note
from coachtui.domain.session import ModelRef, Session, StepRecord
from coachtui.ui.app import CoachApp
from coachtui.ui.reading.screen import SessionReading
from coachtui.ui.screens.rescue import RescueScreen

pytestmark = pytest.mark.pilot


def stage(folder: Path) -> tuple[LocalProgram, Agent, Session]:
    program = program_in(folder)
    agent = put_agents(program, "Anna Berg")[0]
    return program, agent, put_session(program, agent, 1)


def stored(program: LocalProgram) -> Session:
    """What another reader finds on disk."""
    (found,) = beside(program).sessions.every()
    return found


def beside(program: LocalProgram) -> LocalProgram:
    """The program once more, as another window has it."""
    data = str(program.folders.data)
    return open_program(data_dir=data, config_dir=data)


async def to_reading(app: CoachApp, pilot: Pilot[int]) -> SessionReading:
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)
    assert isinstance(app.screen, SessionReading)
    return app.screen


async def typed(pilot: Pilot[int], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text))


async def test_an_answer_is_corrected_with_its_reason(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    form = program.content.form("phone-technique")
    item = next(iter(form.items()))
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "What is to be corrected?" in line_with(app, "What is to be corrected?")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("up", "enter")  # from “Yes”, which stands, to “No”
        await settled(pilot)
        assert "Why “No”?" in line_with(app, "Why “No”?")
        await typed(pilot, "mishit")
        assert stored(program) == before
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        assert "Corrected" in line_with(app, "Corrected;")
        await pilot.press("end")
        await settled(pilot)
        assert "mishit" in line_with(app, "Why:")
    after = stored(program)
    (correction,) = after.corrections
    evaluation = next(e for e in after.evaluations if e.form.id == form.id)
    earlier = next(e for e in before.evaluations if e.form.id == form.id)
    assert correction.why == "mishit"
    assert (correction.evaluation_id, correction.item) == (evaluation.id, item.id)
    assert correction.old is not None
    assert correction.new is not None
    assert correction.old.value == earlier.answers[item.id].value
    assert correction.new.value == evaluation.answers[item.id].value == item.answer_type.values[0].value


async def test_without_a_reason_or_with_escape_nothing_changes(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await to_reading(app, pilot)
        for last in (("enter", "escape"), ("x", "escape")):
            await pilot.press("f2")
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            await pilot.press("up", "enter")
            await settled(pilot)
            await pilot.press(*last)
            await settled(pilot)
            assert screen.edit_line.entry is None
            assert stored(program) == before
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is screen


async def test_newcomer_24_an_empty_reason_does_not_throw_the_correction_away(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await to_reading(app, pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("up", "enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.edit_line.entry is not None
        assert line_with(app, "A correction needs a reason")
        assert stored(program) == before
        await type_text(pilot, "mishit")
        await pilot.press("enter")
        await settled(pilot)
    assert [each.why for each in stored(program).corrections] == ["mishit"]


async def test_newcomer_24_reference_channel_and_fields_are_corrected(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    model = program.content.model("grow")
    step = model.steps[0]
    ref = ModelRef(id="grow", version=model.version)
    record = StepRecord(
        model="grow", step=step.id, seconds=61, fields={step.fields[0].id: "Stop interrupting"}
    )
    contact = replace(before.contacts[0], channel="chat", reference="4711")
    program.sessions.put(
        replace(before, contacts=(contact,), steps=(record,), models=(ref,), revision=before.revision + 1)
    )
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 60)) as pilot:
        screen = await to_reading(app, pilot)
        for wanted, keys, why in (
            ("Reference", ("ctrl+u", "A", "enter"), "misread"),
            ("Channel", ("up", "enter"), "by telephone"),
            ("Stop interrupting", ("ctrl+u", "N", "o", "enter"), "agreed anew"),
        ):
            await pilot.press("f2")
            await settled(pilot)
            await type_text(pilot, wanted)
            await pilot.press("enter")
            await settled(pilot)
            await pilot.press(*keys)
            await settled(pilot)
            await type_text(pilot, why)
            await pilot.press("enter")
            await settled(pilot)
            assert line_with(app, "Corrected; the old value stays in the history.")
        assert screen.session == stored(program)
        await pilot.press("end")
        await settled(pilot)
        assert line_with(app, "“chat” became “phone”. Why: by telephone")
    after = stored(program)
    assert (after.contacts[0].reference, after.contacts[0].channel) == ("A", "phone")
    assert after.steps[0].fields == {step.fields[0].id: "No"}
    assert [(c.field, c.old and c.old.text, c.new and c.new.text) for c in after.corrections] == [
        ("reference", "4711", "A"),
        ("channel", "chat", "phone"),
        (step.fields[0].id, "Stop interrupting", "No"),
    ]


async def test_a_draft_is_not_corrected(tmp_path: Path) -> None:
    program, agent, _final = stage(tmp_path)
    draft = put_session(program, agent, 0, status="draft")
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        lease = beside(program).sessions.lease(draft.id)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        assert "Only final sessions" in line_with(app, "Only final sessions")
        lease.release()


async def test_what_the_agent_says_is_on_disk_within_a_second_and_kept_with_enter(tmp_path: Path) -> None:
    program, agent, _before = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3")
        await settled(pilot)
        await typed(pilot, "the line was bad")
        await pilot.pause(0.8)
        assert [each.text for each in stored(program).statements] == ["the line was bad"]
        await typed(pilot, " twice")
        await pilot.press("enter")
        await statement_saved(app, pilot)
        assert any("the line was bad twice" in line for line in screen_lines(app))
        assert line_with(app, "The statement is saved")
        beside(program).sessions.lease(stored(program).id).release()  # other windows may have it again
    (statement,) = stored(program).statements
    assert (statement.text, statement.agent_id) == ("the line was bad twice", agent.id)
    exported = json.loads(
        program.export.session_json(stored(program))  # what leaves the program has it too
    )
    assert exported["sessions"][0]["statements"][0]["text"] == "the line was bad twice"


async def test_escape_takes_a_statement_back_that_was_stored_on_the_way(tmp_path: Path) -> None:
    program, _agent, _before = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3")
        await typed(pilot, "never mind")
        await pilot.pause(0.8)
        assert len(stored(program).statements) == 1
        await pilot.press("escape")
        await statement_saved(app, pilot)
        assert stored(program).statements == ()
        assert line_with(app, "Nothing was saved.")


class FullDisk:
    """A store that takes nothing while the disk is full, and tells which thread it was asked on."""

    def __init__(self, program: LocalProgram) -> None:
        self._put = program.sessions.put
        self.full = True
        self.threads: set[str] = set()
        program.sessions.__dict__["put"] = self.put

    def put(self, session: Session) -> None:
        self.threads.add(threading.current_thread().name)
        if self.full:
            raise StoreFull("disk_full", file="x")
        self._put(session)


async def test_f6_a_statement_is_saved_beside_the_keys_and_tried_again(tmp_path: Path) -> None:
    program, _agent, _before = stage(tmp_path)
    disk = FullDisk(program)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3", *"heard", "enter")
        assert app.work.statement is not None
        app.work.statement.flush()
        await pilot.pause()
        assert line_with(app, "✗ not saved, retrying")
        assert line_with(app, "everything is kept and saving is tried again")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, RescueScreen)
        disk.full = False
        await statement_saved(app, pilot)
        app.screen._look_again()
        await pilot.pause()
        assert isinstance(app.screen, SessionReading)
        assert line_with(app, "✓ final")
    assert [each.text for each in stored(program).statements] == ["heard"]
    assert disk.threads == {"saver"}


async def test_f6_what_is_said_of_saving_a_statement_goes_once_it_is_saved(tmp_path: Path) -> None:
    program, _agent, _before = stage(tmp_path)
    disk = FullDisk(program)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3", *"heard")
        assert app.work.statement is not None
        app.work.statement.flush()
        await pilot.pause()
        assert line_with(app, "everything is kept and saving is tried again")
        disk.full = False
        app.work.statement.flush()
        await pilot.pause()
        assert line_with(app, "It is saved as you write.")
        await pilot.press("enter")
        await statement_saved(app, pilot)


async def test_f6_quitting_in_the_middle_of_a_statement_offers_another_place(tmp_path: Path) -> None:
    program, _agent, _before = stage(tmp_path)
    clock = with_clock(program)
    disk = FullDisk(program)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3", *"heard", "ctrl+q")
        clock.seconds += 1
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, RescueScreen)
        disk.full = False
        await pilot.press("2")
        await pilot.pause()
    for work in app.work.all_open():
        work.leave()
    assert [each.text for each in stored(program).statements] == ["heard"]


async def test_a_session_open_in_another_window_is_not_changed(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    other = beside(program)
    lease = other.sessions.lease(before.id)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        await to_reading(app, pilot)
        await pilot.press("f3")
        await typed(pilot, "x")
        await pilot.press("enter")
        await settled(pilot)
        assert "another window" in line_with(app, "another window")
    lease.release()
    assert stored(program) == before


async def test_a_lock_in_the_middle_of_a_reason_corrects_nothing(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await to_reading(app, pilot)
        for keys in (("f2",), ("enter",), ("up", "enter")):
            await pilot.press(*keys)
            await settled(pilot)
        await typed(pilot, "bec")
        screen.edit_line.settle()  # what the lock does with a line that is open
        await settled(pilot)
    assert stored(program) == before


async def test_what_is_typed_stays_where_it_could_not_be_kept(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await to_reading(app, pilot)
        lease = beside(program).sessions.lease(before.id)
        await pilot.press("f3")  # nothing is typed in vain
        await settled(pilot)
        assert screen.edit_line.entry is None
        assert "another window" in line_with(app, "another window")
        lease.release()
        await pilot.press("f3", *"agreed", "enter")
        await statement_saved(app, pilot)
        for keys in (("f2",), ("enter",), ("up", "enter")):
            await pilot.press(*keys)
            await settled(pilot)
        lease = beside(program).sessions.lease(before.id)
        await pilot.press(*"mishit", "enter")
        await settled(pilot)
        assert screen.edit_line.input.value == "mishit"
        lease.release()
        await pilot.press("enter")
        await settled(pilot)
    after = stored(program)
    assert [each.text for each in after.statements] == ["agreed"]
    assert [each.why for each in after.corrections] == ["mishit"]


async def test_a_session_whose_model_is_lost_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    program, _agent, before = stage(tmp_path)
    note = Note(id=program.ids.new(), at=before.started_at, text="still here", call_s=None)
    lost = ModelRef(id="of-the-centre", version=7)
    program.sessions.put(replace(before, models=(lost,), notes=(note,)))
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 80)) as pilot:
        await to_reading(app, pilot)
        assert "still here" in line_with(app, "still here")
        assert "of-the-centre" in line_with(app, "No copy of model")
