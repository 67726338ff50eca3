"""The index: one row per session and record, derived from the logs, and how far each log was durable."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import StoreCorrupt, StoreError, StoreLocked
from coachtui.domain.listing import RecordRow, SessionRow, session_row
from coachtui.domain.rhythm import UNCOUNTED_FORMS
from coachtui.store.log import disk
from coachtui.store.log.access import is_own_file, stands_in_the_way
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_end import LogEnds
from coachtui.store.log.log_table import KeyedDB, KeyedTable
from coachtui.store.log.place import read_one_store
from coachtui.store.protection.seals import PlainSeals, Seals
from coachtui.store.records.documents import SESSIONS
from coachtui.store.records.index_listing import ENDS, INDEX, SHARDS
from coachtui.store.records.shards import SESSIONS_TABLE, Shards
from coachtui.store.records.team_log import TEAM_LOG, open_team_log

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from coachtui.domain.session import Session
    from coachtui.store.log.log_end import LogEnd
    from coachtui.store.log.log_state import Documents
    from coachtui.store.records.shards import ShardKey


class ShardRows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows that the index holds of one log.

    Attributes:
        stamp: Of the log when its rows were taken; another one makes them stale.
        rows: One per session in it.
        records: One per record in it of another kind.
    """

    stamp: str
    rows: list[SessionRow]
    records: list[RecordRow] = []


_DECODER = msgspec.json.Decoder(ShardRows)
_ENCODER = msgspec.json.Encoder()


def index_row(session: Session) -> SessionRow:
    """Return the index row of a session; forms that do not count towards the month are left out (R24)."""
    return session_row(session, UNCOUNTED_FORMS)


