"""The logs of agents, one per agent and year (shards): the cost of a save does not grow with history."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.store.log import disk
from coachtui.store.log.access import check_own
from coachtui.store.log.log_file import mark_of
from coachtui.store.log.log_storage import do_nothing
from coachtui.store.log.log_table import KeyedDB, KeyedTable
from coachtui.store.log.place import exists_in_store, read_one_store
from coachtui.store.protection.seals import PlainSeals, Seals
from coachtui.store.records.index_listing import note_loss, noted_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from coachtui.domain.session import Session
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.log.log_codec import LogCodec

SESSIONS_TABLE = "sessions"
"""Of the log of an agent and year; the index has a table of its own about these logs."""

NO_YEAR = 0
"""Stands in place of a year for the log of what is about an agent and not part of a session."""

RECORDS_LOG = "records"
"""Name of that log; it has a table for each kind of record."""

_KEPT_IN_SIGHT = 2
"""Logs kept in memory after looking at them: an agent's newest two are asked for several times at start."""

_NEWEST_LOGS = 2
"""Logs of an agent looked through for a running session: one begun before New Year may still run."""

_FIRST_YEAR = 2020
"""No session was begun before that but by a clock that was wrong."""

_SUFFIX = ".jsonl"
_LOG_NAME = re.compile(rf"(\d{{4}}|{RECORDS_LOG})\{_SUFFIX}", re.ASCII)
_SAFE_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")


class ShardKey(NamedTuple):
    """The key of one agent's log: of sessions begun in a year, or of other records (year ``NO_YEAR``)."""

    agent_id: str
    year: int

    def __str__(self) -> str:
        return f"{self.agent_id}/{self.name}"

    @property
    def name(self) -> str:
        """The name of its file without the ending."""
        return RECORDS_LOG if self.year == NO_YEAR else f"{self.year:04}"

    @property
    def holds_sessions(self) -> bool:
        """Whether the log holds sessions rather than other records."""
        return self.year != NO_YEAR

    @classmethod
    def parse(cls, text: str) -> ShardKey:
        """Return the key whose ``str`` is ``text``."""
        agent_id, _slash, name = text.rpartition("/")
        return cls(agent_id, NO_YEAR if name == RECORDS_LOG else int(name))


def key_of(session: Session) -> ShardKey:
    """Return the key of the log that a session belongs in: its agent's, of the local year of its start.

    Raises:
        StoreError: ``bad_id``: the agent's id could name another place.
    """
    return ShardKey(safe_id(session.agent_id), session.started_at.year)


def records_key(agent_id: str) -> ShardKey:
    """Return the key of the log of an agent's records other than sessions.

    Raises:
        StoreError: ``bad_id``: the agent's id could name another place.
    """
    return ShardKey(safe_id(agent_id), NO_YEAR)


def safe_id(text: str) -> str:
    """Check that an id is safe as a file name, and return it.

    Raises:
        StoreError: ``bad_id``: it could name another place than its own.
    """
    if not _SAFE_ID.fullmatch(text):
        raise StoreError("bad_id")
    return text


