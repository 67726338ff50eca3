"""A live screen to press keys on; what it did is read from disk."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.pilot.sitting_down import Seat, StillClock, keys_pause, take_seat, the_open_session, told
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Answer
from coachtui.domain.session import Session
from coachtui.services.open_session import OpenSession
from coachtui.ui.app import CoachApp
from coachtui.ui.keyboard.key_order import GIVE_UP_S
from coachtui.ui.keys.table import rows
from coachtui.ui.live.checklist_rows import ChecklistRows
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.widgets.note_line import NoteInput

PHONE, PHASES = "phone-technique", "conversation-phases"

ONCE = {key for row in rows() if row.once for key in row.keys if key.startswith("ctrl+")}
"""Keys whose second press takes back what the first did."""

PAUSE = "pause"
"""Stands among keys where a lead looks before the next one."""


@dataclass
class Stage:
    """The live screen with its clock and its store."""

    app: CoachApp
    pilot: Pilot[int]
    seat: Seat

    @property
    def clock(self) -> StillClock:
        return self.seat.clock

    @property
    def screen(self) -> LiveScreen:
        assert isinstance(self.app.screen, LiveScreen)
        return self.app.screen

    @property
    def open_session(self) -> OpenSession:
        return the_open_session(self.app)

    @property
    def said(self) -> str:
        """What the message line says."""
        return told(self.app)

    @property
    def rows(self) -> ChecklistRows:
        return self.app.screen.query_one(ChecklistRows)

    @property
    def row(self) -> str:
        """Id of the item that the cursor is on."""
        return self.rows.item.id if self.rows.item is not None else ""

    @property
    def line(self) -> str:
        """What stands in the note line."""
        return self.app.screen.query_one(NoteInput).value

    async def press(self, *keys: str) -> None:
        """Press keys in one piece after a pause, and wait until the last of them is carried out.

        A key that counts once is pressed again after a pause too, as by who means it.
        """
        keys_pause(self.app)
        for before, key in pairwise(("", *keys)):
            if key == PAUSE or (key == before and key in ONCE):
                await self.carried_out()
                keys_pause(self.app)
            if key != PAUSE:
                self.type(key)
        await self.carried_out()

    def type(self, *keys: str) -> None:
        """Send keys in one piece, without a pause before or between them."""
        for key in keys:
            letter = len(key) == 1
            self.app.post_message(Key(_character_to_key(key) if letter else key, key if letter else None))

    async def carried_out(self) -> None:
        """Wait until the last key is carried out."""
        await self.pilot.pause()
        until = time.monotonic() + GIVE_UP_S * 2
        while self.app.key_door._order._busy and time.monotonic() < until:
            await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()

    def sessions(self) -> list[Session]:
        """What a second reader finds on disk."""
        self.open_session.flush()
        return self.seat.stored()

    @property
    def stored(self) -> Session:
        (session,) = self.sessions()
        return session

    def contact(self) -> Contact:
        """The last contact on disk."""
        return self.stored.contacts[-1]

    def answers(self, form: str = PHONE) -> dict[str, Answer]:
        """The answers on disk about the contact that is shown."""
        session = self.stored
        evaluation = session.evaluation(session.place.contact_id, form)
        return evaluation.answers if evaluation is not None else {}

    def values(self, form: str = PHONE) -> dict[str, int | None]:
        return {item: answer.value for item, answer in self.answers(form).items()}


@asynccontextmanager
async def listening(where: Path | Seat, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Stage]:
    """Open the live screen on a folder, or go on at a seat; leave it as quitting does."""
    seat = where if isinstance(where, Seat) else take_seat(where)
    app = seat.app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        stage = Stage(app, pilot, seat)
        yield stage
        if app.work.open_session is not None:
            app.work.open_session.leave()


def seat_again(seat: Seat) -> Seat:
    """Start the program anew on the same folder, as after a crash: only the wall clock goes on."""
    again = take_seat(seat.folder, agents=())
    again.clock.wall = seat.clock.wall
    again.clock.seconds = 7.0
    return again
