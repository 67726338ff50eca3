"""Several contacts in one session, and going back to complete an earlier one (R10)."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.live_stage import PHASES, listening


async def test_the_next_start_opens_the_next_contact(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1")
        stage.clock.pass_(60)
        await stage.press("ctrl+r")
        stage.clock.pass_(30)
        await stage.press("ctrl+r", "0", "ctrl+n", "x", "enter")
        session = stage.stored
        first, second = session.contacts
        assert (first.duration_s, second.running) == (60.0, True)
        assert second.started_at == stage.clock.now()
        values = {e.contact_id: [a.value for a in e.answers.values()] for e in session.evaluations}
        assert values == {first.id: [1], second.id: [0]}
        assert [note.contact_id for note in session.notes] == [second.id]


async def test_an_earlier_contact_is_completed_while_a_later_call_runs(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "ctrl+r", "ctrl+r", "0")
        stage.clock.pass_(25)
        await stage.press("ctrl+up")
        assert stage.said == "Contact 1 of 2"
        assert stage.row == "greeting"
        await stage.press("0", "enter", "y", "enter", "ctrl+f")
        session = stage.stored
        first, second = session.contacts
        late = session.evaluation(first.id, "phone-technique")
        assert late is not None
        assert [(a.value, a.call_s) for a in late.answers.values()] == [(1, 0.0), (0, None)]
        (note,) = session.notes
        assert (note.contact_id, note.call_s) == (first.id, None)
        assert second.phase == "mapping"  # the call's keys are the running call's
        assert first.phases[-1].until_s is not None
        await stage.press("ctrl+down")
        assert stage.said == "Contact 2 of 2"
        assert stage.row == "greeting"


async def test_there_is_no_contact_beyond_the_ends(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "ctrl+up")
        assert stage.said == "This is the first contact."
        await stage.press("ctrl+down")
        assert stage.said == "This is the last contact."
        assert len(stage.stored.contacts) == 1


async def test_a_free_note_during_a_call_belongs_to_that_call(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1", "ctrl+r", "ctrl+r")
        stage.clock.pass_(4)
        await stage.press("ctrl+up", "ctrl+n", "x", "enter")
        session = stage.stored
        (note,) = session.notes
        assert (note.contact_id, note.call_s) == (session.contacts[1].id, 4.0)


async def test_undo_takes_the_next_contact_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "ctrl+r", "plus", "ctrl+r", "ctrl+z")
        session = stage.stored
        assert len(session.contacts) == 1
        assert session.place.contact_id == session.contacts[0].id
        await stage.press("1")
        assert list(stage.values()) + list(stage.values(PHASES)) != []
