"""What a terminal shows after many partial updates is what a full one would show, cell by cell."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pyte
import pytest
from rich.console import Console
from tests.pilot.live_stage import Stage, listening
from tests.sizes import by_size
from textual._compositor import CompositorUpdate
from textual.screen import Screen

from coachtui.i18n import use_language
from coachtui.ui.app import CoachApp

OF_THE_CALL = ("ctrl+r", "ctrl+o", "ctrl+f", "ctrl+b", "ctrl+t", "ctrl+z", "ctrl+y", "ctrl+up", "ctrl+down")
OF_THE_ROWS = (
    "0",
    "1",
    "2",
    "9",
    "minus",
    "asterisk",
    "backspace",
    "down",
    "up",
    "home",
    "end",
    "plus",
    "ctrl+e",
)
OF_THE_PANES = ("f2", "f3", "f4", "f5", "tab", "shift+tab", "escape", "pagedown", "pageup", "enter")
OF_THE_LINE = ("ctrl+n", "ctrl+l", "a", "客", "space", "enter", "down", "left", "ctrl+u")
KEYS = (*OF_THE_CALL, *OF_THE_ROWS * 2, *OF_THE_PANES, *OF_THE_LINE)
KEYS_PRESSED = by_size(30, 60, 600)
SIZES = ((120, 36), (80, 24), (200, 60))


class Glass:
    """A terminal that gets what the program writes, and one that gets everything anew."""

    def __init__(self, width: int, height: int) -> None:
        self._console = Console(
            file=io.StringIO(), color_system="truecolor", force_terminal=True, width=width, height=height
        )
        self._size = (width, height)
        self.updates = 0
        self._written = pyte.Screen(width, height)
        self._stream = pyte.Stream(self._written)

    def show(self, update: object) -> None:
        """Write an update."""
        if isinstance(update, CompositorUpdate):
            self.updates += 1
            self._stream.feed(update.render_segments(self._console))

    def differs(self, screen: Screen[Any]) -> list[str]:
        """Return the lines in which the two differ, as written and as they should be."""
        width, height = self._size
        anew = pyte.Screen(width, height)
        stream = pyte.Stream(anew)
        for y, strip in enumerate(screen._compositor.render_strips()):
            stream.feed(f"\x1b[{y + 1};1H{strip.render(self._console)}")
        return [
            f"{y}\n{self._written.display[y]}\n{anew.display[y]}"
            for y in range(height)
            if any(self._written.buffer[y][x] != anew.buffer[y][x] for x in range(width))
        ]


async def difference(stage: Stage, glass: Glass) -> list[str]:
    """Return what differs once everything is painted that was to be painted."""
    for _ in range(50):
        await stage.pilot.pause()
        if not glass.differs(stage.screen):
            return []
    return glass.differs(stage.screen)


@pytest.mark.parametrize(("language", "size"), [("en", SIZES[0]), ("zh-Hans", SIZES[1]), ("nl", SIZES[2])])
async def test_partial_updates_equal_a_full_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, size: tuple[int, int]
) -> None:
    chance = random.Random(f"{language} {size}")
    use_language(language)
    glass = Glass(*size)
    monkeypatch.setattr(CoachApp, "_display", lambda _app, _screen, update: glass.show(update))
    async with listening(tmp_path, size=size) as stage:
        pressed: list[str] = []
        while len(pressed) < KEYS_PRESSED:
            key = chance.choice(KEYS)
            if key == "escape" and stage.rows.has_focus:
                continue  # it would leave the screen
            pressed.append(key)
            await stage.press(key)
            stage.clock.pass_(chance.choice((0.0, 0.4, 3.0)))
            assert await difference(stage, glass) == [], f"after {' '.join(pressed)}"
        assert glass.updates > KEYS_PRESSED / 2
