"""Which single logs of a store were begun: the list of people remembers it, so that a loss is noticed.

Who was erased would come back with an import, and pseudonyms would change, without anybody being told. What
``layout`` declares as noted is remembered from the next closing on, whoever begins it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.store.log import disk, layout
from coachtui.store.records.identity import has_records
from coachtui.store.records.team_log import open_team_log

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coachtui.store.log.lock import StoreLock
    from coachtui.store.protection.seals import Seals

_LOG, _TABLE = "team.jsonl", "begun"


def note_begun(root: Path, lock: StoreLock, seals: Seals, missed: Iterable[str] = ()) -> None:
    """Note what was begun since this was last done; nothing is written where that is nothing.

    A list of people of an earlier schema is left as it is: a backup has to be made before the first write.

    Args:
        root: The store's folder.
        lock: Its lock.
        seals: What its logs are written with.
        missed: Logs that were begun besides, and of which nobody has what they said.

    Raises:
        StoreError: It could not be noted.
    """
    there = {name for name in layout.noted_names() if has_records(root / name)}.union(missed)
    if not there or not has_records(root / _LOG):
        return
    database = open_team_log(root, seals, lock, whole=True)
    fresh = there - database.keyed(_TABLE).encoded().keys()
    if fresh and not database.log.older:
        database.keyed(_TABLE).put_encoded(dict.fromkeys(sorted(fresh), b"{}"))


def forget_begun(root: Path, lock: StoreLock, seals: Seals, name: str) -> None:
    """Take a log for lost: nobody misses it any more.

    Raises:
        StoreError: It could not be noted.
    """
    open_team_log(root, seals, lock, whole=True).keyed(_TABLE).put_encoded({}, [name])


def lost_begun(root: Path, seals: Seals) -> set[str]:
    """Return the logs that were begun and are gone or say nothing.

    A list of people that cannot be read says of none.

    Raises:
        StoreError: ``not_readable``: whether they are there may not be known.
    """
    gone = {name for name in layout.noted_names() if not has_records(root / name)}
    if not gone or not disk.is_there(root / _LOG):
        return set()
    try:
        return gone & open_team_log(root, seals).keyed(_TABLE).encoded().keys()
    except StoreError:
        return set()


def check_not_lost(root: Path, seals: Seals, name: str) -> None:
    """Refuse to begin a log a second time: nobody would know any more that the first one is lost.

    Raises:
        StoreCorrupt: ``log_lost`` with the file.
        StoreError: ``not_readable``.
    """
    if name in lost_begun(root, seals):
        raise StoreCorrupt("log_lost", file=name)
