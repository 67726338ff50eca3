"""Work on a store that a kill or a full disk cut off, finished when the store is next opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError
from coachtui.store.log import disk, layout

if TYPE_CHECKING:
    from coachtui.store.records.session_store import LogSessionStore


def finish_unfinished(store: LogSessionStore) -> StoreError | None:
    """Complete erasures, imports and deletions that were cut off.

    Returns:
        What could not be ended though the store can be used; it is tried again at the next opening.

    Raises:
        StoreError: Somebody was being erased, and the store cannot be used before that is ended.
    """
    if store.erased.unfinished():
        from coachtui.store.records.erasure import Erasure  # noqa: PLC0415 - seldom needed

        Erasure(store).finish()
    if store.team.rewrites() and not _tried(store):
        return StoreError("rewrite_unfinished")
    if disk.is_there(store.root / layout.INCOMING):
        from coachtui.store.records.incoming import IncomingRecords  # noqa: PLC0415 - as above

        try:
            IncomingRecords(store).finish()
        except StoreError as error:
            return error
    return None


def seal_plain_lists(store: LogSessionStore) -> StoreError | None:
    """Encrypt lists that an earlier version left plain in a protected store; a failure is returned.

    Returns:
        Why they are not encrypted, or ``erasing_unproven``: one of them held an entry that nothing proves.
    """
    if not store.seals.sealed or store.team.seals_orders():
        return None
    from coachtui.store.keeping.protection_change import seal_orders  # noqa: PLC0415 - as above

    try:
        return StoreError("erasing_unproven") if seal_orders(store.root, store.lock, store.seals) else None
    except StoreError as error:
        return error


def _tried(store: LogSessionStore) -> bool:
    try:
        return store.rewrites.finish()
    except StoreError:
        return False
