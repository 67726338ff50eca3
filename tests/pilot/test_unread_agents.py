"""One agent's damaged file: the others are counted, and it is said whose it is and what to do (attack B2)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.team_stage import line_with, program_in, put_agents, put_session, screen_lines, settled

from coachtui.bootstrap import LocalProgram
from coachtui.cli import exit_codes, main
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreError
from coachtui.store.records.session_store import LogSessionStore
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.retention.screen import RetentionScreen
from coachtui.ui.team.screen import TeamScreen

SALVAGE = "“coachtui check --salvage” saves the rest."


def damage(program: LocalProgram, agent: Agent) -> None:
    """Put two bytes into the middle of an agent's file, and let the program be started anew."""
    store = program.sessions
    assert isinstance(store, LogSessionStore)
    (key,) = store.shards.years(agent.id)
    path = store.shards.path(key)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"xx" + data[len(data) // 2 :])


def a_team(folder: Path, *damaged: str) -> tuple[LocalProgram, dict[str, Agent]]:
    program = program_in(folder)
    agents = {agent.name: agent for agent in put_agents(program, "Anna Berg", "Kim Lund", "Ola Vik")}
    for agent in agents.values():
        put_session(program, agent, 1)
        put_session(program, agent, 3)
    program.close()
    for name in damaged:
        damage(program, agents[name])
    return program_in(folder), agents


async def test_attack_b2_the_others_are_counted_and_the_agent_is_named(tmp_path: Path) -> None:
    program, _agents = a_team(tmp_path, "Kim Lund")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        text = "\n".join(screen_lines(app))
        assert "counting" not in text
        assert "1 cannot be read" in text
        assert "2/4" in line_with(app, "Anna Berg")
        kim = next(line for line in screen_lines(app) if "Kim Lund" in line and "Sessions of" not in line)
        assert "cannot be read" in kim
        assert "○" not in kim
        assert "behind" not in kim
        assert "Sessions of Kim Lund are damaged and cannot be read; " in text
        assert "coachtui check" in text
        await pilot.press("ctrl+o", "ctrl+o", "ctrl+o")
        assert isinstance(app.screen, TeamScreen)


async def test_attack_b2_the_page_of_the_agent_says_nothing_untrue(tmp_path: Path) -> None:
    program, _agents = a_team(tmp_path, "Kim Lund")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        text = "\n".join(screen_lines(app))
        for untrue in ("No session yet", "0/4", "none yet"):
            assert untrue not in text
        said = " ".join(text.replace("│", " ").split())
        assert "Evaluations this month:" in said
        assert said.count("cannot be read") >= 3
        assert line_with(app, "The sessions cannot be read.")
        assert line_with(app, "Sessions of Kim Lund are damaged")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert "salvage" in "\n".join(screen_lines(app))


async def test_attack_b2_the_others_are_worked_with_as_ever(tmp_path: Path) -> None:
    program, agents = a_team(tmp_path, "Kim Lund")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert line_with(app, "Evaluations this month: ")
        assert not line_with(app, "cannot be read")
        await pilot.press("ctrl+r", "1")
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert app.work.open_session is not None
        app.work.open_session.leave()
        assert program.sessions.get(app.work.open_session.session.id) is not None
    assert len(program.sessions.of_agent(agents["Anna Berg"].id)) == 3


async def test_attack_b2_several_are_told_in_one_sentence(tmp_path: Path) -> None:
    program, _agents = a_team(tmp_path, "Kim Lund", "Ola Vik")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert line_with(app, "Sessions of Kim Lund and 1 more are damaged")


async def test_attack_b2_a_live_screen_goes_on_when_the_file_is_damaged_under_it(tmp_path: Path) -> None:
    program, agents = a_team(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("down", "ctrl+r")
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        damage(program, agents["Kim Lund"])
        app.places.relabel()
        await pilot.pause()
        assert app.fault is None


async def test_retention_shows_the_others_and_says_whose_could_not_be_looked_at(tmp_path: Path) -> None:
    program, agents = a_team(tmp_path)
    old = put_session(program, agents["Ola Vik"], 800)
    program.close()
    damage(program, agents["Kim Lund"])
    program = program_in(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await app.push_screen(RetentionScreen())
        await settled(pilot)
        assert line_with(app, "Sessions of Kim Lund are damaged and cannot be read; ")
        assert line_with(app, "Ola Vik")
        await pilot.press("enter", "1", "enter")
        await settled(pilot)
    rows, _unread = program.sessions.readable_rows()
    assert old.id not in {row.id for row in rows}


def test_commands_that_go_through_all_agents_tell_of_one_and_go_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program, agents = a_team(tmp_path, "Kim Lund")
    old = put_session(program, agents["Ola Vik"], 800)
    program.close()
    options = ["--data-dir", str(tmp_path / "data"), "--config-dir", str(tmp_path / "config"), "--lang", "en"]
    for command in (["roster", "list"], ["roster", "list", "--json"], ["retention"], ["retention", "--json"]):
        assert main([*options, *command]) == exit_codes.DAMAGED, command
        told = capfd.readouterr()
        assert "Sessions of Kim Lund are damaged and cannot be read; " in told.err, command
        assert "Ola Vik" in told.out, command
    assert main([*options, "retention", "--delete", "--yes"]) == exit_codes.DAMAGED
    rows, _unread = program_in(tmp_path).sessions.readable_rows()
    assert old.id not in {row.id for row in rows}


def test_what_reads_everything_still_says_that_it_cannot(tmp_path: Path) -> None:
    program, agents = a_team(tmp_path, "Kim Lund")
    with pytest.raises(StoreError):
        program.sessions.rows()
    rows, unread = program.sessions.readable_rows()
    assert {agent_id for row in rows for agent_id in row.agent_ids} == {
        agents["Anna Berg"].id,
        agents["Ola Vik"].id,
    }
    assert list(unread) == [agents["Kim Lund"].id]
    assert unread[agents["Kim Lund"].id].code == "damaged_record"
    with pytest.raises(StoreError):
        program.sessions.get("0190ffff-0000-7000-8000-000000000000")
