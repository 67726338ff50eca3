"""Opening a store: checking that it is the user's, and finishing what a kill left unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.keeping.swap import finish_swap
from coachtui.store.log.access import check_access

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from coachtui.domain.errors import StoreError
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.protection.seals import Seals
    from coachtui.store.records.session_store import LogSessionStore


def open_protection(root: Path) -> StoreProtection:
    """Return the protection of a store, after checking its owner and finishing a cut-off exchange.

    Raises:
        StoreError: ``store_foreign`` or ``store_is_link``: the store is not the user's own.
    """
    check_access(root)
    finish_swap(root)
    return StoreProtection(root)


def open_sessions(
    root: Path,
    now: Callable[[], datetime],
    seals: Seals,
    before_upgrade: Callable[[StoreLock], None],
) -> tuple[LogSessionStore, StoreError | None]:
    """Open a store's sessions, after completing erasures, imports and deletions that were cut off.

    Args:
        root: The store's folder.
        now: Wall time.
        seals: Codecs of its logs, plain or encrypting.
        before_upgrade: Called under the store's lock, with it, before the first write to a log of an
            earlier schema: makes a backup.

    Returns:
        The store, and what could not be ended though it can be used; that is tried again at the next opening.

    Raises:
        StoreError: People are lost, or somebody was being erased and that cannot be ended.
    """
    from coachtui.store.keeping.checks.completeness import check_team  # noqa: PLC0415 - a passphrase is asked for without
    from coachtui.store.keeping.unfinished_work import finish_unfinished, seal_plain_lists  # noqa: PLC0415 - as above
    from coachtui.store.records.session_store import LogSessionStore  # noqa: PLC0415 - as above

    check_team(root, seals)
    store = LogSessionStore(root, now, seals, lambda: before_upgrade(store.lock))
    unsealed = seal_plain_lists(store)
    return store, _told(finish_unfinished(store) or unsealed)


def _told(error: StoreError | None) -> StoreError | None:
    """Return an error without where it was raised: what stood there holds the store and its key."""
    return None if error is None else type(error)(error.code, **error.facts)
