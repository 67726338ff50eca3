"""The pace of a month against the brief's example (C4.3)."""

from __future__ import annotations

from datetime import date

import pytest

from coachtui.domain.rhythm import is_behind_pace


@pytest.mark.parametrize(("done", "behind"), [(0, True), (1, True), (2, False), (4, False)])
def test_eleven_of_twenty_one_working_days_ask_for_two_of_four(done: int, behind: bool) -> None:
    assert is_behind_pace(done, 4, date(2026, 11, 16)) is behind


@pytest.mark.parametrize(
    ("day", "done", "behind"),
    [
        (date(2026, 11, 1), 0, False),  # a Sunday: no working day has gone by
        (date(2026, 11, 5), 0, False),  # 4 × 4 / 21 is under one
        (date(2026, 11, 9), 0, True),  # 4 × 6 / 21 is over one
        (date(2026, 11, 30), 3, True),
        (date(2026, 11, 30), 4, False),
        (date(2026, 12, 31), 3, True),
        (date(2028, 2, 29), 4, False),
    ],
)
def test_first_and_last_days(day: date, done: int, behind: bool) -> None:
    assert is_behind_pace(done, 4, day) is behind
