"""Erasing an agent from the screen: what goes is listed, the name is typed, no byte is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.rights_stage import (
    CANARY,
    bytes_under,
    group_of,
    noted,
    on_the_page,
    two_agents,
)
from tests.pilot.team_stage import (
    NOW,
    line_with,
    program_in,
    put_session,
    settled,
    type_text,
)

from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreError
from coachtui.services.erasing import Erasing
from coachtui.services.own_record import write_own
from coachtui.store.records.erased import ErasedIds
from coachtui.ui.agent.erasing import EraseScreen
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot


async def test_erasing_takes_the_whole_name_and_leaves_no_byte(tmp_path: Path) -> None:
    program, anna, bo = two_agents(tmp_path)
    noted(program, anna, f"{CANARY} one")
    noted(program, anna, f"{CANARY} two", 2)
    group = group_of(program, bo, anna)
    backup = program.safekeeping.daily.make()
    async with on_the_page(program) as (app, pilot):
        await pilot.press("ctrl+x")
        await settled(pilot)
        assert isinstance(app.screen, EraseScreen)
        assert line_with(app, "Sessions: 2")
        assert line_with(app, "Shared sessions, which stay without this agent: 1")
        assert line_with(app, "Evaluations: 5")
        assert line_with(app, "Notes: 3")
        assert line_with(app, "cannot be restored")
        await type_text(pilot, "Anna")
        await pilot.press("enter")
        await settled(pilot)
        assert line_with(app, "That is not the agent's full name; nothing was erased.")
        assert len(program.sessions.of_agent(anna.id)) == 2
        await type_text(pilot, " berg")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "Erased.")
        assert not line_with(app, "Anna")
    after = program_in(tmp_path)
    assert [agent.id for agent in after.team.agents()] == [bo.id]
    assert [session.agent_ids for session in after.sessions.every()] == [(bo.id,)]
    kept = after.sessions.get(group.id)
    assert kept is not None
    assert [note.text for note in kept.notes] == ["first heard"]
    assert CANARY.encode() not in bytes_under(tmp_path)
    assert b"Anna" not in bytes_under(tmp_path / "data" / "store")
    assert backup.is_file()
    assert not list((tmp_path / "data" / "store" / "leases").glob("*"))


async def test_nothing_goes_without_the_name(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    session = noted(program, anna, CANARY)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("ctrl+x")
        await settled(pilot)
        await pilot.press("enter", "pagedown", "pageup")
        await settled(pilot)
        assert isinstance(app.screen, EraseScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, AgentScreen)
    after = program_in(tmp_path)
    assert after.sessions.get(session.id) == session
    assert len(after.team.agents()) == 2


async def test_the_actions_lead_there_too(tmp_path: Path) -> None:
    program, _anna, _bo = two_agents(tmp_path)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("ctrl+p")
        await type_text(pilot, "erase everything")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, EraseScreen)
        assert line_with(app, "Sessions: 0")


async def test_a_backup_out_of_reach_is_named_before_and_after(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    noted(program, anna, CANARY)
    stick = tmp_path / "stick"
    stick.mkdir()
    program.safekeeping.make_at(stick / "on-the-stick.zip")
    stick.rename(tmp_path / "drawer")
    async with on_the_page(program) as (app, pilot):
        await pilot.press("ctrl+x")
        await settled(pilot)
        assert line_with(
            app, "Not connected now; it will be cleared when it is connected again: on-the-stick.zip."
        )
        await type_text(pilot, "Anna Berg")
        await pilot.press("enter")
        await settled(pilot)
        assert line_with(
            app, "Erased. Not connected; still to be cleared when it is connected again: on-the-stick.zip."
        )
    (tmp_path / "drawer").rename(stick)
    program_in(tmp_path).safekeeping.erasing.erase_pending()
    assert CANARY.encode() not in bytes_under(tmp_path)


@pytest.mark.parametrize("saved", [True, False])
async def test_an_agent_with_a_session_open_elsewhere_is_not_erased(tmp_path: Path, *, saved: bool) -> None:
    program, anna, _bo = two_agents(tmp_path)
    session = put_session(program, anna, 0, "live")
    other = program_in(tmp_path)
    lease = other.sessions.lease(session.id if saved else anna.id)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("ctrl+x")
        await settled(pilot)
        await type_text(pilot, "Anna Berg")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, EraseScreen)
        assert line_with(app, "The session is open in another window; close it there first.")
        assert program_in(tmp_path).sessions.get(session.id) == session
        lease.release()
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
    assert program_in(tmp_path).sessions.get(session.id) is None


async def test_an_erasing_that_is_cut_off_is_told_and_goes_on_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, anna, bo = two_agents(tmp_path)
    noted(program, anna, CANARY)

    def cut_off(_self: Erasing, agent: Agent) -> tuple[str, ...]:
        program.sessions.erased.begin(agent.id, NOW.date())
        raise StoreError("disk_failed", file="team.jsonl")

    async with on_the_page(program) as (app, pilot):
        await pilot.press("ctrl+x")
        await settled(pilot)
        monkeypatch.setattr(Erasing, "erase", cut_off)
        await type_text(pilot, "Anna Berg")
        await pilot.press("enter")
        await settled(pilot)
        assert line_with(app, "The disk failed at the file team.jsonl")
        assert line_with(app, "continues at the next start")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
    after = program_in(tmp_path)
    assert [agent.id for agent in after.team.agents()] == [bo.id]
    assert isinstance(after.sessions.erased, ErasedIds)
    assert CANARY.encode() not in bytes_under(tmp_path)


async def test_newcomer_26_the_page_says_which_files_stay(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    folder = tmp_path / "exports"
    program.settings.put("export_folder", str(folder))
    write_own(program, anna, folder, private=False)
    async with on_the_page(program, (120, 36)) as (app, pilot):
        await pilot.press("ctrl+x")
        await settled(pilot)
        assert line_with(app, "2 files about the agent stay in ")
        assert line_with(app, "Whatever was exported stays where it was written")
