"""The place (path) of a store's folder while the whole store is exchanged for another one.

An exchange renames the store to an old folder and a complete new one into its place; between the two renames
there is no store. These functions wait for that, or finish it where it was killed. The lock of an exchange
stands outside of the store, which is renamed while it is held.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from coachtui.domain.errors import StoreBusy, StoreError
from coachtui.store.log import disk
from coachtui.store.log.claim import HeldLease, claim_on
from coachtui.store.log.layout import locks_beside
from coachtui.store.log.marked_folder import Mark, marked_beside, read_mark, remove_marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_Found = TypeVar("_Found")

MARK = ".exchange"
"""The file with the mark."""

SOURCE, OLD, NEXT, COMPLETE, PUT_ASIDE = "source", "old", "next", "complete", "before"
_PAUSE = 0.01

_PATIENCE = 10.0
"""Seconds that who only reads waits for an exchange."""


def make_place(root: Path, seconds: float) -> None:
    """Make the folder of a store that has none, after waiting for or finishing an exchange of it.

    A folder made between the two renames of an exchange would keep the new store from its place.

    Args:
        root: The store's folder.
        seconds: How long to wait for another window that exchanges it.

    Raises:
        StoreBusy: The exchange does not come to an end.
        StoreError: The disk does not take it.
    """
    try:
        disk.make_folders(root.parent)
        with exchange_lock(root, seconds):
            _finish_missing(root)
            disk.make_folders(root)
    except OSError as error:
        raise disk.as_folder_error(error, root) from error


def wait_for_exchange(root: Path, seconds: float = _PATIENCE) -> None:
    """Wait until an exchange has put a store in its place, or finish one that was killed.

    For who found something missing, and looks again afterwards: the store may be back by then. Without an
    exchange this waits for nothing; no folder is ever made.

    Args:
        root: The store's folder.
        seconds: How long to wait for another window that exchanges it.

    Raises:
        StoreBusy: The exchange does not come to an end.
        StoreError: The disk does not take it.
    """
    if disk.is_there(root):
        return
    try:
        if disk.is_there(locks_beside(root).exchange) or complete_store(root) is not None:
            with exchange_lock(root, seconds):
                _finish_missing(root)
    except FileNotFoundError:
        return  # with the folder around it the store is gone, and whoever would exchange it
    except OSError as error:
        raise disk.as_folder_error(error, root) from error


def exists_in_store(root: Path, path: Path) -> bool:
    """Return whether a file or folder of a store exists; an exchange of the store is waited for.

    Raises:
        StoreBusy: The exchange does not come to an end.
        StoreError: ``not_readable``: that may not be known here.
    """
    if disk.is_there(path):
        return True
    wait_for_exchange(root)
    return disk.is_there(path)


def read_one_store(root: Path, look: Callable[[], _Found]) -> _Found:
    """Read several files of a store consistently: again, where the store was exchanged for another meanwhile.

    Where the whole store was exchanged meanwhile, what was found, or was not, counts for nothing: this looks
    again. It takes no lock.

    Args:
        root: The store's folder.
        look: Reads it; may be called several times.

    Raises:
        StoreBusy: An exchange does not come to an end.
        StoreError: What the look raises.
    """
    while True:
        before = _in_place(root)
        try:
            found = look()
        except (StoreError, OSError):
            if _in_place(root) == before:
                raise
        else:
            if _in_place(root) == before:
                return found


def _in_place(root: Path) -> tuple[int, int] | None:
    """Return which folder is in a store's place; ``None`` only where no exchange has one for it."""
    found = _which(root)
    if found is None:
        wait_for_exchange(root)
        found = _which(root)
    return found


def _which(root: Path) -> tuple[int, int] | None:
    """Return what tells the folder in a store's place from another one; ``None`` where there is none."""
    try:
        status = disk.system().status(root)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise disk.not_readable(root) from error
    return status.st_dev, status.st_ino


def _finish_missing(root: Path) -> None:
    """Put a whole new store in a place that has none."""
    if disk.is_there(root):
        return
    fresh = complete_store(root)
    if fresh is not None:
        rename_folder(fresh, root)
        clear_exchange(root)


def exchange_folders(root: Path) -> list[tuple[Path, Mark]]:
    """Return the marked folders beside a store, with their marks, which say what each is.

    Raises:
        OSError: The folder around cannot be listed, or a mark not be read.
    """
    return list(marked_beside(root.with_name(f"{root.name}."), MARK))


@contextmanager
def exchange_lock(root: Path, seconds: float) -> Iterator[None]:
    """Hold the lock on exchanging a store within a ``with`` block.

    It stands outside of the store, which is renamed while it is held.

    Args:
        root: The store's folder.
        seconds: How long to wait for another window.

    Raises:
        StoreBusy: Another window kept it.
        OSError: The lock's file cannot be made.
    """
    path = locks_beside(root).exchange
    claim = claim_on(path)
    end = time.monotonic() + seconds
    while not claim.take():
        if time.monotonic() >= end:
            raise StoreBusy("store_locked", seconds=seconds)
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        HeldLease(claim, path).release()


def complete_store(root: Path) -> Path | None:
    """Return the folder of a complete new store that an exchange has still to put in place, or ``None``.

    Raises:
        OSError: The folder around cannot be listed, or a mark not be read.
    """
    return next((folder for folder, mark in exchange_folders(root) if mark.role == COMPLETE), None)


def rename_folder(folder: Path, place: Path) -> None:
    """Rename a folder; failing to make the new name durable is ignored once the folder has it.

    Raises:
        OSError: It was not renamed.
    """
    try:
        disk.replace(folder, place)
    except OSError:
        if disk.is_there(folder):
            raise


def clear_exchange(root: Path) -> None:
    """Remove what a finished or abandoned exchange of a store left beside it, and at last the store's mark.

    Only folders whose marks show that they are of this exchange are removed.

    Raises:
        OSError: Something of it is still there.
    """
    mark = read_mark(root, MARK)
    if mark is None:
        return
    outdated = {OLD} if mark.role == COMPLETE else {NEXT, COMPLETE}
    for folder, found in exchange_folders(root):
        if found.token == mark.token and found.role in outdated:
            remove_marked(folder, MARK)
    disk.remove(root / MARK)
