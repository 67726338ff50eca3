"""How far each log is known to have been durable, so that records lost from its end are noticed.

A log alone cannot tell a write that was cut off from the loss of records that were shown as saved. So the
index remembers how far each log went. It may lag behind, since it is written later; a log that goes further
is no sign of anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import StoreError
from coachtui.store.log import disk
from coachtui.store.log.log_codec import has_right_checksum, is_torn_header

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from coachtui.store.log.log_codec import LogCodec


class LogEnd(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A position in a log up to which everything was known to be durable.

    Attributes:
        generation: Of the log; written anew it has another one.
        n: Number of the last record before that place; it never falls, not even where a log is written anew.
        size: Bytes before it.
        crc: Checksum in the line before it, as it stands there.
        lost: Whether the log was found to hold less; stays until somebody takes the rest for all there is.
    """

    generation: str = msgspec.field(name="gen")
    n: int
    size: int
    crc: str
    lost: bool = False

    def is_past(self, generation: str, end: int) -> bool:
        """Return whether this position lies beyond ``end`` bytes in a log of that generation."""
        return generation == self.generation and end < self.size


_DECODER = msgspec.json.Decoder(LogEnd)
_ENCODER = msgspec.json.Encoder()
_CHECK_END = b'"}\n'
_CHECK_SIZE = 8 + len(_CHECK_END)


def log_end(generation: str, n: int, size: int, tail: bytes) -> LogEnd:
    """Return a position in a log, with the checksum of the line before it.

    Args:
        generation: Of the log.
        n: Number of the last record before it.
        size: Bytes before it.
        tail: The last of them, down to the line feed.
    """
    crc = tail[-_CHECK_SIZE : -len(_CHECK_END)].decode("ascii")
    return LogEnd(generation=generation, n=n, size=size, crc=crc)


def has_lost_records(path: Path, codec: LogCodec, noted: LogEnd) -> bool:
    """Return whether a log has lost records that it once held before a noted position.

    A file that cannot be read, or is no log, does not count: whoever reads it says so. Nor does damage
    before a line that verifies.

    Args:
        path: The log's file.
        codec: Reads its header.
        noted: The position.
    """
    try:
        data = disk.read_bytes(path)
        first, feed, _rest = data.partition(b"\n")
        if not feed:
            return is_torn_header(data)
        header = codec.header(first)
    except (OSError, StoreError):
        return False
    if header is None:
        return False
    if header.generation != noted.generation:
        return header.n < noted.n
    if data[noted.size - _CHECK_SIZE : noted.size] != noted.crc.encode() + _CHECK_END:
        return True
    last = data.rfind(b"\n", 0, noted.size - 1) + 1
    return not any(has_right_checksum(line) for line in data[last:].split(b"\n")[:-1])


def noted_ends(documents: Mapping[str, bytes]) -> dict[str, LogEnd]:
    """Return the noted position of each log by path; documents that cannot be read are left out."""
    found: dict[str, LogEnd] = {}
    for name, document in documents.items():
        try:
            found[name] = _DECODER.decode(document)
        except msgspec.MsgspecError:
            continue
    return found


class LogEnds:
    """Collects durable positions of the logs of one store until they are noted in the index."""

    def __init__(self, root: Path, codec: Callable[[str], LogCodec]) -> None:
        """Take the store.

        Args:
            root: Its folder.
            codec: Returns the codec of a log, by its path in the store.
        """
        self._root = root
        self._codec = codec
        self._reached: dict[str, LogEnd] = {}

    def note_durable(self, name: str, end: LogEnd | None) -> None:
        """Remember that a log is durable up to a position; ``None`` changes nothing."""
        if end is not None:
            self._reached[name] = end

    def pending(self) -> dict[str, LogEnd]:
        """Return the positions that are not noted in the index yet, by path of the log."""
        return dict(self._reached)

    def forget_noted(self, pending: Mapping[str, LogEnd]) -> None:
        """Forget positions that have been noted in the index."""
        for name, end in pending.items():
            if self._reached.get(name) == end:
                del self._reached[name]

    def losses(self, noted: Mapping[str, bytes], names: Collection[str]) -> dict[str, bytes]:
        """Return what to note in the index of logs that hold fewer records than was noted before.

        Args:
            noted: What is noted of every log.
            names: The logs to look at; the caller holds the store's lock.

        Returns:
            Documents for the index's table of ends, by path of the log.
        """
        before = noted_ends(noted)
        return {
            name: _ENCODER.encode(msgspec.structs.replace(before[name], lost=True))
            for name in names
            if name in before and not before[name].lost and self._is_short(name, before[name])
        }

    def changes(self, noted: Mapping[str, bytes], names: Collection[str]) -> dict[str, bytes]:
        """Return what to note in the index of some logs: a loss, or else the position they are durable to.

        Args:
            noted: What is noted of every log.
            names: The logs to look at; the caller holds the store's lock.

        Returns:
            Documents for the index's table of ends, by path of the log.

        Raises:
            StoreError: ``not_readable``: whether a log exists may not be known.
        """
        found = self.losses(noted, names)
        before = noted_ends(noted)
        for name in names:
            end, known = self._reached.get(name), before.get(name)
            if end is None or name in found or end == known:
                continue
            behind = known is not None and (known.lost or known.n > end.n)
            replaced = self._is_short(name, end)  # by a backup that was put back meanwhile
            if not behind and not replaced and disk.is_there(self._root / name):
                found[name] = _ENCODER.encode(end)
        return found

    def _is_short(self, name: str, end: LogEnd) -> bool:
        return has_lost_records(self._root / name, self._codec(name), end)
