"""Reading stored sessions quickly: an agent's newest ones, single fields, and what was read before."""

from __future__ import annotations

import threading
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, cast

import msgspec

from coachtui.store.records.documents import SESSIONS
from coachtui.store.records.index import index_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coachtui.domain.listing import SessionRow
    from coachtui.domain.session import Session
    from coachtui.store.records.session_moves import Moves
    from coachtui.store.records.shards import ShardKey, Shards


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
