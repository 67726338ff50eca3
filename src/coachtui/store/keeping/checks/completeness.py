"""Finding logs that a store has lost, by what its index and its list of people remember of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.store.keeping.checks.traces_of_use import TEAM, has_lost_team
from coachtui.store.log import disk, layout
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_end import has_lost_records
from coachtui.store.log.place import read_one_store
from coachtui.store.records.begun_logs import lost_begun
from coachtui.store.records.erased import ErasedIds
from coachtui.store.records.identity import has_records
from coachtui.store.records.index_listing import listed
from coachtui.store.records.order_lists import Orders

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.protection.seals import Seals


def lost_logs(root: Path, seals: Seals, *, read: bool = True) -> list[str]:
    """Return the paths, in the store, of logs that are missing or have lost records at their end.

    The index, which is sealed where the store is, lists every agent's logs until the agent is erased, and
    how far each log went; and wherever there are sessions there was a list of people, which remembers which
    other logs were begun.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.
        read: Whether the logs are read; without, one that lost records is named once that was noted.

    Raises:
        StoreError: ``not_readable``.
    """
    return read_one_store(root, lambda: _lost_logs(root, seals, read=read))


def _lost_logs(root: Path, seals: Seals, *, read: bool) -> list[str]:
    erased = erased_ids(root, seals)
    logs, ends = listed(root, seals)
    gone = {name for name in (*logs, *ends) if not disk.is_there(root / name)}
    short = {
        name
        for name, end in ends.items()
        if end.lost or (read and has_lost_records(root / name, seals.codec(name), end))
    }
    lost = sorted(name for name in gone | short if layout.kind_of(name) and _agent_of(name) not in erased)
    lost += sorted(lost_begun(root, seals))
    team = [TEAM] if has_lost_team(root, seals) or TEAM in lost else []
    return [*team, *(name for name in lost if name != TEAM)]


def is_unused(root: Path, seals: Seals) -> bool:
    """Return whether nothing is stored in a store and nothing ever was, as far as can be told.

    Raises:
        StoreError: ``not_readable``.
    """
    return not has_records(root / TEAM) and not lost_logs(root, seals)


def check_team(root: Path, seals: Seals) -> None:
    """Check that a store that was used has its list of people; without it the store would look unused.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.

    Raises:
        StoreCorrupt: ``log_lost`` with the file.
        StoreError: ``not_readable``.
    """
    if has_lost_team(root, seals):
        raise StoreCorrupt("log_lost", file=TEAM)


def check_complete(root: Path, seals: Seals) -> None:
    """Check that a store has lost no log, before a copy is made that would not know of the loss.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.

    Raises:
        StoreCorrupt: ``log_lost`` with the first such file.
        StoreError: ``not_readable``.
    """
    for name in lost_logs(root, seals):
        raise StoreCorrupt("log_lost", file=name)


def erased_ids(root: Path, seals: Seals) -> set[str]:
    """Return the ids of all agents erased or being erased; none where the list cannot be read."""
    try:
        return ErasedIds(root, StoreLock(root / ".lock"), Orders(root, lambda: seals)).ids()
    except StoreError:
        return set()


def _agent_of(name: str) -> str:
    return name.removeprefix("agents/").partition("/")[0]
