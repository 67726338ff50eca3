"""Newcomer 3: what was agreed is in sight: in the review, on the agent's page and in the next session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pilot.live_stage import Stage, listening
from tests.pilot.sitting_down import INGRID, finish, shown
from tests.pilot.team_stage import settled
from tests.pilot.test_live_model import to_field

from coachtui.domain.session import Session
from coachtui.services.agreements import LOOK_BACK, last_agreement
from coachtui.services.content_used import ContentUsed
from coachtui.store.records import documents, session_reading
from coachtui.ui.agent.screen import AgentScreen

pytestmark = pytest.mark.pilot


async def agree(stage: Stage) -> None:
    """Hold a coaching talk: a goal and, in the last step, an action."""
    await stage.press("f3", "1")
    await to_field(stage)
    await stage.press("enter", *"Fewer", "enter", "pagedown", "pagedown", "pagedown")
    await to_field(stage)
    await stage.press("enter", *"Count", "enter", "f8")


async def test_newcomer_3_the_review_shows_what_was_agreed(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await agree(stage)
        text = shown(stage.app)
        assert "Agreed" in text
        assert ": Fewer" in text
        assert ": Count" in text


async def test_newcomer_3_a_coaching_talk_is_listed_as_one_with_what_was_agreed(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await agree(stage)
        await finish(stage.app, stage.pilot)
        await stage.press("enter")
        await settled(stage.pilot)
        assert isinstance(stage.app.screen, AgentScreen)
        text = shown(stage.app)
        assert "Coaching talk" in text
        assert "no form filled in" not in text
        assert "Agreed: " in text
        assert "Agreed on 16 Mar 2026" in text
        assert ": Fewer" in text
    (session,) = stage.seat.stored()
    assert session.kind == "coaching_talk"


async def test_newcomer_3_a_session_with_a_call_stays_a_listening_one(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        await agree(stage)
        await finish(stage.app, stage.pilot)
        stage.clock.pass_(2)
        await finish(stage.app, stage.pilot)
    assert [session.kind for session in stage.seat.stored()] == ["listening"]


async def test_newcomer_3_the_next_session_shows_it_beside_the_agent(tmp_path: Path) -> None:
    async with listening(tmp_path, (200, 60)) as stage:
        await agree(stage)
        await finish(stage.app, stage.pilot)
        seat = stage.seat
    seat.clock.pass_(86_400)
    async with listening(seat, (200, 60)) as stage:
        await settled(stage.pilot)
        text = shown(stage.app)
        assert "Agreed on 16 Mar 2026" in text
        assert ": Fewer" in text
        assert ": Count" in text


async def test_newcomer_3_only_the_session_reading_needed_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(tmp_path) as stage:
        await agree(stage)
        await finish(stage.app, stage.pilot)
        seat = stage.seat
    (agreed,) = seat.stored()
    store, ids = seat.program.sessions, seat.program.ids
    later = [agreed]
    for days in range(1, LOOK_BACK + 10):
        at = agreed.started_at + timedelta(days=days)
        later.append(replace(agreed, id=ids.new(), started_at=at, steps=(), kind="listening"))
        store.put(later[-1])
    read: list[Session] = []
    decode = documents.SESSIONS.decode

    class Counting:
        def decode(self, document: bytes) -> Session:
            read.append(decode(document))
            return read[-1]

    monkeypatch.setattr(session_reading, "SESSIONS", Counting())
    used = ContentUsed(store, seat.program.content)
    assert last_agreement(store.newest.sessions_of(INGRID.id), used) is None  # too long ago
    assert len(read) == LOOK_BACK
    assert [session.id for session in read[:2]] == [later[-1].id, later[-2].id]
    read.clear()
    monkeypatch.undo()
    newest = replace(agreed, id=ids.new(), started_at=agreed.started_at + timedelta(days=99))
    store.put(newest)
    monkeypatch.setattr(session_reading, "SESSIONS", Counting())
    found = last_agreement(store.newest.sessions_of(INGRID.id), used)
    assert found is not None
    assert (found.at, len(found.parts)) == (newest.started_at, 2)
    assert len(read) == 1
