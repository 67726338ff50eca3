"""The line format of logs: each header or record is one line of JSON with a CRC-32 of its bytes.

A line is ``{"n":17,"put":{"sessions":{"<id>":{…}}},"crc":"9a3f01bc"}``; the checksum is over the bytes
before ``,"crc"``. The first line is the header, which has ``coachtui`` (format) in place of ``n``.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

from coachtui.domain.errors import StoreLocked
from coachtui.store.log.place import exists_in_store

if TYPE_CHECKING:
    from pathlib import Path

_Entry = TypeVar("_Entry")

FORMAT = 1
"""Version of the line format; a higher one cannot be read at all."""

SCHEMA = 1
"""Version of the documents inside; a higher one can be read but not written."""

HEADER_START = b'{"coachtui":'
RECORD_START = b'{"n":'

_CHECK_START = b',"crc":"'
_CHECK = re.compile(rb',"crc":"[0-9a-f]{8}"\}')
_CHECK_LENGTH = len(_CHECK_START) + 8 + len(b'"}')
_JSON_ENCODER = msgspec.json.Encoder()


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first line of a log: its format, generation and first record number.

    Attributes:
        format: Version of the line format.
        generation: Random; a rewritten file has another one.
        n: Number that the first record after it follows on.
        schema: Version of the documents inside.
        to: Number of the last record that was written together with the header, so that all up to it were
            durable before the file had its name; 0 where that is not known.
        sealed: Proof that the header was written with the store's key; empty in a log anyone can read.
    """

    format: int = msgspec.field(name="coachtui")
    generation: str = msgspec.field(name="gen")
    n: int
    schema: int
    to: int = 0
    sealed: str = ""


_HEADERS = msgspec.json.Decoder(Header)


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One commit in a log: documents stored, documents removed, tables dropped; documents stay encoded.

    Attributes:
        n: Position in the log, without gaps.
        drop: Names of tables removed, before anything else happens.
        delete: Ids of documents removed, by table.
        put: Documents as JSON, by table and id; a table named with none is created empty.
    """

    n: int
    drop: list[str] = []
    delete: dict[str, list[str]] = msgspec.field(name="del", default={})
    put: dict[str, dict[str, msgspec.Raw]] = {}


class LogCodec(Protocol):
    """Encodes headers and records as lines and decodes them; plain and encrypted logs have one each."""

    def encode(self, entry: Header | Record, generation: str) -> bytes:
        """Return a header or record as a line with its line feed, for a log of that generation."""
        ...

    def header(self, line: bytes) -> Header | None:
        """Return the header in a line, or ``None`` where its checksum or shape is wrong.

        Args:
            line: Without its line feed.
        """
        ...

    def record(self, line: bytes, generation: str) -> Record | None:
        """Return the record in a line, or ``None`` where its checksum or shape is wrong.

        Args:
            line: Without its line feed.
            generation: Of the log.
        """
        ...

    def looks_complete(self, line: bytes) -> bool:
        """Return whether ``line`` begins and ends as a complete record does, whatever its checksum says."""
        ...

    def check_current(self) -> None:
        """Check that the store's protection is still the one of this codec, before a log is begun.

        Raises:
            StoreLocked: ``protection_changed``.
        """
        ...


class PlainCodec:
    """The codec of logs that are not encrypted."""

    def __init__(self, keys_file: Path | None = None) -> None:
        """Take where the key of the store would lie, had it one.

        Args:
            keys_file: Its file; ``None`` for a log outside of any store.
        """
        self._keys_file = keys_file
        self._headers = _HEADERS
        self._records = msgspec.json.Decoder(Record)

    def encode(self, entry: Header | Record, generation: str) -> bytes:  # noqa: ARG002 - sealing needs it
        """Return a header or record as a line with checksum and line feed."""
        return checked_line(_JSON_ENCODER.encode(entry))

    def header(self, line: bytes) -> Header | None:
        """Return the header in ``line``, or ``None`` where its checksum or shape is wrong.

        Raises:
            StoreLocked: ``passphrase_needed``: the log is sealed; ``keys_lost``: and its store has no key.
        """
        header = decoded_line(self._headers, line)
        if header is not None and header.sealed:
            if self._keys_file is not None and not exists_in_store(self._keys_file.parent, self._keys_file):
                raise StoreLocked("keys_lost", file=self._keys_file.name)
            raise StoreLocked("passphrase_needed")
        return header

    def record(self, line: bytes, generation: str) -> Record | None:  # noqa: ARG002 - sealing needs it
        """Return the record in ``line``, or ``None`` where its checksum or shape is wrong."""
        return decoded_line(self._records, line)

    def looks_complete(self, line: bytes) -> bool:
        """Return whether ``line`` begins and ends as a complete record does."""
        return looks_complete(line)

    def check_current(self) -> None:
        """Check that the store has not been protected since, before a plain log is begun in it.

        Raises:
            StoreLocked: ``protection_changed``.
        """
        if self._keys_file is not None and exists_in_store(self._keys_file.parent, self._keys_file):
            raise StoreLocked("protection_changed")


def checked_line(entry: bytes) -> bytes:
    """Return a JSON object as a line with its checksum and line feed."""
    body = entry[:-1]
    return b'%b,"crc":"%08x"}\n' % (body, zlib.crc32(body))


def looks_complete(line: bytes) -> bool:
    """Return whether ``line`` begins and ends as a complete record does, whatever its checksum says."""
    return line.startswith(RECORD_START) and _has_check(line)


def is_torn_header(data: bytes) -> bool:
    """Return whether a log's bytes are only the beginning of a header, whose writing was cut off."""
    return HEADER_START.startswith(data[: len(HEADER_START)]) and RECORD_START not in data


def holds_no_record(data: bytes) -> bool:
    """Return whether a log's bytes hold no complete record, not even a damaged one.

    What a newer version writes after its header is not known here, so a log of one is never called empty.
    """
    first, _feed, rest = data.partition(b"\n")
    begun = HEADER_START.startswith(first[: len(HEADER_START)])
    return begun and b"\n" not in rest and len(_CHECK.findall(data)) <= 1 and not _is_newer(first)


def _is_newer(line: bytes) -> bool:
    header = decoded_line(_HEADERS, line)
    return header is not None and (header.format > FORMAT or header.schema > SCHEMA)


def encode_document(document: object) -> bytes:
    """Return a document as JSON bytes.

    Raises:
        TypeError: It holds something JSON cannot.
        UnicodeEncodeError: Its text holds half a surrogate pair.
    """
    return _JSON_ENCODER.encode(document)


def decode_document(data: bytes | msgspec.Raw) -> Any:
    """Return the document in JSON bytes; every call returns a new copy."""
    return msgspec.json.decode(data)


def _has_check(line: bytes) -> bool:
    return line[-_CHECK_LENGTH : 8 - _CHECK_LENGTH] == _CHECK_START and line.endswith(b'"}')


def decoded_line(decoder: msgspec.json.Decoder[_Entry], line: bytes) -> _Entry | None:
    """Return the object in a line, or ``None`` where its checksum or its shape is wrong."""
    if not has_right_checksum(line):
        return None
    try:
        return decoder.decode(line)
    except (ValueError, msgspec.MsgspecError, RecursionError):
        return None


def has_right_checksum(line: bytes) -> bool:
    """Return whether the checksum of a line is right; no key is needed for that."""
    if not _has_check(line):
        return False
    try:
        return int(line[-10:-2], 16) == zlib.crc32(memoryview(line)[:-_CHECK_LENGTH])
    except ValueError:
        return False
