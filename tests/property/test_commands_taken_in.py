"""Whatever commands, undo and redo make of a session is taken in again from the export of it."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.saving import Offers
from tests.property.test_session_commands import RULES, RUN, ScriptClock, Sitting, command_of, steps

from coachtui.domain.errors import Refused
from coachtui.domain.live.commands import Finish
from coachtui.domain.live.interrupted_call import without_running_call
from coachtui.domain.session import Session
from coachtui.exchange.import_shapes import session_of
from coachtui.exchange.records import evaluation_record, session_record
from coachtui.services.desks.session_desk import SessionDesk

_SHORT_ID = re.compile(r'(?<!"role":)"(s|c0|anna|bo|lead|[dn]\d+|id\d+|e-[^"]+)"')


def with_real_ids(session: Session) -> Session:
    """Return a session whose short ids are such as the program gives."""

    def real(found: re.Match[str]) -> str:
        made = uuid5(UUID(int=0), found[1]).int
        return f'"{UUID(int=made & ~(0xF << 76) & ~(0xC << 60) | (7 << 76) | (8 << 60))}"'

    return msgspec.json.decode(_SHORT_ID.sub(real, msgspec.json.encode(session).decode()), type=Session)


def taken_in(session: Session) -> Session:
    """Export a session and take it in again."""
    evaluations = [evaluation_record(session, evaluation, None) for evaluation in session.evaluations]
    text = msgspec.json.encode([session_record(session), evaluations])
    record, others = json.loads(text)
    return session_of(record, others)


class SetBack(ScriptClock):
    """The clock on the wall after it was set back by an hour; seconds go on as ever."""

    def now(self) -> datetime:
        return super().now() - timedelta(hours=1)


def sat(script: list[tuple[type[Any], int, float]], resumed: int) -> SessionDesk:
    """Sit through a script with undo and redo among its commands; once the program starts anew."""
    open_session = Sitting()
    desk = SessionDesk(open_session.session, RULES, ScriptClock(open_session), Offers())
    for number, (kind, pick, seconds) in enumerate(script):
        open_session.seconds += seconds
        with suppress(Refused):
            if pick % 7 == 0:
                desk.undo()
            elif pick % 7 == 1:
                desk.redo()
            else:
                desk.conduct(command_of(kind, pick, open_session))
        open_session.session = desk.session
        if number == resumed:
            back = SetBack(open_session)
            session = without_running_call(desk.session, RULES, back.now()) if pick % 2 else desk.session
            desk = SessionDesk(session, RULES, back, Offers())
            open_session.session = desk.session
    return desk


@RUN
@given(steps, st.integers(0, 60), st.booleans())
def test_whatever_commands_make_is_taken_in_again(
    script: list[tuple[type[Any], int, float]], resumed: int, finished: bool
) -> None:
    desk = sat(script, resumed)
    if finished:
        with suppress(Refused):
            desk.conduct(Finish(note_ids=tuple(f"n{number}" for number in range(len(desk.session.drafts)))))
    session = with_real_ids(desk.session)
    again = taken_in(session)
    assert again.contacts == session.contacts
    assert (again.marks, again.evaluations) == (session.marks, session.evaluations)
