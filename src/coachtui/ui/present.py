"""Turns values of the domain into words, glyphs and numbers of the language in use; no Textual here.

What a text to read says too is said by ``services.words.records``; here come the glyphs, tones and keys.
"""

from __future__ import annotations

from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Item
from coachtui.domain.note import Tag
from coachtui.i18n import N_, _
from coachtui.services.words.records import (
    DASH,
    answer_word,
    breach_count,
    clock,
    day,
    day_and_time,
    labelled,
    number,
    percent,
    score_range,
    time_of_day,
    words,
)
from coachtui.services.words.records import TAGS as TAG_WORDS

__all__ = [
    "DASH",
    "TAG_GLYPHS",
    "TAG_TONES",
    "TAG_WORDS",
    "answer_keys",
    "answer_mark",
    "breach_count",
    "clock",
    "day",
    "day_and_time",
    "key_name",
    "labelled",
    "number",
    "percent",
    "score_range",
    "tag_label",
    "time_of_day",
    "words",
]

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


def answer_mark(item: Item, answer: Answer | None, *, reached: bool = True) -> tuple[str, str, str]:
    """Return glyph, word and tone of an answer; never colour alone says how it is.

    Args:
        item: The row.
        answer: Its answer, or ``None``.
        reached: Whether the contact got that far; see ``answer_word``.
    """
    word = answer_word(item, answer, reached=reached)
    if answer is None:
        return "·", word, "muted"
    if answer.na or answer.value is None:
        return DASH, word, "muted"
    if item.breached_by(answer.value):
        return "✗", word, "critical"
    fraction = item.fraction(answer.value)
    if fraction is None:
        return ("✓", word, "good") if item.critical else ("●", word, "text")
    if fraction >= 1:
        return "●", word, "good"
    return ("◐", word, "part") if fraction > 0 else ("○", word, "bad")


def answer_keys(item: Item) -> str:
    """Return the keys that an item takes, e.g. ``0 1 2 -``."""
    digits = sorted(value.value for value in item.answer_type.values)
    return " ".join([*(str(digit) for digit in digits), *(["-"] if item.na else [])])


def tag_label(tag: Tag | None) -> str:
    """Return glyph and word of a note's tag; empty for none."""
    return f"{TAG_GLYPHS[tag]} {_(TAG_WORDS[tag])}" if tag else ""


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
    "delete": "Delete",
}


def key_name(key: str) -> str:
    """Return a key as it is printed on a keyboard, e.g. ``Ctrl+R`` for ``ctrl+r``."""
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
