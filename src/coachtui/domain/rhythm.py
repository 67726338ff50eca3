"""The monthly target: how many evaluations count towards it, and whether an agent is behind (R24, R25)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

MONTHLY_TARGET = 4
"""Evaluations per agent and calendar month (R24, a setting)."""

UNCOUNTED_FORMS = frozenset({"stress", "coaching-talk"})
"""Forms whose evaluations do not count towards the month (R24)."""


def count_evaluated_in_month(contact_dates: Iterable[date], today: date) -> int:
    """Return how many contacts with a final lead evaluation fall in the month of ``today``.

    Args:
        contact_dates: Local date of each distinct contact that has one (R24).
        today: Local date.

    Returns:
        Number of contacts, 0 or more.
    """
    return sum(1 for day in contact_dates if (day.year, day.month) == (today.year, today.month))


def is_behind_pace(done: int, target: int, today: date) -> bool:
    """Return whether fewer evaluations are done than the working days so far call for (R25).

    Expected are target × working days so far (today included) ÷ working days of the month, rounded down;
    Monday to Friday are working days.

    Args:
        done: Evaluations this month.
        target: Evaluations to reach in the month.
        today: Local date.
    """
    first = today.replace(day=1)
    gone = _working_days(first, today)
    return done < target * gone // (gone + _working_days(today + timedelta(days=1), _last_of_month(today)))


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _working_days(first: date, last: date) -> int:
    """Return the number of days from Monday to Friday between two dates, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(1 for day in days if day.weekday() < 5)
