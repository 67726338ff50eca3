"""Strict parsing of untrusted JSON, record by record.

Memory stays within the file's size and nothing exceeds Python's recursion limit. Whatever two readers could
understand differently is refused with its line: a duplicate key, a number that is none, half a character, or
more depth than any export has.
"""

from __future__ import annotations

import json
import math
import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from coachtui.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

DEPTH = 32
"""Most objects and arrays inside one another."""

RECORD_BYTES = 8_000_000
"""Longest single record; a day of sessions written without a pause is a hundredth of it."""

RECORDS = 1_000_000
"""Most records in a file."""

KEYS = 1000
"""Most keys of the object at the top."""

_CONTAINERS, _VALUES = 100_000, 500_000
_NUMBER_LENGTH = 40
_LARGEST = 2**63
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_SPACE = re.compile(rb"[ \t\r\n]*+")
_TEXT = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_MARK = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]"]', re.DOTALL)
_PLAIN = re.compile(rb"[-+.0-9A-Za-z]++")
_UNFIT = re.compile("[\x00\ud800-\udfff]")


class RecordSpan(NamedTuple):
    """The position of one record in a file.

    Attributes:
        key: The key of the top object that holds it.
        start: Index of its first byte.
        end: Index after its last byte.
        listed: Whether it is an element of an array.
    """

    key: str
    start: int
    end: int
    listed: bool


