"""Whole percents of the phases of a call."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coachtui.domain.phase import whole_percents


@given(st.lists(st.integers(0, 36_000), min_size=1, max_size=8))
def test_any_phases_make_a_hundred_and_none_is_off_by_a_whole_percent(tenths: list[int]) -> None:
    percents = whole_percents([each / 10 for each in tenths])
    total = sum(tenths)
    assert sum(percents) == (100 if total else 0)
    assert all(
        abs(percent * total - 100 * each) < max(total, 1)
        for percent, each in zip(percents, tenths, strict=True)
    )
