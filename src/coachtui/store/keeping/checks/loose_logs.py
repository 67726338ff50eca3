"""Finding single logs that somebody, or a cloud service, copied to where none of the store's belongs."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from coachtui.store.log import disk, layout, place
from coachtui.store.log.marked_folder import read_mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_FILES = 4000
"""Files looked at, so that a data folder full of other things costs a moment at most."""

_HEADER = re.compile(rb'\{"coachtui":\d+,"gen":"')
_SEALED = b',"sealed":"'
_START = 400
_MADE = ".made"


def loose_logs(root: Path) -> list[Path]:
    """Return the files in the data folder that begin like a log and belong to no store, in order.

    That is in the store at any depth, and in the data folder and two folders deep in it; other stores are
    told as a whole. Links are not followed, and what cannot be looked into is passed over.

    Args:
        root: The folder of the store in use.
    """
    return sorted(path for path in islice(_strangers(root), MOST_FILES) if _HEADER.match(_start_of(path)))


def is_about(path: Path, agent_ids: set[str]) -> bool:
    """Return whether a loose log may hold anything about given agents; an encrypted one always may.

    Args:
        path: The file.
        agent_ids: Their random ids.
    """
    try:
        data = disk.read_bytes(path)
    except OSError:
        return bool(agent_ids)
    if _SEALED in data.partition(b"\n")[0]:
        return bool(agent_ids)
    return any(agent_id.encode() in data for agent_id in agent_ids)


def _strangers(root: Path) -> Iterator[Path]:
    yield from _unknown_in(root)
    yield from _files_in(root.parent, deeper=2, leave=root)


def _unknown_in(store: Path) -> Iterator[Path]:
    for name in layout.files_in(store, []):
        path = store / name
        if layout.kind_of(name) is None and path.is_file() and not path.is_symlink():
            yield path


def _files_in(folder: Path, deeper: int, leave: Path) -> Iterator[Path]:
    try:
        entries = sorted(disk.system().listdir(folder), key=lambda entry: entry.name)
        files = [folder / entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
        folders = [folder / entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return
    yield from files
    for inside in folders if deeper else ():
        if inside == leave or _marked(inside, _MADE):
            continue
        if _marked(inside, place.MARK):
            yield from _unknown_in(inside)
        elif not layout.is_store(inside):
            yield from _files_in(inside, deeper - 1, leave)


def _marked(folder: Path, name: str) -> bool:
    try:
        return read_mark(folder, name) is not None
    except OSError:
        return False


def _start_of(path: Path) -> bytes:
    try:
        descriptor = disk.open_read(path)
    except OSError:
        return b""
    try:
        return disk.system().read(descriptor, _START)
    except OSError:
        return b""
    finally:
        disk.system().close(descriptor)
