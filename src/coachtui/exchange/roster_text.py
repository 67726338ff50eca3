"""The text of a list that a spreadsheet wrote, in whichever encoding it did."""

from __future__ import annotations

import re

from coachtui.domain.errors import BadInput
from coachtui.exchange.roster_headings import column_of

UTF_8 = "UTF-8"

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

_OUTSIDE_ASCII = re.compile("[^\\x00-\\x7f–—‘’“”€…]+")
_LETTER = re.compile("[A-Za-z]")
_CHINESE = re.compile("[\\x00-\\x7f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef·]*")


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text, and what it was read as.

    UTF-8 needs no guessing, nor does what begins with the mark of UTF-16. Of the old encodings only what
    cannot be another one is taken: Windows-1252 where single accented letters stand inside words, GB 18030
    where all there is beside ASCII are Chinese signs, with a heading in Chinese.

    Raises:
        BadInput: ``roster_not_utf8`` with the line.
    """
    if data.startswith(_WIDE_MARKS):
        wide = _as(data, "utf-16")
        if wide is not None:
            return wide, "UTF-16"
    try:
        return data.decode("utf-8-sig"), UTF_8
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    western = _as(data, "cp1252")
    if western is not None and b"\0" not in data and _is_western(western):
        return western, "Windows-1252"
    chinese = _as(data, "gb18030")
    if chinese is not None and b"\0" not in data and _is_chinese(chinese):
        return chinese, "GB 18030"
    raise BadInput("roster_not_utf8", line=line)


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_chinese(text: str) -> bool:
    head = text.lstrip().partition("\n")[0]
    known = any(column_of(cell.strip('"')) != cell for cell in re.split("[,;\t]", head) if not cell.isascii())
    return known and _CHINESE.fullmatch(text) is not None


def _is_western(text: str) -> bool:
    """Whether all that is not ASCII are letters in words; Chinese misread has several in a row, or alone."""
    for run in _OUTSIDE_ASCII.finditer(text):
        letters = run[0]
        beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
        alone = len(letters) == 1 or (len(letters) == 2 and letters.islower())
        if not (letters.isalpha() and alone and _LETTER.search(beside)):
            return False
    return True
