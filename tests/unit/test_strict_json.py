"""What a file may not do to its reader, rule by rule; Python's own reader takes most of it."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest

from coachtui.domain.errors import BadInput
from coachtui.exchange import strict_json
from coachtui.exchange.strict_json import StrictJson


def read(data: bytes) -> list[tuple[str, Any]]:
    file = StrictJson(data)
    return [(member.key, file.value(member)) for member in file.members()]


def refused(data: bytes) -> tuple[str, object]:
    with pytest.raises(BadInput) as error:
        read(data)
    return error.value.code, error.value.facts["line"]


def test_elements_of_arrays_come_one_by_one() -> None:
    data = (
        b'\xef\xbb\xbf {"a": [ {"x": "]\\"}"} , [1, 2.5] ,"s", -3 ], "b": null,\n"c":[], "d" : {"e": {}} } '
    )
    assert read(data) == [
        ("a", {"x": ']"}'}),
        ("a", [1, 2.5]),
        ("a", "s"),
        ("a", -3),
        ("b", None),
        ("d", {"e": {}}),
    ]


def test_an_object_without_anything() -> None:
    assert read(b"{}") == read(b" { } ") == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b'{"a"',
        b'{"a":',
        b'{"a":1',
        b'{"a":1,}',
        b'{"a":[1,]}',
        b'{"a":[1 2]}',
        b'{"a":[1',
        b'{"a":{"b":1}',
        b'{"a":"cut off',
        b'{"a":"\\',
        b'{"a":{"b":"x}}',
        b'{"a":{"b":[}]}}',
        b'{"a":{"b":1]}',
        b'{"a":1} x',
        b'{"a":1}{"b":2}',
        b"{a:1}",
        b'{"a":nul}',
        b'{"a":01}',
        b'{"a":+1}',
        b'{"a":"raw\x01control"}',
        b'{"a":"raw\nline"}',
        b"{'a':1}",
        b'{"a":1,,"b":2}',
        b'{"a" 1}',
        b"\x00",
    ],
)
def test_what_is_no_json(data: bytes) -> None:
    assert refused(data)[0] == "import_not_json"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a":1,"a":2}', "import_key_twice"),
        (b'{"a":1,"\\u0061":2}', "import_key_twice"),
        (b'{"a":[{"b":1,"b":1}]}', "import_key_twice"),
        (b'{"a":NaN}', "import_number"),
        (b'{"a":[-Infinity]}', "import_number"),
        (b'{"a":1e400}', "import_number"),
        (b'{"a":9223372036854775808}', "import_number"),
        (b'{"a":-9223372036854775809}', "import_number"),
        (b'{"a":' + b"1" * 5000 + b"}", "import_number"),
        (b'{"a":"\\ud800"}', "import_text"),
        (b'{"a":{"\\udc00":1}}', "import_text"),
        (b'{"a":"\\u0000"}', "import_text"),
        (b'{"a":"\xed\xa0\x80"}', "import_text"),
        (b'{"a":"\xff"}', "import_text"),
    ],
)
def test_what_python_would_take(data: bytes, code: str) -> None:
    assert refused(data) == (code, 1)


def test_the_largest_whole_numbers_and_whole_pairs_are_taken() -> None:
    assert read(b'{"a":[9223372036854775807,-9223372036854775808]}') == [("a", 2**63 - 1), ("a", -(2**63))]
    assert read(b'{"a":"\\ud83d\\ude00\\\\u0000"}') == [("a", "\U0001f600\\u0000")]


def test_the_line_is_named() -> None:
    assert refused(b'{"a":[\n1,\n2,\n{"b":NaN}\n]}') == ("import_number", 4)


def nested(depth: int) -> bytes:
    """Return an array inside arrays; the file's own object is one level more."""
    return b'{"a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def test_depth_ends_at_32() -> None:
    assert len(read(nested(strict_json.DEPTH))) == 1
    assert refused(nested(strict_json.DEPTH + 1))[0] == "import_too_deep"
    assert refused(nested(2_000_000))[0] == "import_too_deep"
    assert refused(b'{"a":' + b'{"a":' * 200_000)[0] == "import_too_deep"


@pytest.mark.parametrize(
    "inside",
    [
        b"[" + b"[]," * 100_001 + b"[]]",
        b'["' + b"x" * strict_json.RECORD_BYTES + b'"]',
        b"[" + b"1," * 500_001 + b"1]",
        b'"' + b"x" * strict_json.RECORD_BYTES + b'"',
    ],
    ids=["containers", "long text", "values", "lone text"],
)
def test_a_record_has_a_size(inside: bytes) -> None:
    assert refused(b'{"a":[' + inside + b"]}")[0] == "import_record_too_large"


def test_a_file_has_a_number_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_json, "RECORDS", 3)
    assert len(read(b'{"a":[1,2,3]}')) == 3
    assert refused(b'{"a":[1,2,3,4]}')[0] == "import_record_too_large"
    assert len(list(StrictJson(b"1\n\n2\n3\n").lines())) == 3
    with pytest.raises(BadInput, match="import_record_too_large"):
        list(StrictJson(b"1\n2\n3\n4").lines())


def test_lines_are_told_from_one_object() -> None:
    assert StrictJson(b' {"record": "export"}\n').in_lines
    assert not StrictJson(b'{"schema": "coachtui-export"}').in_lines
    assert not StrictJson(b'["record"]').in_lines
    assert not StrictJson(b'{"record').in_lines
    assert not StrictJson(b"").in_lines


class CountedSpace:
    """The pattern of blank space, counting how many bytes it was led over."""

    def __init__(self) -> None:
        self.bytes = 0
        self._pattern = strict_json._SPACE

    def match(self, data: bytes, at: int, end: int = sys.maxsize) -> re.Match[bytes] | None:
        found = self._pattern.match(data, at, end)
        self.bytes += 0 if found is None else found.end() - at
        return found


@pytest.mark.parametrize("blank", [b"\n", b" \r\n", b"\t\n"])
def test_attack_6_blank_lines_are_each_looked_at_once(monkeypatch: pytest.MonkeyPatch, blank: bytes) -> None:
    space = CountedSpace()
    monkeypatch.setattr(strict_json, "_SPACE", space)
    data = blank * 300 + b'{"record":"a"}\n' + blank * 300 + b' {"record":"b"}'
    file = StrictJson(data)
    assert [file.value(member)["record"] for member in file.lines()] == ["a", "b"]
    assert space.bytes <= 2 * len(data)
