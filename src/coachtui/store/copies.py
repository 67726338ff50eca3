"""Which backups were made where, so that an agent can be erased from them too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from coachtui.store import disk, log_codec
from coachtui.store.log_table import KeyedDB

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.lock import StoreLock

_TABLE = "copies"


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """One backup.

    Attributes:
        made_at: Wall time with offset.
        elsewhere: Whether it lies on another disk than the store.
        daily: Whether it is one of those that are made by themselves and of which the newest are kept.
        without: Random ids of erased agents who are not in it, or not any more.
        begun: Whether it was being made when this was noted; it may never have got its name.
        discard: Whether it is to be removed when it is seen again, because its protection is of no worth.
    """

    made_at: str
    elsewhere: bool
    daily: bool = True
    without: list[str] = []
    begun: bool = False
    discard: bool = False


_DECODER = msgspec.json.Decoder(Copy)


class Copies:
    """The list of backups of one store; holds paths and random ids, nothing about anybody."""

    def __init__(self, path: Path, lock: StoreLock) -> None:
        """Name the list; it is made with the first backup.

        Args:
            path: The file ``copies.jsonl`` of a store.
            lock: The store's lock.
        """
        self._path = path
        self._lock = lock

    def known(self) -> dict[str, Copy]:
        """Return every backup by its path, the oldest first.

        Raises:
            StoreError: The list cannot be read.
        """
        if not disk.is_there(self._path):
            return {}
        documents = KeyedDB(self._path, lock=self._lock).keyed(_TABLE).encoded()
        found = {path: _DECODER.decode(document) for path, document in documents.items()}
        return dict(sorted(found.items(), key=lambda item: item[1].made_at))

    def put(self, copies: dict[str, Copy], gone: tuple[str, ...] = ()) -> None:
        """Note backups, and forget others.

        Raises:
            StoreError: It could not be noted.
        """
        table = KeyedDB(self._path, lock=self._lock, create_dirs=True).keyed(_TABLE)
        table.put_encoded({path: log_codec.encode_document(copy) for path, copy in copies.items()}, gone)
