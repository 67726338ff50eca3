"""Folders that the program made and may remove, told by a mark file inside and never by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.errors import StoreError
from coachtui.store.log import disk
from coachtui.store.log.access import check_own

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK = re.compile(rb"coachtui ([0-9a-f]{12}) ([a-z]+)\n")
_LONGEST = 100


class Mark(NamedTuple):
    """The content of a mark file.

    Attributes:
        token: Twelve random hexadecimal digits that folders have in common that belong together.
        role: What the folder is.
    """

    token: str
    role: str


def new_token() -> str:
    """Return a new random token for a mark."""
    return disk.random_name()


def read_mark(folder: Path, name: str) -> Mark | None:
    """Return the mark in a folder, or ``None`` where it has none or the folder belongs to another user.

    Args:
        folder: The folder.
        name: Of the file with the mark.

    Raises:
        OSError: It is there and cannot be read.
    """
    try:
        check_own(folder)
        check_own(folder / name)
    except StoreError:
        return None
    try:
        if disk.system().status(folder / name, follow=False).st_size > _LONGEST:
            return None
        found = _MARK.fullmatch(disk.read_bytes(folder / name))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Mark(found[1].decode(), found[2].decode()) if found is not None else None


def role_of(folder: Path, name: str) -> str:
    """Return the role in a folder's mark; empty where it has none, or one that cannot be read."""
    try:
        mark = read_mark(folder, name)
    except OSError:
        return ""
    return mark.role if mark is not None else ""


def write_mark(folder: Path, name: str, mark: Mark) -> None:
    """Write a folder's mark file durably.

    Raises:
        OSError: It could not be written.
    """
    disk.write_whole(folder / name, [f"coachtui {mark.token} {mark.role}\n".encode()])


def make_marked(folder: Path, name: str, mark: Mark) -> None:
    """Make a folder and mark it, before anything else is put in it.

    Raises:
        OSError: It could not be made.
    """
    disk.make_folders(folder)
    write_mark(folder, name, mark)


def remove_marked(folder: Path, name: str) -> None:
    """Remove a marked folder with everything in it, the mark last; links are removed and never followed.

    Raises:
        OSError: Something of it is still there, and its mark too.
    """
    for entry in disk.system().listdir(folder):
        if entry.name == name:
            continue
        if entry.is_dir(follow_symlinks=False):
            disk.remove_tree(folder / entry.name)
        else:
            disk.system().unlink(folder / entry.name)
    disk.sync_folder(folder)
    disk.remove_tree(folder)


def marked_beside(path: Path, name: str) -> Iterator[tuple[Path, Mark]]:
    """Yield each marked folder whose path begins with ``path``, with its mark, in order of name.

    Args:
        path: Beginning of the path.
        name: Of the file with the mark.

    Raises:
        OSError: The folder around cannot be listed.
    """
    try:
        entries = disk.system().listdir(path.parent)
    except FileNotFoundError:
        return
    for entry in sorted(entries, key=lambda entry: entry.name):
        if entry.name.startswith(path.name) and entry.is_dir(follow_symlinks=False):
            folder = path.with_name(entry.name)
            mark = read_mark(folder, name)
            if mark is not None:
                yield folder, mark


def free_place(path: Path) -> Path:
    """Return ``path``, or where that is taken a path beside it with random digits added.

    Raises:
        StoreError: ``not_readable``.
    """
    place = path
    while place.is_symlink() or disk.is_there(place):
        place = path.with_name(f"{path.name}-{disk.random_name()}")
    return place
