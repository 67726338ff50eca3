"""Decoding the records of a log, and telling a torn write at its end from damage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.log.log_codec import RECORD_START

if TYPE_CHECKING:
    from coachtui.store.log.log_codec import LogCodec, Record


class Scan(NamedTuple):
    """The records found in a stretch of a log.

    Attributes:
        records: The records that verify, in order and without gaps.
        good: Number of bytes they take.
        torn: Bytes after them that verify as nothing: an append that was cut off, never acknowledged.
    """

    records: list[Record]
    good: int
    torn: bytes


def scan(data: bytes, *, start: int, after: int, codec: LogCodec, generation: str, file: str) -> Scan:
    """Decode the records in the bytes of a log after its header, or after records read before.

    Damage is looked for before sequence: a record that verifies proves that what stands before it was
    once written whole, so bad bytes there are damage and must never be cut as a torn tail.

    Args:
        data: Bytes from a record's start to the end of the file.
        start: Position of ``data`` in the file, for the error.
        after: Number of the record before ``data``.
        codec: Reads the lines.
        generation: Generation of the log.
        file: Name of the file, for the error.

    Returns:
        The records and the torn tail, if any.

    Raises:
        StoreCorrupt: A record before a good one does not verify, or one is missing.
    """
    records: list[Record] = []
    position = good = 0
    bad: int | None = None
    while (feed := data.find(b"\n", position)) >= 0:
        record = codec.record(data[position:feed], generation)
        if record is None:
            bad = position if bad is None else bad
        elif bad is not None:
            raise StoreCorrupt("damaged_record", file=file, byte=start + bad, record=after + len(records) + 1)
        else:
            _follows(record, after + len(records), file)
            records.append(record)
            good = feed + 1
        position = feed + 1
    torn = data[good:]
    if torn and is_damage(torn, codec, generation):
        raise StoreCorrupt("damaged_record", file=file, byte=start + good, record=after + len(records) + 1)
    return Scan(records, good, torn)


def _follows(record: Record, previous: int, file: str) -> None:
    if record.n != previous + 1:
        raise StoreCorrupt("missing_record", file=file, record=previous + 1)


def is_damage(tail: bytes, codec: LogCodec, generation: str) -> bool:
    """Return whether bytes at a log's end that do not verify are damage rather than one torn write.

    It is where a line shaped like a whole record has something after it, since it was acknowledged before
    that was written; and where a record that verifies stands inside a line, as when a line feed was hit.

    Args:
        tail: Bytes from the end of the last good record to the end of the file.
        codec: Reads the lines.
        generation: Generation of the log.
    """
    lines = tail.split(b"\n")
    followed = lines[: -2 if not lines[-1] else -1]
    return any(codec.looks_complete(line) for line in followed) or any(
        _hides_record(line, 0 if number else 1, codec, generation) for number, line in enumerate(lines)
    )


def _hides_record(line: bytes, start: int, codec: LogCodec, generation: str) -> bool:
    position = line.find(RECORD_START, start)
    while position >= 0:
        if codec.record(line[position:], generation) is not None:
            return True
        position = line.find(RECORD_START, position + 1)
    return False
