"""At 80×24 no line of ours is cut, in any language, however long the names are (R12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.pilot.cut_lines import Counted, Walk
from tests.pilot.rights_stage import group_of, with_private
from tests.pilot.sitting_down import Seat, take_seat
from tests.pilot.team_stage import NOW, program_in, put_agents, put_session, settled, with_clock

from coachtui.bootstrap import LocalProgram
from coachtui.content.library import Library
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.live.offered_content import CORE_FORMS
from coachtui.domain.note import Note
from coachtui.i18n import LANGUAGES, use_language
from coachtui.services.listening_request import LiveRequest
from coachtui.services.protecting import ProtectionResult
from coachtui.ui.app import CoachApp
from coachtui.ui.first_start.screen import FirstStartScreen
from coachtui.ui.live.checklist_rows import ChecklistRows
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.lock_app import LockApp
from coachtui.ui.present import words
from coachtui.ui.protection.protecting import Protecting
from coachtui.ui.retention.screen import RetentionScreen
from coachtui.ui.widgets.bars import FooterLine, MessageLine

pytestmark = pytest.mark.pilot
SIZE = (80, 24)
LATIN = ("Maximiliane Oppenheimer-Vanden", "Bartholomäus Christoffersen-Oy")
CHINESE = ("欧阳慕容上官诸葛司马令狐慕容云", "司徒尉迟公孙轩辕令狐钟离宇文长")
TEAM = "Kundenservice Nordost"
NOTE = "Says the name of the customer and sums up before the call ends calmly"


def _names(language: str) -> tuple[str, str]:
    return CHINESE if language == "zh-Hans" else LATIN


def _people(language: str) -> tuple[str, ...]:
    """What people wrote; the names of forms come from packs, a centre's own ones too, and may be as long."""
    forms = tuple(words(Library().form(form).name) for form in CORE_FORMS)
    return (*_names(language), TEAM, NOTE, "/home/kari/Documents/coachtui", *forms)


def _team(folder: Path, language: str) -> tuple[LocalProgram, Agent, Agent]:
    """Two with long names: a full record, drafts, what is past its time; and one who left."""
    program = program_in(folder)
    first, second = put_agents(program, *_names(language), team=TEAM)
    put_agents(program, "Cid Ek", team=TEAM, status="left")
    program.team.put_lead(Lead(id=program.ids.new(), name=_names(language)[1]))
    final = put_session(program, first, 1)
    note = Note(id=program.ids.new(), at=NOW, text=NOTE, call_s=83.5)
    program.sessions.put(replace(final, notes=(note,)))
    group_of(program, second, first)
    with_private(program, put_session(program, first, 2))
    put_session(program, second, 500)
    put_session(program, second, 0, status="draft")
    vars(program.files)["documents"] = lambda: Path("/home/kari/Documents/coachtui")
    with_clock(program)
    return program, first, second


def _clock(app: CoachApp) -> Counted | None:
    """The clock of the program, where its seconds are counted."""
    clock: Any = app.program.clock
    return clock if hasattr(clock, "seconds") else None


async def _walked(app: CoachApp, language: str, *keys: str, people: Iterable[str] = ()) -> Walk:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        walk = Walk(app, pilot, (*_people(language), *people), _clock(app))
        walk.look("start")
        await walk.press(*keys)
        if app.work.open_session is not None:
            app.work.open_session.leave()
    return walk


REACHED = {
    "palette": "PaletteScreen",
    "palette takes nothing by half": "PaletteScreen",
    "help": "HelpScreen",
    "privacy": "PrivacyScreen",
    "agent": "AgentScreen",
    "see": "SeeScreen",
    "own export": "OwnExportScreen",
    "erase": "EraseScreen",
    "read": "SessionReading",
    "protect": "ProtectScreen",
    "retention": "RetentionScreen",
    "contacts": "RemoveQuestion",
    "review": "ReviewScreen",
    "discard": "DiscardQuestion",
    "move": "AgentChoice",
}
"""The screen that a walk is about."""

