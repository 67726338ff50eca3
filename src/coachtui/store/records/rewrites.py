"""Logs to be written anew because something was deleted from them: noted before, ended whenever cut off."""

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
    """Takes records out of logs so that nothing of their text stays, now or at the next opening."""

    def __init__(self, team: LogTeamStore, shards: Shards, lock: StoreLock) -> None:
        """Take the log that holds the notes, the logs that sessions are deleted from, and the lock."""
        self._team = team
        self._shards = shards
        self._lock = lock

    def remove(self, key: ShardKey, record_id: str, table: str = SESSIONS_TABLE) -> None:
        """Take a session, or another record, out of a log, and write that log anew.

        So no earlier revision stays in it. Where that fails the record is gone all the same; its bytes go
        with ``finish``.

        Raises:
            StoreError: The record is still there.
        """
        with self._lock.held():
            self.begin(key)
            self._shards.writing(key, table).put_encoded({}, [record_id])
            self._write_anew(key)

    def begin(self, key: ShardKey) -> None:
        """Note that a log is to be written anew, before what is in it becomes an earlier revision.

        Raises:
            StoreError: It could not be noted.
        """
        self._team.begin_rewrite(str(key))

    def finish(self) -> bool:
        """Write every log anew that is noted; return whether none is left.

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
    """Write every log of a store anew that is noted, before it is copied.

    Raises:
        StoreError: ``rewrite_unfinished``: one could not be; or others keep the lock.
    """
    team = LogTeamStore(root / "team.jsonl", lock, seals)
    if not Rewrites(team, Shards(root / "agents", lock, seals), lock).finish():
        raise StoreError("rewrite_unfinished")
