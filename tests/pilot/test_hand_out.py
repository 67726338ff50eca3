"""One key writes one page to print, with what was agreed first (newcomer 20)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.rights_stage import CANARY, group_of, on_the_page, two_agents, with_private
from tests.pilot.sitting_down import answer, keys_pause, take_seat, the_open_session, told
from tests.pilot.team_stage import NOW, line_with, program_in, put_agents, put_session, settled

from coachtui.bootstrap import LocalProgram
from coachtui.domain.agent import Agent
from coachtui.domain.note import Note, Tag
from coachtui.domain.session import ModelRef, Session, StepRecord
from coachtui.services import preferences
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.agent.see import SeeScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.review.screen import ReviewScreen

pytestmark = pytest.mark.pilot


def talked(program: LocalProgram, agent: Agent, status: str = "final") -> Session:
    """A session with a star, a breach, notes of every kind and a coaching model with goal and action."""
    tags: tuple[Tag | None, ...] = ("strength", "improvement", "praise", "quote", None)
    notes = tuple(Note(id=program.ids.new(), at=NOW, text=f"noted {tag}", tag=tag) for tag in tags)
    steps = (
        StepRecord(model="grow", step="reality", seconds=60, fields={"performance": "Four of six"}),
        StepRecord(model="grow", step="goal", seconds=60, fields={"goals": "Sum up every call"}),
        StepRecord(model="grow", step="will", seconds=60, fields={"actions": "From tomorrow on"}),
    )
    model = ModelRef(id="grow", version=program.content.model("grow").version)
    session = put_session(program, agent, 0, notes=notes, steps=steps, models=(model,), model=model)
    phone, *others = session.evaluations
    items = list(program.content.form("phone-technique").items())
    critical = next(item for item in items if item.critical)
    answers = {
        **phone.answers,
        items[0].id: replace(phone.answers[items[0].id], star=True),
        critical.id: replace(phone.answers[critical.id], value=0),
    }
    changed = replace(session, evaluations=(replace(phone, answers=answers), *others))
    if status == "live":
        changed = replace(changed, status="live")
    program.sessions.put(changed)
    return changed


def text_of(path: Path) -> list[str]:
    """The headings and points of a page."""
    body = path.read_text(encoding="utf-8").split("<body>")[1]
    return [part.strip() for part in re.sub(r"<[^>]+>", "\n", body).split("\n") if part.strip()]


def the_page(folder: Path) -> Path:
    (page,) = folder.glob("*.html")
    return page


async def test_newcomer_20_from_the_agents_page_with_goal_and_action_first(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna Berg", alias="Anna B")
    program.settings.put(preferences.EXPORT_FOLDER, str(tmp_path / "out"))
    talked(program, agent)
    async with on_the_page(program) as (app, pilot):
        assert line_with(app, "F6 Page to print")
        await pilot.press("f6")
        await settled(pilot)
        assert line_with(app, "Page to print: ")
    page = the_page(tmp_path / "out")
    assert page.name == "2026-11-16-anna-b.html"
    assert page.stat().st_mode & 0o777 == 0o600
    lines = text_of(page)
    assert lines[0] == "Anna Berg · 16 Nov 2026"
    order = [
        "Agreed",
        "Goals: Sum up every call",
        "Actions: From tomorrow on",
        "Performance today: Four of six",
        "Strengths",
        "★ Answers promptly and is ready for the call",
        "noted strength",
        "To improve",
        "noted improvement",
        "Scores",
        "Praise",
        "noted praise",
        "Notes",
        "Quote · noted quote",
        "noted None",
        "About this page",
    ]
    places = [lines.index(text) for text in order]
    assert places == sorted(places)
    assert any(line.startswith("✗ Breach: ") for line in lines)
    assert any("100 means every row at its best" in line for line in lines)
    assert any(line.startswith("Phone technique listening form: ") for line in lines)


async def test_newcomer_20_from_the_review_the_folder_is_asked_for_once(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Åse Østby")
    talked(program, agent, "live")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+r")
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert line_with(app, "F6 Page to print")
        assert not line_with(app, "JSON")
        await pilot.press("f6")
        await pilot.pause()
        app.screen.edit_line.input.load(str(tmp_path / "out"))
        await pilot.press("enter")
        await settled(pilot)
        assert "2026-11-16-åse-østby.html" in "".join(line_with(app, ".html").split())
        await pilot.press("4")
        await settled(pilot)
        assert app.work.open_session is not None
        app.work.open_session.leave()
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".json"]
    assert "running" in text_of(the_page(tmp_path / "out"))[1]


async def test_newcomer_20_nothing_private_and_nothing_of_others_is_on_the_page(tmp_path: Path) -> None:
    program, anna, bo = two_agents(tmp_path)
    program.settings.put(preferences.EXPORT_FOLDER, str(tmp_path / "out"))
    group = with_private(program, group_of(program, anna, bo))
    program.sessions.put(replace(group, notes=(*group.notes, Note(id="n", at=NOW, text="calmer than Bosse"))))
    async with on_the_page(program) as (_app, pilot):
        await pilot.press("f6")
        await settled(pilot)
    text = "\n".join(text_of(the_page(tmp_path / "out")))
    assert "first heard" in text
    assert "calmer than […]" in text
    for hidden in (CANARY, "Stress", "Bosse", "second heard"):
        assert hidden not in text


async def test_newcomer_20_a_folder_that_takes_nothing_is_said(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna Berg")
    (tmp_path / "file").write_text("no folder")
    program.settings.put(preferences.EXPORT_FOLDER, str(tmp_path / "file"))
    talked(program, agent)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f6")
        await settled(pilot)
        assert not line_with(app, "Page to print: ")
        assert line_with(app, "annot")


async def test_attack_l1_without_a_folder_the_page_asks_where_to_first(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna Berg")
    talked(program, agent)
    vars(program.files)["documents"] = lambda: tmp_path / "documents" / "coachtui"
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f6")
        await settled(pilot)
        assert not (tmp_path / "documents").exists(), "nothing is written before the lead says where to"
        assert line_with(app, "Folder for exports")
        assert line_with(app, "Enter writes the file there; the folder is remembered.")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert not (tmp_path / "documents").exists()
        assert not line_with(app, "Folder for exports")
        await pilot.press("f6")
        await pilot.press(*["backspace"] * 200, *str(tmp_path / "out"), "enter")
        await settled(pilot)
        assert line_with(app, "Page to print: ")
        assert app.focused is app.screen.timeline
        assert program.settings.get(preferences.EXPORT_FOLDER) == str(tmp_path / "out")
        await pilot.press("f6")
        await settled(pilot)
    assert len(list((tmp_path / "out").glob("*.html"))) == 2
    assert not (tmp_path / "documents").exists()


async def test_attack_l1_a_folder_that_takes_nothing_is_asked_for_again(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna Berg")
    talked(program, agent)
    (tmp_path / "file").write_text("no folder")
    program.settings.put(preferences.EXPORT_FOLDER, str(tmp_path / "file"))
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f6")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert app.screen.edit_line.input.value == str(tmp_path / "file")
        await pilot.press(*["backspace"] * 4, *"out", "enter")
        await settled(pilot)
    assert the_page(tmp_path / "out").is_file()


WRITTEN_FIRST = "Finish what you are writing first"


@pytest.mark.parametrize("key", ["ctrl+r", "f2", "f3", "f4", "ctrl+z"])
async def test_a_folder_being_typed_on_the_agents_page_comes_before_what_leaves_it(
    tmp_path: Path, key: str
) -> None:
    program, anna, _bo = two_agents(tmp_path)
    talked(program, anna)
    async with on_the_page(program) as (app, pilot):
        here = app.screen
        assert isinstance(here, AgentScreen)
        await pilot.press("f6")
        await settled(pilot)
        line = here.edit_line.input
        line.load("~/half a na")
        await pilot.press(key)
        await settled(pilot)
        assert app.screen is here
        assert told(app).startswith(WRITTEN_FIRST)
        assert line.value == "~/half a na"
        await pilot.press("escape", "f3")
        await settled(pilot)
        assert isinstance(app.screen, SeeScreen)


async def test_a_folder_being_typed_comes_before_a_session_that_is_opened_by_name(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    talked(program, anna)
    async with on_the_page(program) as (app, pilot):
        here = app.screen
        assert isinstance(here, AgentScreen)
        await pilot.press("f6")
        await settled(pilot)
        here.action_open_session()
        await settled(pilot)
        assert app.screen is here
        assert told(app).startswith(WRITTEN_FIRST)


@pytest.mark.parametrize("key", ["f8", "ctrl+z", "ctrl+y"])
async def test_a_folder_being_typed_in_the_review_comes_before_finishing(tmp_path: Path, key: str) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0])
        await pilot.press("f8")
        await settled(pilot)
        review = app.screen
        assert isinstance(review, ReviewScreen)
        keys_pause(app)
        await pilot.press("f6")
        await settled(pilot)
        line, open_session = review.edit_line.input, review.work.open_session
        line.load("~/half a na")
        keys_pause(app)
        before = open_session.session
        await pilot.press(key)
        await settled(pilot)
        assert app.screen is review
        assert told(app).startswith(WRITTEN_FIRST)
        assert line.value == "~/half a na"
        assert open_session.session is before
