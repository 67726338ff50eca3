"""An agent who was erased in another window meanwhile: nothing begins, what runs says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.rights_stage import on_the_page
from tests.pilot.sitting_down import BO, INGRID, answer, finish, keys_pause, take_seat, the_open_session, told
from tests.pilot.team_stage import (
    program_in,
    put_agents,
    put_session,
    screen_lines,
    settled,
    with_clock,
)

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import Refused
from coachtui.services.erasing import erase_agent
from coachtui.services.preferences import EXPORT_FOLDER
from coachtui.ui.agent.own_export import OwnExportScreen
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.widgets.text_line import TextLine

pytestmark = pytest.mark.pilot

GONE = "That agent was erased; nothing about them is stored any more."


def erase(folder: Path, agent: Agent) -> None:
    """Erase an agent as another window does."""
    erase_in(program_in(folder), agent)


def erase_in(other: LocalProgram, agent: Agent) -> None:
    erase_agent(other.erasing, other.sessions, agent)


@pytest.mark.parametrize("key", ["ctrl+r", "enter", "f2", "f3", "f4", "f6", "ctrl+x", "ctrl+z"])
async def test_nothing_begins_from_a_page_whose_agent_was_erased(tmp_path: Path, key: str) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl", "Bo Ek")[1]
    put_session(program, agent, 1)
    async with on_the_page(program) as (app, pilot):
        assert isinstance(app.screen, AgentScreen)
        here = app.screen
        erase(tmp_path, here.page.agent)
        await pilot.press(key)
        await settled(pilot)
        assert told(app) == GONE
        assert isinstance(app.screen, TeamScreen)
        assert "Bo Ek" not in "\n".join(screen_lines(app))
        assert app.work.open_session is None


@pytest.mark.parametrize("above", ["f1", "f2", "f3", "ctrl+x", "ctrl+p"])
async def test_a_page_that_comes_back_to_the_front_gives_way_once_its_agent_was_erased(
    tmp_path: Path, above: str
) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl", "Bo Ek")[1]
    put_session(program, agent, 1)
    async with on_the_page(program) as (app, pilot):
        here = app.screen
        await pilot.press(above)
        await settled(pilot)
        assert app.screen is not here
        erase(tmp_path, agent)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == GONE
        assert "Bo Ek" not in "\n".join(screen_lines(app))


async def test_nothing_begins_from_the_team_with_who_was_erased(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl")[0]
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        erase(tmp_path, agent)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == GONE
        assert app.work.open_session is None


@pytest.mark.parametrize("where", ["team", "page"])
async def test_attack_4_nobody_else_is_listened_to_by_a_press_meant_for_who_was_erased(
    tmp_path: Path, where: str
) -> None:
    program = program_in(tmp_path)
    clock = with_clock(program)
    agent = put_agents(program, "Anna Berg", "Bo Ek", "Kim Lund")[2]
    app = CoachApp(program, None, page_of=agent.id if where == "page" else "")
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        if where == "team":
            await pilot.press("end")
        erase(tmp_path, agent)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert told(app) == GONE
        keys_pause(app)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert told(app) == "Ctrl+R again starts a session with Anna Berg."
        assert app.work.open_session is None
        clock.seconds = 1
        keys_pause(app)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert app.work.open_session is not None
        assert app.work.open_session.agent.name == "Anna Berg"


async def test_a_page_knows_that_its_agent_has_left_meanwhile(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl")[0]
    async with on_the_page(program) as (app, pilot):
        program_in(tmp_path).roster.leave(agent)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert told(app).startswith("This agent has left")
        assert app.work.open_session is None


async def test_a_session_that_can_never_be_saved_says_so_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl")[0]
    async with on_the_page(program) as (app, pilot):
        erase(tmp_path, agent)
        monkeypatch.setattr(type(program.roster), "reload", lambda _self, known: known)
        await pilot.press("ctrl+r")
        await settled(pilot)
        await pilot.press("1")
        assert isinstance(app.screen, LiveScreen)
        assert not app.screen.work.open_session.flush()
        await settled(pilot)
        assert told(app).startswith("This agent was erased in another window")
        text = "\n".join(screen_lines(app))
        assert "✗ not saved" in text
        assert "retrying" not in text
        await pilot.press("0")
        assert told(app).startswith("This agent was erased in another window")
        app.screen.work.open_session.discard()


async def test_attack_r6_4_who_was_erased_elsewhere_goes_off_the_list_of_the_team(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl", "Bo Ek")[1]
    put_session(program, agent, 1)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        erase(tmp_path, agent)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == GONE
        assert app.screen.rows.current_summary is not None
        assert app.screen.rows.current_summary.agent.name == "Cia Dahl"
        assert "Bo Ek" not in "\n".join(screen_lines(app))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)


@pytest.mark.parametrize("key", ["ctrl+r", "f2"])
async def test_attack_r6_4_no_other_key_leaves_who_was_erased_on_the_list(tmp_path: Path, key: str) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl", "Bo Ek")[1]
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        erase(tmp_path, agent)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == GONE
        assert "Bo Ek" not in "\n".join(screen_lines(app))


async def test_attack_r6_4_finishing_is_not_taken_back_of_who_was_erased(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0])
        await pilot.press("f8")
        await finish(app, pilot)
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        erase_in(open_program(data_dir=str(tmp_path), config_dir=str(tmp_path)), INGRID)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == GONE
    assert seat.stored() == []


async def test_attack_r6_4_finishing_is_not_taken_back_of_what_was_deleted(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0])
        await pilot.press("f8")
        await finish(app, pilot)
        await settled(pilot)
        (final,) = seat.stored()
        open_program(data_dir=str(tmp_path), config_dir=str(tmp_path)).sessions.remove(final)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == "That is not there any more; nothing was changed."
    assert seat.stored() == []


async def test_attack_r6_1_a_session_is_not_given_to_who_was_erased_meanwhile(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)):
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0])
        erase_in(open_program(data_dir=str(tmp_path), config_dir=str(tmp_path)), BO)
        with pytest.raises(Refused, match="agent_erased"):
            open_session.move_to(BO)
        assert open_session.agent == INGRID
        assert open_session.leave()


def written_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


async def test_attack_r6_2_no_page_is_printed_once_the_agent_is_erased(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl")[0]
    put_session(program, agent, 1)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f6")
        await pilot.pause()
        assert isinstance(app.screen, AgentScreen)
        app.screen.edit_line.input.load(str(tmp_path))
        erase(tmp_path, agent)
        await pilot.press("enter")
        await settled(pilot)
        assert told(app) == GONE
        assert isinstance(app.screen, TeamScreen)
    assert written_in(tmp_path) == []


@pytest.mark.parametrize("key", ["enter", "ctrl+s"])
async def test_attack_r6_2_no_own_export_is_written_once_the_agent_is_erased(
    tmp_path: Path, key: str
) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl")[0]
    put_session(program, agent, 1)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, OwnExportScreen)
        field = app.screen.focused
        assert isinstance(field, TextLine)
        field.load(str(tmp_path))
        erase(tmp_path, agent)
        await pilot.press(key)
        await settled(pilot)
        assert told(app) == GONE
    assert written_in(tmp_path) == []


async def test_attack_r6_2_no_file_of_a_session_is_written_once_its_agent_is_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Cia Dahl")[0]
    program.settings.put(EXPORT_FOLDER, str(tmp_path))
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patched:  # erased in the moment before the session claims its agent
            patched.setattr(type(program.roster), "reload", lambda _self, known: known)
            erase(tmp_path, agent)
            await pilot.press("ctrl+r")
            await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        open_session = app.screen.work.open_session
        await pilot.press("1")
        assert not open_session.flush()
        await pilot.press("f8")
        await settled(pilot)
        for key in ("f6", "4"):
            keys_pause(app)
            await pilot.press(key)
            await settled(pilot)
            assert told(app) == GONE
        app.places.offer_rescue(open_session)
        await settled(pilot)
        text = "\n".join(screen_lines(app))
        assert "This agent was erased in another window" in text
        assert "Write this session" not in text
        await pilot.press("escape")
        open_session.discard()
    assert written_in(tmp_path) == []
