"""Dates as people type them: ISO, or the way the language in use writes them."""

from __future__ import annotations

import re
from datetime import date

from coachtui.domain.errors import Refused
from coachtui.domain.text import clean_line
from coachtui.i18n import language

_SHAPES = {
    "nb": r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})",
    "nl": r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})",
    "zh-Hans": r"(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?日?",
    "en": r"(?P<d>\d{1,2}) (?P<name>[A-Za-z]{3,9})\.? (?P<y>\d{4})",
}
_ISO = r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def entered_day(text: str) -> date | None:
    """Return the date that was typed; ``None`` for an empty text.

    Raises:
        Refused: ``not_a_date``: no date, or one in a year that nobody can mean; ``no_such_day``.
    """
    typed = clean_line(text)
    if not typed:
        return None
    for shape in (_ISO, _SHAPES.get(language(), _ISO)):
        found = re.fullmatch(shape, typed, re.ASCII if shape == _ISO else 0)
        if found is not None:
            return _date(found.groupdict())
    raise Refused("not_a_date")


def _date(parts: dict[str, str]) -> date:
    try:
        month = int(parts["m"]) if "m" in parts else _month(parts["name"])
        day = date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        raise Refused("no_such_day") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Refused("not_a_date")
    return day


def _month(name: str) -> int:
    """Return the number of an English month, whole or cut; 0, which no month has, for another word."""
    wanted = name.lower()
    return next((i for i, month in enumerate(_MONTHS, 1) if month.startswith(wanted)), 0)