class Index:
    """Gives a row of every session without opening the logs.

    A log whose stamp is not the noted one is read again, and only that one; so a session that was live at a
    kill is found although it was never indexed. The file is written when a session is no longer live and on
    closing. It is read for one question and not kept in memory: it grows with history, and a live session
    does not need it.

    Beside the rows stands how far each log was known to be durable. That cannot be derived once records are
    lost from a log's end, so it is compared with the log before it is updated.
    """

    def __init__(self, path: Path, shards: Shards, lock: StoreLock, seals: Seals | None = None) -> None:
        """Name the index.

        Args:
            path: Its file; may be missing.
            shards: The logs it is derived from.
            lock: The store's lock.
            seals: Gives its codec; without, it is plain.
        """
        seals = seals or PlainSeals()
        self._codec = seals.codec(path.name)
        self._ends = LogEnds(path.parent, seals.codec)
        self._path = path
        self._shards = shards
        self._lock = lock
        self._fresher: dict[str, ShardRows] = {}

    def rows(self) -> dict[ShardKey, list[SessionRow]]:
        """Return the rows of all sessions by log, in order of the logs; takes no lock and writes nothing.

        Raises:
            StoreError: A log that has to be read again is damaged or cannot be read.
        """
        found, unread = self.readable_rows()
        for error in unread.values():
            raise error
        return {key: known.rows for key, known in found.items()}

    def readable_rows(self) -> tuple[dict[ShardKey, ShardRows], dict[ShardKey, StoreError]]:
        """Return the rows by log, of sessions and records, and for each unreadable log its error.

        Raises:
            StoreLocked: The store's key is not at hand, so none can be.
            StoreError: It cannot be seen which logs there are.
        """
        return read_one_store(self._path.parent, self._looked_at)

    def _looked_at(self) -> tuple[dict[ShardKey, ShardRows], dict[ShardKey, StoreError]]:
        """Return rows and errors by log, after one look at which logs there are."""
        found: dict[ShardKey, ShardRows] = {}
        unread: dict[ShardKey, StoreError] = {}
        with _collector_paused():
            stored = self._stored()
            for key, stamp in self._shards.stamps().items():
                name = str(key)
                known = self._fresher.get(name)
                if (known is None or known.stamp != stamp) and name in stored:
                    known = _decoded(stored[name])
                if known is None or known.stamp != stamp:
                    try:
                        known = self._fresher[name] = self._taken(key)
                    except StoreLocked:
                        raise
                    except StoreError as error:
                        unread[key] = error
                        continue
                found[key] = known
        return found, unread

    def place_of(self, session_id: str, stale: Collection[tuple[str, ShardKey]]) -> ShardKey | None:
        """Return the key of the log that a session stands in, or ``None``.

        Args:
            session_id: The session.
            stale: Copies that do not count, as id and log.

        Raises:
            StoreError: It is in no log that can be read, and another cannot be.
        """
        found, unread = self.readable_rows()
        for key, known in found.items():
            if any(row.id == session_id for row in known.rows) and (session_id, key) not in stale:
                return key
        for error in unread.values():
            raise error
        return None

    def extend(self, key: ShardKey, before: str, rows: Iterable[SessionRow], after: str) -> None:
        """Keep the rows of sessions just stored in a log in memory, so that the log need not be read again.

        Args:
            key: The log.
            before: Its stamp before; empty for a new one.
            rows: Rows of the sessions stored; one that was there before takes the place of its earlier row.
            after: Its stamp now.
        """
        known = self._fresher.get(str(key))
        if not before or (known is not None and known.stamp == before):
            found = {row.id: row for row in known.rows} if known is not None and before else {}
            found.update((row.id, row) for row in rows)
            self._fresher[str(key)] = ShardRows(stamp=after, rows=list(found.values()))

    def note_durable(self, name: str, end: LogEnd | None) -> None:
        """Remember how far a log is durable; it is noted when the index is next written.

        Args:
            name: Its path in the store.
            end: How far; ``None`` where nothing was written.
        """
        self._ends.note_durable(name, end)

    def update(self, keys: Iterable[ShardKey], *, durable: bool = False) -> bool:
        """Write current rows of some logs, and all other rows found to be newer than the index file.

        Args:
            keys: Logs that may have changed.
            durable: Whether everything that can be read of them is known to be on the disk; without, that is
                so of what was written through this store.

        Returns:
            Whether that was done; where it could not be, a log is read again when rows are asked for.
        """
        try:
            written = self._shards.written()
            fresher = dict(self._fresher)
            for key in keys:
                fresher[str(key)] = self._fresh(key)
                if durable:
                    self.note_durable(self._shards.name(key), self._shards.reading(key).log.read_to)
                elif key in written:
                    self.note_durable(self._shards.name(key), written[key].log.written_to)
            self._write(fresher)
        except StoreError:
            return False
        for name in fresher:
            self._fresher.pop(name, None)
        return True

    def forget(self, agent_id: str) -> None:
        """Erase all rows that name an agent from the index file, with every earlier byte of it.

        A log that had such a row is read again when rows are asked for.

        Raises:
            StoreError: It could not be done.
        """
        self._fresher.clear()
        if not is_own_file(self._path):
            return
        with self._lock.held():
            table = self._table_to_write()
            stamps = {str(key): stamp for key, stamp in self._shards.stamps().items()}
            stale = [
                name
                for name, rows in table.encoded().items()
                if (known := _decoded(rows)) is None
                or known.stamp != stamps.get(name, known.stamp)
                or any(agent_id in row.agent_ids for row in known.rows)
                or any(agent_id in row.agent_ids for row in known.records)
                or _agent_of(name) == agent_id
            ]
            ends = _ends_in(table)
            theirs = [name for name in ends if name.startswith(f"agents/{agent_id}/")]
            _commit(table, {ENDS: self._ends.losses(ends, [TEAM_LOG])}, {SHARDS: stale, ENDS: theirs})
            table.log.compact(force=True)
            table.log.tidy()

    def _fresh(self, key: ShardKey) -> ShardRows:
        noted = self._fresher.get(str(key))
        known = noted is not None and noted.stamp == self._shards.reading(key).log.stamp
        return noted if noted is not None and known else self._taken(key)

    def _taken(self, key: ShardKey) -> ShardRows:
        log = self._shards.reading(key).log
        with log.refreshed():
            if not key.holds_sessions:
                from coachtui.store.records.record_rows import rows_in  # noqa: PLC0415 - no live session needs it

                return ShardRows(stamp=log.stamp, rows=[], records=rows_in(log))
            rows = [index_row(SESSIONS.decode(data)) for data in log.documents(SESSIONS_TABLE).values()]
            return ShardRows(stamp=log.stamp, rows=rows)

    def _table(self) -> KeyedTable:
        return KeyedDB(self._path, lock=self._lock, codec=self._codec).keyed(SHARDS)

    def _table_to_write(self) -> KeyedTable:
        """Return the index; one that nobody can read makes way, since it can be derived again.

        Raises:
            StoreError: It cannot be removed, or not be read for another reason.
        """
        try:
            return self._table()
        except (StoreCorrupt, StoreLocked):
            try:
                disk.remove(self._path)
            except OSError as error:
                raise disk.as_store_error(error, self._path) from error
            return self._table()

    def _stored(self) -> dict[str, bytes]:
        try:
            return self._table().encoded() if is_own_file(self._path) else {}
        except StoreError:
            return {}

    def _write(self, fresher: dict[str, ShardRows]) -> None:
        """Write fresher rows and noted ends into the index, and take out what was erased."""
        pending = self._ends.pending()
        if not (fresher or pending):
            return
        if stands_in_the_way(self._path):
            raise StoreError("not_writable", file=self._path.name)
        with self._lock.held():
            table = self._table_to_write()
            there = {str(key): stamp for key, stamp in self._shards.stamps().items()}
            erased = self._shards.erased()  # what else is listed and not there is lost, and stays listed
            gone = [name for name in table.encoded() if name not in there and _agent_of(name) in erased]
            ends = _ends_in(table)
            touched = {*pending, *(f"agents/{name}.jsonl" for name in fresher)}
            # Rows of a log that is another by now may name an agent whom somebody erased in between.
            current = {name: rows for name, rows in fresher.items() if there.get(name) == rows.stamp}
            put = {
                SHARDS: {name: _ENCODER.encode(rows) for name, rows in current.items()},
                ENDS: self._ends.changes(ends, sorted(touched)),
            }
            _commit(table, put, {SHARDS: gone, ENDS: [f"agents/{name}.jsonl" for name in gone]})
            table.log.tidy()
        self._ends.forget_noted(pending)


