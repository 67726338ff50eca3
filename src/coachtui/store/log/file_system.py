"""The calls through which the store reaches the disk: one seam, so that a failing disk can take its place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class FileSystem:
    """The system's own calls, each raising ``OSError`` as the system does.

    Every change the store makes to a disk goes through one of these methods; a stand-in that records or
    fails them sees all there is to see.
    """

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        """Open a file and return its descriptor; ``mode`` counts where it is made."""
        return os.open(path, flags, mode)

    def read(self, descriptor: int, size: int) -> bytes:
        """Return up to ``size`` bytes, fewer at the end of the file."""
        return os.read(descriptor, size)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write bytes and return how many the system took."""
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        """Return when a file, or the names in a folder, are on the medium."""
        os.fsync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut a file at ``size`` bytes."""
        os.ftruncate(descriptor, size)

    def seek(self, descriptor: int, offset: int) -> None:
        """Go to a position counted from the start of the file."""
        os.lseek(descriptor, offset, os.SEEK_SET)

    def close(self, descriptor: int) -> None:
        """Close a descriptor."""
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Give a file or folder another name in one step; a file may take another one's place."""
        os.replace(source, target)  # noqa: PTH105 - the bare call: this is the seam

    def set_time(self, path: Path, nanoseconds: int) -> None:
        """Set when a file was changed last; the system's own count moves in steps of milliseconds."""
        os.utime(path, ns=(nanoseconds, nanoseconds))

    def room(self, folder: Path) -> int:
        """Return how many bytes the disk of a folder has left for its user."""
        import shutil  # noqa: PLC0415 - archives of every kind come along, which a start need not pay

        return shutil.disk_usage(folder).free

    def unlink(self, path: Path) -> None:
        """Remove a file's name."""
        os.unlink(path)  # noqa: PTH108 - the bare call: this is the seam

    def mkdir(self, path: Path, mode: int) -> None:
        """Make a folder."""
        os.mkdir(path, mode)  # noqa: PTH102 - the bare call: this is the seam

    def rmdir(self, path: Path) -> None:
        """Remove an empty folder."""
        os.rmdir(path)  # noqa: PTH106 - the bare call: this is the seam

    def listdir(self, path: Path) -> list[os.DirEntry[str]]:
        """Return what is in a folder, in no order."""
        with os.scandir(path) as entries:
            return list(entries)

    def status(self, path: Path, *, follow: bool = True) -> os.stat_result:
        """Return what the system knows of a file; of a link's target where it is a link and is followed."""
        return os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - the bare call, half the time of the path's own

    def status_of(self, descriptor: int) -> os.stat_result:
        """Return what the system knows of an open file."""
        return os.fstat(descriptor)
