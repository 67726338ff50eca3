"""The temporary file a backup is written to: checking that nothing of value would be overwritten there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError
from coachtui.store.log import disk

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.keeping.backups.backed_up import BackedUpStore

_OURS = ("ours", "unknown")
"""A whole backup of this store that the list does not name, or what begins like one and is not whole."""

_SHORTEST = 98
"""Bytes of the shortest archive with a file in it: heads of 30, 46 and 22 bytes, without a name."""

_MAGIC = b"PK"

_PIECE = 65_536
"""Bytes read at a time."""


def check_free(store: BackedUpStore, file: Path) -> None:
    """Check that a backup's temporary path is free or holds only the rest of an unfinished backup.

    Args:
        store: The store that it is, or is to be, a backup of.
        file: The backup's own name.

    Raises:
        StoreError: ``backup_in_the_way``: something else stands there; or the list of backups cannot be read.
    """
    fresh = disk.fresh_path(file)
    if not disk.is_there(fresh):
        return
    known = store.copies.known()
    other, itself = known.get(str(fresh)), known.get(str(file))
    if other is not None and not other.begun:
        raise StoreError("backup_in_the_way", file=str(fresh))
    if itself is not None and itself.begun:
        return
    if not (_is_void(fresh) or store.ownership().look(fresh, listed=False).owner in _OURS):
        raise StoreError("backup_in_the_way", file=str(fresh))


def _is_void(path: Path) -> bool:
    """Return whether a file holds nothing: no bytes, zeros or a cut head, as after a power cut."""
    try:
        descriptor = disk.open_read(path)
    except OSError:  # no file, or one that nobody may look into
        return False
    try:
        start = disk.system().read(descriptor, _SHORTEST)
        begun = start.rstrip(b"\0")  # where a block of zeros stands first, the ones behind it may be written
        head = _MAGIC.startswith(begun[: len(_MAGIC)])
        return not begun or (head and (len(start) < _SHORTEST or _is_zero(descriptor)))
    except OSError:
        return False
    finally:
        disk.system().close(descriptor)


def _is_zero(descriptor: int) -> bool:
    """Return whether only zeros follow; reading ends at the first other byte."""
    while piece := disk.system().read(descriptor, _PIECE):
        if piece.strip(b"\0"):
            return False
    return True
