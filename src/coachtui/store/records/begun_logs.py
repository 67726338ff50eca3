"""Notes in the list of people of which other logs exist, so that the loss of one is noticed.

Otherwise erased agents would come back with an import, and pseudonyms would change, without anybody being
told. The logs that ``layout`` declares as ``noted`` are noted from the next closing on.
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
    """Note logs that exist and are not noted yet; where there are none, nothing is written.

    A list of people of an earlier schema is left as it is: a backup has to be made before the first write.

    Args:
        root: The store's folder.
        lock: Its lock.
        seals: Codecs of its logs, plain or encrypting.
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
    """Remove the note of a log that is lost for good, so that it is no longer reported.

    Raises:
        StoreError: It could not be noted.
    """
    open_team_log(root, seals, lock, whole=True).keyed(_TABLE).put_encoded({}, [name])


def lost_begun(root: Path, seals: Seals) -> set[str]:
    """Return the names of noted logs that are missing or empty.

    Where the list of people cannot be read there are none.

    Raises:
        StoreError: ``not_readable``: whether they exist may not be known.
    """
    gone = {name for name in layout.noted_names() if not has_records(root / name)}
    if not gone or not disk.is_there(root / _LOG):
        return set()
    try:
        return gone & open_team_log(root, seals).keyed(_TABLE).encoded().keys()
    except StoreError:
        return set()


def check_not_lost(root: Path, seals: Seals, name: str) -> None:
    """Check that a log to be created is not one that existed before and is lost.

    A new one in its place would hide the loss.

    Raises:
        StoreCorrupt: ``log_lost`` with the file.
        StoreError: ``not_readable``.
    """
    if name in lost_begun(root, seals):
        raise StoreCorrupt("log_lost", file=name)
