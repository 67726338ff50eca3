"""Words and glyphs for sessions, days and months in the language in use; no Textual here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from coachtui.domain.session import SessionStatus
from coachtui.i18n import N_, _, language
from coachtui.services.team_overview import AgentSummary
from coachtui.services.words.records import CHANNELS, KINDS, SETTINGS, day
from coachtui.services.words.records import STATUS as STATUS_WORDS

__all__ = [
    "CHANNELS",
    "KINDS",
    "SETTINGS",
    "STATUS",
    "month",
    "month_dots",
    "month_mark",
    "near_day",
    "running_since",
    "time_or_day",
]

STATUS: dict[SessionStatus, tuple[str, str, str]] = {
    "live": ("●", STATUS_WORDS["live"], "accent"),
    "draft": ("✎", STATUS_WORDS["draft"], "amber"),
    "final": ("✓", STATUS_WORDS["final"], "good"),
}
"""Glyph, word and tone of each status."""

_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)

_MOST_DOTS = 6
"""Targets up to this are shown as dots too."""


def month(value: date) -> str:
    """Return the name of a month with its year, e.g. ``November 2026``."""
    if language() == "zh-Hans":
        return f"{value.year}年{value.month}月"
    return f"{_(_MONTHS[value.month - 1])} {value.year}"


def near_day(value: date, today: date) -> str:
    """Return a date as today, yesterday, or as the language writes dates."""
    if value == today:
        return _("today")
    if value == today - timedelta(days=1):
        return _("yesterday")
    return day(value)


def time_or_day(moment: datetime, today: date) -> str:
    """Return the time of day of a moment today, else its date."""
    return moment.strftime("%H:%M") if moment.date() == today else near_day(moment.date(), today)


def running_since(time: str) -> str:
    """Return the words that a session runs since a time or day."""
    return _("running since {time}").format(time=time)


def month_dots(done: int, target: int) -> str:
    """Return how many evaluations of the month's target are done, e.g. ``●●○○ 2/4``."""
    if target > _MOST_DOTS:
        return f"{done}/{target}"
    filled = min(done, target)
    return f"{'●' * filled}{'○' * (target - filled)} {done}/{target}"


def month_mark(standing: AgentSummary) -> tuple[str, str, str]:
    """Return glyph, word and tone for how an agent stands against the month's target; empty for nothing."""
    if standing.tally is not None and standing.tally.unread:
        return "✗", "", "critical"
    if standing.reached:
        return "✓", _("on target"), "good"
    if standing.behind:
        return "▾", _("behind"), "amber"
    return "", "", "text"
