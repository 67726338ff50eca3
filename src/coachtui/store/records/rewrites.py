"""Rewriting logs from which something was deleted; noted before, so that a kill only delays it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError
from coachtui.store.records.shards import SESSIONS_TABLE, ShardKey, Shards
from coachtui.store.records.team import LogTeamStore

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.log.lock import StoreLock
    from coachtui.store.protection.seals import Seals


class Rewrites:
    """Deletes records from logs and rewrites the logs, so that nothing of their text stays."""

    def __init__(self, team: LogTeamStore, shards: Shards, lock: StoreLock) -> None:
        """Take the log that holds the notes, the logs that sessions are deleted from, and the lock."""
        self._team = team
        self._shards = shards
        self._lock = lock

    def remove(self, key: ShardKey, record_id: str, table: str = SESSIONS_TABLE) -> None:
        """Delete a session, or another record, from a log and rewrite the log.

        So no earlier revision stays in it. Where rewriting fails the record is gone all the same; its bytes
        go with ``finish``.

        Args:
            key: The log.
            record_id: The session's or record's id.
            table: Its table in the log.

        Raises:
            StoreError: The record is still there.
        """
        with self._lock.held():
            self.begin(key)
            self._shards.writing(key, table).put_encoded({}, [record_id])
            self._write_anew(key)

    def begin(self, key: ShardKey) -> None:
        """Note that a log is to be rewritten; this comes before the change that makes it necessary.

        Raises:
            StoreError: It could not be noted.
        """
        self._team.begin_rewrite(str(key))

    def finish(self) -> bool:
        """Rewrite every noted log; return whether none is left to do.

        Raises:
            StoreError: Others keep the lock, or the notes cannot be read.
        """
        if not self._team.rewrites():
            return True
        with self._lock.held():
            done = [self._write_anew(key) for key in self._noted()]  # one that fails keeps no other from it
            return all(done)

    def _noted(self) -> list[ShardKey]:
        return [ShardKey.parse(name) for name in self._team.rewrites()]

    def _write_anew(self, key: ShardKey) -> bool:
        done = not self._shards.exists(key) or self._shards.writing_once(key).log.tidy(force=True)
        if done:
            with suppress(StoreError):  # it is written anew once more, which does no harm
                self._team.end_rewrite(str(key))
        return done


def finish_rewrites(root: Path, lock: StoreLock, seals: Seals) -> None:
    """Rewrite every noted log of a store, before the store is copied.

    Raises:
        StoreError: ``rewrite_unfinished``: one could not be; or others keep the lock.
    """
    team = LogTeamStore(root / "team.jsonl", lock, seals)
    if not Rewrites(team, Shards(root / "agents", lock, seals), lock).finish():
        raise StoreError("rewrite_unfinished")
