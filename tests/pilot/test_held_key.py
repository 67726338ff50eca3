"""A key that is held down records once, and takes away once, not as often as it repeats."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.live_stage import Stage, listening
from tests.pilot.sitting_down import take_seat, the_open_session, told
from textual.events import Key
from textual.keys import _character_to_key

from coachtui.services import preferences
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.terminal.key_sequences import mark_alone

SAID = "Key held down: repeats do not count. Ctrl+Z undoes the press."


async def press_alone(stage: Stage, key: str) -> None:
    """Press a key that is read by itself."""
    letter = len(key) == 1
    event = Key(_character_to_key(key) if letter else key, key if letter else None)
    mark_alone(event)
    stage.app.post_message(event)
    await stage.carried_out()


async def hold(stage: Stage, key: str, times: int = 20, every: float = 0.033, wait: float = 1) -> None:
    """Hold a key down, as a keyboard sends it: once, again after half a second, then at about 30 Hz."""
    stage.clock.pass_(wait)
    for time in range(times):
        await press_alone(stage, key)
        stage.clock.pass_(every if time else 0.5)
    stage.clock.pass_(1)


@pytest.mark.parametrize("every", [0.025, 0.033, 0.04, 0.066, 0.09])
async def test_attack_f3_a_held_digit_answers_one_row(tmp_path: Path, rung: list[str], every: float) -> None:
    async with listening(tmp_path) as stage:
        await hold(stage, "1", every=every)
        assert stage.values() == {"pickup": 1}
        assert stage.row == "greeting"
        assert stage.said == SAID
        assert rung == ["bell"]
        await stage.press("ctrl+z")
        assert stage.values() == {}


async def test_attack_1_what_was_tapped_while_the_line_stood_still_is_answered(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        for key, wait in (("1", 0.46), ("1", 0.04), ("1", 0.25), ("0", 1)):
            await press_alone(stage, key)
            stage.clock.pass_(wait)
        assert stage.values() == {"pickup": 1, "greeting": 1, "welcome": 1, "identify": 0}


async def test_attack_f2_a_digit_that_wakes_the_screen_answers_nothing_while_it_is_held(
    tmp_path: Path,
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f9")
        await hold(stage, "1")
        assert stage.values() == {}
        assert stage.row == "pickup"
        await stage.press("1")
        assert stage.values() == {"pickup": 1}


async def test_attack_f2_a_row_answered_and_the_next_one_held(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
        stage.clock.pass_(0.4)
        await hold(stage, "1", wait=0)
        assert stage.values() == {"pickup": 1, "greeting": 1}


async def test_attack_f3_once_let_go_the_key_counts_again(tmp_path: Path, rung: list[str]) -> None:
    async with listening(tmp_path) as stage:
        await hold(stage, "1")
        await hold(stage, "1")
        assert len(stage.values()) == 2
        assert len(rung) == 2


async def test_attack_f3_held_backspace_leaves_the_other_answers(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(*"1121221120", "up")
        await hold(stage, "backspace")
        assert len(stage.values()) >= 8


async def test_attack_f3_held_delete_leaves_the_other_notes(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        for text in ("one", "two", "three", "four", "five"):
            await stage.press(*text, "enter")
        await stage.press("f4")
        await hold(stage, "delete")
        assert len(stage.stored.notes) == 4
        assert stage.said == SAID


async def test_attack_f3_a_held_call_key_makes_one_contact(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await hold(stage, "ctrl+r")
        assert len(stage.stored.contacts) == 1


async def test_attack_f3_held_marks_phases_holds_and_toggles(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r")
        await hold(stage, "ctrl+t")
        assert len(stage.stored.marks) == 1
        await hold(stage, "ctrl+f")
        assert len(stage.contact().phases) == 2
        await hold(stage, "ctrl+o")
        assert len(stage.contact().holds) == 1
        before = stage.stored.revision
        await hold(stage, "ctrl+d")
        assert stage.stored.revision <= before + 2


async def test_attack_f3_on_the_team_a_held_key_begins_one_call(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app(live=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await app.screen.workers.wait_for_complete()
        await pilot.pause()
        await hold(Stage(app, pilot, seat), "ctrl+r")
        assert isinstance(app.screen, LiveScreen)
        assert len(the_open_session(app).session.contacts) == 1
        the_open_session(app).leave()


async def test_attack_f3_a_held_finish_key_still_finishes_nothing(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        stage = Stage(app, pilot, seat)
        await stage.press("1")
        await hold(stage, "f8")
        assert isinstance(app.screen, ReviewScreen)
        assert the_open_session(app).session.status == "live"
        the_open_session(app).leave()


async def test_moving_and_writing_go_on_while_a_key_is_held(tmp_path: Path, rung: list[str]) -> None:
    async with listening(tmp_path) as stage:
        await hold(stage, "down", times=11)
        items = [item.id for item in the_open_session(stage.app).forms[0].items()]
        assert items.index(stage.row) == 11
        await hold(stage, "up", times=11)
        assert items.index(stage.row) == 0
        await hold(stage, "a")
        assert stage.line == "a" * 20
        await hold(stage, "backspace", times=15)
        assert stage.line == "a" * 5
        await hold(stage, "1", times=10)
        assert stage.line == "a" * 5 + "1" * 10
        assert rung == []


async def test_where_nothing_can_be_taken_back_no_key_is_named(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f1")
        await hold(stage, "delete")
        await stage.press("escape")
        await stage.press("1")
        await hold(stage, "ctrl+z")
        assert stage.said == "Key held down: its further repeats do not count."


async def test_keys_that_came_in_one_piece_are_not_held(tmp_path: Path, rung: list[str]) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(*"1" * 4)
        assert len(stage.values()) == 4
        assert rung == []
        assert told(stage.app) != SAID


@pytest.mark.parametrize("key", ["f8", "f4", "ctrl+up", "ctrl+e"])
async def test_attack_l3_a_held_key_that_records_nothing_names_no_undo(tmp_path: Path, key: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
        await hold(stage, key)
        assert "Ctrl+Z" not in stage.said
        assert stage.values() == {"pickup": 1}


async def test_attack_l3_a_held_digit_that_recorded_names_undo_after_one_that_did_not(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await hold(stage, "f4")
        await stage.press("f5")
        await hold(stage, "1")
        assert stage.values() == {"pickup": 1}
        assert stage.said == SAID


@pytest.mark.parametrize("key", ["f6", "4"])
async def test_attack_f6_a_held_key_writes_one_file(tmp_path: Path, key: str) -> None:
    out = tmp_path / "out"
    seat = take_seat(tmp_path)
    seat.program.settings.put(preferences.EXPORT_FOLDER, str(out))
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        stage = Stage(app, pilot, seat)
        await stage.press("1", "f8")
        await hold(stage, key)
        the_open_session(app).leave()
    assert len(list(out.iterdir())) == 1
