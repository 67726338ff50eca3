"""Dates in lists of agents, as spreadsheets write them in the languages of the program (R84)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from coachtui.domain.errors import Refused
from coachtui.domain.text import clean_line
from coachtui.i18n import language

_TIME = r"(?:[ T]0{1,2}[:.]00(?:[:.]00)?)?"
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:-|/|\. ?|年)(\d{1,2})(?:-|/|\. ?|月)(\d{1,2})(?:日|\.)?" + _TIME, re.ASCII
)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:-|\. ?)(\d{1,2})(?:-|\. ?)(\d{4})" + _TIME, re.ASCII)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})" + _TIME, re.ASCII)


class RosterDates:
    """Parser of one list's dates; an unambiguous date settles the format of the others."""

    def __init__(self, cells: Iterable[str]) -> None:
        """Determine from all dates of the list whether day or month comes first.

        Args:
            cells: The dates as they are written.
        """
        numbers = [tuple(map(int, found.groups()[:2])) for cell in cells if (found := _slashes(cell))]
        days_first = any(first > 12 >= second for first, second in numbers)
        months_first = any(second > 12 >= first for first, second in numbers)
        self._month_first: bool | None = None
        if days_first != months_first:
            self._month_first = months_first
        elif language() != "en":
            self._month_first = False

    def day(self, cell: str) -> date | None:
        """Return the date that a cell holds; ``None`` for an empty one.

        Raises:
            Refused: ``not_a_list_date``, ``no_such_day``, or ``two_dates`` where day and month may be either.
        """
        text = clean_line(cell)
        if not text:
            return None
        if found := _YEAR_FIRST.fullmatch(text):
            year, month, day = map(int, found.groups())
        elif found := _DAY_FIRST.fullmatch(text):
            day, month, year = map(int, found.groups())
        elif found := _slashes(text):
            day, month = self._of_slashes(*map(int, found.groups()[:2]))
            year = int(found[3])
        else:
            raise Refused("not_a_list_date")
        try:
            return date(year, month, day)
        except ValueError:
            raise Refused("no_such_day") from None

    def _of_slashes(self, first: int, second: int) -> tuple[int, int]:
        """Return day and month of a date written with slashes."""
        if self._month_first is not None:
            return (second, first) if self._month_first else (first, second)
        if first != second and first <= 12 and second <= 12:
            raise Refused("two_dates")
        return (first, second) if second <= 12 else (second, first)


def _slashes(cell: str) -> re.Match[str] | None:
    return _SLASHES.fullmatch(clean_line(cell))
