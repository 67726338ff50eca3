"""Which keys come because one is held down: by when they came, and by whether they came alone (attack F3)."""

from __future__ import annotations

import pytest

from coachtui.ui.held_key import LET_GO_S, REPEATS_WITHIN_S, HeldKey
from coachtui.ui.keys import rows

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


def held(*came: float, key: str = "1", alone: bool = True) -> list[bool]:
    keys = HeldKey()
    return [keys.repeats(key, moment, alone=alone) for moment in came]


@pytest.mark.parametrize("wait", [0.25, 0.5, 0.66])
@pytest.mark.parametrize("every", [0.025, 0.033, 0.04])
def test_attack_f3_from_the_third_on_a_held_key_is_known(wait: float, every: float) -> None:
    came = [5.0, *(5.0 + wait + n * every for n in range(20))]
    assert held(*came) == [False, False, *[True] * 19]


@pytest.mark.parametrize("every", [0.08, 0.1, 0.15, 0.3])
def test_a_key_that_is_tapped_is_not_held(every: float) -> None:
    assert not any(held(*(5.0 + n * every for n in range(25))))


def test_keys_that_were_read_together_are_not_held() -> None:
    assert not any(held(*[5.0] * 25, alone=False))
    assert not any(held(5.0, 5.5, 5.53, 5.56, alone=False))


def test_a_piece_cut_in_two_is_not_held() -> None:
    keys = HeldKey()
    came = [(5.0, True), *[(5.02, False)] * 24, (5.04, True)]
    assert not any(keys.repeats("1", moment, alone=alone) for moment, alone in came)
    assert not any(held(5.0, 5.0001, 5.0002))


def test_where_no_time_passes_nothing_is_held() -> None:
    assert not any(held(*[1000.0] * 10))


def test_what_a_slow_line_brings_together_belongs_to_the_key_that_is_held() -> None:
    keys = HeldKey()
    assert [keys.repeats("1", moment, alone=True) for moment in (5.0, 5.5, 5.53)] == [False, False, True]
    assert [keys.repeats("1", 5.62, alone=False) for _ in range(4)] == [True] * 4


def test_another_key_or_a_pause_ends_it() -> None:
    keys = HeldKey()
    assert [keys.repeats("1", moment, alone=True) for moment in (5.0, 5.5, 5.53)] == [False, False, True]
    assert not keys.repeats("1", 5.531 + LET_GO_S, alone=True)
    assert not keys.repeats("1", 5.56 + LET_GO_S, alone=True)
    assert keys.repeats("1", 5.59 + LET_GO_S, alone=True)
    assert not keys.repeats("2", 5.60 + LET_GO_S, alone=True)
    assert not keys.repeats("1", 5.61 + LET_GO_S, alone=True)


def test_attack_a_quick_hand_that_comes_close_to_it_once_is_not_held() -> None:
    """Two attacks: one key at 8 to 10 a second, one gap short; and over a line that delivers every 60 ms."""
    assert not any(held(5.0, 5.12, 5.175, 5.275, 5.395))
    for seconds in (0.125, 0.1, 0.14, 0.2):
        tapped = (5.0 + n * seconds for n in range(40))
        assert not any(held(*sorted({0.06 * -(-moment // 0.06) for moment in tapped}))), seconds


def test_two_keys_in_turn_are_not_held() -> None:
    keys = HeldKey()
    came = [("12"[n % 2], 5.0 + n * REPEATS_WITHIN_S / 2) for n in range(20)]
    assert not any(keys.repeats(key, moment, alone=True) for key, moment in came)


def test_what_records_or_takes_away_never_repeats() -> None:
    repeating = {row.id for row in rows() if row.repeats}
    assert not [row_id for row_id in repeating if row_id.partition(".")[2].startswith(NEVER)]
    assert {"checklist.skip", "notes.down", "list.page-down", "team.filter-back"} <= repeating
