"""The call: its clock, phases, holds and marks (R8, R9, R21), asserted on what is stored."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.pilot.live_stage import PHASES, PHONE, listening

from coachtui.ui.present import words


async def test_the_start_of_a_call_opens_its_first_phase(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        assert "Ctrl+R" in stage.said
        await stage.press("ctrl+r")
        contact = stage.contact()
        assert contact.started_at == stage.clock.now()
        assert [(p.phase, p.at_s, p.until_s) for p in contact.phases] == [("contact", 0.0, None)]


async def test_phases_go_on_and_at_the_last_one_say_so(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        for _ in range(3):
            stage.clock.pass_(20)
            await stage.press("ctrl+f")
        before = stage.contact().phases
        assert [(p.phase, p.at_s, p.until_s) for p in before] == [
            ("contact", 0.0, 20.0),
            ("mapping", 20.0, 40.0),
            ("solution", 40.0, 60.0),
            ("closing", 60.0, None),
        ]
        await stage.press("ctrl+f")
        assert stage.said == "This is the last phase."
        assert stage.contact().phases == before


async def test_the_phase_before_opens_a_new_stretch(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(10)
        await stage.press("ctrl+f")
        stage.clock.pass_(30)
        await stage.press("ctrl+b")
        stage.clock.pass_(5)
        await stage.press("ctrl+r")
        stretches = [(p.phase, p.at_s, p.until_s) for p in stage.contact().phases]
        assert stretches == [("contact", 0.0, 10.0), ("mapping", 10.0, 40.0), ("contact", 40.0, 45.0)]
        await stage.press("ctrl+z", "ctrl+b")
        assert stage.said == "This is the first phase."


async def test_nothing_of_a_call_is_taken_outside_one(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        for key in ("ctrl+o", "ctrl+f", "ctrl+b", "ctrl+t"):
            await stage.press("ctrl+s", key)
            assert stage.said == "No call is running; start it first.", key
        assert stage.sessions() == []
        await stage.press("ctrl+r", "ctrl+r")
        ended = stage.stored
        for key in ("ctrl+o", "ctrl+f", "ctrl+t"):
            await stage.press(key)
            assert stage.said == "The call has ended. By mistake? Ctrl+Z undoes it.", key
        assert stage.stored == ended


async def test_answers_and_notes_outside_a_call_have_no_second(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "ctrl+n", "x", "enter", "ctrl+r")
        stage.clock.pass_(12.34)
        await stage.press("0", "ctrl+n", "y", "enter", "ctrl+r", "2")
        assert [answer.call_s for answer in stage.answers().values()] == [None, 12.3, None]
        assert [note.call_s for note in stage.stored.notes] == [None, 12.3]


async def test_the_end_closes_hold_and_phase_and_undo_lets_the_call_go_on(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(30)
        await stage.press("ctrl+o")
        stage.clock.pass_(10)
        await stage.press("ctrl+r")
        contact = stage.contact()
        assert contact.duration_s == 40.0
        assert (contact.holds[0].until_s, contact.phases[0].until_s) == (40.0, 40.0)
        stage.clock.pass_(7)
        await stage.press("ctrl+z")
        contact = stage.contact()
        assert contact.running
        assert contact.on_hold
        assert contact.phase == "contact"
        stage.clock.pass_(3)
        await stage.press("ctrl+o")
        assert [(hold.at_s, hold.until_s) for hold in stage.contact().holds] == [(30.0, 50.0)]


async def test_a_long_hold_turns_to_a_warning_after_two_minutes(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "ctrl+o")
        stage.clock.pass_(119)
        await stage.pilot.pause(1.1)
        header = stage.app.screen.query_one("#header")
        assert "‖ Hold 01:59" in header.render_line(0).text
        stage.clock.pass_(1)
        await stage.pilot.pause(1.1)
        assert "‼ Hold 02:00" in header.render_line(0).text


async def test_a_wall_clock_that_jumps_moves_no_second_of_the_call(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(20)
        stage.clock.wall -= timedelta(hours=2)
        await stage.press("1", "ctrl+t", "ctrl+f")
        stage.clock.pass_(10)
        stage.clock.wall += timedelta(days=1)
        await stage.press("ctrl+r")
        contact = stage.contact()
        assert [(p.at_s, p.until_s) for p in contact.phases] == [(0.0, 20.0), (20.0, 30.0)]
        assert contact.duration_s == 30.0
        assert stage.answers()["pickup"].call_s == 20.0
        assert stage.stored.marks[0].call_s == 20.0


async def test_newcomer_1_a_phase_leads_the_phase_form_to_its_first_open_row_and_never_the_tab(
    tmp_path: Path,
) -> None:
    async with listening(tmp_path, size=(100, 24)) as stage:
        await stage.press("ctrl+r", "plus")
        form = next(form for form in stage.open_session.forms if form.id == PHASES)
        second, third = form.sections[1], form.sections[2]
        await stage.press("ctrl+f")
        assert stage.row == second.items[0].id
        await stage.press("2", "ctrl+f")
        assert stage.row == third.items[0].id
        assert words(third.name) in stage.rows.render_line(0).text
        await stage.press("2")
        assert set(stage.values(PHASES)) == {second.items[0].id, third.items[0].id}
        await stage.press("ctrl+b")
        assert stage.row == second.items[1].id  # its first row has its answer
        await stage.press("plus")
        before = (stage.row, stage.rows.scroll_offset.y)
        await stage.press("ctrl+f")
        assert (stage.row, stage.rows.scroll_offset.y) == before
        assert stage.stored.place.form_id == PHONE
        await stage.press("plus")
        assert stage.row == third.items[1].id


async def test_newcomer_1_undo_of_a_phase_brings_the_cursor_back_and_redo_forth(tmp_path: Path) -> None:
    async with listening(tmp_path, size=(80, 24)) as stage:
        await stage.press("ctrl+r", "plus", "1", "down")
        here = stage.row
        await stage.press("ctrl+f", "down")
        there = stage.row
        await stage.press("ctrl+z")
        assert stage.row == here
        await stage.press("ctrl+y")
        assert stage.row == there
        await stage.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert stage.stored.contacts[0].started_at is None
        assert stage.row == "establish"


async def test_newcomer_1_a_phase_that_is_all_answered_takes_no_stray_digit(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        form = next(form for form in stage.open_session.forms if form.id == PHASES)
        first = form.sections[0].items
        await stage.press("ctrl+r", "plus", *(["1"] * len(first)), "ctrl+f", "ctrl+b")
        before = stage.values(PHASES)
        assert stage.row == first[0].id
        await stage.press("0")
        assert stage.values(PHASES) == before
        await stage.press("down", "up", "0")
        assert stage.values(PHASES) == {**before, first[0].id: 0}


async def test_undo_takes_back_every_command_of_the_call(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        done = [None]
        keys = (
            "ctrl+r",
            "ctrl+f",
            "ctrl+o",
            "ctrl+t",
            "1",
            "asterisk",
            "minus",
            "ctrl+o",
            "ctrl+b",
            "ctrl+r",
            "ctrl+r",
        )
        for key in keys:
            if key == "asterisk":
                await stage.press("up")
            stage.clock.pass_(2)
            await stage.press(key)
            session = stage.stored
            done.append((session.contacts, session.evaluations, session.marks))  # type: ignore[arg-type]
        for before in reversed(done[1:-1]):
            await stage.press("ctrl+z")
            session = stage.stored
            assert (session.contacts, session.evaluations, session.marks) == before
        await stage.press("ctrl+z")
        assert stage.stored.contacts[0].started_at is None
        await stage.press("ctrl+z")
        assert stage.said == "There is nothing to undo since you opened this session."
        for after in done[1:]:
            await stage.press("ctrl+y")
            session = stage.stored
            assert (session.contacts, session.evaluations, session.marks) == after
        await stage.press("ctrl+y")
        assert stage.said == "There is nothing to redo."
