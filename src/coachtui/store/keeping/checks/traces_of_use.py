"""Telling a store that lost its list of people from one that was never used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError
from coachtui.store.log import disk, layout
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.place import read_one_store
from coachtui.store.records.identity import has_records
from coachtui.store.records.order_lists import COPIES, Orders

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.protection.seals import Seals

TEAM = "team.jsonl"
"""The list of people."""


def has_lost_team(root: Path, seals: Seals) -> bool:
    """Return whether a store was used, and its list of people is missing or empty.

    Sessions show that it was used; so do logs that are begun only once there are people, and a finished
    backup, which is made only of a store with people. A backup that was only begun, or other notes about
    backups, show nothing.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.

    Raises:
        StoreError: ``not_readable``.
    """
    return read_one_store(root, lambda: _misses_team(root, seals))


def _misses_team(root: Path, seals: Seals) -> bool:
    if has_records(root / TEAM):
        return False
    if next(root.glob("agents/*/*.jsonl"), None) is not None:
        return True
    return any(disk.is_there(root / name) for name in layout.noted_names()) or _backed_up(root, seals)


def _backed_up(root: Path, seals: Seals) -> bool:
    """Return whether a backup was made; a list of them that cannot be read may name one."""
    if not disk.is_there(root / COPIES):
        return False
    from coachtui.store.keeping.copies.copy_list import Copies  # noqa: PLC0415 - a store with people does not come here

    copies = Copies(root, StoreLock(root / ".lock"), Orders(root, lambda: seals))
    try:
        return any(not copy.begun for copy in copies.known().values())
    except StoreError:
        return True
