"""The ends of months and the 29th of February, worked out by hand with a calendar."""

from __future__ import annotations

from datetime import date

import pytest

from coachtui.domain.retention import NOTICE_DAYS, RETENTION_MONTHS, Age, kept_until, retention_age


@pytest.mark.parametrize(
    ("began", "months", "until"),
    [
        ("2025-11-16", 12, "2026-11-16"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2025-10-31", 1, "2025-11-30"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-12-01", 1, "2026-01-01"),
        ("2025-01-31", 11, "2025-12-31"),
        ("1999-12-31", 120, "2009-12-31"),
        ("9999-11-30", 1, "9999-12-30"),
        ("9999-11-30", 2, "9999-12-31"),
        ("9998-12-31", 12, "9999-12-31"),
    ],
)
def test_the_last_day(began: str, months: int, until: str) -> None:
    assert kept_until(date.fromisoformat(began), months) == date.fromisoformat(until)


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        ("2025-11-16", "kept"),
        ("2026-11-01", "kept"),
        ("2026-11-02", "soon"),
        ("2026-11-16", "soon"),
        ("2026-11-17", "past"),
        ("2031-01-01", "past"),
    ],
)
def test_a_year_and_two_weeks_of_notice(today: str, stands: Age) -> None:
    began = date(2025, 11, 16)
    assert retention_age(began, date.fromisoformat(today), RETENTION_MONTHS, NOTICE_DAYS) == stands


def test_a_session_of_tomorrow_is_kept() -> None:
    assert retention_age(date(2026, 11, 17), date(2026, 11, 16), 1, 1) == "kept"
