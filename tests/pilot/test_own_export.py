"""An agent's own files hold everything about that agent and nothing about anybody else."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.rights_stage import (
    CANARY,
    bytes_under,
    group_of,
    noted,
    on_the_page,
    two_agents,
    with_private,
)
from tests.pilot.sitting_down import told
from tests.pilot.team_stage import (
    line_with,
    put_session,
    settled,
    type_text,
)

from coachtui.ui.agent.own_export import OwnExportScreen
from coachtui.ui.agent.screen import AgentScreen

pytestmark = pytest.mark.pilot


async def test_the_own_files_are_written_where_exports_go(tmp_path: Path) -> None:
    program, anna, bo = two_agents(tmp_path)
    program.team.put_agents([replace(anna, alias="Anna B")])
    noted(program, anna, "Bosse Ek could not have put it better")
    group_of(program, bo, anna)
    folder = tmp_path / "exports"
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, OwnExportScreen)
        await pilot.press("ctrl+u")
        await type_text(pilot, str(folder))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert "2026-11-16-anna-b.json and 2026-11-16-anna-b.md, in " in told(app)
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert "2026-11-16-anna-b-2.json and 2026-11-16-anna-b-2.md, in " in told(app)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        *("2026-11-16-anna-b-2.json", "2026-11-16-anna-b-2.md"),
        *("2026-11-16-anna-b.json", "2026-11-16-anna-b.md"),
    ]
    document = json.loads((folder / "2026-11-16-anna-b.json").read_bytes())
    assert [each["name"] for each in document["agents"]] == ["Anna Berg"]
    assert [each["agent_ids"] for each in document["sessions"]] == [[anna.id]] * 2
    assert {each["agent_id"] for each in document["evaluations"]} == {anna.id}
    text = (folder / "2026-11-16-anna-b.md").read_text(encoding="utf-8")
    assert text.startswith("# Anna Berg\n")
    assert "\\[…\\] could not have put it better" in text
    written = bytes_under(folder)
    for of_bo in (b"Bosse", b"Ek", bo.id.encode(), b"first heard"):
        assert of_bo not in written
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("asked", [True, False])
async def test_private_things_go_along_only_when_the_agent_asks(tmp_path: Path, *, asked: bool) -> None:
    program, anna, _bo = two_agents(tmp_path)
    with_private(program, put_session(program, anna, 1))
    folder = tmp_path / "exports"
    program.settings.put("export_folder", str(folder))
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, OwnExportScreen)
        assert line_with(app, "● without")
        assert bytes_under(folder) == b""
        await pilot.press(*(["space"] if asked else []), "enter", "enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
    assert (CANARY.encode() in bytes_under(folder)) == asked
    assert (b"Stress pattern self-check" in bytes_under(folder)) == asked


async def test_a_folder_that_takes_nothing_is_asked_for_again(tmp_path: Path) -> None:
    program, _anna, _bo = two_agents(tmp_path)
    blocked = tmp_path / "a-file"
    blocked.write_text("x")
    program.settings.put("export_folder", str(blocked))
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, OwnExportScreen)
        assert line_with(app, "cannot be written")
        await pilot.press("escape")
        assert isinstance(app.screen, AgentScreen)
    assert blocked.read_text() == "x"


async def test_c4_the_lead_is_asked_which_words_stay(tmp_path: Path) -> None:
    program, anna, bo = two_agents(tmp_path)
    program.team.put_agents([replace(bo, name="Bo al-Amin")])
    noted(program, anna, "al-Amin was late, Bo cried, they bo here")
    folder = tmp_path / "exports"
    program.settings.put("export_folder", str(folder))
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, OwnExportScreen)
        assert line_with(app, "Bo (2)")
        await type_text(pilot, "Boo")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert line_with(app, "That is not one of the names found: Boo.")
        await pilot.press("backspace", "ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.json"))]
    kept, all_gone = sorted(texts, key=lambda text: "Bo cried" not in text)
    assert "[…] was late, Bo cried, they bo here" in kept
    assert "[…] was late, […] cried, they […] here" in all_gone


async def test_attack_5_the_folder_of_the_store_is_refused_and_asked_for_again(tmp_path: Path) -> None:
    program, _anna, _bo = two_agents(tmp_path)
    folder = program.folders.store / "agents"
    before = bytes_under(folder)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("ctrl+u")
        await type_text(pilot, str(folder))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, OwnExportScreen)
        assert line_with(app, "keeps its own data")
    assert bytes_under(folder) == before
