"""F1, F2, F7: a session keeps its forms and models in its own version, and no other one stands in for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.live_stage import Stage, listening
from tests.pilot.team_stage import program_in, put_agents, put_session, screen_lines, settled
from tests.pilot.test_live_model import to_field
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.contact import Hold
from coachtui.domain.form import FormRef
from coachtui.domain.session import ModelRef, Session, SessionStatus, StepRecord
from coachtui.services import preferences
from coachtui.services.export import ExportFilter
from coachtui.ui.app import CoachApp
from coachtui.ui.reading.screen import SessionReading

pytestmark = pytest.mark.pilot

PHONE = "phone-technique"


def copies(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("content/*.toml")}


async def second_passes(stage: Stage) -> None:
    """What the live screen does each second, and the saver after each change."""
    stage.open_session.flush()
    stage.screen.work.tick()
    await stage.pilot.pause()


async def test_f1_the_copy_of_a_model_is_kept_whatever_is_written_in_it_when(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
        await second_passes(stage)
        await stage.press("f3", "1")
        await second_passes(stage)
        await to_field(stage)
        await second_passes(stage)
        await stage.press("enter", "a", "enter")
        await second_passes(stage)
    assert copies(tmp_path) == {f"{PHONE}@1.toml", "conversation-phases@1.toml", "grow@1.toml"}


async def test_f1_a_model_that_a_note_came_from_is_kept_after_another_is_picked(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "3", "enter", "x", "enter", "1")
        assert {ref.id for ref in stage.stored.models_used} == {"oskar", "grow"}
    assert {"oskar@1.toml", "grow@1.toml"} <= copies(tmp_path)


async def test_f1_copies_are_not_written_in_the_thread_of_the_keys(tmp_path: Path) -> None:
    import threading

    async with listening(tmp_path) as stage:
        store, threads = stage.seat.program.sessions, []
        keep = store.keep_content

        def keep_content(content_id: str, version: int, text: str) -> None:
            threads.append(threading.current_thread().name)
            keep(content_id, version, text)

        store.__dict__["keep_content"] = keep_content
        await stage.press("1")
        await second_passes(stage)
        await stage.press("f3", "1")
        await second_passes(stage)
    assert threads == ["saver"] * 3


def of_version(session: Session, version: int) -> Session:
    """The same session as if it had been made with another version of its first form."""
    ref = FormRef(id=PHONE, version=version)
    first, *rest = session.evaluations
    return replace(
        session,
        forms=(ref, *session.forms[1:]),
        evaluations=(replace(first, form=ref), *rest),
        model=ModelRef(id="grow", version=version),
        models=(ModelRef(id="grow", version=version),),
        steps=(StepRecord(model="grow", step="goal", seconds=60.0, fields={"goals": "Fewer holds"}),),
    )


def scores_exported(program: LocalProgram) -> dict[str, float | None]:
    selection = program.export.select(ExportFilter())
    assert selection is not None
    document = json.loads(b"".join(program.export.document(selection, "json")))
    return {each["form"]["id"]: each["score"] for each in document["evaluations"]}


def put_version(folder: Path, version: int, status: SessionStatus = "final") -> LocalProgram:
    program = program_in(folder)
    agent = put_agents(program, "Anna Berg")[0]
    session = of_version(put_session(program, agent, 1), version)
    if status != "final":
        session = replace(session, status=status)
    program.sessions.put(session)
    return program


async def opened(pilot: Pilot[int]) -> None:
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


async def test_f2_a_form_of_which_no_copy_is_left_is_shown_by_its_ids_and_without_score(
    tmp_path: Path,
) -> None:
    program = put_version(tmp_path, 7)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot)
        assert isinstance(app.screen, SessionReading)
        text = "\n".join(screen_lines(app))
        assert "No copy of this form is left" in text
        assert f"{PHONE} 7" in text
        assert "pickup: " in text
        assert "Phone technique listening form" not in text
        assert "No copy of form phone-technique, version 7, is left" in text
        await pilot.press("end")
        text = "\n".join(screen_lines(app))
        assert "Model: grow" in text
        assert "goals: Fewer holds" in text
    assert scores_exported(program)[PHONE] is None


async def test_f2_screen_and_export_score_with_the_copy_of_the_version_used(tmp_path: Path) -> None:
    program = put_version(tmp_path, 7)
    pack = program.content.form(PHONE).source.replace("version = 1", "version = 7", 1)
    program.sessions.keep_content(PHONE, 7, pack.replace("Answers promptly", "Answered in version seven"))
    program.sessions.keep_content(
        "grow", 7, program.content.model("grow").source.replace("version = 1", "version = 7", 1)
    )
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot)
        text = "\n".join(screen_lines(app))
        assert "No copy" not in text
        assert "Phone technique listening form" in text
    assert scores_exported(program)[PHONE] == 100.0


async def test_f2_a_copy_that_holds_another_version_does_not_stand_in(tmp_path: Path) -> None:
    program = put_version(tmp_path, 7)
    program.sessions.keep_content(PHONE, 7, program.content.form(PHONE).source)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot)
        text = "\n".join(screen_lines(app))
        assert f"{PHONE} 7" in text
        assert "Phone technique listening form" not in text


async def test_f2_a_draft_whose_form_is_lost_opens_to_be_read(tmp_path: Path) -> None:
    program = put_version(tmp_path, 7, "draft")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot)
        assert isinstance(app.screen, SessionReading)
        assert app.work.open_session is None
        assert f"{PHONE} 7" in "\n".join(screen_lines(app))


async def test_f2_a_damaged_copy_of_what_is_shipped_in_that_version_blocks_nothing(tmp_path: Path) -> None:
    program = put_version(tmp_path, 1)
    program.sessions.keep_content(PHONE, 1, "not a form")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot)
        assert "Phone technique listening form" in "\n".join(screen_lines(app))
    assert scores_exported(program)[PHONE] == 100.0


@pytest.mark.parametrize(("limit", "late"), [(30, True), (300, False)])
async def test_f7_a_hold_is_too_long_by_the_setting_in_the_record_too(
    tmp_path: Path, limit: int, *, late: bool
) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    session = put_session(program, agent, 1)
    held = replace(
        session.contacts[0],
        started_at=session.started_at,
        duration_s=300.0,
        holds=(Hold(at_s=10.0, until_s=70.0),),
    )
    program.sessions.put(replace(session, contacts=(held, *session.contacts[1:])))
    program.settings.put(preferences.HOLD_LIMIT, str(limit))
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot)
        (line,) = [line for line in screen_lines(app) if "1 hold" in line]
        assert ("‼" in line) == late
