"""Which keys come because one is held down: by when they came, and by whether they came alone (attack F3)."""

from __future__ import annotations

import pytest

from coachtui.ui.keyboard.held_key import LET_GO_S, ONE_PRESS_S, QUICK_S, HeldKey, PressedAgain
from coachtui.ui.keys.table import rows

NEVER = (
    "value-",
    "call",
    "mark",
    "remove",
    "clear",
    "hold",
    "phase",
    "broke-off",
    "delete",
    "undo",
    "finish",
)


HELD = (5.0, 5.47, 5.5, 5.53)


def held(*came: float, key: str = "1", alone: bool = True) -> list[bool]:
    keys = HeldKey()
    return [keys.press(key, moment, alone=alone) for moment in came]


@pytest.mark.parametrize("wait", [0.25, 0.5, 0.66, 1.0])
@pytest.mark.parametrize("every", [0.025, 0.033, 0.04, 0.059])
def test_attack_f3_after_three_repeats_a_held_key_is_known(wait: float, every: float) -> None:
    came = [5.0, *(5.0 + wait + n * every for n in range(20))]
    assert held(*came) == [False, False, False, *[True] * 18]
    keys = HeldKey()
    assert [keys.press("1", moment, alone=True) for moment in came[:4]][-1]
    assert keys.early == 2


@pytest.mark.parametrize("wait", [0.25, 0.375, 0.5])
@pytest.mark.parametrize("every", [0.0625, 0.066, 0.09])
def test_attack_2_after_four_repeats_a_key_of_a_slow_keyboard_is_known(wait: float, every: float) -> None:
    came = [5.0, *(5.0 + wait + n * every for n in range(20))]
    assert held(*came) == [False] * 4 + [True] * 17
    keys = HeldKey()
    assert [keys.press("1", moment, alone=True) for moment in came[:5]][-1]
    assert keys.early == 3


def test_attack_1_a_tap_that_a_standstill_brings_close_to_the_next_is_not_held() -> None:
    """Tapped every quarter of a second, the program stopped from 0.1 to 0.46 s."""
    for stop in (0.44, 0.45, 0.46, 0.47, 0.48, 0.49):
        assert not any(held(5.0, 5.0 + stop, 5.5, 5.75, 6.0))


@pytest.mark.parametrize("every", [0.08, 0.1, 0.15, 0.3])
def test_a_key_that_is_tapped_is_not_held(every: float) -> None:
    assert not any(held(*(5.0 + n * every for n in range(25))))


def test_keys_that_were_read_together_are_not_held() -> None:
    assert not any(held(*[5.0] * 25, alone=False))
    assert not any(held(5.0, 5.5, 5.53, 5.56, alone=False))


def test_a_piece_cut_in_two_is_not_held() -> None:
    keys = HeldKey()
    came = [(5.0, True), *[(5.02, False)] * 24, (5.04, True)]
    assert not any(keys.press("1", moment, alone=alone) for moment, alone in came)
    assert not any(held(5.0, 5.0001, 5.0002))


def test_where_no_time_passes_nothing_is_held() -> None:
    assert not any(held(*[1000.0] * 10))


def test_what_a_slow_line_brings_together_belongs_to_the_key_that_is_held() -> None:
    keys = HeldKey()
    assert [keys.press("1", moment, alone=True) for moment in HELD] == [False, False, False, True]
    assert [keys.press("1", 5.62, alone=False) for _ in range(4)] == [True] * 4


def test_another_key_or_a_pause_ends_it() -> None:
    keys = HeldKey()
    assert [keys.press("1", moment, alone=True) for moment in HELD] == [False, False, False, True]
    assert not keys.press("1", 5.531 + LET_GO_S, alone=True)
    assert not keys.press("1", 5.56 + LET_GO_S, alone=True)
    assert keys.press("1", 5.59 + LET_GO_S, alone=True)
    assert not keys.press("2", 5.60 + LET_GO_S, alone=True)
    assert not keys.press("1", 5.61 + LET_GO_S, alone=True)


def test_attack_a_quick_hand_that_comes_close_to_it_once_is_not_held() -> None:
    """Two attacks: one key at 8 to 10 a second, one gap short; and over a line that delivers every 60 ms."""
    assert not any(held(5.0, 5.12, 5.175, 5.275, 5.395))
    for seconds in (0.125, 0.1, 0.14, 0.2):
        tapped = (5.0 + n * seconds for n in range(40))
        assert not any(held(*sorted({0.06 * -(-moment // 0.06) for moment in tapped}))), seconds


def test_two_keys_in_turn_are_not_held() -> None:
    keys = HeldKey()
    came = [("12"[n % 2], 5.0 + n * QUICK_S / 2) for n in range(20)]
    assert not any(keys.press(key, moment, alone=True) for key, moment in came)


def test_what_records_or_takes_away_never_repeats() -> None:
    repeating = {row.id for row in rows() if row.repeats}
    assert not [row_id for row_id in repeating if row_id.partition(".")[2].startswith(NEVER)]
    assert {"checklist.skip", "notes.down", "list.page-down", "team.filter-back"} <= repeating


# -- keys whose second press takes back what the first did

TAKE_BACK = (
    *("live.call", "live.hold", "live.broke-off", "checklist.star", "model.tick", "review.broke-off"),
    *("retention.mark", "retention.mark-all"),
)


def one(*came: float, key: str = "ctrl+o", once: bool = True, late: float = 0.0) -> list[bool]:
    again = PressedAgain()
    return [again.press(key, moment, moment + late, once=once) for moment in came]


@pytest.mark.parametrize("wait", [0.0, 0.01, 0.2, 0.5, 0.66, 0.79])
@pytest.mark.parametrize("every", [0.0, 0.025, 0.04])
def test_a_key_that_is_held_or_tapped_twice_is_pressed_once(wait: float, every: float) -> None:
    came = [5.0, *(5.0 + wait + n * every for n in range(60))]
    assert one(*came) == [False, *[True] * 60]


def test_pressed_again_after_a_moment_it_counts() -> None:
    assert one(5.0, 5.01 + ONE_PRESS_S, 7.0) == [False, False, False]
    assert one(5.0, 5.5, 6.0) == [False, True, False], "who presses once more means it"


def test_a_press_before_the_first_was_carried_out_is_the_same_one() -> None:
    """The program stood still: nobody saw the first press work, so the second is no other wish."""
    assert one(5.0, 8.0, 14.9, 15.1, late=10.0) == [False, True, True, False]


def test_another_key_between_makes_it_another_press() -> None:
    again = PressedAgain()
    keys = ("ctrl+o", "1", "ctrl+o")
    assert not any(again.press(key, 5.0, 5.0, once=key != "1") for key in keys)


def test_keys_that_do_the_next_thing_each_time_count_as_often_as_they_come() -> None:
    assert not any(one(5.0, 5.0, 5.1, key="1", once=False))


def test_every_key_that_takes_back_what_it_did_counts_once() -> None:
    table = {row.id: row for row in rows()}
    assert all(table[binding].once for binding in TAKE_BACK)
    assert not any(row.once and row.repeats for row in rows())
