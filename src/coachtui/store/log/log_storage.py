"""TinyDB storage on one append-only log with checksums."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from tinydb.storages import Storage

from coachtui.domain.errors import StoreError, StoreFull, StoreNewer
from coachtui.store.log import compaction, disk, log_codec
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_codec import FORMAT, SCHEMA, Header, LogCodec, PlainCodec, Record
from coachtui.store.log.log_file import LogFile
from coachtui.store.log.log_reader import LogReader, no_noted_end
from coachtui.store.log.log_state import LogState
from coachtui.store.log.place import exists_in_store
from coachtui.store.log.reserve import Reserve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from coachtui.store.log.log_end import LogEnd
    from coachtui.store.log.log_file import Mark
    from coachtui.store.log.log_state import Documents


def do_nothing() -> None:
    """Do nothing: the default for what is called before a rewrite or an upgrade."""


class LogStorage(Storage):
    """A TinyDB storage: ``read`` returns copies of all tables, ``write`` appends what has changed.

    The file is the truth. Memory is brought up to it before every use, so what another process appended
    is seen; reading takes no lock and changes nothing on disk. A commit is one line, one write and one
    sync, and is either wholly there after a crash or not at all.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        lock: StoreLock | None = None,
        codec: LogCodec | None = None,
        create_dirs: bool = False,
        before_upgrade: Callable[[], None] = do_nothing,
        before_rewrite: Callable[[], None] = do_nothing,
        noted: Callable[[], LogEnd | None] = no_noted_end,
        whole: bool = False,
    ) -> None:
        """Name the log and read what is there; a log not there yet is empty.

        Args:
            path: The file, as TinyDB takes it.
            lock: Taken for every commit; shared by all logs of a store. Without one, a lock of its own.
            codec: Reads and writes the lines.
            create_dirs: Make missing folders.
            before_upgrade: Called before the first write to a log of an earlier schema, which brings it up;
                where it raises, nothing is written.
            before_rewrite: Called under the lock before a log that is there is written anew.
            noted: Returns how far the log was durable, as far as anybody knows; asked only where its end does
                not verify.
            whole: Write it anew with every commit, so that its end is always known to have been durable; for
                a log that is small and seldom written.

        Raises:
            StoreCorrupt: The file is no log or is damaged.
            StoreNewer: The file's format is of a newer version.
            FileNotFoundError: There is no such folder.
        """
        super().__init__()
        path = Path(path)
        self._lock = lock or StoreLock(path.with_name(path.name + ".lock"))
        if create_dirs:
            self._lock.make_folders(path.parent)
        elif not exists_in_store(self._lock.folder, path.parent):
            raise FileNotFoundError(path.parent)
        self._before_upgrade = before_upgrade
        self._before_rewrite = before_rewrite
        self._codec: LogCodec = codec or PlainCodec()
        self._file = LogFile(path, self._lock.folder)
        self._log = LogReader(self._file, self._codec, noted)
        self._mutex = threading.RLock()
        self._closed = False
        self._whole = whole
        self.recovered = 0
        self._log.refresh()

    @property
    def path(self) -> Path:
        """The log's file."""
        return self._file.path

    @property
    def stamp(self) -> str:
        """Size and time of change of the file as last read; empty without a file or after a torn write."""
        return self._log.stamp

    @property
    def read_to(self) -> LogEnd | None:
        """The position up to which the log was read, or ``None`` while there is no log."""
        return self._log.read_to

    @property
    def written_to(self) -> LogEnd | None:
        """Position up to which this object has written the log durably, or ``None``."""
        return self._log.written_to

    @property
    def newer(self) -> bool:
        """Whether the documents have a newer schema, so that nothing may be written."""
        return self._log.header is not None and self._log.header.schema > SCHEMA

    @property
    def older(self) -> bool:
        """Whether the documents have an earlier schema, so that a backup is made before the next write."""
        return self._log.header is not None and self._log.header.schema < SCHEMA

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return a copy of all tables by name, or ``None`` where nothing was ever stored.

        Raises:
            StoreError: As for ``refreshed``.
        """
        with self.refreshed():
            decode = log_codec.decode_document
            tables = self._log.state.tables.items()
            return {name: {key: decode(d) for key, d in table.items()} for name, table in tables} or None

    def documents(self, name: str) -> Documents:
        """Return the documents of a table as JSON by id, after reading what changed in the file.

        The caller must not change them.

        Raises:
            StoreError: As for ``refreshed``.
        """
        with self.refreshed():
            return self._log.state.table(name)

    def highest_id(self, name: str) -> int:
        """Return the highest whole number used as an id in a table, or 0."""
        with self._mutex:
            return self._log.state.highest_id(name)

    @contextmanager
    def refreshed(self) -> Iterator[int]:
        """Read what changed in the file, then keep other threads out within a ``with`` block.

        Yields:
            A number that rises whenever what is stored may have changed.

        Raises:
            StoreCorrupt: The file is damaged or gone.
            StoreNewer: Its format is of a newer version.
            StoreError: It cannot be read.
        """
        self._check_open()
        with self._mutex:
            self._log.refresh()
            yield self._log.version

    @contextmanager
    def exclusive(self) -> Iterator[LogState]:
        """Hold the store's lock within a ``with`` block, with the file read and a torn write cut off.

        Yields:
            What is stored; not to be changed.

        Raises:
            StoreBusy: Others kept the lock.
            StoreNewer: The documents are of a newer version.
            StoreError: As for ``refreshed``.
        """
        self._check_open()
        with self._lock.held(), self.refreshed():
            if self._log.header is not None and self.newer:
                schema = self._log.header.schema
                raise StoreNewer("newer_schema", file=self._file.name, version=schema, known=SCHEMA)
            if self._log.torn:
                self._file.cut_torn(self._log.end, self._log.torn)
                self.recovered += len(self._log.torn)
                self._log.note_cut()
            yield self._log.state

    def check_writable(self) -> None:
        """Check that the log can be written to; one of an earlier schema is upgraded.

        Raises:
            StoreError: As for ``commit``.
        """
        with self.exclusive():
            if self._log.header is not None and self._log.header.schema < SCHEMA:
                self.compact(force=True)

    def commit(
        self,
        put: Mapping[str, Mapping[str, bytes]] | None = None,
        delete: Mapping[str, list[str]] | None = None,
        drop: list[str] | None = None,
    ) -> None:
        """Append one record durably; what is in memory changes only after that.

        Args:
            put: Documents as JSON by table and id.
            delete: Ids by table.
            drop: Names of tables.

        Raises:
            StoreFull: No room; the file is as it was.
            StoreReadOnly: The file cannot be written.
            StoreBusy: Others kept the lock.
            StoreError: The disk failed; the file is as it was.
        """
        raw = {name: {k: msgspec.Raw(d) for k, d in table.items()} for name, table in (put or {}).items()}
        with self.exclusive() as state:
            record = Record(n=self._log.n + 1, drop=drop or [], delete=dict(delete or {}), put=raw)
            if self._log.header is None:
                self._codec.check_current()
                self._rewrite(0, [record], record)
            elif self._whole:
                self._rewrite(self._log.n, self._compacted_with(record), record)
            else:
                if self._log.header.schema < SCHEMA:
                    self._rewrite(self._log.n, compaction.compacted_records(state, self._log.n))
                    record = msgspec.structs.replace(record, n=self._log.n + 1)
                self._append(record)

    def _compacted_with(self, record: Record) -> list[Record]:
        """Return records that say what is stored and what one more record says."""
        said = LogState()
        for each in (*compaction.compacted_records(self._log.state, 0), record):
            said.apply(each, self._file.name)
        return compaction.compacted_records(said, self._log.n)

    def _append(self, record: Record) -> None:
        assert self._log.header is not None
        line = self._codec.encode(record, self._log.header.generation)
        self._log.reread_next_time()
        mark = self._with_room(lambda: self._file.append(line, self._log.end))
        self._log.note_append(record, line, mark)

    def _with_room(self, write: Callable[[], Mark]) -> Mark:
        """Write; where there is no room, once more in that of the reserve."""
        try:
            return write()
        except StoreFull:
            if not Reserve(self._lock.folder).release():
                raise
            return write()

    def _rewrite(self, n: int, records: list[Record], added: Record | None = None) -> None:
        """Write the log anew.

        Args:
            n: Number that the first record follows on.
            records: What the log is to say.
            added: What of it is not stored yet; without, they say what is stored.
        """
        if self._log.header is not None and self._log.header.schema < SCHEMA:
            self._before_upgrade()
        if self._log.header is not None:
            self._before_rewrite()
        header = Header(format=FORMAT, generation=disk.random_name(), n=n, schema=SCHEMA, to=n + len(records))
        entries: list[Header | Record] = [header, *records]
        lines = [self._codec.encode(entry, header.generation) for entry in entries]
        self._log.reread_next_time()
        if added is None:
            mark = self._file.replace_with(lines)
        else:
            mark = self._with_room(lambda: self._file.replace_with(lines))
        self._log.note_rewrite(header, lines, mark, added)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Store ``data`` as the whole content, by appending how it differs from what is stored.

        Args:
            data: All tables, by name and document id.

        Raises:
            StoreError: As for ``commit``.
        """
        encode = log_codec.encode_document
        wanted = {name: {str(k): encode(d) for k, d in table.items()} for name, table in data.items()}
        with self.exclusive() as state:
            put: dict[str, Documents] = {}
            delete: dict[str, list[str]] = {}
            for name, table in wanted.items():
                known = state.table(name)
                changed = {key: document for key, document in table.items() if known.get(key) != document}
                if changed or name not in state.tables:
                    put[name] = changed
                if gone := [key for key in known if key not in table]:
                    delete[name] = gone
            drop = [name for name in state.tables if name not in wanted]
            if put or delete or drop:
                self.commit(put, delete, drop)

    def compact(self, *, force: bool = False) -> bool:
        """Rewrite the log without overwritten and removed documents, where that is worthwhile.

        Args:
            force: Whether or not it is.

        Returns:
            Whether it was rewritten.

        Raises:
            StoreError: It failed; the log is as it was.
        """
        with self.exclusive() as state:
            if self._log.header is None or not (force or compaction.is_worthwhile(self._log.end, state)):
                return False
            self._rewrite(self._log.n, compaction.compacted_records(state, self._log.n))
            return True

    def note_end_in_header(self) -> None:
        """Rewrite the log unless its header says how many records it has.

        After that a record lost from its end is told as damage.

        Raises:
            StoreError: It failed; the log is as it was.
        """
        with self.exclusive():
            header = self._log.header
            if header is not None and header.to < self._log.n:
                self.compact(force=True)

    def tidy(self, *, force: bool = False) -> bool:
        """Compact the log where worthwhile and remove kept torn writes and rests of rewrites.

        Args:
            force: Compact whether or not it is worth it: then nothing deleted is left in any file.

        Returns:
            Whether that was done; where it could not be, nothing is lost by it.
        """
        try:
            with self.exclusive():
                self.compact(force=force)
                self._file.forget_leftovers()
        except StoreError:
            return False
        return True

    def close(self) -> None:
        """Refuse further use; no file is open that needs closing."""
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise ValueError("the storage is closed")