class Shards:
    """All agents' logs of one store, opened when they are needed.

    Several threads may use it at once. Logs that a session is written to stay in memory, to be caught up
    rather than read again; of those that are only looked at, the last few do.

    Attributes:
        erased: Returns the ids of agents of whom nothing may be stored any more.
        wrote: Whether a log was asked for to be written to.
    """

    def __init__(
        self,
        root: Path,
        lock: StoreLock,
        seals: Seals | None = None,
        erased: Callable[[], set[str]] = set,
        before_upgrade: Callable[[], None] = do_nothing,
    ) -> None:
        """Name the folder; it is made when something is first stored in it.

        Args:
            root: The folder ``agents`` of a store.
            lock: The store's lock.
            seals: Give the codecs of the logs; without, they are plain.
            erased: Returns the ids of agents of whom nothing may be stored any more.
            before_upgrade: Called before the first write to a log of an earlier schema.
        """
        self._before_upgrade = before_upgrade
        self.erased = erased
        self._seals = seals or PlainSeals()
        self._root = root
        self._lock = lock
        self._mutex = threading.RLock()
        self.wrote = False
        self._open: dict[ShardKey, KeyedDB] = {}
        self._seen: dict[ShardKey, KeyedDB] = {}

    def name(self, key: ShardKey) -> str:
        """Return the path of a log relative to the store's folder."""
        return f"{self._root.name}/{key.agent_id}/{self.path(key).name}"

    def path(self, key: ShardKey) -> Path:
        """Return the path of a log's file."""
        return self._root / key.agent_id / f"{key.name}{_SUFFIX}"

    def reading(self, key: ShardKey, table: str = SESSIONS_TABLE) -> KeyedTable:
        """Return a table of a log for reading, by default its sessions.

        Raises:
            StoreError: It is damaged or cannot be read.
        """
        with self._mutex:
            kept = self._open.get(key)
        if kept is None and not self.exists(key):
            raise StoreCorrupt("file_vanished", file=self.path(key).name)
        return (self._looked_at(key) if kept is None else kept).keyed(table)

    def _looked_at(self, key: ShardKey) -> KeyedDB:
        """Return a log to look at, and forget the one that was looked at longest ago."""
        with self._mutex:
            log = self._seen.pop(key, None)
        log = self._log(key) if log is None else log  # read while others may use theirs
        with self._mutex:
            self._seen[key] = log
            while len(self._seen) > _KEPT_IN_SIGHT:
                del self._seen[next(iter(self._seen))]
        return log

    def writing(self, key: ShardKey, table: str = SESSIONS_TABLE) -> KeyedTable:
        """Return a table of a log for writing, by default its sessions; the log then stays in memory.

        Its folder is made where it is missing.

        Raises:
            StoreError: As for ``reading``, or the folder cannot be made; ``agent_erased``.
        """
        with self._mutex:
            self.wrote = True
            log = self._open.get(key)
            log = self._seen.pop(key, None) if log is None else log
        log = self._made(key) if log is None else log
        with self._mutex:
            return self._open.setdefault(key, log).keyed(table)

    def writing_once(self, key: ShardKey) -> KeyedTable:
        """Return the sessions of a log for writing, as ``writing`` does, without keeping the log in memory.

        Raises:
            StoreError: As for ``writing``.
        """
        with self._mutex:
            self.wrote = True
            log = self._open.get(key)
        return (self._made(key) if log is None else log).keyed(SESSIONS_TABLE)

    def document(self, key: ShardKey, record_id: str, table: str = SESSIONS_TABLE) -> bytes | None:
        """Return a session, or another record, as JSON; ``None`` where it is missing or its agent is erased.

        Raises:
            StoreError: As for ``reading``.
        """
        try:
            with self.known_erased(key):
                return self.reading(key, table).encoded_one(record_id)
        except StoreError as error:
            if error.code != "agent_erased":
                raise
            return None

    @contextmanager
    def known_erased(self, key: ShardKey) -> Iterator[None]:
        """Raise ``agent_erased`` for the missing log of an erased agent, within a ``with`` block.

        Another window may have erased the agent meanwhile.

        Raises:
            StoreError: ``agent_erased``; what of the log was in memory is forgotten.
        """
        try:
            yield
        except StoreCorrupt as lost:
            if lost.code != "file_vanished" or key.agent_id not in self.erased():
                raise
            self.forget(key.agent_id)
            raise StoreError("agent_erased") from lost

    def _made(self, key: ShardKey) -> KeyedDB:
        if not self.exists(key) and key.agent_id in self.erased():
            raise StoreError("agent_erased")
        return self._log(key, create_dirs=True)

    def _log(self, key: ShardKey, *, create_dirs: bool = False) -> KeyedDB:
        path = self.path(key)
        check_own(path.parent)
        check_own(path)
        return KeyedDB(
            path,
            lock=self._lock,
            codec=self.codec(key),
            create_dirs=create_dirs,
            before_upgrade=self._before_upgrade,
            before_rewrite=partial(note_loss, self._root.parent, self._seals, self._lock, self.name(key)),
            noted=partial(noted_end, self._root.parent, self._seals, self.name(key)),
        )

    def codec(self, key: ShardKey) -> LogCodec:
        """Return the codec of a log."""
        return self._seals.codec(self.name(key))

    def exists(self, key: ShardKey) -> bool:
        """Return whether the file of a log exists.

        Raises:
            StoreError: ``not_readable``: that may not be known.
        """
        return exists_in_store(self._root.parent, self.path(key))

    def years(self, agent_id: str) -> list[ShardKey]:
        """Return the keys of an agent's logs of sessions, newest first.

        Raises:
            StoreError: The folder cannot be listed.
        """
        agent_id = safe_id(agent_id)
        keys = read_one_store(self._root.parent, lambda: self._stamps_of(agent_id))
        return sorted((key for key in keys if key.holds_sessions), reverse=True)

    def newest(self, agent_id: str, year: int) -> list[ShardKey]:
        """Return the keys of the logs in which an agent's current sessions can be, newest first.

        Where the clock is wrong, or was, those are not only the newest two: the logs of the year it says now
        and the one before count too, and those of years in which there was no such program.

        Args:
            agent_id: The agent.
            year: What the clock says.

        Raises:
            StoreError: The agent's folder cannot be listed.
        """
        years = self.years(agent_id)
        odd = (key for key in years if key.year in {year, year - 1} or key.year < _FIRST_YEAR)
        return list(dict.fromkeys((*years[:_NEWEST_LOGS], *odd)))

    def stamps(self) -> dict[ShardKey, str]:
        """Return the stamp (size and time of change) of every log by its key, in order.

        Raises:
            StoreError: A folder cannot be listed, or is a link.
        """
        return read_one_store(self._root.parent, self._all_stamps)

    def _all_stamps(self) -> dict[ShardKey, str]:
        found: dict[ShardKey, str] = {}
        for agent_id in sorted(self._agents()):
            found.update(sorted(self._stamps_of(agent_id).items()))
        return found

    def forget(self, agent_id: str) -> None:
        """Drop an agent's logs from memory, after they were removed from disk."""
        with self._mutex:
            for logs in (self._open, self._seen):
                for key in [key for key in logs if key.agent_id == agent_id]:
                    del logs[key]

    def written(self) -> dict[ShardKey, KeyedDB]:
        """Return the logs that were opened for writing through this object and stay in memory."""
        with self._mutex:
            return dict(self._open)

    def _agents(self) -> Iterator[str]:
        try:
            entries = disk.system().listdir(self._root)
        except FileNotFoundError:
            return
        except OSError as error:
            raise disk.not_readable(self._root) from error
        for entry in entries:
            if entry.is_symlink():  # passed over it would hide an agent, followed it would read elsewhere
                raise StoreError("store_is_link", file=entry.name)
            if entry.is_dir(follow_symlinks=False):
                yield entry.name

    def _stamps_of(self, agent_id: str) -> dict[ShardKey, str]:
        folder = self._root / agent_id
        try:
            return {
                ShardKey.parse(f"{agent_id}/{entry.name[: -len(_SUFFIX)]}"): mark_of(
                    disk.system().status(folder / entry.name)
                ).stamp
                for entry in disk.system().listdir(folder)
                if _LOG_NAME.fullmatch(entry.name)
            }
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise disk.not_readable(self._root) from error
