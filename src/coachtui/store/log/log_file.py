"""The file of one log: reading, appending, cutting and replacing its bytes; opened anew for each call."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from coachtui.store.log import disk
from coachtui.store.log.place import wait_for_exchange

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from pathlib import Path

_Found = TypeVar("_Found")


class Mark(NamedTuple):
    """Fingerprint of a file (inode, size, time of change) that tells whether it changed."""

    inode: int
    size: int
    modified_ns: int

    @property
    def stamp(self) -> str:
        """Size and time of change as text, which a copy that keeps the time shares.

        The size alone would not do: a log that was rewritten can be as long as it once was.
        """
        return f"{self.size}@{self.modified_ns}"


class LogFile:
    """Reads, appends to, cuts and replaces the file of one log."""

    def __init__(self, path: Path, root: Path | None = None) -> None:
        """Name the file.

        Args:
            path: Its path.
            root: The folder of its store; without, the folder it is in.
        """
        self.path = path
        self._root = root or path.parent
        self.torn_path = path.with_name(path.name + ".torn")

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def mark(self) -> Mark | None:
        """Return the file's fingerprint, or ``None`` where there is no file.

        Raises:
            StoreError: ``not_readable``.
        """
        try:
            return mark_of(self._looked_for(lambda: disk.system().status(self.path)))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk.not_readable(self.path) from error

    def read(self, offset: int = 0) -> tuple[bytes, Mark]:
        """Return the bytes from ``offset`` on, and the file's fingerprint from before reading.

        Raises:
            StoreError: ``not_readable``.
        """
        try:
            descriptor = self._looked_for(lambda: disk.open_read(self.path))
            try:
                mark = mark_of(disk.system().status_of(descriptor))
                return disk.read_from(descriptor, offset), mark
            finally:
                disk.system().close(descriptor)
        except OSError as error:
            raise disk.not_readable(self.path) from error

    def _looked_for(self, look: Callable[[], _Found]) -> _Found:
        """Look for the file once more where it is missing: the whole store may have been exchanged."""
        try:
            return look()
        except FileNotFoundError:
            wait_for_exchange(self._root)
        return look()

    def append(self, line: bytes, end: int) -> Mark:
        """Append a line durably.

        After a failed sync the system may have dropped the pages and call the next sync a success, so the
        line is cut off and written again instead. After any other failure the line is cut off.

        Args:
            line: The bytes.
            end: Size of the file before; the caller holds the store's lock.

        Returns:
            The file's new mark.

        Raises:
            StoreFull: No room.
            StoreReadOnly: The file cannot be written.
            StoreError: The disk failed.
        """
        try:
            descriptor = disk.open_append(self.path)
        except OSError as error:
            raise disk.as_store_error(error, self.path) from error
        try:
            disk.write_all(descriptor, line)
            if not _synced(descriptor):
                disk.system().truncate(descriptor, end)
                disk.write_all(descriptor, line)
                disk.full_sync(descriptor)
            return mark_of(disk.system().status_of(descriptor))
        except OSError as error:
            _cut_back(descriptor, end)
            raise disk.as_store_error(error, self.path) from error
        finally:
            disk.system().close(descriptor)

    def replace_with(self, lines: list[bytes]) -> Mark:
        """Replace the file's content by ``lines`` atomically and durably; return its new fingerprint.

        Raises:
            StoreError: It failed; what was there is untouched.
        """
        try:
            disk.write_whole(self.path, lines)
            return mark_of(disk.system().status(self.path))
        except OSError as error:
            raise disk.as_store_error(error, self.path) from error

    def cut_torn(self, size: int, torn: bytes) -> None:
        """Cut a torn write off the file's end, after keeping a copy of it beside the file.

        Raises:
            StoreError: It failed; the tail is still there.
        """
        try:
            self._keep_torn(torn)
            descriptor = disk.open_append(self.path)
            try:
                disk.system().truncate(descriptor, size)
                disk.full_sync(descriptor)
            finally:
                disk.system().close(descriptor)
        except OSError as error:
            raise disk.as_store_error(error, self.path) from error

    def forget_leftovers(self) -> None:
        """Remove the kept copy of a torn write and what a cut-off rewrite left.

        The caller holds the store's lock. A file that cannot be removed stays.
        """
        disk.remove_quietly(self.torn_path)
        disk.remove_quietly(disk.fresh_path(self.path))

    def _keep_torn(self, torn: bytes) -> None:
        descriptor = disk.open_append(self.torn_path, create=True)
        try:
            disk.write_all(descriptor, torn)
            disk.full_sync(descriptor)
        finally:
            disk.system().close(descriptor)


def mark_of(status: os.stat_result) -> Mark:
    """Return the fingerprint of a file from its ``stat``."""
    return Mark(status.st_ino, status.st_size, status.st_mtime_ns)


def _synced(descriptor: int) -> bool:
    try:
        disk.full_sync(descriptor)
    except OSError:
        return False
    return True


def _cut_back(descriptor: int, end: int) -> None:
    """Take back a line that was not acknowledged; where even that fails, the next reader judges the bytes."""
    try:
        disk.system().truncate(descriptor, end)
        disk.full_sync(descriptor)
    except OSError:
        return
