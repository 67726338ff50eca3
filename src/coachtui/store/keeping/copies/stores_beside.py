"""Other stores in the data folder: those kept by a restore, and copies somebody made by hand.

They are found by what they hold, whatever they are called: a folder can be renamed, or put into another one.
Only what the mark of an exchange shows to be put aside by the program is changed, never by its name alone.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.errors import StoreError
from coachtui.store.keeping.copies.demo_folder import is_demo
from coachtui.store.keeping.copies.unpacked import is_work
from coachtui.store.log import disk, layout
from coachtui.store.log.marked_folder import role_of
from coachtui.store.log.place import MARK, PUT_ASIDE
from coachtui.store.protection.seals import KEYS, PlainSeals
from coachtui.store.records.identity import agents_with_folders, people_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coachtui.store.protection.seals import Seals

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
    """Return every other store in the data folder and in the folders in it, in order.

    Links are not followed. What cannot be looked into is passed over.

    Args:
        root: The folder of the store in use.
    """
    folders = islice(_folders(root), MOST_FOLDERS)
    return [StoreBeside(path, role_of(path, MARK) == PUT_ASIDE) for path in folders if layout.is_store(path)]


def copied_stores(root: Path, seals: Seals, people: set[str]) -> list[Path]:
    """Return the stores in the data folder that somebody copied by hand from this one.

    One that cannot be read without an earlier key is told by its agents' folders alone. The sample team is
    nobody's copy, though its people may have been imported into the lead's store.

    Args:
        root: The folder of the store in use.
        seals: Codecs of its logs, plain or encrypting.
        people: Random ids of its agents; nothing but a copy shares one.
    """
    found: list[Path] = []
    if is_demo(root):
        return found
    for path in (each.path for each in stores_beside(root) if not (each.put_aside or is_demo(each.path))):
        theirs = agents_with_folders(path)
        with suppress(StoreError):
            theirs |= people_of(path, seals if disk.is_there(path / KEYS) else PlainSeals(path))
        if people & theirs:
            found.append(path)
    return found


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
