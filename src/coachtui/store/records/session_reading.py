"""Reading stored sessions quickly: an agent's newest ones, single fields, and what was read before."""

from __future__ import annotations

import threading
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, cast

import msgspec

from coachtui.store.records.documents import SESSIONS
from coachtui.store.records.index import index_row
from coachtui.store.records.session_moves import UniqueSessions
from coachtui.store.records.shards import safe_id

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from coachtui.domain.errors import StoreError
    from coachtui.domain.listing import RecordRow, SessionRow
    from coachtui.domain.session import Session
    from coachtui.store.records.index import Index
    from coachtui.store.records.session_moves import Moves
    from coachtui.store.records.shards import ShardKey, Shards
    from coachtui.store.records.team import LogTeamStore


class _Glance(msgspec.Struct, frozen=True):
    """The one field of a session's document that tells a live session from others."""

    status: str = "live"


_GLANCES = msgspec.json.Decoder(_Glance)


class _Id(msgspec.Struct, frozen=True):
    id: str


class _Role(msgspec.Struct, frozen=True):
    role: str


class _Begun(msgspec.Struct, frozen=True):
    id: str
    started_at: datetime | None
    broken_off: bool = False


class _Evaluated(msgspec.Struct, frozen=True):
    agent_id: str
    contact_id: str
    status: str
    form: _Id
    rater: _Role


class _Outline(msgspec.Struct, frozen=True):
    """The fields of a session's document that its index row is made of."""

    id: str
    agent_ids: tuple[str, ...]
    kind: str
    status: str
    started_at: datetime
    contacts: tuple[_Begun, ...]
    evaluations: tuple[_Evaluated, ...]


_OUTLINES = msgspec.json.Decoder(_Outline)


def row_of(document: bytes) -> SessionRow:
    """Return the index row of a session's document.

    A document of another shape is decoded whole.

    Raises:
        StoreError: Decoding it says what is wrong.
    """
    try:
        outline = _OUTLINES.decode(document)
    except msgspec.MsgspecError:
        return index_row(SESSIONS.decode(document))
    return index_row(cast("Session", outline))  # it has every attribute that a row is made of


def may_be_live(document: bytes) -> bool:
    """Return whether a document's status is ``live``; ``True`` also where only decoding it can tell."""
    try:
        return _GLANCES.decode(document).status == "live"
    except msgspec.MsgspecError:
        return True


class SessionMemory:
    """Remembers facts of sessions by id; several threads may use it.

    Nothing here is needed to find a session again: what is missing is read from the logs.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._mutex = threading.RLock()
        self._places: dict[str, ShardKey] = {}
        self._rows: dict[str, SessionRow] = {}
        self._unknown: dict[str, dict[str, Any]] = {}

    def place_of(self, session_id: str) -> ShardKey | None:
        """Return the log that a session was last seen in, or ``None``; it may have moved since."""
        return self._places.get(session_id)

    def row_of(self, session_id: str) -> SessionRow | None:
        """Return the index row that a session had when it was read or noted, or ``None``."""
        return self._rows.get(session_id)

    def unknown_of(self, session_id: str) -> dict[str, Any] | None:
        """Return the fields of a saved session that only a newer version knows, or ``None``."""
        with self._mutex:
            return self._unknown.get(session_id)

    def note_read(self, session: Session, key: ShardKey) -> Session:
        """Remember the log and the row of a session that was read, and return the session."""
        row = index_row(session)
        with self._mutex:
            self._places[session.id] = key
            self._rows.setdefault(session.id, row)
        return session

    def note_saved(self, session_id: str, key: ShardKey, unknown: dict[str, Any]) -> None:
        """Remember the log that a session was saved to, and the fields that only a newer version knows."""
        with self._mutex:
            self._unknown[session_id] = unknown
            self._places[session_id] = key

    def note_row(self, row: SessionRow) -> None:
        """Remember the row that the index has of a session."""
        with self._mutex:
            self._rows[row.id] = row

    def forget_row(self, session_id: str) -> None:
        """Forget the row of a session, so that the index is brought up when it is next saved as final."""
        with self._mutex:
            self._rows.pop(session_id, None)

    def forget(self, session_id: str) -> ShardKey | None:
        """Forget a session; return the log that it was last seen in, or ``None``."""
        with self._mutex:
            self._rows.pop(session_id, None)
            self._unknown.pop(session_id, None)
            return self._places.pop(session_id, None)

    def forget_places_of(self, agent_id: str) -> None:
        """Forget every session's place in the logs of an agent."""
        with self._mutex:
            self._places = {k: place for k, place in self._places.items() if place.agent_id != agent_id}


