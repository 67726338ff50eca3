"""Searching all records of a log for a text, overwritten and removed documents too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.log import disk

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.log.log_codec import LogCodec


def holds_text(path: Path, codec: LogCodec, text: str) -> bool:
    """Return whether a text occurs in any record of a log; records that cannot be decoded are passed over.

    Args:
        path: The log.
        codec: Decodes it.
        text: Of the characters that ids are made of.

    Raises:
        StoreError: The file cannot be read.
    """
    wanted = text.encode()
    try:
        first, *lines = disk.read_bytes(path).split(b"\n")
    except OSError as error:
        raise disk.not_readable(path) from error
    try:
        header = codec.header(first)
    except StoreCorrupt:
        return False
    generation = header.generation if header is not None else ""
    return any(_holds(line, codec, generation, wanted) for line in lines)


def _holds(line: bytes, codec: LogCodec, generation: str, wanted: bytes) -> bool:
    try:
        record = codec.record(line, generation)
    except StoreCorrupt:
        return False
    if record is None:
        return False
    return any(wanted in bytes(document) for table in record.put.values() for document in table.values())
