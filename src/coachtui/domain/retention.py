"""Retention periods: calendar months from the local day on which a session began (R88)."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from typing import Literal

RETENTION_MONTHS = 12
"""Months that evaluations and notes are kept (R88, a setting)."""

NOTICE_DAYS = 14
"""Days before the end of that time on which it is told (R88, a setting)."""

_LEAST_DAYS = 28
"""Days that every month has."""

Age = Literal["kept", "soon", "past"]
"""Where a session stands in its time: nothing to say yet, the end is near, the end is over."""


def kept_until(began: date, months: int) -> date:
    """Return the last day of a session's retention period.

    It is the same day of the month so many months later, or the last day of a shorter month.

    Args:
        began: Local date of the session's start.
        months: At least 1.
    """
    year, month = divmod(began.year * 12 + began.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    first = date(year, month + 1, 1)
    return min(first + timedelta(days=began.day - 1), _last_of_month(first))


def retention_age(began: date, today: date, months: int, notice_days: int) -> Age:
    """Return how far a session is in its retention period.

    Args:
        began: Local date of the session's start.
        today: Local date.
        months: Months that it is kept.
        notice_days: Days before the last one on which the end is near.
    """
    if (today - began).days + notice_days < _LEAST_DAYS * months:
        return "kept"
    left = (kept_until(began, months) - today).days
    if left < 0:
        return "past"
    return "soon" if left <= notice_days else "kept"


def _last_of_month(first: date) -> date:
    """Return the last day of the month that begins on ``first``."""
    if (first.year, first.month) == (MAXYEAR, 12):
        return date.max
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
