"""Nothing that a store can hold reaches the terminal as code, on any screen, whoever wrote the store.

What is looked at are the very characters that Textual hands to the terminal.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import RenderableType
from tests.fakes.hostile import PAYLOADS, hostile_agent, hostile_lead, hostile_session, steering
from tests.pilot.sitting_down import keys_pause
from tests.pilot.team_stage import NOW, program_in, settled
from tests.sizes import TORTURE, by_size
from textual._compositor import CompositorUpdate
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

from coachtui.bootstrap import LocalProgram
from coachtui.domain.errors import StoreFull
from coachtui.domain.session import Session
from coachtui.services.listening_request import LiveRequest
from coachtui.ui.agent.erasing import EraseScreen
from coachtui.ui.agent.form import AgentFormScreen
from coachtui.ui.agent.own_export import OwnExportScreen
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.agent.see import SeeScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.palette import PaletteScreen
from coachtui.ui.protection.privacy import PrivacyScreen
from coachtui.ui.reading.screen import SessionReading
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.screens.help import HelpScreen
from coachtui.ui.screens.question import QuestionScreen
from coachtui.ui.screens.rescue import RescueScreen
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.terminal.safe_filter import SafeFilter

SIZE = (160, 50)
EVERY_SCREEN = {
    TeamScreen,
    AgentScreen,
    AgentFormScreen,
    LiveScreen,
    ReviewScreen,
    SessionReading,
    SeeScreen,
    EraseScreen,
    OwnExportScreen,
    HelpScreen,
    PaletteScreen,
    PrivacyScreen,
    QuestionScreen,
    RescueScreen,
}


class Recorded(CoachApp):
    """The application, keeping what would be written to its terminal."""

    def __init__(self, program: LocalProgram, live: LiveRequest | None = None) -> None:
        super().__init__(program, live)
        self.written: list[str] = []
        self.seen: set[type[Screen[Any]]] = set()
        self.behind: set[str] = set()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate):
            self.written.append(renderable.render_segments(self.console))
        super()._display(screen, renderable)

    def look(self) -> str:
        """Take in the screen that is shown, and return its text."""
        self.seen |= set(type(self.screen).__mro__) & EVERY_SCREEN
        strips = self.screen._compositor.render_strips()
        for strip in strips:
            for segment in strip:
                style = segment.style
                self.behind |= set(style.meta) if style is not None else set()
                self.behind |= {"link"} if style is not None and style.link else set()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


class FullDisk:
    """A store that takes nothing while it is full."""

    def __init__(self, program: LocalProgram) -> None:
        self._put = program.sessions.put
        self.full = False
        vars(program.sessions)["put"] = self.put

    def put(self, session: Session) -> None:
        if self.full:
            raise StoreFull("disk_full", file="x")
        self._put(session)


class Walk:
    """Goes through every screen and takes in what is on it."""

    def __init__(self, app: Recorded, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot
        self.texts: list[str] = []

    async def press(self, *keys: str) -> None:
        for key in keys:
            keys_pause(self.app)
            await self.pilot.press(key)
        await self.pilot.pause()
        self.texts.append(self.app.look())

    async def team_and_agent(self) -> None:
        await settled(self.pilot)
        await self.press("home")
        await self.press("f2")  # the form
        for _ in range(4):
            await self.press("down")
        await self.press("escape", "enter")
        await settled(self.pilot)
        await self.press("end", "enter")
        await self.press("pagedown")
        await self.press("escape")
        for key in ("f3", "f4", "ctrl+x"):
            await self.press(key)
            await settled(self.pilot)
            await self.press("pagedown", "pageup")
            await self.press("escape")
        await self.press("escape")
        await settled(self.pilot)

    async def over_every_screen(self) -> None:
        for key in ("f1", "ctrl+p"):
            await self.press(key)
            await self.press("escape")
        await self.press("f9")
        await self.press("escape")

    async def live(self, text: str) -> None:
        await self.press("home", "ctrl+r")
        await settled(self.pilot)
        for key in ("f2", "f2", "f3", "f3", "f4", "f4", "f5", "f5", "escape"):
            await self.press(key)
        await self.over_every_screen()
        await self.press("ctrl+n")
        self.app.post_message(Paste(text))
        await self.press("enter", "ctrl+z")

    async def review(self, disk: FullDisk) -> None:
        await self.press("f8")
        for key in ("pagedown", "pagedown", "4", "escape", "6", "escape", "9", "escape"):
            await self.press(key)
        disk.full = True
        await self.press("5", "2")
        disk.full = False
        await self.press("escape")


def store_in(folder: Path, text: str) -> LocalProgram:
    """A store with a running and a final session of an agent, full of a text."""
    program = program_in(folder)
    lead = hostile_lead(program, text)
    agent = hostile_agent(program, text)
    hostile_session(program, agent, lead, text, status="final", began=NOW.replace(day=2))
    hostile_session(program, agent, lead, text, status="live", began=NOW)
    return program


@asynccontextmanager
async def walked(folder: Path, text: str) -> AsyncIterator[Walk]:
    """The application after every screen was shown with a text wherever it can stand."""
    program = store_in(folder, text)
    app = Recorded(program)
    disk = FullDisk(program)
    async with app.run_test(size=SIZE) as pilot:
        walk = Walk(app, pilot)
        await walk.team_and_agent()
        await walk.live(text)
        await walk.review(disk)
        yield walk
        if app.work.open_session is not None:
            app.work.open_session.leave()


APART = len(PAYLOADS) if TORTURE else 10
"""Walks through the screens; with all payloads in so many, five share every field."""

GROUPS = tuple(tuple(sorted(PAYLOADS[first::APART], key=len)) for first in range(by_size(2, APART, APART)))

SCROLLS = {"@mouse.down", "@mouse.up"}
"""What the stock scroll bar does with the mouse; nothing else may be behind a text."""


def check(walk: Walk, *texts: str) -> None:
    """Nothing steered the terminal, every screen was shown, and texts without controls as they are."""
    app = walk.app
    assert app.fault is None
    assert app.seen == EVERY_SCREEN
    assert app.title == "coachtui"
    assert steering("".join(app.written), *SIZE, own=set()) == set()
    assert app.behind <= SCROLLS
    for text in texts:
        if text.isprintable() and text.isascii() and len(text) < 40:
            assert sum(text in shown for shown in walk.texts) > 5


@pytest.mark.timeout(300)
@pytest.mark.parametrize("texts", GROUPS, ids=range(len(GROUPS)))
async def test_no_text_of_a_store_steers_the_terminal(tmp_path: Path, texts: tuple[str, ...]) -> None:
    async with walked(tmp_path, "  ".join(texts)) as walk:
        check(walk, *texts)


PIECES = st.sampled_from(
    [
        *PAYLOADS[:36],
        *"\x1b\x9b\x9d\x90\x07\x00\x7f[]/@(){}=\\%\u200d\u202e\u2066\U0010ffff",
        "[@click=",
        "[/",
        "\x1b]",
    ]
)
TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=12) | PIECES, min_size=20, max_size=20)


@pytest.mark.timeout(7200)
@settings(max_examples=by_size(1, 2, 250))
@given(TEXTS)
def test_no_text_at_random_steers_the_terminal(texts: list[str]) -> None:
    async def walk() -> None:
        with TemporaryDirectory() as folder:
            async with walked(Path(folder), " ".join(texts)) as walk:
                check(walk)

    asyncio.run(walk())


async def test_without_the_last_line_of_defence_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SafeFilter, "apply", lambda _self, segments, _background: segments)
    async with walked(tmp_path, PAYLOADS[15] + PAYLOADS[17]) as walk:
        assert steering("".join(walk.app.written), *SIZE, own=set()) >= {"\x9d", "\x9c", "\u202e"}
