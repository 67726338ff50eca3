"""Extracting the records of a damaged log that are sound."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.errors import CoachError, StoreCorrupt, StoreNewer
from coachtui.store.keeping.checks import bit_repair
from coachtui.store.keeping.checks.verify import DECODERS
from coachtui.store.log.log_codec import FORMAT, HEADER_START, RECORD_START, SCHEMA
from coachtui.store.log.log_state import LogState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coachtui.store.log.log_codec import Header, LogCodec, Record

_GENERATION = slice(len(b'{"coachtui":1,"gen":"'), len(b'{"coachtui":1,"gen":"') + 12)
"""Where it stands in every header of this format, whatever is damaged around it."""

_CHECK = re.compile(rb',"crc":"[0-9a-f]{8}"\}')
_HEX = "0123456789abcdef"


class Sound(NamedTuple):
    """What is sound in a damaged log.

    Attributes:
        state: What its sound records say.
        records: How many they are.
        last: The highest number among them; where there is none, the one they would follow on.
        lost: Numbers of the records that are missing; 0 for each damaged line more than those, and for each
            document that cannot be read.
        schema: Version of the documents.
        repaired: How many records had one wrong bit, which was set right.
    """

    state: LogState
    records: int
    last: int
    lost: tuple[int, ...]
    schema: int
    repaired: int


def sound_parts(data: bytes, codec: LogCodec, until: int = 0) -> Sound:
    """Return the sound records in the bytes of a log, wherever it is damaged.

    Args:
        data: The bytes.
        codec: Reads the lines.
        until: Number of the last record that is known to have been there.

    Raises:
        StoreNewer: It is of a newer version, which may know better what to do.
    """
    data = _with_header_first(data, codec)
    first, _feed, rest = data.partition(b"\n")
    header = _header(first, codec)
    if header is not None and (header.format > FORMAT or header.schema > SCHEMA):
        raise StoreNewer("newer_schema", version=header.schema, known=SCHEMA)
    state = LogState()
    taken: list[int] = []
    repairs = 0
    generation = header.generation if header is not None else _generation(first, data, codec)
    found = _records(data if header is None else rest, codec, generation)
    for record, repair in sorted(found, key=lambda each: each[0].n):  # lines may stand in another order
        if not taken or record.n > taken[-1]:
            _apply(state, record)
            taken.append(record.n)
            repairs += repair
    after = header.n if header is not None else (min(taken) - 1 if taken else 0)
    there = set(taken)
    last = taken[-1] if taken else after
    until = max(until, last, header.to if header is not None else 0)
    lost = [n for n in range(after + 1, until + 1) if n not in there]
    damaged = _damaged_lines(data, codec, generation, header_lost=header is None)
    lost += [0] * (max(0, damaged - len(lost)) + _drop_unreadable(state))
    return Sound(
        state=state,
        records=len(taken),
        last=last,
        lost=tuple(lost),
        schema=header.schema if header is not None else SCHEMA,
        repaired=repairs,
    )


def _with_header_first(data: bytes, codec: LogCodec) -> bytes:
    """Return the bytes of a log with the header in the first line, where another line has come to hold it."""
    lines = data.split(b"\n")
    if _header(lines[0], codec) is not None:
        return data
    for place, line in enumerate(lines):
        if line.startswith(HEADER_START) and _header(line, codec) is not None:
            return b"\n".join([line, *lines[:place], *lines[place + 1 :]])
    return data


def _header(line: bytes, codec: LogCodec) -> Header | None:
    """Return the header in a line, with a single wrong bit set right."""
    for text in (line, bit_repair.repaired_line(line)):
        try:
            header = codec.header(text) if text is not None else None
        except StoreCorrupt:
            return None
        if header is not None:
            return header
    return None


def _generation(first: bytes, data: bytes, codec: LogCodec) -> str:
    """Return the generation of a log whose header is damaged, so far as it can be told.

    Sealed records are bound to it; where one character of it was hit, each in its place is tried.
    """
    text = first[_GENERATION].decode("latin-1")
    variants = (text[:place] + digit + text[place + 1 :] for place, digit in product(range(len(text)), _HEX))
    lines = [line for line in data.split(b"\n") if line.startswith(RECORD_START)][:3]
    for generation in (text, *variants):
        if any(_record(line, codec, generation) is not None for line in lines):
            return generation
    return text


def _records(data: bytes, codec: LogCodec, generation: str) -> Iterator[tuple[Record, bool]]:
    """Yield every record that verifies, and whether a bit of it had to be set right.

    Those count too that stand in a line with what was damaged.
    """
    for line in data.split(b"\n"):
        record = _record(line, codec, generation)
        if record is not None:
            yield record, False
        else:
            yield from _hidden(line, codec, generation)


def _damaged_lines(data: bytes, codec: LogCodec, generation: str, *, header_lost: bool) -> int:
    """Return how many lines hold no record that can be read, without an append that was cut off."""
    lines = data.split(b"\n")
    ended = lines.pop() == b""
    tail = [] if ended else [data.rpartition(b"\n")[2]]
    lines += [line for line in tail if codec.looks_complete(line) or not line.startswith(RECORD_START)]
    inside = lines if header_lost and len(lines) == 1 else lines[1:]
    return sum(next(_records(line, codec, generation), None) is None for line in inside if line)


def _hidden(line: bytes, codec: LogCodec, generation: str) -> Iterator[tuple[Record, bool]]:
    """Yield the records in a line that is none: before, between and after damaged bytes, or one bit wrong."""
    ends = [found.end() for found in _CHECK.finditer(line)]
    starts = [found.start() for found in re.finditer(re.escape(RECORD_START), line)]
    past = 0
    for start in starts or [0]:
        pieces = [line[start:end] for end in ends if end > start] or [line[start:]]
        for piece in pieces if start >= past else ():
            record = _record(piece, codec, generation)
            if record is not None:
                past = start + len(piece)
                yield record, False
                break
        else:
            right = bit_repair.repaired_line(pieces[0]) if start >= past else None
            record = _record(right, codec, generation) if right is not None else None
            if record is not None:
                past = start + len(pieces[0])
                yield record, True


def _record(line: bytes, codec: LogCodec, generation: str) -> Record | None:
    try:
        return codec.record(line, generation)
    except StoreCorrupt:
        return None


def _apply(state: LogState, record: Record) -> None:
    """Do what a record says; what it removes may have been in one that is lost."""
    drop = [name for name in record.drop if name in state.tables]
    delete = {
        name: [key for key in ids if key in state.table(name)]
        for name, ids in record.delete.items()
        if name in state.tables
    }
    state.apply(type(record)(n=record.n, drop=drop, delete=delete, put=record.put), "")


def _drop_unreadable(state: LogState) -> int:
    """Take out documents that no version of the program can read; return how many they were.

    Raises:
        StoreNewer: One is of a newer version.
    """
    dropped = 0
    for table, decode in DECODERS.items():
        for key, document in list(state.table(table).items()):
            try:
                decode(document)
            except StoreNewer:
                raise
            except CoachError:
                state.remove_document(table, key)
                dropped += 1
    return dropped
