"""The store of sessions: saving, reading, deleting and erasing them."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError
from coachtui.domain.session import Session
from coachtui.store.log.claim import HeldLease
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_storage import do_nothing
from coachtui.store.log.reserve import Reserve
from coachtui.store.protection.seals import PlainSeals, Seals
from coachtui.store.records.content_copies import ContentCopies
from coachtui.store.records.documents import SESSIONS
from coachtui.store.records.erased import ErasedIds
from coachtui.store.records.index import Index, index_row
from coachtui.store.records.leases import Leases
from coachtui.store.records.order_lists import Orders
from coachtui.store.records.rewrites import Rewrites
from coachtui.store.records.saver import Pace, SaverThread
from coachtui.store.records.session_moves import Moves
from coachtui.store.records.session_reading import NewestSessions, SessionMemory, StoredSessions
from coachtui.store.records.shards import ShardKey, Shards, key_of, safe_id
from coachtui.store.records.team import LogTeamStore

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from coachtui.domain.listing import RecordRow, SessionRow
    from coachtui.domain.record import AnyRecord
    from coachtui.domain.saving import SaveState
    from coachtui.store.records.record_store import LogRecordStore


class LogSessionStore:
    """Stores sessions in one log per agent and year; fits the port ``SessionStore``.

    Attributes:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.
        lock: Its write lock.
        erased: The list of erased agents.
        shards: The logs of agents.
        index: The index.
        team: The list of people.
        rewrites: Deletes from logs so that no text stays.
        stored: The sessions, for reading.
        newest: Each agent's newest sessions, read without the index.
    """

    def __init__(
        self,
        root: Path,
        now: Callable[[], datetime],
        seals: Seals | None = None,
        before_upgrade: Callable[[], None] = do_nothing,
    ) -> None:
        """Name the store; nothing is read or made before it is asked for.

        Args:
            root: The store's folder.
            now: Wall time, for the saver's reports.
            seals: Codecs of its logs; without, they are plain.
            before_upgrade: Called before the first write to a log of an earlier schema: makes a backup.
        """
        self.seals = seals = seals or PlainSeals(root)
        self._now = now
        self.root = root
        self.lock = StoreLock(root / ".lock")
        self.erased = ErasedIds(root, self.lock, Orders(root, lambda: seals))
        self.shards = Shards(root / "agents", self.lock, seals, self.erased.ids, before_upgrade)
        self.index = Index(root / "index.jsonl", self.shards, self.lock, seals)
        self._leases = Leases(root / "leases")
        self._content = ContentCopies(root / "content")
        self.team = LogTeamStore(root / "team.jsonl", self.lock, seals, self.erased.ids, before_upgrade)
        self.rewrites = Rewrites(self.team, self.shards, self.lock)
        self._moves = Moves(self.team, self.shards, self.lock, self.rewrites)
        self._memory = SessionMemory()
        self.stored = StoredSessions(self.team, self.shards, self.index, self._moves, self._memory)
        self.newest = NewestSessions(self.shards, self._moves, self._memory, now)

    @cached_property
    def records(self) -> LogRecordStore:
        """Records of other kinds than sessions."""
        from coachtui.store.records.record_store import LogRecordStore  # noqa: PLC0415 - no live session needs them

        return LogRecordStore(self.shards, self.rewrites, self.index)

    # -- writing

    def put(self, session: Session) -> None:
        """Save one session durably: one append, one fsync.

        A session whose agent has changed moves to that agent's log. When it is no longer live, its row in
        the index is brought up too; a failure there is harmless.

        Args:
            session: The newest revision.

        Raises:
            StoreError: It was not saved.
        """
        key = key_of(session)
        source = self._memory.place_of(session.id) or key
        with self._moves.moving(session.id, source, key) if source != key else nullcontext():
            self.append(session, key)
        if session.status == "live":
            self._memory.forget_row(session.id)  # no row is made for an answer: the index has none of it
            return
        row = index_row(session)
        if self._memory.row_of(session.id) != row:
            self.index.update({key, source})
        self._memory.note_row(row)

    def append(self, session: Session, key: ShardKey) -> None:
        """Save a session durably in a given log; a copy in another log is left there.

        Args:
            session: The session.
            key: The log.

        Raises:
            StoreError: It was not saved; ``agent_erased``: the log's agent was erased meanwhile.
        """
        unknown = self._memory.unknown_of(session.id)
        with self.shards.known_erased(key):
            table = self.shards.writing(key)
            if unknown is None:
                unknown = SESSIONS.unknown(table.encoded_one(safe_id(session.id)))
            table.put_encoded({session.id: SESSIONS.encode(session, unknown)})
        self._memory.note_saved(session.id, key, unknown)

    def append_many(self, agent_id: str, year: int, sessions: Iterable[Session]) -> None:
        """Save many sessions of one agent and year in one commit.

        Args:
            agent_id: Their agent.
            year: The local year all of them began in.
            sessions: The sessions.

        Raises:
            StoreError: None was stored; ``wrong_log`` where one belongs elsewhere.
        """
        batch = list(sessions)
        key = ShardKey(safe_id(agent_id), year)
        if any(key_of(session) != key for session in batch):
            raise StoreError("wrong_log")
        table = self.shards.writing_once(key)
        with table.log.exclusive():
            before = table.log.stamp
            table.put_encoded({safe_id(session.id): SESSIONS.encode(session) for session in batch})
            self.index.extend(key, before, map(index_row, batch), table.log.stamp)
            self.index.note_durable(self.shards.name(key), table.log.written_to)

    def remove(self, session: Session) -> None:
        """Delete a session, with all its text in its log.

        Raises:
            StoreError: It is still there.
        """
        self._moves.finish()  # else the copy that a cut-off move left would be the session from now on
        key = self._memory.forget(session.id) or key_of(session)
        if self.shards.exists(key):
            self.rewrites.remove(key, session.id)

    # -- reading

    def get(self, session_id: str) -> Session | None:
        """Return a session, or ``None`` where there is none.

        Raises:
            StoreError: It cannot be read.
        """
        return self.stored.get(session_id)

    def of_agent(self, agent_id: str) -> list[Session]:
        """Return all sessions of an agent in order of start; reads only that agent's logs.

        Raises:
            StoreError: One of them cannot be read.
        """
        return self.stored.of_agent(agent_id)

    def rows(self) -> list[SessionRow]:
        """Return the index row of every session in order of start; only logs changed since are read.

        Raises:
            StoreError: Such a log cannot be read.
        """
        rows, unread = self.readable_rows()
        for error in unread.values():
            raise error
        return rows

    def readable_rows(self) -> tuple[list[SessionRow], dict[str, StoreError]]:
        """Return the rows that can be read, as ``rows`` does, and by agent id the errors of the others.

        Raises:
            StoreError: None can be read.
        """
        rows, _records, unread = self.every_row()
        return rows, unread

    def every_row(self) -> tuple[list[SessionRow], list[RecordRow], dict[str, StoreError]]:
        """Return session rows, rows of other records, and errors by agent id, from one reading of the index.

        Raises:
            StoreError: None can be read.
        """
        return self.stored.every_row()

    def every(self, order: Callable[[str], str] | None = None) -> Iterator[Session]:
        """Yield all sessions, log by log; at most one log is in memory.

        One that another window moves to another log meanwhile is yielded once.

        Args:
            order: Gives an id what it is sorted by: agents, and then the sessions of each log; sessions of
                several agents come last. Without, they come as stored, which is much as they were made.

        Raises:
            StoreError: A log cannot be read.
        """
        return self.stored.every(order)

    def several(self, session_ids: Collection[str]) -> Iterator[Session]:
        """Yield those of some sessions that are stored; each log is read once.

        Raises:
            StoreError: A log cannot be read.
        """
        return self.stored.several(session_ids)

    # -- erasing

    def forget(self, agent_id: str) -> None:
        """Erase an agent from the list of people and the index, with all earlier bytes of both.

        Raises:
            StoreError: It was cut off.
        """
        self._memory.forget_places_of(agent_id)
        self.shards.forget(agent_id)
        self.index.forget(agent_id)
        self.team.forget(agent_id)

    def lease(self, session_id: str) -> HeldLease:
        """Take the lease of a session, so that only this window writes to it.

        Raises:
            StoreBusy: ``session_open_elsewhere``.
            StoreError: The claim cannot be written down here.
        """
        return self._leases.take(session_id)

    def saver(self, on_state: Callable[[SaveState], None], pace: Pace | None = None) -> SaverThread:
        """Return a saver for sessions and other records; it calls ``on_state`` from its own thread.

        Args:
            on_state: Called with every new state of saving.
            pace: How long it waits, if not as usual.
        """
        return SaverThread(self._save, self._now, on_state, pace or Pace())

    def _save(self, record: AnyRecord) -> None:
        self.put(record) if isinstance(record, Session) else self.records.put(record)

    def keep_content(self, content_id: str, version: int, text: str) -> None:
        """Keep a copy of a form or model as first used, unless there is one of that version.

        Raises:
            StoreError: It could not be written.
        """
        self._content.keep(content_id, version, text)

    def kept_content(self, content_id: str, version: int) -> str | None:
        """Return the text of a kept form or model, or ``None``.

        Raises:
            StoreError: It cannot be read.
        """
        return self._content.kept(content_id, version)

    def close(self) -> None:
        """Compact grown logs, remove kept torn writes and update the index; a failure is harmless.

        A store that was only read is left as it is, so commands that only read never need the lock.
        """
        if not (self.shards.wrote or self.team.wrote):
            return
        try:
            self._moves.finish()
        except StoreError:
            return
        written = self.shards.written()
        for log in written.values():
            log.log.tidy()
        self.index.note_durable("team.jsonl", self.team.written_to)
        self.index.update(written)
        self.team.tidy()
        Reserve(self.root).keep()
