"""Other stores in the data folder: those a backup took the place of, and copies somebody made by hand.

They are found by what they hold, whatever they are called: a folder can be renamed, or put into another one.
Only what the mark of an exchange shows to be put aside by the program is changed, never by its name alone.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.errors import StoreError
from coachtui.store import disk, layout
from coachtui.store.copy_rewriting import seals_of
from coachtui.store.identity import people_of
from coachtui.store.loose_logs import is_about, loose_logs
from coachtui.store.marked_folder import read_mark
from coachtui.store.swap import MARK, PUT_ASIDE
from coachtui.store.unpacked import is_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coachtui.store.backed_up import BackedUpStore

MOST_FOLDERS = 4000
"""Folders looked into, so that a data folder full of other things costs a moment at most."""


class StoreBeside(NamedTuple):
    """A store in the data folder that is not the one in use.

    Attributes:
        path: Its folder.
        put_aside: Whether the program put it there.
    """

    path: Path
    put_aside: bool


def stores_beside(root: Path) -> list[StoreBeside]:
    """Return every other store in the data folder and in the folders in it, in order; links are not followed.

    What cannot be looked into is passed over.

    Args:
        root: The folder of the store in use.
    """
    folders = islice(_folders(root), MOST_FOLDERS)
    return [StoreBeside(path, _is_put_aside(path)) for path in folders if layout.is_store(path)]


def copies_by_hand(store: BackedUpStore, of: set[str]) -> list[Path]:
    """Return the stores and single logs that somebody copied by hand and that hold anything of some agents.

    Args:
        store: The store in use.
        of: Random ids of the agents; nothing but a copy shares one.
    """
    beside = (each.path for each in stores_beside(store.root) if not each.put_aside)
    stores = [path for path in beside if of & _people(store, path)]
    return [*stores, *(path for path in loose_logs(store.root) if is_about(path, of))]


def _folders(root: Path) -> Iterator[Path]:
    for folder in _in(root.parent):
        if folder != root and not is_work(folder):
            yield folder
            if not layout.is_store(folder):
                yield from _in(folder)


def _in(folder: Path) -> list[Path]:
    try:
        entries = disk.system().listdir(folder)
        return sorted(folder / entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def _is_put_aside(folder: Path) -> bool:
    try:
        mark = read_mark(folder, MARK)
    except OSError:
        return False
    return mark is not None and mark.role == PUT_ASIDE


def _people(store: BackedUpStore, folder: Path) -> set[str]:
    """Return whom a store holds anything of, as far as it can be read: folders bear their ids in any case."""
    found: set[str] = set()
    with suppress(OSError):
        found |= {entry.name for entry in disk.system().listdir(folder / "agents")}
    with suppress(StoreError):
        found |= people_of(folder, seals_of(store, folder))
    return found
