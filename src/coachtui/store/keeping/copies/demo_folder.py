"""The folder of the sample team's store, which is there complete or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy
from coachtui.store.log import disk
from coachtui.store.log.claim import claim_on
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.marked_folder import (
    Mark,
    free_place,
    make_marked,
    marked_beside,
    new_token,
    read_mark,
    remove_marked,
    role_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMPLETE = "complete"
_MARK = ".made"
_ROLE = "demo"


def is_demo(folder: Path) -> bool:
    """Return whether a folder is the store of the sample team, complete or being made."""
    return role_of(folder, _MARK) == _ROLE


class DemoFolder:
    """Makes and removes the store of the sample team.

    It is made beside its place and moved there once its last file, which says that it is complete, is
    written. So a kill while it is being made leaves nothing that looks like a team, and the next start makes
    it again. Its mark tells it from a folder of the user's own in the same place, which is never touched.
    """

    def __init__(self, root: Path) -> None:
        """Name the folder; nothing is made yet.

        Args:
            root: Where the demo's store is to be.
        """
        self._root = root
        self._fresh = root.with_name(root.name + ".new")
        self._lock_path = root.with_name(root.name + ".lock")

    def complete(self) -> bool:
        """Return whether the complete store is there.

        Raises:
            StoreError: ``not_readable``.
        """
        return disk.is_there(self._root / _COMPLETE)

    def outdated(self, edition: str) -> bool:
        """Return whether the store is of another edition and nobody has changed or opened anything in it.

        Args:
            edition: What it would be made as now, e.g. its language and day.

        Raises:
            StoreError: It cannot be looked at.
        """
        try:
            made = (self._root / _COMPLETE).read_bytes().decode("utf-8", "replace")
            same = made.partition("\n")[0] == edition
            return not same and made.partition("\n")[2] == _extent(self._root) and not self._in_use()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise disk.as_store_error(error, self._root) from error

    @contextmanager
    def making(self, edition: str, *, renew: bool = False) -> Iterator[Path | None]:
        """Give an empty folder to a ``with`` block that makes the store; at its end it gets into place.

        Args:
            edition: What it is made as; see ``outdated``.
            renew: Whether an outdated one is made anew.

        Yields:
            The folder to make it in, or ``None`` where nothing is left to do.

        Raises:
            StoreBusy: Another window is making it and does not come to an end.
            StoreError: The disk does not take it.
        """
        try:
            disk.make_folders(self._root.parent)
            with StoreLock(self._lock_path).held():
                if self.complete() and not (renew and self.outdated(edition)):
                    yield None
                    return
                self._clear_fresh()
                fresh = free_place(self._fresh)
                make_marked(fresh, _MARK, Mark(new_token(), _ROLE))
                yield fresh
                disk.write_whole(fresh / _COMPLETE, [f"{edition}\n{_extent(fresh)}".encode()])
                if read_mark(self._root, _MARK) is not None:
                    remove_marked(self._root, _MARK)
                disk.replace(fresh, self._root)
        except OSError as error:
            raise disk.as_store_error(error, self._root) from error

    def remove(self) -> bool:
        """Remove the store.

        Returns:
            Whether there was anything to remove.

        Raises:
            StoreBusy: A session of it is open in another window.
            StoreError: It cannot be removed.
        """
        try:
            there = read_mark(self._root, _MARK) is not None
            for lease in self._root.glob("leases/*.lock") if there else ():
                self._check_free(lease)
            if there:
                remove_marked(self._root, _MARK)
            self._clear_fresh()
            disk.remove(self._lock_path)
        except OSError as error:
            raise disk.as_store_error(error, self._root) from error
        return there

    def _in_use(self) -> bool:
        try:
            for lease in self._root.glob("leases/*.lock"):
                self._check_free(lease)
        except StoreBusy:
            return True
        return False

    def _check_free(self, lease: Path) -> None:
        claim = claim_on(lease)
        if not claim.take():
            raise StoreBusy("session_open_elsewhere", session=lease.stem)
        claim.give_back()

    def _clear_fresh(self) -> None:
        """Remove what a kill left of one that was being made."""
        for folder, mark in list(marked_beside(self._fresh, _MARK)):
            if mark.role == _ROLE:
                remove_marked(folder, _MARK)


def _extent(root: Path) -> str:
    """Return the logs of a store with their lengths; what is captured in it changes that."""
    logs = [root / "team.jsonl", *root.glob("agents/*/*.jsonl")]
    return "".join(sorted(f"{log.stat().st_size} {log.relative_to(root).as_posix()}\n" for log in logs))
