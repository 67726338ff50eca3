"""A whole new store in the place of the old one: there after a kill as it was before, or as it is to be.

An exchange has a token. The store, the new one and the old one carry it in a mark that says which of them
they are; nothing is ever put in place or removed on the word of its name alone.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy, StoreError
from coachtui.store import disk
from coachtui.store.claim import claim_on
from coachtui.store.leases import HeldLease
from coachtui.store.lock import TIMEOUT, StoreLock
from coachtui.store.marked_folder import (
    Mark,
    free_place,
    make_marked,
    marked_beside,
    new_token,
    read_mark,
    remove_marked,
    write_mark,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MARK = ".exchange"
"""The file with the mark."""

_SOURCE, _OLD, _NEXT, _COMPLETE, PUT_ASIDE = "source", "old", "next", "complete", "before"
_CARRIED = (".made", "complete")
_PAUSE = 0.01


@contextmanager
def swapping(
    root: Path, verify: Callable[[Path], None], keep: Callable[[Path], Path | None] = lambda _root: None
) -> Iterator[Path]:
    """Build a new store in the ``with`` block; it takes the old one's place when the block ends well.

    The old store is locked for as long; nothing of it is changed before the new one is whole, verified and
    durable. A program that starts meanwhile waits for the moment in which no store is in its place.

    Args:
        root: The store's folder; it need not exist.
        verify: Looks at the new store; whatever it raises leaves the old one in its place.
        keep: Returns where the old store, which nobody changes any more, is to stay; ``None`` removes it.

    Yields:
        An empty folder for the new store, but for the mark.

    Raises:
        StoreBusy: A session is open in a window, or others keep the lock.
        StoreError: The disk does not take it; the old store is in its place.
    """
    try:
        disk.make_folders(root.parent)
        with _alone(root, TIMEOUT):
            _finish(root)
            disk.make_folders(root)
            try:
                with StoreLock(root / ".lock").held():
                    check_nobody_writes(root)
                    token = new_token()
                    write_mark(root, MARK, Mark(token, _SOURCE))
                    fresh = free_place(root.with_name(f"{root.name}.next"))
                    make_marked(fresh, MARK, Mark(token, _NEXT))
                    _carry_over(root, fresh)
                    yield fresh
                    verify(fresh)
                    write_mark(fresh, MARK, Mark(token, _COMPLETE))
                    _exchange(root, fresh, keep(root), token)
            finally:
                with suppress(StoreError, OSError):  # what cannot be removed now goes at the next opening
                    _clear(root)
    except OSError as error:
        raise disk.as_store_error(error, root) from error


def finish_swap(root: Path) -> None:
    """Finish what a kill in the middle of an exchange left; changes nothing where there was none.

    An exchange that is on its way in another window is left to it; for the moment in which no store is in its
    place this waits.

    Raises:
        StoreBusy: The store is not in its place, and the window that exchanges it does not come to an end.
        StoreError: The store is not in its place, and the disk does not take it.
    """
    try:
        if not _is_begun(root):
            return
        there = disk.is_there(root)
        with suppress(*((StoreError, OSError) if there else ())), _alone(root, 0 if there else TIMEOUT):
            _finish(root)
    except OSError as error:
        raise disk.as_folder_error(error, root) from error


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


def _beside(root: Path) -> list[tuple[Path, Mark]]:
    """Return every marked folder beside a store; which of them it is, the mark says and not the name."""
    return list(marked_beside(root.with_name(f"{root.name}."), MARK))


@contextmanager
def _alone(root: Path, seconds: float) -> Iterator[None]:
    """Keep every other window from exchanging the store, or from finishing an exchange.

    The claim stands outside of the store, which is renamed while it is held.
    """
    path = root.with_name(f".{root.name}.exchange.lock")
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


def _is_begun(root: Path) -> bool:
    """Whether anything of an exchange is there: one on its way, or what a kill left of one."""
    return disk.is_there(root / MARK) or any(mark.role != PUT_ASIDE for _folder, mark in _beside(root))


def _finish(root: Path) -> None:
    if not disk.is_there(root):
        complete = (folder for folder, mark in _beside(root) if mark.role == _COMPLETE)
        fresh = next(complete, None)
        if fresh is not None:
            disk.replace(fresh, root)
    _clear(root)


def _carry_over(root: Path, fresh: Path) -> None:
    """Let the new store be what the old one was beside its records: the sample team, for instance."""
    for name in _CARRIED:
        if disk.is_there(root / name):
            disk.write_whole(fresh / name, [disk.read_bytes(root / name)])


def _exchange(root: Path, fresh: Path, keep: Path | None, token: str) -> None:
    """Put the new store in place; between the two renames only ``finish_swap`` finds a store.

    Where the second one fails the first is taken back. What cannot be taken back will be finished: it counts
    as done, for its result must be told.
    """
    aside = free_place(keep or root.with_name(f"{root.name}.old"))
    write_mark(root, MARK, Mark(token, _OLD if keep is None else PUT_ASIDE))
    _rename(root, aside)
    try:
        _rename(fresh, root)
    except OSError:
        with suppress(OSError):
            _rename(aside, root)
        if disk.is_there(root):
            raise
    with suppress(OSError):
        disk.remove(aside / ".lock")


def _rename(folder: Path, place: Path) -> None:
    """Rename a folder; that the name could not be made durable matters only where it was not changed."""
    try:
        disk.replace(folder, place)
    except OSError:
        if disk.is_there(folder):
            raise


def _clear(root: Path) -> None:
    """Remove what the marks prove to be left of an exchange of this store; at last the store's own mark."""
    mark = read_mark(root, MARK)
    if mark is None:
        return
    outdated = {_OLD} if mark.role == _COMPLETE else {_NEXT, _COMPLETE}
    for folder, found in _beside(root):
        if found.token == mark.token and found.role in outdated:
            remove_marked(folder, MARK)
    disk.remove(root / MARK)
