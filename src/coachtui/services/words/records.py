"""Wording of values, numbers and times in the language in use, for texts and for the screen."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from coachtui.domain.agent import AgentStatus
from coachtui.domain.contact import Channel
from coachtui.domain.evaluation import Answer, RaterRole
from coachtui.domain.form import Item
from coachtui.domain.note import Tag
from coachtui.domain.session import SessionKind, SessionStatus, Setting
from coachtui.domain.wording import Wording, in_language
from coachtui.i18n import N_, _, language, ngettext

DASH = "–"
TAGS: dict[Tag, str] = {
    "strength": N_("Strength"),
    "improvement": N_("To improve"),
    "quote": N_("Quote"),
    "question": N_("Question"),
    "fact": N_("Fact"),
    "praise": N_("Praise"),
    "critical": N_("Critical"),
}
STATUS: dict[SessionStatus, str] = {"live": N_("running"), "draft": N_("draft"), "final": N_("final")}
KINDS: dict[SessionKind, str] = {
    "listening": N_("Listening"),
    "coaching_talk": N_("Coaching talk"),
    "group": N_("Group coaching"),
    "simulation": N_("Simulation"),
    "follow_up": N_("Follow-up"),
    "observe_lead": N_("Observing the lead"),
    "calibration": N_("Calibration"),
}
SETTINGS: dict[Setting, str] = {
    "face_to_face": N_("Face to face"),
    "side_by_side": N_("Side by side"),
    "remote": N_("At a distance"),
}
CHANNELS: dict[Channel, str] = {
    "phone": N_("phone"),
    "chat": N_("chat"),
    "email": N_("e-mail"),
    "other": N_("other"),
}
RATERS: dict[RaterRole, str] = {
    "lead": N_("the lead"),
    "agent": N_("the agent"),
    "observer": N_("an observer"),
    "colleague": N_("a colleague"),
}
AGENT_STATUS: dict[AgentStatus, str] = {"active": N_("active"), "left": N_("left")}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATES = {"sv": "{y:04}-{m:02}-{d:02}", "nb": "{d:02}.{m:02}.{y:04}", "nl": "{d:02}-{m:02}-{y:04}"}
_DECIMAL_COMMA = frozenset({"sv", "nb", "nl"})
_HOUR, _MINUTE = 3600, 60


def words(wording: Wording) -> str:
    """Return the text of a content pack in the language in use."""
    return in_language(wording, language())


def step_title(letter: str, name: Wording) -> str:
    """Return the name of a model's step, after the English word where only that has its letter.

    Args:
        letter: The letter of the step in the model's name, as the G of GROW.
        name: The name of the step.
    """
    here, english = words(name), in_language(name, "en")
    if here[:1].casefold() == letter.casefold() or english[:1].casefold() != letter.casefold():
        return here
    return f"{english} – {here}"


def labelled(label: str, text: str = "") -> str:
    """Return a label, the colon of the language and a text."""
    return _("{label}: {text}").format(label=label, text=text)


def clock(seconds: float | None) -> str:
    """Return mm:ss, or h:mm:ss from an hour on; ``--:--`` outside a call."""
    if seconds is None:
        return "--:--"
    whole = int(seconds)
    if whole >= _HOUR:
        return f"{whole // _HOUR}:{whole % _HOUR // _MINUTE:02}:{whole % _MINUTE:02}"
    return f"{whole // _MINUTE:02}:{whole % _MINUTE:02}"


def number(value: float | None) -> str:
    """Return a number with one decimal in the notation of the language, or a dash for ``None``."""
    if value is None:
        return DASH
    shown = str(Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))
    return shown.replace(".", ",") if language() in _DECIMAL_COMMA else shown


def percent(whole: int) -> str:
    """Return a whole percentage in the notation of the language."""
    return _("{whole}%").format(whole=whole)


def score_range(value: float | None, low: float | None, high: float | None) -> str:
    """Return the score so far and, while it can still change, its possible range."""
    if low is None or high is None:
        return DASH
    if value is not None and low == high:
        return number(value)
    return f"{number(value)} ({number(low)}–{number(high)})"


def breach_count(count: int) -> str:
    """Return the number of critical breaches in words."""
    return ngettext("{count} critical breach", "{count} critical breaches", count).format(count=count)


def day(value: date) -> str:
    """Return a date in the notation of the language."""
    tag = language()
    if tag == "zh-Hans":
        return f"{value.year}年{value.month}月{value.day}日"
    if tag in _DATES:
        return _DATES[tag].format(y=value.year, m=value.month, d=value.day)
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def day_and_time(value: datetime) -> str:
    """Return a date in the notation of the language with hh:mm."""
    return f"{day(value.date())} {value.strftime('%H:%M')}"


def time_of_day(value: datetime) -> str:
    """Return hh:mm:ss."""
    return value.strftime("%H:%M:%S")


def answer_word(item: Item, answer: Answer | None, *, reached: bool = True) -> str:
    """Return the word for an answer.

    Args:
        item: The row.
        answer: Its answer, or ``None``.
        reached: Whether the contact got that far; where it broke off before, that is said for n/a.
    """
    if answer is None:
        return _("open")
    if answer.na and not reached:
        return _("not reached")
    if answer.na or answer.value is None:
        return _("n/a")
    chosen = item.answer_type.value(answer.value)
    return words(chosen.label) if chosen is not None else str(answer.value)