def rebuild_index(root: Path, seals: Seals) -> bool:
    """Write the index of a store anew, from all its logs.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.

    Returns:
        Whether that was done; where it could not be, it is made when rows are asked for.
    """
    lock = StoreLock(root / ".lock")
    shards = Shards(root / "agents", lock, seals)
    index = Index(root / INDEX, shards, lock, seals)
    try:
        if disk.is_there(root / TEAM_LOG):
            index.note_durable(TEAM_LOG, open_team_log(root, seals).log.read_to)
        return index.update(shards.stamps(), durable=True)
    except StoreError:
        return False


def accept_as_complete(root: Path, lock: StoreLock, seals: Seals, name: str) -> None:
    """Accept a log as it is now, which may be missing, as complete: the index forgets how far it went.

    Args:
        root: The store's folder.
        lock: The store's lock.
        seals: Codecs of its logs, plain or encrypting.
        name: The path of the log in the store.

    Raises:
        StoreError: The index cannot be written.
        OSError: It is damaged and cannot be removed.
    """
    path = root / INDEX
    with lock.held():
        if not is_own_file(path):
            return
        try:
            table = KeyedDB(path, lock=lock, codec=seals.codec(path.name)).keyed(SHARDS)
        except (StoreCorrupt, StoreLocked):
            disk.remove(path)
            return
        shard = name.removeprefix("agents/").removesuffix(".jsonl")
        _commit(table, {}, {SHARDS: [] if disk.is_there(root / name) else [shard], ENDS: [name]})


def _ends_in(table: KeyedTable) -> Documents:
    return table.log.documents(ENDS)


def _commit(table: KeyedTable, put: dict[str, Documents], delete: dict[str, list[str]]) -> None:
    """Store and remove documents of several tables at once; what is not there is passed over."""
    with table.log.exclusive() as state:
        there = {name: [key for key in keys if key in state.table(name)] for name, keys in delete.items()}
        put = {name: documents for name, documents in put.items() if documents}
        there = {name: keys for name, keys in there.items() if keys}
        if put or there:
            table.log.commit(put, there)


def _agent_of(name: str) -> str:
    return name.partition("/")[0]


def _decoded(data: bytes) -> ShardRows | None:
    try:
        return _DECODER.decode(data)
    except msgspec.MsgspecError:
        return None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Build many objects without the collector walking all of them again and again; rows hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