class NewestSessions:
    """Reads an agent's newest logs, this year's at least; fits the port ``NewestSessions``.

    It costs the same in a store of any size.
    """

    def __init__(
        self, shards: Shards, moves: Moves, memory: SessionMemory, now: Callable[[], datetime]
    ) -> None:
        """Take what the sessions are read with.

        Args:
            shards: The logs.
            moves: Tells which copies of sessions do not count.
            memory: Told of each session read that is still live.
            now: Wall time, which says what year it is.
        """
        self._shards = shards
        self._moves = moves
        self._memory = memory
        self._now = now

    def open_session_of(self, agent_id: str) -> Session | None:
        """Return the newest session of an agent that is still live, or ``None``; builds no other session.

        Raises:
            StoreError: One of the logs cannot be read.
        """
        moved = self._moves.stale()
        for key in self._shards.newest(agent_id, self._now().year):
            live = [
                SESSIONS.decode(document)
                for session_id, document in self._shards.reading(key).encoded().items()
                if (session_id, key) not in moved and may_be_live(document)
            ]
            if live:
                return self._memory.note_read(max(live, key=attrgetter("started_at")), key)
        return None

    def sessions_of(self, agent_id: str) -> Iterator[Session]:
        """Yield an agent's sessions from the newest logs, newest first; each is built when it is asked for.

        Raises:
            StoreError: One of the logs cannot be read.
        """
        found = [(row_of(document).started_at, document) for document in self._documents_of(agent_id)]
        for _at, document in sorted(found, key=itemgetter(0), reverse=True):
            yield SESSIONS.decode(document)

    def rows_of(self, agent_id: str) -> list[SessionRow]:
        """Return a row per session in an agent's newest logs, in order of start.

        Raises:
            StoreError: One of the logs cannot be read.
        """
        return sorted(map(row_of, self._documents_of(agent_id)), key=attrgetter("started_at"))

    def _documents_of(self, agent_id: str) -> Iterator[bytes]:
        """Yield the documents of an agent's newest logs."""
        moved = self._moves.stale()
        for key in self._shards.newest(agent_id, self._now().year):
            for session_id, document in self._shards.reading(key).encoded().items():
                if (session_id, key) not in moved:
                    yield document


