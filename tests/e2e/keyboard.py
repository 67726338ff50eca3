"""What a plain xterm sends for a key, by Textual's name of the key."""

from __future__ import annotations

import string

_ESC = "\x1b"

SENT: dict[str, str] = {
    "enter": "\r",
    "escape": _ESC,
    "tab": "\t",
    "shift+tab": f"{_ESC}[Z",
    "backspace": "\x7f",
    "space": " ",
    "delete": f"{_ESC}[3~",
    "shift+delete": f"{_ESC}[3;2~",
    "up": f"{_ESC}[A",
    "down": f"{_ESC}[B",
    "right": f"{_ESC}[C",
    "left": f"{_ESC}[D",
    "home": f"{_ESC}[H",
    "end": f"{_ESC}[F",
    "ctrl+up": f"{_ESC}[1;5A",
    "ctrl+down": f"{_ESC}[1;5B",
    "ctrl+right": f"{_ESC}[1;5C",
    "ctrl+left": f"{_ESC}[1;5D",
    "pageup": f"{_ESC}[5~",
    "pagedown": f"{_ESC}[6~",
    "f1": f"{_ESC}OP",
    "f2": f"{_ESC}OQ",
    "f3": f"{_ESC}OR",
    "f4": f"{_ESC}OS",
    "f5": f"{_ESC}[15~",
    "f6": f"{_ESC}[17~",
    "f7": f"{_ESC}[18~",
    "f8": f"{_ESC}[19~",
    "f9": f"{_ESC}[20~",
    "f12": f"{_ESC}[24~",
    "minus": "-",
    "plus": "+",
    "asterisk": "*",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "exclamation_mark": "!",
    "question_mark": "?",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in string.ascii_lowercase},
}
"""Keys that print more than their own name, or nothing."""


def sent(key: str) -> str:
    """Return the characters a key sends; a printable character stands for itself."""
    if key in SENT:
        return SENT[key]
    if len(key) != 1:
        raise KeyError(key)
    return key
