"""Breaker D: a running session whose forms or models are unknown or none, as an import can bring it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.live_stage import listening
from tests.pilot.sitting_down import INGRID, Seat, take_seat, told

from coachtui.domain.form import FormRef
from coachtui.domain.live.offered_content import CORE_FORMS
from coachtui.domain.note import Draft, Link, Note
from coachtui.domain.session import Cursor, ModelRef, Session, StepRecord
from coachtui.services.listening import new_session
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.reading.screen import SessionReading

pytestmark = pytest.mark.pilot

KEYS = (
    ("down",),
    ("enter", "x", "escape"),
    ("ctrl+n", "y", "enter"),
    ("1", "minus", "asterisk", "backspace"),
    ("2", "3", "pagedown", "pageup"),
    ("space", "up", "plus"),
    ("ctrl+e", "ctrl+f", "ctrl+b", "ctrl+t"),
    ("ctrl+z", "ctrl+y"),
)
"""What a lead presses in every pane."""

NOBODYS = ModelRef(id="nobodys", version=7)
LOST = FormRef(id="nobodys-form", version=3)


def _note(session: Session, seat: Seat, link: Link) -> Note:
    return Note(id=seat.program.ids.new(), at=session.started_at, text="of somewhere", link=link)


def _with_note(link: Link) -> Callable[[Session, Seat], Session]:
    return lambda session, seat: replace(session, notes=(_note(session, seat, link),))


def _with_draft(session: Session, _seat: Seat) -> Session:
    link = Link(model="nobodys", step="s")
    draft = Draft(at=session.started_at, text="half", contact_id=session.contacts[0].id, link=link)
    return replace(session, drafts=(draft,), place=replace(session.place, step="nowhere"))


STILL_LIVE: dict[str, Callable[[Session, Seat], Session]] = {
    "an unknown model": lambda session, _seat: replace(session, model=NOBODYS, models=(NOBODYS,)),
    "a known model in an unknown version": lambda session, _seat: replace(
        session, model=ModelRef(id="grow", version=9), models=(ModelRef(id="grow", version=9),)
    ),
    "a record of an unknown step": lambda session, _seat: replace(
        session,
        models=(NOBODYS,),
        steps=(StepRecord(model="nobodys", step="s", fields={"f": "x"}),),
    ),
    "a note of an unknown model": _with_note(Link(model="nobodys", step="s")),
    "a note of an unknown form": _with_note(Link(form="nobodys-form", item="x")),
    "a note of an unknown row": _with_note(Link(form="phone-technique", item="x")),
    "a note of a goal": _with_note(Link(goal="g")),
    "a draft of an unknown model": _with_draft,
    "a place that is nowhere": lambda session, _seat: replace(
        session, place=Cursor(contact_id="nowhere", form_id="nowhere", step="nowhere")
    ),
}
"""What can be gone on with."""

ONLY_READ: dict[str, Callable[[Session, Seat], Session]] = {
    "no forms": lambda session, _seat: replace(session, forms=(), place=replace(session.place, form_id="")),
    "an unknown form": lambda session, _seat: replace(session, forms=(LOST,)),
    "one form of two unknown": lambda session, _seat: replace(session, forms=(session.forms[0], LOST)),
}
"""What can only be read."""


def _seat_with(folder: Path, change: Callable[[Session, Seat], Session]) -> tuple[Seat, Session]:
    seat = take_seat(folder)
    lead = seat.program.team.lead()
    assert lead is not None
    forms = tuple(seat.program.content.form(form_id) for form_id in CORE_FORMS)
    session = new_session(INGRID, lead, forms, None, began=seat.clock.now(), ids=seat.program.ids)
    contact = replace(session.contacts[0], reference="R-1")
    session = change(replace(session, contacts=(contact,)), seat)
    seat.program.sessions.put(session)
    return seat, session


@pytest.mark.parametrize("name", STILL_LIVE)
async def test_it_is_gone_on_with_and_every_key_works(tmp_path: Path, name: str) -> None:
    seat, session = _seat_with(tmp_path, STILL_LIVE[name])
    async with listening(seat) as stage:
        assert isinstance(stage.app.screen, LiveScreen)
        await stage.press("1")
        for pane in ("f2", "f3", "f4", "f5"):
            await stage.press(pane)
            for keys in KEYS:
                await stage.press(*keys)
            await stage.press("f5")
        assert stage.app._exception is None
        assert session.id in {each.id for each in stage.sessions()}


@pytest.mark.parametrize("name", ONLY_READ)
async def test_it_opens_to_be_read_and_stands_in_nobodys_way(tmp_path: Path, name: str) -> None:
    seat, session = _seat_with(tmp_path, ONLY_READ[name])
    app = seat.app(live=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionReading)
        assert "read" in told(app) or "left" in told(app)
        await pilot.press("escape", "ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        await pilot.press("1")
        assert app.work.open_session is not None
        app.work.open_session.leave()
    assert len(seat.stored()) == 2
    assert session.id in {each.id for each in seat.stored()}
