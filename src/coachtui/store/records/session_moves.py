"""Moving sessions between agents' logs, so that each is seen exactly once even if a move is cut off."""

from __future__ import annotations

from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coachtui.store.records.team import Move

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coachtui.domain.session import Session
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.records.rewrites import Rewrites
    from coachtui.store.records.shards import ShardKey, Shards
    from coachtui.store.records.team import LogTeamStore


class Moves:
    """Moves sessions between logs, with a note of each move from before its first step to after its last.

    The store is locked from the first step to the last, so that a note found under the lock is one of a
    move that was cut off, never of one on its way in another window.
    """

    def __init__(self, team: LogTeamStore, shards: Shards, lock: StoreLock, rewrites: Rewrites) -> None:
        """Take the log that holds the notes, the logs that sessions move between, and the store's lock."""
        self._team = team
        self._shards = shards
        self._lock = lock
        self._rewrites = rewrites

    def stale(self) -> set[tuple[str, ShardKey]]:
        """Return, as id and log, old copies of moved sessions; they do not count.

        Raises:
            StoreError: The notes or a log named in them cannot be read.
        """
        return {
            (session_id, move.source)
            for session_id, move in self._team.moves().items()
            if self._shards.exists(move.target)
            and self._shards.reading(move.target).encoded_one(session_id) is not None
        }

    @contextmanager
    def moving(self, session_id: str, source: ShardKey, target: ShardKey) -> Iterator[None]:
        """Move a session from ``source`` to ``target``; the ``with`` block stores it there.

        The move is noted before the block. After it the session is deleted from ``source``.

        Raises:
            StoreError: A step failed; the session is shown once all the same, and ``finish`` ends the move.
        """
        with self._lock.held():
            self._team.begin_move(session_id, Move(source=source, target=target))
            yield
            self._end(session_id, source)

    def finish(self) -> None:
        """Complete the moves that were cut off.

        Raises:
            StoreError: It failed; it can be done later.
        """
        if not self._team.moves():
            return
        with self._lock.held():
            for session_id, source in self.stale():
                self._end(session_id, source)
            for session_id in self._team.moves():
                self._team.end_move(session_id)

    def _end(self, session_id: str, source: ShardKey) -> None:
        self._rewrites.remove(source, session_id)
        self._team.end_move(session_id)


class UniqueSessions:
    """Filters a walk through all logs, so that a session moved meanwhile is not met twice.

    Of each session met only eight bytes are kept, so that a walk through a large store stays small.
    """

    def __init__(self, team: LogTeamStore) -> None:
        """Take the log that every move is noted in."""
        self._team = team
        self._before = team.mark()
        self._met = array("q")
        self._known: set[int] | None = None

    def new(self, sessions: Iterable[Session]) -> Iterator[Session]:
        """Yield those of some sessions that were not met before; all must come from one reading of a log."""
        moved: bool | None = None
        for session in sessions:
            if moved is None:  # asked once the log is read: what moves later is not in this reading
                moved = self.something_moved()
            if not (moved and self.knows(session.id)):
                self._met.append(hash(session.id))
                if self._known is not None:
                    self._known.add(hash(session.id))
                yield session

    def something_moved(self) -> bool:
        """Return whether a session may have been moved since the walk began.

        Raises:
            StoreError: ``not_readable``.
        """
        return self._team.mark() != self._before

    def knows(self, session_id: str) -> bool:
        """Return whether a session was met in this walk."""
        if self._known is None:
            self._known = set(self._met)
        return hash(session_id) in self._known
