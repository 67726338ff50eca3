"""Parsing of key names that people write, such as ``PgUp`` or ``Ctrl+R``."""

from __future__ import annotations

import re
import string
import unicodedata

_NAMED = frozenset(
    [
        "backspace",
        "delete",
        "down",
        "end",
        "enter",
        "escape",
        "home",
        "insert",
        "left",
        "pagedown",
        "pageup",
        "right",
        "space",
        "tab",
        "up",
    ]
)
_MOVING = frozenset(["delete", "down", "end", "home", "left", "pagedown", "pageup", "right", "up"])
_WRITTEN = {
    "bksp": "backspace",
    "del": "delete",
    "esc": "escape",
    "ins": "insert",
    "page_down": "pagedown",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgup": "pageup",
    "return": "enter",
}
_CHARACTERS = {
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "low_line": "underscore",
    "plus_sign": "plus",
    "reverse_solidus": "backslash",
    "solidus": "slash",
}
_CONTROL_LETTERS = frozenset("abcdefgklnopqrstuvwxyz")
"""What ctrl can be held with: to a terminal, ctrl+h, i, j and m are backspace, tab and enter."""


def key_name(written: str) -> str | None:
    """Return Textual's name of a key, or ``None`` for a key that a plain terminal cannot send.

    Capital letters are rejected: they are other keys than the small ones, with shift or without.

    Args:
        written: E.g. ``F1``, ``PgUp``, ``Ctrl+R``, ``-``, ``minus``, or two keys ``g 1``.
    """
    if written == " ":
        return "space"
    names = [_single(part) for part in written.split()]
    if not names or any(name is None for name in names):
        return None
    return " ".join(name for name in names if name is not None)


def _single(written: str) -> str | None:
    if len(written) == 1:
        return None if written.isupper() else _character(written)
    *held, last = re.split(r"\+(?=.)", written.lower())
    name = _character(last) if len(last) == 1 else _named(last)
    if name is None:
        return None
    return _with_held(sorted(held), name)


def _with_held(held: list[str], name: str) -> str | None:
    if not held:
        return name
    if held == ["ctrl"] and (name in _CONTROL_LETTERS or name in _MOVING):
        return f"ctrl+{name}"
    if held == ["shift"] and (name in _MOVING or name == "tab"):
        return f"shift+{name}"
    if held == ["ctrl", "shift"] and name in _MOVING:
        return f"ctrl+shift+{name}"
    return None


def _named(written: str) -> str | None:
    name = _WRITTEN.get(written, written)
    if name in _NAMED or re.fullmatch(r"f([1-9]|1\d|2[0-4])", name):
        return name
    if name in _PUNCTUATION:
        return name
    try:
        return _character(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return None


def _character(character: str) -> str | None:
    if character == " ":
        return "space"
    if character.isalnum():
        return character.lower()
    if not character.isprintable():
        return None
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _CHARACTERS.get(name, name) or None


_PUNCTUATION = frozenset(filter(None, map(_character, string.punctuation)))
