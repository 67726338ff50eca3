"""Detection of the encoding of a list that a spreadsheet wrote."""

from __future__ import annotations

import re

from coachtui.domain.errors import BadInput
from coachtui.exchange.roster_headings import column_of

UTF_8 = "UTF-8"

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

_OUTSIDE_ASCII = re.compile("[^\\x00-\\x7f–—‘’“”€…]+")
_LETTER = re.compile("[A-Za-z]")
_CHINESE = re.compile("[\\x00-\\x7f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef·]*")


def decode_list(data: bytes) -> tuple[str, str]:
    """Return the text of a list, and the encoding it was read with.

    UTF-8 needs no guessing, nor does UTF-16 with its byte order mark. Of the old encodings only an
    unambiguous one is accepted: Windows-1252 where single accented letters stand inside words, GB 18030 where
    everything beside ASCII is Chinese and a heading is too.

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
    """Return whether all non-ASCII characters are letters in words; misread Chinese has runs of them."""
    for run in _OUTSIDE_ASCII.finditer(text):
        letters = run[0]
        beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
        alone = len(letters) == 1 or (len(letters) == 2 and letters.islower())
        if not (letters.isalpha() and alone and _LETTER.search(beside)):
            return False
    return True