class StoredSessions:
    """Reads the sessions of a store: one by id, those of an agent, or all of them.

    A copy that a move to another log left behind is none of them.
    """

    def __init__(
        self, team: LogTeamStore, shards: Shards, index: Index, moves: Moves, memory: SessionMemory
    ) -> None:
        """Take what the sessions are read with.

        Args:
            team: The list of people, which says what was moved.
            shards: The logs.
            index: Where each session stands.
            moves: Tells which copies of sessions do not count.
            memory: Told of each session read by itself or of an agent.
        """
        self._team = team
        self._shards = shards
        self._index = index
        self._moves = moves
        self._memory = memory

    def get(self, session_id: str) -> Session | None:
        """Return a session, or ``None`` where there is none.

        Raises:
            StoreError: It cannot be read.
        """
        known = self._at(session_id, self._memory.place_of(session_id))
        return known or self._at(session_id, self._index.place_of(session_id, self._moves.stale()))

    def of_agent(self, agent_id: str) -> list[Session]:
        """Return all sessions of an agent in order of start; reads only that agent's logs.

        Raises:
            StoreError: One of them cannot be read.
        """
        moved = self._moves.stale()
        return sorted(
            (
                self._memory.note_read(session, key)
                for key in self._shards.years(agent_id)
                for session in self._sessions(key, moved)
            ),
            key=attrgetter("started_at"),
        )

    def every_row(self) -> tuple[list[SessionRow], list[RecordRow], dict[str, StoreError]]:
        """Return session rows, rows of other records, and errors by agent id, from one reading of the index.

        Raises:
            StoreError: None can be read.
        """
        moved, (found, unread) = self._moves.stale(), self._index.readable_rows()
        rows = [row for key, known in found.items() for row in known.rows if (row.id, key) not in moved]
        rows.sort(key=attrgetter("started_at"))
        records = [row for known in found.values() for row in known.records]
        return rows, records, {key.agent_id: error for key, error in unread.items()}

    def every(self, order: Callable[[str], str] | None = None) -> Iterator[Session]:
        """Yield all sessions, log by log; at most one log is in memory.

        One that another window moves to another log meanwhile is yielded once.

        Args:
            order: Gives an id what it is sorted by: agents, and then the sessions of each log; sessions of
                several agents come last. Without, they come as stored, which is much as they were made.

        Raises:
            StoreError: A log cannot be read.
        """
        moved, met = self._moves.stale(), UniqueSessions(self._team)
        keys = [key for key in self._shards.stamps() if key.holds_sessions]
        shared: list[str] = []
        for key in keys if order is None else sorted(keys, key=lambda key: (order(key.agent_id), key.year)):
            for session in met.new(self._sessions(key, moved, order)):
                if order is None or len(session.agent_ids) == 1:
                    yield session
                else:
                    shared.append(session.id)  # its place would tell which of its agents was named first
        if met.something_moved():
            shared += [row.id for row in self._rows() if not met.knows(row.id)]
        for session_id in sorted(shared, key=order):
            if (found := self.get(session_id)) is not None:
                yield found

    def several(self, session_ids: Collection[str]) -> Iterator[Session]:
        """Yield those of some sessions that are stored; each log is read once.

        Raises:
            StoreError: A log cannot be read.
        """
        moved = self._moves.stale()
        for key, rows in self._index.rows().items():
            found = [row.id for row in rows if row.id in session_ids and (row.id, key) not in moved]
            documents = self._shards.reading(key).encoded() if found else {}
            for session_id in found:
                if session_id in documents:  # else another window has removed it since the index was read
                    yield self._memory.note_read(SESSIONS.decode(documents[session_id]), key)

    def naming(self, agent_id: str) -> Iterator[Session]:
        """Yield every session that contains an agent's id anywhere.

        Raises:
            StoreError: A log cannot be read.
        """
        moved, wanted = self._moves.stale(), safe_id(agent_id).encode()
        for key in filter(attrgetter("holds_sessions"), self._shards.stamps()):
            for session_id, document in self._shards.reading(key).encoded().items():
                if wanted in document and (session_id, key) not in moved:
                    yield self._memory.note_read(SESSIONS.decode(document), key)

    def _rows(self) -> list[SessionRow]:
        """Return the row of every session; raises what keeps one from being read."""
        rows, _records, unread = self.every_row()
        for error in unread.values():
            raise error
        return rows

    def _sessions(
        self, key: ShardKey, moved: set[tuple[str, ShardKey]], order: Callable[[str], str] | None = None
    ) -> Iterator[Session]:
        documents = self._shards.reading(key).encoded()
        for session_id in documents if order is None else sorted(documents, key=order):
            if (session_id, key) not in moved:
                yield SESSIONS.decode(documents[session_id])

    def _at(self, session_id: str, key: ShardKey | None) -> Session | None:
        """Return a session where it was last seen; another window may have moved or erased it since."""
        if key is None or (session_id, key) in self._moves.stale():
            return None
        document = self._shards.document(key, session_id)
        return self._memory.note_read(SESSIONS.decode(document), key) if document is not None else None
