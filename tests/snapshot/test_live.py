"""The live screen in the middle of a call, in five languages and at three sizes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.live_stage import Stage, listening
from tests.pilot.sitting_down import INGRID, take_seat
from tests.snapshot.picture import hold_against, picture

from coachtui.domain.agent import Agent
from coachtui.i18n import use_language

PLACES = [(language, (120, 36)) for language in ("en", "sv", "nb", "nl", "zh-Hans")]
PLACES += [(language, size) for language in ("en", "zh-Hans") for size in ((80, 24), (200, 60))]
AGENT: Agent = replace(INGRID, remember="Praise the calm tone")


async def in_the_call(stage: Stage) -> None:
    """Half a call: answers of every kind, a breach, notes, a mark, a hold, the second phase, a model."""
    clock, press = stage.clock, stage.press
    await press("ctrl+r", "1", "0", "2", "0")
    clock.pass_(35)
    await press("2", "up", "asterisk", "down", "1", "enter", "h", "m", "down", "enter")
    clock.pass_(20)
    await press("ctrl+f", "ctrl+t", "ctrl+l", "o", "k", "enter", "f3", "1", "f5")
    clock.pass_(64)
    await press("ctrl+o")
    clock.pass_(125)
    await press("1", "minus")
    stage.open_session.flush()
    await stage.pilot.pause()
    stage.screen.work.show_header()


@pytest.mark.parametrize(("language", "size"), PLACES)
async def test_live(tmp_path: Path, language: str, size: tuple[int, int]) -> None:
    use_language(language)
    async with listening(take_seat(tmp_path, agents=(AGENT,)), size=size) as stage:
        await in_the_call(stage)
        hold_against(f"live-{language}-{size[0]}x{size[1]}", picture(stage.app.screen))


async def test_before_the_call(tmp_path: Path) -> None:
    async with listening(take_seat(tmp_path, agents=(AGENT,))) as stage:
        hold_against("live-before-the-call", picture(stage.app.screen))
