"""Opening the program on a store of its own, with a clock that stands still until it is moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from math import inf
from pathlib import Path

from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.form import Form
from coachtui.domain.live import commands as c
from coachtui.domain.session import Session
from coachtui.services.listening_request import LiveRequest
from coachtui.services.open_session import OpenSession
from coachtui.ui.app import CoachApp
from coachtui.ui.keyboard.first_sight import FirstSight
from coachtui.ui.keyboard.held_key import PressedAgain
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.typed_ahead import TypedAhead
from coachtui.ui.widgets.bars import MessageLine


@dataclass
class StillClock:
    """Time that passes only when a test says so."""

    wall: datetime = field(
        default_factory=lambda: datetime(2026, 3, 16, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    )
    seconds: float = 1000.0
    asleep: float | None = None

    def now(self) -> datetime:
        return self.wall

    def tick(self) -> float:
        return self.seconds

    def asleep_s(self) -> float | None:
        return self.asleep

    def pass_(self, seconds: float) -> None:
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


INGRID = Agent(id="0190aaaa-0000-7000-8000-00000000000a", name="Ingrid Solberg", alias="Ingrid", team="Nord")
BO = Agent(id="0190bbbb-0000-7000-8000-00000000000b", name="Bo Ek", alias="Bo", team="Syd")


@dataclass
class Seat:
    """A program on its own folder, with its clock."""

    folder: Path
    clock: StillClock
    program: LocalProgram

    def app(self, *, live: bool = True) -> CoachApp:
        return CoachApp(self.program, LiveRequest(agent_id=INGRID.id) if live else None)

    def stored(self) -> list[Session]:
        """What a second reader finds on disk."""
        return list(open_program(data_dir=str(self.folder), config_dir=str(self.folder)).sessions.every())


def take_seat(folder: Path, *, lead: str = "Kari", agents: tuple[Agent, ...] = (INGRID, BO)) -> Seat:
    program = open_program(data_dir=str(folder), config_dir=str(folder))
    clock = StillClock()
    program.__dict__["clock"] = clock
    program.team.put_agents(agents)
    program.team.put_lead(Lead(id="0190cccc-0000-7000-8000-00000000000c", name=lead))
    return Seat(folder=folder, clock=clock, program=program)


def the_open_session(app: CoachApp) -> OpenSession:
    assert app.work.open_session is not None
    return app.work.open_session


def answer(open_session: OpenSession, form: Form, count: int | None = None) -> None:
    """Answer the first rows of a form on the contact shown: full marks, every critical row in order."""
    for item in list(form.items())[:count]:
        target = c.Target(
            contact_id=open_session.session.shown_contact.id,
            form_id=form.id,
            item_id=item.id,
            evaluation_id=open_session.new_id(),
        )
        best = max(value.value for value in item.answer_type.values)
        open_session.desk.conduct(c.AnswerItem(target=target, value=best))


async def finish(app: CoachApp, pilot: Pilot[int]) -> None:
    """Press the finish key in the review, once, and wait until it is seen that nobody holds it down."""
    keys_pause(app)
    await pilot.press("f8")
    while isinstance(app.screen, ReviewScreen) and app.screen.leaving.finishing is not None:
        await pilot.pause(0.02)
    await pilot.pause()


def keys_pause(app: CoachApp) -> None:
    """Let the next key come after a pause, so that it is not typed ahead; the clock stands still."""
    app.key_door.typed_ahead = TypedAhead()
    app.key_door.pressed_again = PressedAgain()
    app.key_door.first_sight = FirstSight()
    app.key_door.first_sight.painted(app.screen, -inf)


def told(app: CoachApp) -> str:
    """What the message line says."""
    return app.screen.query_one(MessageLine).text


def shown(app: CoachApp) -> str:
    """Every character on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


__all__ = [
    "BO",
    "INGRID",
    "Seat",
    "StillClock",
    "answer",
    "finish",
    "keys_pause",
    "shown",
    "take_seat",
    "the_open_session",
    "told",
]