class StrictJson:
    """A JSON file in memory."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of the file; nothing is parsed yet."""
        self._data = data
        self._start = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0

    @property
    def in_lines(self) -> bool:
        """Whether the file has one record per line rather than one object."""
        at = self._space(self._start)
        if self._data[at : at + 1] != b"{":
            return False
        key = _TEXT.match(self._data, self._space(at + 1))
        return key is not None and key.group() == b'"record"'

    def members(self) -> Iterator[RecordSpan]:
        """Yield the position of every value of the top object; for an array, of every element.

        Raises:
            BadInput: The file is not one JSON object, or goes beyond a limit of this module.
        """
        seen: set[str] = set()
        at = self._past(self._space(self._start), b"{")
        if self._data[at : at + 1] == b"}":
            self._finish(at + 1)
            return
        while True:
            key, at = self._key(at)
            if key in seen:
                self._refuse("import_key_twice", at)
            if len(seen) == KEYS:
                self._refuse("import_record_too_large", at)
            seen.add(key)
            if self._data[at : at + 1] == b"[":
                at = yield from self._elements(key, at + 1)
            else:
                end = self._end_of(at, DEPTH - 1)
                yield RecordSpan(key, at, end, listed=False)
                at = end
            at = self._space(at)
            if self._data[at : at + 1] == b"}":
                break
            at = self._past(at, b",")
        self._finish(at + 1)

    def lines(self) -> Iterator[RecordSpan]:
        """Yield the position of every non-blank line; its key is empty.

        Raises:
            BadInput: A line is too long, or there are too many.
        """
        at, count, size = self._start, 0, len(self._data)
        while at < size:
            end = self._data.find(b"\n", at)
            end = size if end < 0 else end
            if self._space(at, end) < end:
                count += 1
                if count > RECORDS or end - at > RECORD_BYTES:
                    self._refuse("import_record_too_large", at)
                yield RecordSpan("", at, end, listed=True)
            at = end + 1

    def value(self, member: RecordSpan) -> Any:
        """Return the record at a position as Python values.

        Raises:
            BadInput: It is no JSON, or says something twice, or holds a number or text that cannot be.
        """
        start, end = member.start, member.end
        if not member.key:
            self._end_of(self._space(start), DEPTH)
        piece = self._data[start:end]
        try:
            text = piece.decode()
            value = _DECODER.decode(text)
        except BadInput as error:
            self._refuse(error.code, start)
        except UnicodeDecodeError:
            self._refuse("import_text", start)
        except (ValueError, RecursionError):
            self._refuse("import_not_json", start)
        if b"\\u" in piece and not _fit(value):
            self._refuse("import_text", start)
        return value

    def line(self, at: int) -> int:
        """Return the line number of a byte, from 1."""
        return self._data.count(b"\n", 0, at) + 1

    def _key(self, at: int) -> tuple[str, int]:
        start = self._space(at)
        found = _TEXT.match(self._data, start)
        if found is None or found.end() - start > RECORD_BYTES:
            self._refuse("import_not_json", start)
        key = self.value(RecordSpan("key", start, found.end(), listed=False))
        return str(key), self._space(self._past(self._space(found.end()), b":"))

    def _elements(self, key: str, at: int) -> Generator[RecordSpan, None, int]:
        """Yield the positions of an array's elements and return the byte after it."""
        at = self._space(at)
        if self._data[at : at + 1] == b"]":
            return at + 1
        count = 0
        while True:
            end = self._end_of(at, DEPTH - 2)
            count += 1
            if count > RECORDS:
                self._refuse("import_record_too_large", at)
            yield RecordSpan(key, at, end, listed=True)
            at = self._space(end)
            if self._data[at : at + 1] == b"]":
                return at + 1
            at = self._space(self._past(at, b","))

    def _end_of(self, start: int, depth: int) -> int:
        """Return the byte after the value that begins at ``start``, looking at brackets only."""
        if self._data[start : start + 1] not in (b"{", b"["):
            found = _TEXT.match(self._data, start) or _PLAIN.match(self._data, start)
            if found is None:
                self._refuse("import_not_json", start)
            return self._checked(start, found.end(), 0)
        inside = containers = 0
        for mark in _MARK.finditer(self._data, start, start + RECORD_BYTES):
            sign = mark.group() if mark.end() - mark.start() == 1 else b""
            if sign in (b"{", b"["):
                inside += 1
                containers += 1
                if inside > depth:
                    self._refuse("import_too_deep", mark.start())
            elif sign == b'"':
                break
            elif sign:
                inside -= 1
                if not inside:
                    return self._checked(start, mark.end(), containers)
        cut = len(self._data) > start + RECORD_BYTES
        return self._refuse("import_record_too_large" if cut else "import_not_json", start)

    def _checked(self, start: int, end: int, containers: int) -> int:
        values = self._data.count(b",", start, end)
        if end - start > RECORD_BYTES or containers > _CONTAINERS or values > _VALUES:
            self._refuse("import_record_too_large", start)
        return end

    def _space(self, at: int, end: int = sys.maxsize) -> int:
        """Return the first non-blank byte from ``at``, or ``end``."""
        found = _SPACE.match(self._data, at, end)
        return found.end() if found is not None else at

    def _past(self, at: int, sign: bytes) -> int:
        if self._data[at : at + 1] != sign:
            self._refuse("import_not_json", at)
        return self._space(at + 1)

    def _finish(self, at: int) -> None:
        if self._space(at) != len(self._data):
            self._refuse("import_not_json", at)

    def _refuse(self, code: str, at: int) -> NoReturn:
        raise BadInput(code, line=self.line(at)) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadInput("import_key_twice")
    return found


def _whole(digits: str) -> int:
    if len(digits) > _NUMBER_LENGTH or not -_LARGEST <= int(digits) < _LARGEST:
        raise BadInput("import_number")
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise BadInput("import_number")
    return number


def _no_number(_word: str) -> NoReturn:
    raise BadInput("import_number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_whole,
    parse_float=_fraction,
    parse_constant=_no_number,
)


def _fit(value: Any) -> bool:
    """Return whether no text in a value has characters that a file cannot hold, such as surrogates."""
    if isinstance(value, str):
        return _UNFIT.search(value) is None
    if isinstance(value, dict):
        return all(_fit(key) and _fit(inner) for key, inner in value.items())
    return not isinstance(value, list) or all(map(_fit, value))
