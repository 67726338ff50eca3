"""Cleaning of texts that people type or files bring along, once on their way in.

The store keeps cleaned text only, so every screen, list and export shows the same characters, and no name can
move the cursor, change direction or hide behind a control character.
"""

from __future__ import annotations

import re
import unicodedata

from coachtui.domain.errors import Refused

NAME_LIMIT = 200
"""Longest name of a person, team or contact that is taken, in characters."""

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 controls but line ends and tab
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that change the direction of writing
    "\ufeff\ud800-\udfff]"  # byte order mark, halves of characters
)
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""One character that could steer a terminal or turn the direction of writing; line end and tab could not."""

_SPACES = re.compile(r"\s+")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs for which nothing is drawn: fillers of Hangul, braille without dots."""


def clean_text(text: str) -> str:
    r"""Return free text cleaned: NFC, ``\n`` line ends, tabs as spaces, no control characters.

    The joiners and variation selectors that emoji and several scripts need stay.

    Args:
        text: Anything typed, pasted or read from a file.
    """
    if text.isascii() and text.isprintable():
        return text
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", text.replace("\t", " "))


def clean_line(text: str, limit: int | None = None) -> str:
    """Return a line of text cleaned: as ``clean_text``, with single spaces and none at the ends.

    Args:
        text: Anything typed, pasted or read from a file.
        limit: Most characters taken; ``None`` for any number.

    Raises:
        Refused: ``name_too_long`` with ``limit`` and ``length``; nothing is ever cut off silently.
    """
    line = _SPACES.sub(" ", clean_text(text)).strip()
    if limit is not None and len(line) > limit:
        raise Refused("name_too_long", limit=limit, length=len(line))
    return line


def clean_piece(text: str, before: str = "", after: str = "") -> str:
    """Return text pasted into a line, cleaned, with a space kept towards its neighbours.

    Args:
        text: Anything pasted.
        before: The text before it; where empty, no space is needed.
        after: The text after it; where empty, more may be typed there.
    """
    line = clean_line(text)
    if not line:
        return ""
    plain = clean_text(text)
    lead = " " if plain[:1].isspace() and before and not before[-1].isspace() else ""
    return lead + line + (" " if plain[-1:].isspace() and not after[:1].isspace() else "")


def clean_words(text: str, limit: int | None = NAME_LIMIT) -> str:
    """Return a name or title cleaned; empty where no character of it is visible.

    Args:
        text: Anything typed, pasted or read from a file.
        limit: Most characters taken; ``None`` for any number.

    Raises:
        Refused: As for ``clean_line``.
    """
    line = clean_line(text, limit)
    return line if any(map(is_seen, line)) else ""


def is_seen(character: str) -> bool:
    """Return whether a character is visible by itself; spaces and combining marks are not."""
    return character not in _BLANK_LETTERS and unicodedata.category(character)[0] not in "CMZ"


def clean_name(text: str) -> str:
    """Return the name of a person cleaned.

    Raises:
        Refused: ``name_empty`` when nothing is left, ``name_too_long`` over ``NAME_LIMIT``.
    """
    name = clean_words(text)
    if not name:
        raise Refused("name_empty")
    return name


def name_key(text: str) -> str:
    """Return a comparison key for names, equal where they differ in case, width or spaces only."""
    plain = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFD", clean_line(plain).casefold()))
