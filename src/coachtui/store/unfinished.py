"""What was cut off in a store, by a kill or a full disk, and is ended when it is next opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError
from coachtui.store import disk, layout

if TYPE_CHECKING:
    from coachtui.store.session_store import LogSessionStore


def finish_begun(store: LogSessionStore) -> StoreError | None:
    """End erasing, importing and deleting that were cut off.

    Returns:
        What could not be ended though the store can be used; it is tried again at the next opening.

    Raises:
        StoreError: Somebody was being erased, and the store cannot be used before that is ended.
    """
    if store.erased.unfinished():
        from coachtui.store.erasure import Erasure  # noqa: PLC0415 - seldom needed

        Erasure(store).finish()
    if store.team.rewrites() and not _tried(store):
        return StoreError("rewrite_unfinished")
    if disk.is_there(store.root / layout.INCOMING):
        from coachtui.store.incoming import IncomingRecords  # noqa: PLC0415 - as above

        try:
            IncomingRecords(store).finish()
        except StoreError as error:
            return error
    return None


def _tried(store: LogSessionStore) -> bool:
    try:
        return store.rewrites.finish()
    except StoreError:
        return False
