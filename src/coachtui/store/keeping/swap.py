"""Exchanging a whole store for a new one: after a kill there is the old one or the complete new one.

An exchange has a token. The store, the new one and the old one carry it in a mark that says which of them
they are; nothing is ever put in place or removed on the word of its name alone.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy, StoreError
from coachtui.store.log import disk
from coachtui.store.log.claim import claim_on
from coachtui.store.log.layout import records_in
from coachtui.store.log.lock import TIMEOUT, StoreLock
from coachtui.store.log.marked_folder import Mark, free_place, make_marked, new_token, read_mark, write_mark
from coachtui.store.log.place import (
    COMPLETE,
    MARK,
    NEXT,
    OLD,
    PUT_ASIDE,
    SOURCE,
    clear_exchange,
    complete_store,
    exchange_folders,
    exchange_lock,
    rename_folder,
)
from coachtui.store.protection.seals import KEYS, PlainSeals
from coachtui.store.records.identity import people_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_CARRIED = (".made", "complete")


@contextmanager
def swapping(
    root: Path, verify: Callable[[Path], None], keep: Callable[[Path], Path | None] = lambda _root: None
) -> Iterator[Path]:
    """Give a folder to build a new store in within a ``with`` block; at its end it replaces the old store.

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
        with exchange_lock(root, TIMEOUT):
            _finish(root)
            disk.make_folders(root)
            try:
                with StoreLock(root / ".lock").held():
                    check_nobody_writes(root)
                    token = new_token()
                    write_mark(root, MARK, Mark(token, SOURCE))
                    fresh = free_place(root.with_name(f"{root.name}.next"))
                    make_marked(fresh, MARK, Mark(token, NEXT))
                    _carry_over(root, fresh)
                    yield fresh
                    verify(fresh)
                    write_mark(fresh, MARK, Mark(token, COMPLETE))
                    _exchange(root, fresh, keep(root), token)
            finally:
                with suppress(StoreError, OSError):  # what cannot be removed now goes at the next opening
                    clear_exchange(root)
    except OSError as error:
        raise disk.as_store_error(error, root) from error


def finish_swap(root: Path) -> None:
    """Finish an exchange that was killed in the middle; without one this changes nothing.

    An exchange that is on its way in another window is left to it; for the moment in which no store is in its
    place this waits.

    Raises:
        StoreBusy: The store is not in its place, and the window that exchanges it does not come to an end.
        StoreError: The store is not in its place, and the disk does not take it.
    """
    try:
        if not _is_begun(root):
            return
        there = disk.is_there(root) and not _is_stub(root)
        with (
            suppress(*((StoreError, OSError) if there else ())),
            exchange_lock(root, 0 if there else TIMEOUT),
        ):
            _finish(root)
    except OSError as error:
        raise disk.as_folder_error(error, root) from error


def check_nobody_writes(root: Path) -> None:
    """Check that no session of the store is open in any window.

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


def _is_begun(root: Path) -> bool:
    """Return whether anything of an exchange is there: one on its way, or what a kill left of one."""
    return disk.is_there(root / MARK) or any(
        mark.role != PUT_ASIDE for _folder, mark in exchange_folders(root)
    )


def _finish(root: Path) -> None:
    fresh = complete_store(root)
    if fresh is not None and (not disk.is_there(root) or _is_stub(root)):
        _put_in_place(fresh, root)
    clear_exchange(root)


def _is_stub(root: Path) -> bool:
    """Return whether what is in a store's place was begun by somebody who found no store there.

    A store that is exchanged bears a mark until it is done. This asks for an exchange that was begun: without
    one, a store of nobody is a store.
    """
    try:
        if root.is_symlink() or not root.is_dir():
            return False
        if read_mark(root, MARK) is not None or disk.is_there(root / KEYS):
            return False
        return not people_of(root, PlainSeals())
    except (OSError, StoreError):  # whoever reads it says so
        return False


def _put_in_place(folder: Path, root: Path) -> None:
    """Rename a store into its place; what somebody began there meanwhile is put aside.

    Raises:
        OSError: It could not be renamed.
        StoreError: What is there could not be put aside.
    """
    try:
        rename_folder(folder, root)
    except OSError:
        if not disk.is_there(root):
            raise
        _put_aside(root)
        rename_folder(folder, root)


def _put_aside(root: Path) -> None:
    """Free a store's place; what was there stays beside it unless nobody stored anything in it."""
    with StoreLock(root / ".lock").held():  # who is writing there comes to an end first
        aside = free_place(root.with_name(f"{root.name}.before-{disk.random_name()}"))
        rename_folder(root, aside)
        disk.remove(aside / ".lock")
    if records_in(aside):
        write_mark(aside, MARK, Mark(new_token(), PUT_ASIDE))
    else:
        disk.remove_tree(aside)


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
    write_mark(root, MARK, Mark(token, OLD if keep is None else PUT_ASIDE))
    rename_folder(root, aside)
    try:
        _put_in_place(fresh, root)
    except (OSError, StoreError):
        with suppress(OSError, StoreError):
            _put_in_place(aside, root)
        if not disk.is_there(aside):
            raise
    with suppress(OSError):
        disk.remove(aside / ".lock")
