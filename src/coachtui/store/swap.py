"""A whole new store in the place of the old one: there after a kill as it was before, or as it is to be."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy, StoreError
from coachtui.store import disk
from coachtui.store.claim import claim_on
from coachtui.store.lock import StoreLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_COMPLETE = ".complete"


def _next(root: Path) -> Path:
    return root.with_name(root.name + ".next")


def _old(root: Path) -> Path:
    return root.with_name(root.name + ".old")


@contextmanager
def swapping(root: Path, verify: Callable[[Path], None], keep: Path | None = None) -> Iterator[Path]:
    """Build a new store in the ``with`` block; it takes the old one's place when the block ends well.

    The old store is locked for as long; nothing of it is changed before the new one is whole, verified and
    durable.

    Args:
        root: The store's folder; it need not exist.
        verify: Looks at the new store; whatever it raises leaves the old one in its place.
        keep: Where the old store is to stay; ``None`` removes it.

    Yields:
        An empty folder for the new store.

    Raises:
        StoreBusy: A session is open in a window, or others keep the lock.
        StoreError: The disk does not take it; the old store is in its place.
    """
    finish_swap(root)
    try:
        disk.make_folders(root)
        with StoreLock(root / ".lock").held():
            check_nobody_writes(root)
            disk.remove_tree(_next(root))
            disk.make_folders(_next(root))
            yield _next(root)
            verify(_next(root))
            disk.write_whole(_next(root) / _COMPLETE, [b""])
            _exchange(root, keep)
    except OSError as error:
        raise disk.as_store_error(error, root) from error
    finally:
        _clear(root)


def finish_swap(root: Path) -> None:
    """Finish what a kill in the middle of an exchange left; changes nothing where there was none.

    Raises:
        StoreError: The disk does not take it.
    """
    try:
        if not disk.is_there(root) and disk.is_there(_next(root) / _COMPLETE):
            disk.replace(_next(root), root)
        if disk.is_there(root) and disk.is_there(_old(root)):
            disk.remove_tree(_old(root))
        if disk.is_there(root / _COMPLETE):
            disk.remove(root / _COMPLETE)
        if disk.is_there(root) and disk.is_there(_next(root)):
            _clear_next(root)
    except OSError as error:
        raise disk.as_folder_error(error, root) from error


def _clear_next(root: Path) -> None:
    """Remove a new store that a kill left half built, unless another window is at it or nothing can be."""
    with suppress(StoreError, OSError), StoreLock(root / ".lock", timeout=0).held():
        disk.remove_tree(_next(root))


def check_nobody_writes(root: Path) -> None:
    """Refuse while a session of the store is open in a window.

    Raises:
        StoreBusy: ``session_open_elsewhere``.
    """
    leases = root / "leases"
    if not disk.is_there(leases):
        return
    for entry in disk.system().listdir(leases):
        claim = claim_on(leases / entry.name)
        if not claim.take():
            raise StoreBusy("session_open_elsewhere", session=entry.name.removesuffix(".lock"))
        claim.give_back()


def _exchange(root: Path, keep: Path | None) -> None:
    """Put the new store in place; between the two renames only ``finish_swap`` finds a store."""
    aside = keep or _old(root)
    disk.replace(root, aside)
    disk.replace(_next(root), root)
    disk.remove(aside / ".lock")
    disk.remove(root / _COMPLETE)


def _clear(root: Path) -> None:
    """Remove what is not the store; where that fails the next opening does it."""
    try:
        for folder in (_old(root), _next(root)):
            if disk.is_there(root) and disk.is_there(folder):
                disk.remove_tree(folder)
    except OSError:
        return