TEAM_WALKS = {
    "team": (
        "ctrl+t",
        "ctrl+o",
        "ctrl+o",
        "ctrl+o",
        "ctrl+o",
        "ctrl+t",
        "escape",
        "x",
        "x",
        "escape",
        "ctrl+z",
    ),
    "new agent": ("ctrl+n", *("enter",) * 6, "escape", "ctrl+n", "x", "tab", "tab", "tab", "x", "ctrl+s"),
    "change an agent": ("f2", *("enter",) * 6, "left", "escape"),
    "palette": ("ctrl+p", "x", "q", "z", "enter"),
    "palette takes nothing by half": ("ctrl+p", "s", "l", "enter"),
    "command line": ("ctrl+p", *"restore", "enter"),
    "help": ("f1",),
    "privacy": ("f9", "x"),
    "lock": ("f12",),
    "agent": ("enter", "f1", "f1", "ctrl+p", "escape", "f2", "escape", "f6", "ctrl+z"),
    "see": ("enter", "f3", "enter", "f1", "f1", "ctrl+p", "escape", "end"),
    "own export": ("enter", "f4", "down", "right", "down", "enter", "escape", "f1"),
    "erase": ("enter", "ctrl+x", "x", "enter", "f1", "f1", "escape"),
    "read": (
        "enter",
        "down",
        "enter",
        "f1",
        "f1",
        "ctrl+p",
        "escape",
        "f3",
        "x",
        "enter",
        "f3",
        "escape",
        "f6",
    ),
    "protect": ("ctrl+p", *"protect", "enter", "down", "enter", *"xy", "enter", "f1"),
    "retention": ("ctrl+p", *"reten", "enter"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEAM_WALKS)
async def test_attack_no_line_is_cut_from_the_team_on(tmp_path: Path, name: str, language: str) -> None:
    use_language(language)
    program, _first, _second = _team(tmp_path, language)
    walk = await _walked(CoachApp(program, None), language, *TEAM_WALKS[name])
    assert list(walk.found.values()) == []
    if language == "en":  # elsewhere an action has another name, and another agent may stand first
        assert REACHED.get(name, "TeamScreen") in walk.seen


@pytest.mark.parametrize("language", LANGUAGES)
async def test_attack_no_line_is_cut_where_something_is_corrected(tmp_path: Path, language: str) -> None:
    use_language(language)
    program, first, _second = _team(tmp_path, language)
    keys = ("enter", "f2", "f1", "f1", "enter", "up", "enter", "enter", *"slip", "enter", "end")
    rows = [words(item.label) for form in CORE_FORMS for item in Library().form(form).items()]
    walk = await _walked(CoachApp(program, None, page_of=first.id), language, *keys, people=rows)
    assert {"SessionReading", "CorrectChoice"} <= set(walk.seen)
    assert list(walk.found.values()) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_attack_no_line_is_cut_about_drafts_and_what_runs(tmp_path: Path, language: str) -> None:
    use_language(language)
    program, first, second = _team(tmp_path, language)
    app = CoachApp(program, LiveRequest(agent_id=second.id))
    drafted = await _walked(app, language, "ctrl+r", "1")
    app = CoachApp(program, LiveRequest(agent_id=first.id))
    too = await _walked(app, language, "ctrl+r")
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        walk = Walk(app, pilot, _people(language), _clock(app))
        put_agents(program, "Dan Ek", team=TEAM)
        await walk.press("home", "ctrl+r", "end", "ctrl+r", "enter", "ctrl+r")
    assert [*drafted.found.values(), *too.found.values(), *walk.found.values()] == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_attack_no_line_is_cut_where_a_draft_is_offered(tmp_path: Path, language: str) -> None:
    use_language(language)
    program, _first, second = _team(tmp_path, language)
    app = CoachApp(program, None, page_of=second.id)
    walk = await _walked(app, language, "ctrl+r", "ctrl+r", "f8", "escape", "escape")
    assert list(walk.found.values()) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_attack_no_line_is_cut_about_what_is_past_its_time(tmp_path: Path, language: str) -> None:
    use_language(language)
    program, _first, _second = _team(tmp_path, language)
    app = CoachApp(program, None)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        walk = Walk(app, pilot, _people(language), _clock(app))
        await app.push_screen(RetentionScreen())
        await settled(pilot)
        await walk.press("space", "enter", "space", "enter", "9", "enter", "f1", "f1", "enter", "escape")
    assert list(walk.found.values()) == []


def _seat(folder: Path, language: str) -> Seat:
    first, second = _names(language)
    agents = (
        Agent(id="0190aaaa-0000-7000-8000-00000000000a", name=first, team=TEAM, remember=NOTE),
        Agent(id="0190bbbb-0000-7000-8000-00000000000b", name=second, team=TEAM),
    )
    return take_seat(folder, lead="", agents=agents)


CALL = ("ctrl+r", "1", "0", "2", "0", "asterisk", "minus", "h", "m", "down", "enter", "enter", "x", "escape")
LIVE_WALKS = {
    "before": (
        "1",
        "ctrl+o",
        "ctrl+f",
        "ctrl+t",
        "ctrl+z",
        "ctrl+y",
        "ctrl+s",
        "ctrl+e",
        "f1",
        "f1",
        "ctrl+p",
    ),
    "in the call": (
        *CALL,
        *("ctrl+e", "ctrl+f", "ctrl+f", "ctrl+b", "ctrl+t", "ctrl+o", "ctrl+o", "ctrl+l", "o", "enter"),
        *(
            "ctrl+g",
            "k",
            "escape",
            "ctrl+z",
            "ctrl+z",
            "ctrl+y",
            "ctrl+s",
            "plus",
            "plus",
            "ctrl+p",
            "escape",
        ),
    ),
    "notes": (*CALL, "f4", "enter", "enter", "delete", "f1", "f1", "f4", "home", "enter", "escape", "ctrl+p"),
    "model": (*CALL, "f3", "f1", "f1", "1", "enter", *"So", "enter", "pagedown", "2", "f3", "3", "ctrl+p"),
    "profile": (*CALL, "f2", "f2", "f5"),
    "contacts": (
        *(*CALL, "ctrl+r", "ctrl+o", "ctrl+z", "ctrl+r", "ctrl+r", "1", "ctrl+up", "ctrl+down", "ctrl+d"),
        *(
            "ctrl+d",
            "ctrl+r",
            "ctrl+d",
            "shift+delete",
            "1",
            "ctrl+z",
            "ctrl+up",
            "ctrl+up",
            "escape",
            "escape",
        ),
    ),
    "review": (
        *(
            *CALL,
            "f8",
            "f1",
            "f1",
            "ctrl+p",
            "escape",
            "f8",
            "5",
            "ctrl+z",
            "7",
            "7",
            "8",
            "escape",
            "4",
            "escape",
        ),
        *("home", "enter", "f8", "end", "up", "up", "up", "enter", "x", "escape", "6", "escape", "3", "f8"),
    ),
    "review rows": (*CALL, "ctrl+g", "k", "escape", "f8", *("down",) * 12, "delete", "enter", "escape"),
    "discard": (*CALL, "f8", "9", "f1", "f1", "escape", "9", "2"),
    "move": (*CALL, "f8", "6", "down", "enter", "escape", "ctrl+z"),
    "hand out": (*CALL, "f8", "f6", "escape"),
    "draft": (*CALL, "f8", "2", "2"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LIVE_WALKS)
async def test_attack_no_line_is_cut_on_the_way_through_a_call(
    tmp_path: Path, name: str, language: str
) -> None:
    use_language(language)
    seat = _seat(tmp_path, language)
    walk = await _walked(seat.app(), language, *LIVE_WALKS[name])
    assert list(walk.found.values()) == []
    assert REACHED.get(name, "LiveScreen") in walk.seen


@pytest.mark.parametrize("language", LANGUAGES)
async def test_attack_no_line_is_cut_at_the_first_start_and_at_the_lock(
    tmp_path: Path, language: str
) -> None:
    use_language(language)
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        walk = Walk(app, pilot, _people(language), _clock(app))
        await walk.press(
            "f1", "f1", "ctrl+p", "escape", "enter", "enter", *"xy", "enter", "tab", "x", "enter"
        )
        screen = app.screen
        assert isinstance(screen, FirstStartScreen)
        app.program.protection.encrypt("four words are better")
        screen.post_message(Protecting.Worked(ProtectionResult(recovery="-".join(["2X4Y"] * 9))))
        await settled(pilot)
        walk.look("protected")
        await walk.press("enter", "enter", "f1")
    lock = LockApp(program_in(tmp_path))
    async with lock.run_test(size=SIZE) as pilot:
        locked = Walk(lock, pilot, _people(language))
        await settled(pilot)
        await locked.press("enter", "x", "enter", "f1", "f1", "ctrl+q")
    assert [*walk.found.values(), *locked.found.values()] == []


async def test_attack_a_long_message_takes_a_second_line_and_hides_no_lit_row(tmp_path: Path) -> None:
    seat = _seat(tmp_path, "en")
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        walk = Walk(app, pilot, _people("en"), _clock(app))
        await walk.press("ctrl+r", *("2",) * 9)
        screen = app.screen
        assert isinstance(screen, LiveScreen)
        rows = screen.query_one(ChecklistRows)
        line, height = screen.query_one(MessageLine), rows.size.height
        screen.say("A sentence of our own that says what happened, that nothing is lost, and what to do now.")
        await settled(pilot)
        assert line.size.height == 2
        assert line.region.bottom == screen.query_one(FooterLine).region.y == SIZE[1] - 1
        assert rows.in_sight(rows.cursor)
        walk.look("a long message")
        assert walk.found == {}
        screen.say("Short again.")
        await settled(pilot)
        assert (line.size.height, rows.size.height) == (1, height)
        assert app.work.open_session is not None
        app.work.open_session.leave()
