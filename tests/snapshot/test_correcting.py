"""Correcting a final session: what, with which answer, why, and what the session says afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.team_stage import NOW, program_in, put_agents, put_session, settled
from tests.snapshot.picture import hold_against, picture

from coachtui.domain.note import Note
from coachtui.i18n import use_language
from coachtui.ui.app import CoachApp

pytestmark = pytest.mark.pilot

SIZES = ((80, 24), (120, 36))


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("size", SIZES)
async def test_correcting(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    use_language(language)
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    session = put_session(program, agent, 1)
    note = Note(id=program.ids.new(), at=NOW, text="Welcomes warmly, then sums up too early", call_s=83.5)
    program.sessions.put(replace(session, notes=(note,)))
    name = f"{language}-{size[0]}x{size[1]}"
    app = CoachApp(program, None)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in ("enter", "enter", "f2"):
            await pilot.press(key)
            await settled(pilot)
        hold_against(f"correct-{name}", picture(app.screen))
        await pilot.press("enter")
        await settled(pilot)
        hold_against(f"correct-answer-{name}", picture(app.screen))
        await pilot.press("up", "enter")
        await settled(pilot)
        await pilot.press(*"mishit")
        hold_against(f"correct-why-{name}", picture(app.screen))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f3", *"agreed", "enter")
        await settled(pilot)
        await pilot.press("end")
        await settled(pilot)
        hold_against(f"corrected-{name}", picture(app.screen))
