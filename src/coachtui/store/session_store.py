"""Sessions on disk: the door through which everything else reads and writes them."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from coachtui.domain.errors import StoreError
from coachtui.store.content_copies import ContentCopies
from coachtui.store.documents import SESSIONS
from coachtui.store.erased import ErasedIds
from coachtui.store.glances import may_be_live, row_of
from coachtui.store.index import Index, index_row
from coachtui.store.leases import HeldLease, Leases
from coachtui.store.lock import StoreLock
from coachtui.store.log_storage import nothing
from coachtui.store.moves import MetOnce, Moves
from coachtui.store.orders import Orders
from coachtui.store.reserve import Reserve
from coachtui.store.rewrites import Rewrites
from coachtui.store.saver import Pace, SaverThread
from coachtui.store.seals import PlainSeals, Seals
from coachtui.store.shards import ShardKey, Shards, key_of, safe_id
from coachtui.store.team import LogTeamStore

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from coachtui.domain.listing import SessionRow
    from coachtui.domain.saving import SaveState
    from coachtui.domain.session import Session


class LogSessionStore:
    """Keeps sessions in one log per agent and year; fits the port ``SessionStore``."""

    def __init__(
        self,
        root: Path,
        now: Callable[[], datetime],
        seals: Seals | None = None,
        before_upgrade: Callable[[], None] = nothing,
    ) -> None:
        """Name the store; nothing is read or made before it is asked for.

        Args:
            root: The store's folder.
            now: Wall time, for the saver's reports.
            seals: What its logs are written with; without, anyone can read them.
            before_upgrade: Called before the first write to a log of an earlier schema: makes a backup.
        """
        self.seals = seals = seals or PlainSeals(root)
        self._now = now
        self.root = root
        self.lock = StoreLock(root / ".lock")
        self.erased = ErasedIds(root, self.lock, Orders(root, lambda: seals))
        self.shards = Shards(root / "agents", self.lock, seals, self.erased.ids, before_upgrade)
        self._index = Index(root / "index.jsonl", self.shards, self.lock, seals)
        self._leases = Leases(root / "leases")
        self._content = ContentCopies(root / "content")
        self.team = LogTeamStore(root / "team.jsonl", self.lock, seals, self.erased.ids, before_upgrade)
        self.rewrites = Rewrites(self.team, self.shards, self.lock)
        self._moves = Moves(self.team, self.shards, self.lock, self.rewrites)
        self._wrote = False
        self._mutex = threading.RLock()  # for the three that follow: several threads use one store
        self._places: dict[str, ShardKey] = {}
        self._noted: dict[str, SessionRow] = {}
        self._unknown: dict[str, dict[str, Any]] = {}

    # -- writing

    def put(self, session: Session) -> None:
        """Save one session durably: one append, one sync.

        A session whose agent has changed moves to that agent's log. When it is no longer live, its row in
        the index is brought up too; a failure there is harmless.

        Args:
            session: The newest revision.

        Raises:
            StoreError: It was not saved.
        """
        key = key_of(session)
        source = self._places.get(session.id, key)
        with self._moves.moving(session.id, source, key) if source != key else nullcontext():
            self._append(session, key)
        if session.status == "live":
            with self._mutex:
                self._noted.pop(session.id, None)  # no row is made for an answer: the index has none of it
            return
        row = index_row(session)
        if self._noted.get(session.id) != row:
            self._index.bring_up({key, source})
        with self._mutex:
            self._noted[session.id] = row

    def _append(self, session: Session, key: ShardKey) -> None:
        self._wrote = True
        table = self.shards.writing(key)
        with self._mutex:
            unknown = self._unknown.get(session.id)
        if unknown is None:
            unknown = SESSIONS.unknown(table.encoded_one(safe_id(session.id)))
        table.put_encoded({session.id: SESSIONS.encode(session, unknown)})
        with self._mutex:
            self._unknown[session.id] = unknown
            self._places[session.id] = key

    def append_many(self, agent_id: str, year: int, sessions: Iterable[Session]) -> None:
        """Store many sessions of one agent and year in one commit.

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
        self._wrote = True
        table = self.shards.writing_once(key)
        with table.log.exclusive():
            before = table.log.stamp
            table.put_encoded({safe_id(session.id): SESSIONS.encode(session) for session in batch})
            self._index.extend(key, before, map(index_row, batch), table.log.stamp)
            self._index.reached(self.shards.name(key), table.log.written_to)

    def remove(self, session: Session) -> None:
        """Take a session away for good; nothing of its text stays in its log.

        Raises:
            StoreError: It is still there.
        """
        self._moves.finish()  # else the copy that a cut-off move left would be the session from now on
        with self._mutex:
            key = self._places.pop(session.id, key_of(session))
            self._noted.pop(session.id, None)
            self._unknown.pop(session.id, None)
        if self.shards.exists(key):
            self._wrote = True
            self.rewrites.remove(key, session.id)

    # -- reading

    def get(self, session_id: str) -> Session | None:
        """Return a session, or ``None``.

        Raises:
            StoreError: It cannot be read.
        """
        known = self._at(session_id, self._places.get(session_id))
        return known or self._at(session_id, self._place(session_id))

    def of_agent(self, agent_id: str) -> list[Session]:
        """Return every session of an agent in order of start; reads only that agent's logs.

        Raises:
            StoreError: One of them cannot be read.
        """
        moved = self._moves.stale()
        return sorted(
            (
                self._known(session, key)
                for key in self.shards.years(agent_id)
                for session in self._sessions(key, moved)
            ),
            key=attrgetter("started_at"),
        )

    def open_session_of(self, agent_id: str) -> Session | None:
        """Return the newest session of an agent that is still live, or ``None``.

        Reads only that agent's newest logs, never the index, and builds no session that is not live.

        Raises:
            StoreError: One of the logs cannot be read.
        """
        moved = self._moves.stale()
        for key in self.shards.newest(agent_id, self._now().year):
            live = [
                SESSIONS.decode(document)
                for session_id, document in self.shards.reading(key).encoded().items()
                if (session_id, key) not in moved and may_be_live(document)
            ]
            if live:
                return self._known(max(live, key=attrgetter("started_at")), key)
        return None

    def newest_of(self, agent_id: str) -> Iterator[Session]:
        """Yield an agent's sessions from the newest logs, newest first; each is made when it is asked for.

        Raises:
            StoreError: One of the logs cannot be read.
        """
        moved = self._moves.stale()
        found = [
            (row_of(document).started_at, document)
            for key in self.shards.newest(agent_id, self._now().year)
            for session_id, document in self.shards.reading(key).encoded().items()
            if (session_id, key) not in moved
        ]
        yield from (
            SESSIONS.decode(document) for _at, document in sorted(found, key=itemgetter(0), reverse=True)
        )

    def recent_rows(self, agent_id: str) -> list[SessionRow]:
        """Return a row per session in an agent's newest logs, in order of start; never reads the index.

        Raises:
            StoreError: One of the logs cannot be read.
        """
        moved = self._moves.stale()
        rows = [
            row_of(document)
            for key in self.shards.newest(agent_id, self._now().year)
            for session_id, document in self.shards.reading(key).encoded().items()
            if (session_id, key) not in moved
        ]
        return sorted(rows, key=attrgetter("started_at"))

    def rows(self) -> list[SessionRow]:
        """Return a row per session in order of start, from the index; reads only logs it is stale on.

        Raises:
            StoreError: Such a log cannot be read.
        """
        rows, unread = self.readable_rows()
        for error in unread.values():
            raise error
        return rows

    def readable_rows(self) -> tuple[list[SessionRow], dict[str, StoreError]]:
        """Return the rows that can be read, as ``rows`` does, and by agent id why those of others cannot be.

        Raises:
            StoreError: None can be read.
        """
        moved, (found, unread) = self._moves.stale(), self._index.readable_rows()
        rows = [row for key, some in found.items() for row in some if (row.id, key) not in moved]
        rows.sort(key=attrgetter("started_at"))
        return rows, {key.agent_id: error for key, error in unread.items()}

    def every(self, order: Callable[[str], str] | None = None) -> Iterator[Session]:
        """Yield all sessions, log by log, without holding more than one log in memory.

        One that another window moves to another log meanwhile is yielded once.

        Args:
            order: Gives an id what it is sorted by: agents, and then the sessions of each log; sessions of
                several agents come last. Without, they come as stored, which is much as they were made.

        Raises:
            StoreError: A log cannot be read.
        """
        moved, met = self._moves.stale(), MetOnce(self.team)
        keys = self.shards.stamps()
        shared: list[str] = []
        for key in keys if order is None else sorted(keys, key=lambda key: (order(key.agent_id), key.year)):
            for session in met.new(self._sessions(key, moved, order)):
                if order is None or len(session.agent_ids) == 1:
                    yield session
                else:
                    shared.append(session.id)  # its place would tell which of its agents was named first
        if met.something_moved():
            shared += [row.id for row in self.rows() if not met.knows(row.id)]
        for session_id in sorted(shared, key=order):
            found = self.get(session_id)
            if found is not None:
                yield found

    def several(self, session_ids: Collection[str]) -> Iterator[Session]:
        """Yield those of the sessions that are stored, reading each log they are in once.

        Raises:
            StoreError: A log cannot be read.
        """
        moved = self._moves.stale()
        for key, rows in self._index.rows().items():
            found = [row.id for row in rows if row.id in session_ids and (row.id, key) not in moved]
            documents = self.shards.reading(key).encoded() if found else {}
            for session_id in found:
                if session_id in documents:  # else another window has removed it since the index was read
                    yield self._known(SESSIONS.decode(documents[session_id]), key)

    def _sessions(
        self, key: ShardKey, moved: set[tuple[str, ShardKey]], order: Callable[[str], str] | None = None
    ) -> Iterator[Session]:
        documents = self.shards.reading(key).encoded()
        for session_id in documents if order is None else sorted(documents, key=order):
            if (session_id, key) not in moved:
                yield SESSIONS.decode(documents[session_id])

    def _known(self, session: Session, key: ShardKey) -> Session:
        row = index_row(session)
        with self._mutex:
            self._places[session.id] = key
            self._noted.setdefault(session.id, row)
        return session

    def _at(self, session_id: str, key: ShardKey | None) -> Session | None:
        """Return a session where it was last seen; another window may have moved or removed it since."""
        if key is None or (session_id, key) in self._moves.stale():
            return None
        document = self.shards.reading(key).encoded_one(session_id)
        return self._known(SESSIONS.decode(document), key) if document is not None else None

    def _place(self, session_id: str) -> ShardKey | None:
        return self._index.place_of(session_id, self._moves.stale())

    # -- erasing

    def naming(self, agent_id: str) -> Iterator[Session]:
        """Yield every session in which an agent's id stands, in whatever place.

        Raises:
            StoreError: A log cannot be read.
        """
        moved, wanted = self._moves.stale(), safe_id(agent_id).encode()
        for key in self.shards.stamps():
            for session_id, document in self.shards.reading(key).encoded().items():
                if wanted in document and (session_id, key) not in moved:
                    yield self._known(SESSIONS.decode(document), key)

    def put_as_it_is(self, session: Session) -> None:
        """Store a session in its agent's log, whatever other log it stood in."""
        self._append(session, key_of(session))

    def forget(self, agent_id: str) -> None:
        """Take an agent out of the list of people and out of the index, and all earlier bytes of both.

        Raises:
            StoreError: It was cut off.
        """
        with self._mutex:
            self._places = {k: place for k, place in self._places.items() if place.agent_id != agent_id}
        self.shards.forget(agent_id)
        self._index.forget(agent_id)
        self.team.forget(agent_id)

    def lease(self, session_id: str) -> HeldLease:
        """Claim a session for this window.

        Raises:
            StoreBusy: ``session_open_elsewhere``.
            StoreError: The claim cannot be written down here.
        """
        return self._leases.take(session_id)

    def saver(self, on_state: Callable[[SaveState], None], pace: Pace | None = None) -> SaverThread:
        """Return a saver; ``on_state`` is called from its thread."""
        return SaverThread(self.put, self._now, on_state, pace or Pace())

    def keep_content(self, content_id: str, version: int, text: str) -> None:
        """Keep a copy of a form or model as first used; does nothing when it is there.

        Raises:
            StoreError: It could not be written.
        """
        self._content.keep(content_id, version, text)

    def kept_content(self, content_id: str, version: int) -> str | None:
        """Return the text of a copy, or ``None``.

        Raises:
            StoreError: It cannot be read.
        """
        return self._content.kept(content_id, version)

    def recovered(self) -> int:
        """Return how many bytes of cut-off appends were set aside since the store was opened."""
        return sum(log.log.recovered for log in self.shards.written().values())

    def close(self) -> None:
        """Compact what has grown, drop torn copies, bring the index up; a failure is harmless.

        A store that was only read is left as it is, so commands that only read never need the lock.
        """
        if not (self._wrote or self.team.wrote):
            return
        try:
            self._moves.finish()
        except StoreError:
            return
        written = self.shards.written()
        for log in written.values():
            log.log.tidy()
        self._index.reached("team.jsonl", self.team.written_to)
        self._index.bring_up(written)
        self.team.tidy()
        Reserve(self.root).keep()
