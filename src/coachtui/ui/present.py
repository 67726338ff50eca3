"""Turns domain values into words, glyphs and numbers of the language in use; no Textual here."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Item
from coachtui.domain.note import Tag
from coachtui.domain.wording import Wording, in_language
from coachtui.i18n import N_, _, language

DASH = "–"
TAG_WORDS: dict[Tag, str] = {
    "strength": N_("Strength"),
    "improvement": N_("To improve"),
    "quote": N_("Quote"),
    "question": N_("Question"),
    "fact": N_("Fact"),
    "praise": N_("Praise"),
    "critical": N_("Critical"),
}
TAG_GLYPHS: dict[Tag, str] = {
    "strength": "✚",
    "improvement": "▸",
    "quote": "❝",
    "question": "?",
    "fact": "=",
    "praise": "✦",
    "critical": "‼",
}
TAG_TONES: dict[Tag, str] = {
    "strength": "good",
    "improvement": "amber",
    "quote": "accent",
    "question": "accent",
    "fact": "text",
    "praise": "good",
    "critical": "critical",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATES = {"sv": "{y:04}-{m:02}-{d:02}", "nb": "{d:02}.{m:02}.{y:04}", "nl": "{d:02}-{m:02}-{y:04}"}
_DECIMAL_COMMA = frozenset({"sv", "nb", "nl"})
_HOUR, _MINUTE = 3600, 60


def words(wording: Wording) -> str:
    """Return a content text in the language in use."""
    return in_language(wording, language())


def clock(seconds: float | None) -> str:
    """Return mm:ss, or h:mm:ss from an hour on; ``--:--`` outside a call."""
    if seconds is None:
        return "--:--"
    whole = int(seconds)
    if whole >= _HOUR:
        return f"{whole // _HOUR}:{whole % _HOUR // _MINUTE:02}:{whole % _MINUTE:02}"
    return f"{whole // _MINUTE:02}:{whole % _MINUTE:02}"


def number(value: float | None) -> str:
    """Return a number with one decimal in the language's own sign, or a dash for none."""
    if value is None:
        return DASH
    shown = str(Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))
    return shown.replace(".", ",") if language() in _DECIMAL_COMMA else shown


def percent(share: float) -> str:
    """Return a share of 0..1 as whole percent."""
    return f"{Decimal(repr(share * 100)).quantize(Decimal(1), ROUND_HALF_UP)} %"


def day(value: date) -> str:
    """Return a date the way the language writes it."""
    tag = language()
    if tag == "zh-Hans":
        return f"{value.year}年{value.month}月{value.day}日"
    if tag in _DATES:
        return _DATES[tag].format(y=value.year, m=value.month, d=value.day)
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def time_of_day(value: datetime) -> str:
    """Return hh:mm:ss."""
    return value.strftime("%H:%M:%S")


def day_and_time(value: datetime) -> str:
    """Return date and hh:mm."""
    return f"{day(value.date())} {value.strftime('%H:%M')}"


def answer_mark(item: Item, answer: Answer | None) -> tuple[str, str, str]:
    """Return glyph, word and tone of an answer; status never rests on colour alone."""
    if answer is None:
        return "·", _("open"), "muted"
    if answer.na or answer.value is None:
        return DASH, _("n/a"), "muted"
    chosen = item.answer_type.value(answer.value)
    word = words(chosen.label) if chosen is not None else str(answer.value)
    if item.breached_by(answer.value):
        return "✗", word, "critical"
    fraction = item.fraction(answer.value)
    if fraction is None:
        return ("✓", word, "good") if item.critical else ("●", word, "text")
    if fraction >= 1:
        return "●", word, "good"
    return ("◐", word, "part") if fraction > 0 else ("○", word, "bad")


def answer_keys(item: Item) -> str:
    """Return the keys an item takes, e.g. ``0 1 2 -``."""
    digits = sorted(value.value for value in item.answer_type.values)
    return " ".join([*(str(digit) for digit in digits), *(["-"] if item.na else [])])


def labelled(label: str, text: str = "") -> str:
    """Return a label, the language's own colon and a text."""
    return _("{label}: {text}").format(label=label, text=text)


def tag_label(tag: Tag | None) -> str:
    """Return glyph and word of a tag; empty for none."""
    return f"{TAG_GLYPHS[tag]} {_(TAG_WORDS[tag])}" if tag else ""


def score_range(value: float | None, low: float | None, high: float | None) -> str:
    """Return the score so far and, while it can still move, the range possible."""
    if low is None or high is None:
        return DASH
    if value is not None and low == high:
        return number(value)
    return f"{number(value)} ({number(low)}–{number(high)})"


_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "space": N_("Space"),
    "backspace": N_("Backspace"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "minus": "-",
    "plus": "+",
    "asterisk": "*",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "exclamation_mark": "!",
    "question_mark": "?",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
}


def key_name(key: str) -> str:
    """Return a key the way it is printed on a keyboard, e.g. ``Ctrl+R``."""
    if " " in key:
        return " ".join(key_name(part) for part in key.split())
    *modifiers, base = key.split("+")
    if base in {"space", "backspace"}:
        shown = _(_KEY_NAMES[base])
    else:
        shown = _KEY_NAMES.get(
            base, base.upper() if modifiers or (base[:1] == "f" and base[1:].isdigit()) else base
        )
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])
