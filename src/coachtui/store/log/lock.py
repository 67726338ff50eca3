"""The write lock of a store, held for every commit and never for reading."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreBusy, StoreError
from coachtui.store.log import disk
from coachtui.store.log.claim import claim_on
from coachtui.store.log.place import make_place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coachtui.store.log.claim import Claim

TIMEOUT = 10.0
"""Seconds a commit waits for another window before it gives up."""


_PAUSE = 0.005


def make_folders_in(root: Path, folder: Path, seconds: float = TIMEOUT) -> None:
    """Make a folder in a store, and the store's own; waits while the whole store is exchanged.

    Args:
        root: The store's folder.
        folder: The folder, in it.
        seconds: How long to wait for an exchange of the whole store.

    Raises:
        StoreBusy: The exchange does not come to an end.
        StoreError: The folder cannot be made; ``file_in_place``: a file stands there.
    """
    try:
        for missing in (*reversed(folder.relative_to(root).parents), folder.relative_to(root)):
            _make_folder_in(root, root / missing, seconds)
    except OSError as error:
        raise disk.as_folder_error(error, folder) from error


def _make_folder_in(root: Path, folder: Path, seconds: float) -> None:
    if disk.is_there(folder):
        if not folder.is_dir():
            raise StoreError("file_in_place", file=folder.name)
        return
    if folder == root:
        make_place(root, seconds)
        return
    try:
        disk.make_folder(folder)
    except FileNotFoundError:
        make_place(root, seconds)
        disk.make_folder(folder)


class StoreLock:
    """The write lock of a store, across processes and threads; its holder may take it again."""

    def __init__(self, path: Path, timeout: float = TIMEOUT) -> None:
        """Name the lock; the file is made when it is first taken.

        Args:
            path: The lock's file.
            timeout: Seconds to wait for others.
        """
        self._path = path
        self._timeout = timeout
        self._threads = threading.RLock()
        self._claim: Claim | None = None
        self._depth = 0

    @property
    def folder(self) -> Path:
        """The folder of the store."""
        return self._path.parent

    def make_folders(self, folder: Path) -> None:
        """Make a folder in the store as ``make_folders_in`` does, or one elsewhere.

        Raises:
            StoreBusy: An exchange of the whole store does not come to an end.
            StoreError: The folder cannot be made.
        """
        if folder.is_relative_to(self.folder):
            make_folders_in(self.folder, folder, self._timeout)
        else:
            disk.make_folders(folder)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock within a ``with`` block.

        Raises:
            StoreBusy: Others kept it for longer than the timeout.
            StoreReadOnly: The lock's file cannot be made here.
            StoreError: The system refused for another reason.
        """
        if not self._threads.acquire(timeout=self._timeout):
            raise StoreBusy("store_locked", seconds=self._timeout)
        try:
            self._enter()
            try:
                yield
            finally:
                self._leave()
        finally:
            self._threads.release()

    def _enter(self) -> None:
        if self._depth == 0:
            end = time.monotonic() + self._timeout
            try:
                while not self._is_taken(end):
                    if time.monotonic() >= end:
                        raise StoreBusy("store_locked", seconds=self._timeout)
                    time.sleep(_PAUSE)
            except OSError as error:
                raise disk.as_folder_error(error, self._path) from error
        self._depth += 1

    def _is_taken(self, end: float) -> bool:
        """Try once; a folder that is not there is made, or waited for while the whole store is exchanged."""
        if self._claim is None:
            self._claim = claim_on(self._path)
        try:
            return self._claim.take()
        except FileNotFoundError:
            make_place(self.folder, max(0.0, end - time.monotonic()))
        try:
            return self._claim.take()
        except FileNotFoundError:
            return False  # it went again with another exchange

    def _leave(self) -> None:
        self._depth -= 1
        if self._depth == 0 and self._claim is not None:
            self._claim.give_back()
