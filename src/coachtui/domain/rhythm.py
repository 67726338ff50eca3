"""The month's rhythm: how many evaluations count towards the target (R24)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

MONTHLY_TARGET = 4
"""Evaluations per agent and calendar month (R24, a setting)."""

UNCOUNTED_FORMS = frozenset({"stress", "coaching-talk"})
"""Forms whose evaluations do not count towards the month (R24)."""


def evaluated_in_month(contact_dates: Iterable[date], today: date) -> int:
    """Count contacts with a final lead evaluation whose local date lies in the month of ``today``.

    Args:
        contact_dates: Local date of each distinct contact that has one (R24).
        today: Local date.

    Returns:
        Number of contacts, 0 or more.
    """
    return sum(1 for day in contact_dates if (day.year, day.month) == (today.year, today.month))
