"""What is past its time: told on the team screen, in its list, and with the question; English and Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.team_stage import program_in, put_agents, put_session, settled, type_text
from tests.snapshot.picture import hold_against, picture

from coachtui.bootstrap import LocalProgram
from coachtui.i18n import use_language
from coachtui.ui.app import CoachApp
from coachtui.ui.retention.screen import RetentionScreen


def an_old_team(folder: Path) -> LocalProgram:
    """Four sessions past their time, a draft among them, and two that come due; a long and a Chinese name."""
    program = program_in(folder)
    anna, long, wang = put_agents(program, "Anna Berg", "Maximiliane Oppenheimer-Vandenbroucke II", "王小明")
    put_session(program, anna, 800)
    put_session(program, long, 500, kind="coaching_talk")
    put_session(program, wang, 400, "draft")
    put_session(program, anna, 366)
    put_session(program, wang, 365)
    put_session(program, long, 352)
    put_session(program, anna, 3)
    return program


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_retention(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    use_language(language)
    name = f"{language}-{size[0]}x{size[1]}"
    app = CoachApp(an_old_team(tmp_path), None)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        hold_against(f"team-due-{name}", picture(app.screen))
        await app.push_screen(RetentionScreen())
        await settled(pilot)
        await pilot.press("down", "down", "space", "up")
        hold_against(f"retention-{name}", picture(app.screen))
        await pilot.press("enter")
        await type_text(pilot, "3")
        await settled(pilot)
        hold_against(f"retention-asks-{name}", picture(app.screen))
