"""Every other screen on a small team, in English and Chinese; the team in five languages and three sizes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.pilot.live_stage import listening
from tests.pilot.sitting_down import INGRID, take_seat
from tests.pilot.team_stage import program_in, put_agents, put_session, settled
from tests.snapshot.picture import hold_against, picture
from tests.snapshot.test_live import in_the_call
from textual.events import Key
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.agent import Lead
from coachtui.i18n import use_language
from coachtui.services.protecting import ProtectionResult
from coachtui.ui.app import CoachApp
from coachtui.ui.first_start.screen import FirstStartScreen
from coachtui.ui.lock_app import LockApp
from coachtui.ui.protection.protecting import Protecting
from coachtui.ui.protection.screen import ProtectScreen

BOTH = ("en", "zh-Hans")
SECRET = "four words are better"
TEAM = [(language, (120, 36)) for language in ("en", "sv", "nb", "nl", "zh-Hans")]
TEAM += [(language, size) for language in BOTH for size in ((80, 24), (200, 60))]
FROM_THE_TEAM = {
    "agent": ("enter",),
    "reading": ("enter", "down", "enter"),
    "agent-form": ("f2",),
    "actions": ("ctrl+p",),
    "privacy": ("f9",),
}
FROM_THE_CALL = {"review": ("f8",), "help": ("f1",), "discard": ("f8", "9")}


def a_team(folder: Path) -> LocalProgram:
    """Six agents: ahead, behind, with a draft, with a running session, with a long and a Chinese name."""
    program = program_in(folder)
    program.team.put_lead(Lead(id=program.ids.new(), name="Kari Nordmann"))
    long = "Maximiliane Oppenheimer-Vandenbroucke II"
    ahead, behind, draft, running, _, _ = put_agents(
        program, "Anna Berg", "Bo Ek", "Cem Aydın", "Dina Holm", long, "王小明", team="Nord"
    )
    for days_ago in (1, 4, 8, 13):
        put_session(program, ahead, days_ago)
    put_session(program, behind, 40)
    put_session(program, draft, 2, status="draft")
    put_session(program, running, 0, status="live")
    return program


@asynccontextmanager
async def the_team(folder: Path, size: tuple[int, int]) -> AsyncIterator[tuple[CoachApp, Pilot[int]]]:
    app = CoachApp(a_team(folder), None)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield app, pilot


def to_anna(language: str) -> tuple[str, ...]:
    """The keys from what runs, where the cursor begins, to Anna; in Chinese 王小明 comes first."""
    return ("home", "down") if language == "zh-Hans" else ("home",)


async def press(app: CoachApp, pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        app.post_message(Key(key, None))
        await settled(pilot)


@pytest.mark.parametrize(("language", "size"), TEAM)
async def test_team(tmp_path: Path, language: str, size: tuple[int, int]) -> None:
    use_language(language)
    async with the_team(tmp_path, size) as (app, _pilot):
        hold_against(f"team-{language}-{size[0]}x{size[1]}", picture(app.screen))


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", FROM_THE_TEAM)
async def test_from_the_team(tmp_path: Path, name: str, language: str) -> None:
    use_language(language)
    async with the_team(tmp_path, (120, 36)) as (app, pilot):
        await press(app, pilot, *to_anna(language), *FROM_THE_TEAM[name])
        hold_against(f"{name}-{language}-120x36", picture(app.screen))


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", FROM_THE_CALL)
async def test_from_the_call(tmp_path: Path, name: str, language: str) -> None:
    use_language(language)
    async with listening(take_seat(tmp_path, agents=(INGRID,))) as stage:
        await in_the_call(stage)
        await stage.press(*FROM_THE_CALL[name])
        await settled(stage.pilot)
        hold_against(f"{name}-{language}-120x36", picture(stage.app.screen))


@pytest.mark.parametrize("language", BOTH)
async def test_first_start(tmp_path: Path, language: str) -> None:
    use_language(language)
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        hold_against(f"first-start-{language}-120x36", picture(app.screen))


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_lock(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    use_language(language)
    program = program_in(tmp_path)
    program.protection.encrypt(SECRET)
    app = LockApp(program_in(tmp_path))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"dots")
        await settled(pilot)
        hold_against(f"lock-{language}-{size[0]}x{size[1]}", picture(app.screen))


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_protect(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """As a step of the first start, with the recovery key, and from the actions."""
    use_language(language)
    name = f"{language}-{size[0]}x{size[1]}"
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=size) as pilot:
        await press(app, pilot, "enter", "enter")
        await pilot.press(*"dots")
        hold_against(f"start-protect-{name}", picture(app.screen))
        screen = app.screen
        assert isinstance(screen, FirstStartScreen)
        app.program.protection.encrypt(SECRET)
        screen.post_message(Protecting.Worked(ProtectionResult(recovery="-".join(["2X4Y"] * 9))))
        await settled(pilot)
        hold_against(f"recovery-key-{name}", picture(app.screen))
        app.places.open(ProtectScreen(protected=True))
        await settled(pilot)
        hold_against(f"passphrase-{name}", picture(app.screen))
