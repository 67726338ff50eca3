"""Text that people type or bring along in files, made safe once on its way in.

Normalised text is what the store keeps, so every screen, list and export shows the same characters and no
name can move the cursor, change direction or hide behind a control code.
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
    r"""Return free text as it is kept: NFC, ``\n`` as the only line end, no controls, a tab as a space.

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
    """Return one line of text as it is kept: as ``clean_text``, with single spaces and none at the ends.

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
    """Return what is put into a line, as ``clean_line`` does, but set apart as it was from what stands there.

    Args:
        text: Anything pasted.
        before: What stands before it; where that is nothing, no space is needed.
        after: What stands behind it; more may be typed where that is nothing.
    """
    line = clean_line(text)
    if not line:
        return ""
    plain = clean_text(text)
    lead = " " if plain[:1].isspace() and before and not before[-1].isspace() else ""
    return lead + line + (" " if plain[-1:].isspace() and not after[:1].isspace() else "")


def clean_words(text: str, limit: int | None = NAME_LIMIT) -> str:
    """Return what somebody or something is called, as it is kept; empty where nothing of it can be seen.

    Args:
        text: Anything typed, pasted or read from a file.
        limit: Most characters taken; ``None`` for any number.

    Raises:
        Refused: As for ``clean_line``.
    """
    line = clean_line(text, limit)
    return line if any(map(is_seen, line)) else ""


def is_seen(character: str) -> bool:
    """Whether a character shows by itself; spaces do not, and marks only change another one."""
    return character not in _BLANK_LETTERS and unicodedata.category(character)[0] not in "CMZ"


def clean_name(text: str) -> str:
    """Return the name of a person as it is kept.

    Raises:
        Refused: ``name_empty`` when nothing is left, ``name_too_long`` over ``NAME_LIMIT``.
    """
    name = clean_words(text)
    if not name:
        raise Refused("name_empty")
    return name


def name_key(text: str) -> str:
    """Return what two names share that differ only in letter case, width, spaces or Unicode form."""
    plain = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFD", clean_line(plain).casefold()))
