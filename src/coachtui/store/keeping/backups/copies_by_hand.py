"""Copies of the store, or of single logs, that somebody made by hand and that hold given agents."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError
from coachtui.store.keeping.backups.copy_rewriting import seals_of
from coachtui.store.keeping.checks.loose_logs import is_about, loose_logs
from coachtui.store.keeping.copies.stores_beside import stores_beside
from coachtui.store.records.identity import agents_with_folders, people_of

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.keeping.backups.backed_up import BackedUpStore


def copies_by_hand(store: BackedUpStore, of: set[str]) -> list[Path]:
    """Return the stores that somebody copied by hand and that hold anything about given agents.

    Args:
        store: The store in use.
        of: Random ids of the agents; nothing but a copy shares one.
    """
    beside = (each.path for each in stores_beside(store.root) if not each.put_aside)
    return [path for path in beside if of & _people(store, path)]


def logs_by_hand(store: BackedUpStore, of: set[str]) -> list[Path]:
    """Return the single logs that somebody copied and that may hold anything about given agents.

    Args:
        store: The store in use.
        of: Random ids of the agents.
    """
    return [path for path in loose_logs(store.root) if is_about(path, of)]


def _people(store: BackedUpStore, folder: Path) -> set[str]:
    """Return whom a store holds anything of, as far as it can be read: folders bear their ids in any case."""
    found = agents_with_folders(folder)
    with suppress(StoreError):
        found |= people_of(folder, seals_of(store, folder))
    return found
