"""The content of one log in memory, kept up with the file without a lock and without changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.errors import StoreCorrupt, StoreLocked, StoreNewer
from coachtui.store.log.log_codec import FORMAT, Header, LogCodec, Record, is_torn_header
from coachtui.store.log.log_end import LogEnd, log_end
from coachtui.store.log.log_scan import Scan, scan
from coachtui.store.log.log_state import LogState

if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.store.log.log_file import LogFile, Mark

_TAIL = 20
"""Bytes compared to know that the file is still the one that was read: a checksum and its line's end."""


class _Look(NamedTuple):
    """A whole file as it was at one moment: its bytes, its mark, its header and what follows that."""

    data: bytes
    mark: Mark
    header: Header | None
    head: int
    found: Scan

    @property
    def end(self) -> int:
        """Bytes that verify."""
        return self.head + self.found.good


def no_noted_end() -> LogEnd | None:
    """Return ``None``, for a log of which no durable position is noted anywhere."""
    return None


class LogReader:
    """Reads a log file and follows it while other processes append to it, cut it or replace it.

    Attributes:
        state: What is stored.
        header: The log's first line; ``None`` while there is no log.
        n: Number of the last record.
        end: Bytes that verify.
        torn: Bytes after them that verify as nothing: an append or a creation that was cut off, and nothing
            that was ever acknowledged.
        version: Rises whenever what is stored may have changed.
    """

    def __init__(
        self, file: LogFile, codec: LogCodec, noted: Callable[[], LogEnd | None] = no_noted_end
    ) -> None:
        self._file = file
        self._noted = noted
        self._codec = codec
        self.version = 0
        self._written: tuple[str, int, int, bytes] | None = None
        self._forget()

    def _forget(self) -> None:
        self.state = LogState()
        self.header: Header | None = None
        self.n = 0
        self.end = 0
        self.torn = b""
        self._tail = b""
        self._mark: Mark | None = None

    def refresh(self) -> None:
        """Read what has changed in the file since the last call; an unchanged file costs one ``stat``.

        Raises:
            StoreCorrupt: The file is no log, is damaged or is gone.
            StoreNewer: Its format is of a newer version.
            StoreLocked: ``protection_changed``.
            StoreError: It cannot be read.
        """
        mark = self._file.mark()
        if mark is None:
            if self.header is not None:
                raise StoreCorrupt("file_vanished", file=self._file.name)
        elif mark != self._mark and not (self._grown(mark) and self._read_on()):
            try:
                self._read_whole()
            except (StoreCorrupt, StoreLocked):
                self._codec.check_current()  # another window has set or taken the passphrase: no damage
                raise

    @property
    def stamp(self) -> str:
        """The stamp of the file as last read; empty where there is no file or it ends with a torn write."""
        return self._mark.stamp if self._mark is not None and self._mark.size == self.end else ""

    @property
    def read_to(self) -> LogEnd | None:
        """The position up to which the log was read, or ``None`` while there is no log."""
        return log_end(*self._end()) if self.header is not None else None

    @property
    def written_to(self) -> LogEnd | None:
        """Position up to which this object has written the log durably, or ``None``."""
        return log_end(*self._written) if self._written is not None else None

    def _end(self) -> tuple[str, int, int, bytes]:
        assert self.header is not None
        return self.header.generation, self.n, self.end, self._tail

    def reread_next_time(self) -> None:
        """Read the file again at the next refresh, whatever its fingerprint is."""
        self._mark = None

    def note_append(self, record: Record, line: bytes, mark: Mark) -> None:
        """Apply a record that was appended to the file as ``line``.

        Args:
            record: The record.
            line: The bytes of it in the file.
            mark: The file's fingerprint after appending.
        """
        self.state.apply(record, self._file.name)
        self.n = record.n
        self.end += len(line)
        self._tail = line[-_TAIL:]
        self._mark = mark
        self.version += 1
        self._written = self._end()

    def note_rewrite(
        self, header: Header, lines: list[bytes], mark: Mark, added: Record | None = None
    ) -> None:
        """Apply a rewrite of the file: ``lines`` hold what is stored here, and ``added`` if given.

        Args:
            header: The file's new first line.
            lines: All lines of the file, the header's first.
            mark: The file's fingerprint after the rewrite.
            added: A record in ``lines`` that is not applied here yet.
        """
        if added is not None:
            self.state.apply(added, self._file.name)
            self.version += 1
        self.header = header
        self.n = header.n + len(lines) - 1
        self.end = sum(map(len, lines))
        self.torn = b""
        self._tail = lines[-1][-_TAIL:]
        self._mark = mark
        self._written = self._end()

    def note_cut(self) -> None:
        """Forget the torn write, which was cut off the file.

        Raises:
            StoreError: ``not_readable``.
        """
        self.torn = b""
        self._mark = self._file.mark()

    def _grown(self, mark: Mark) -> bool:
        return self._mark is not None and mark.inode == self._mark.inode and mark.size >= self.end

    def _read_on(self) -> bool:
        """Read what was appended; ``False`` where the file is not simply the one known, grown."""
        start = self.end - len(self._tail)
        data, mark = self._file.read(start)
        if self.header is None or not data.startswith(self._tail):
            return False
        try:
            found = self._scan(data, len(self._tail), start, self.n, self.header)
            if found.torn:
                return False
            self._mark = None
            self._take(found, data[: len(self._tail) + found.good], start)
        except StoreCorrupt:
            return False
        self._mark = mark
        return True

    def _read_whole(self) -> None:
        look = self._look()
        if look.header is not None:
            look = self._sure(look, look.header)
        data, mark, header, head, found = look
        version = self.version + 1
        self._forget()
        self.version = version
        self.n = header.n if header is not None else 0
        self._take(found, data[: head + found.good], 0)
        self.header = header
        self.torn = found.torn
        self._mark = mark

    def _look(self) -> _Look:
        data, mark = self._file.read()
        header, head = self._read_header(data)
        found = Scan([], 0, data) if header is None else self._scan(data, head, 0, header.n, header)
        return _Look(data, mark, header, head, found)

    def _sure(self, look: _Look, header: Header) -> _Look:
        """Return what a file holds once it is sure that nothing of its end was ever acknowledged.

        Where bytes verify as nothing, and the index says that the log was durable beyond their start, it is
        looked at once more: what another process was writing at the first look is whole by then.

        Raises:
            StoreCorrupt: What was durable does not verify, or is not there.
        """
        noted = self._noted() if look.found.torn else None
        if noted is not None and noted.is_past(header.generation, look.end):
            look = self._look()
            if look.header is None or (look.found.torn and noted.is_past(look.header.generation, look.end)):
                raise self._damaged(look, header)
            header = look.header
        if header.n + len(look.found.records) < header.to:
            raise self._damaged(look, header)
        return look

    def _damaged(self, look: _Look, header: Header) -> StoreCorrupt:
        code = "damaged_record" if look.found.torn else "missing_record"
        record = header.n + len(look.found.records) + 1
        return StoreCorrupt(code, file=self._file.name, byte=look.end, record=record)

    def _read_header(self, data: bytes) -> tuple[Header | None, int]:
        """Return the header and its length; ``None`` for a file whose creation was cut off."""
        feed = data.find(b"\n")
        if feed < 0 and is_torn_header(data):
            return None, 0
        header = self._codec.header(data[:feed]) if feed >= 0 else None
        if header is None:
            raise StoreCorrupt("bad_header", file=self._file.name)
        if header.format > FORMAT:
            raise StoreNewer("newer_format", file=self._file.name, version=header.format, known=FORMAT)
        return header, feed + 1

    def _scan(self, data: bytes, skip: int, start: int, after: int, header: Header) -> Scan:
        return scan(
            data[skip:],
            start=start + skip,
            after=after,
            codec=self._codec,
            generation=header.generation,
            file=self._file.name,
        )

    def _take(self, found: Scan, data: bytes, start: int) -> None:
        for record in found.records:
            self.state.apply(record, self._file.name)
        self.n += len(found.records)
        self.end = start + len(data)
        self._tail = data[-_TAIL:]
        self.version += bool(found.records)
