"""The system calls that the store uses, in one class that tests replace by a failing or recording disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class FileSystem:
    """The system calls of the store; each raises ``OSError`` as the system does.

    Every change the store makes to a disk goes through one of these methods; a stand-in that records or
    fails them sees all there is to see.
    """

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        """Open a file and return its descriptor; ``mode`` gives its permissions where it is created."""
        return os.open(path, flags, mode)

    def read(self, descriptor: int, size: int) -> bytes:
        """Return up to ``size`` bytes, fewer at the end of the file."""
        return os.read(descriptor, size)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write bytes and return how many were written, which may be fewer."""
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        """Flush an open file, or the names in an open folder, to the medium."""
        os.fsync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut a file to ``size`` bytes."""
        os.ftruncate(descriptor, size)

    def seek(self, descriptor: int, offset: int) -> None:
        """Move to a position, in bytes from the start of the file."""
        os.lseek(descriptor, offset, os.SEEK_SET)

    def close(self, descriptor: int) -> None:
        """Close a descriptor."""
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file or folder atomically; a file may replace another."""
        os.replace(source, target)  # noqa: PTH105 - the bare call: this is the seam

    def set_time(self, path: Path, nanoseconds: int) -> None:
        """Set the time of a file's last change; the system's own clock moves in steps of milliseconds."""
        os.utime(path, ns=(nanoseconds, nanoseconds))

    def room(self, folder: Path) -> int:
        """Return the free space, in bytes, that the user has on the disk of a folder."""
        import shutil  # noqa: PLC0415 - archives of every kind come along, which a start need not pay

        return shutil.disk_usage(folder).free

    def unlink(self, path: Path) -> None:
        """Remove a file."""
        os.unlink(path)  # noqa: PTH108 - the bare call: this is the seam

    def mkdir(self, path: Path, mode: int) -> None:
        """Create a folder with permissions ``mode``."""
        os.mkdir(path, mode)  # noqa: PTH102 - the bare call: this is the seam

    def rmdir(self, path: Path) -> None:
        """Remove an empty folder."""
        os.rmdir(path)  # noqa: PTH106 - the bare call: this is the seam

    def listdir(self, path: Path) -> list[os.DirEntry[str]]:
        """Return the entries of a folder, in no particular order."""
        with os.scandir(path) as entries:
            return list(entries)

    def status(self, path: Path, *, follow: bool = True) -> os.stat_result:
        """Return the ``stat`` of a path; of a link's target unless ``follow`` is false."""
        return os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - the bare call, half the time of the path's own

    def status_of(self, descriptor: int) -> os.stat_result:
        """Return the ``stat`` of an open file."""
        return os.fstat(descriptor)
