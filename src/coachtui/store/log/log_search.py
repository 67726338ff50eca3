"""Looking through every record of a log, those that count no more too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.log import disk

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.log.log_codec import LogCodec


def says(path: Path, codec: LogCodec, text: str) -> bool:
    """Whether any record of a log holds a text; one that cannot be read says nothing.

    Args:
        path: The log.
        codec: What it is written with.
        text: Of the signs that ids are made of.

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
