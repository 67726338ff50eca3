"""The two lists that make the program erase or remove: of erased agents, and of backups.

In a protected store they are encrypted like every other log, so that nobody without the key can have
anything erased; a plain one in their place is refused. A store that was protected by an earlier version has
plain ones until it is next opened: of those an entry counts only where the store itself agrees with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from coachtui.store.log import disk
from coachtui.store.log.log_codec import FORMAT, HEADER_START, SCHEMA, Header, PlainCodec, Record
from coachtui.store.log.place import exists_in_store
from coachtui.store.records.begun_logs import check_not_lost
from coachtui.store.records.identity import people_of, read_identity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coachtui.store.log.log_codec import LogCodec
    from coachtui.store.protection.seals import Seals

ERASED, COPIES = "erased.jsonl", "copies.jsonl"
NAMES = frozenset({ERASED, COPIES})


class Orders:
    """Gives the codecs of the two lists of one store, and says whether they can be trusted."""

    def __init__(self, root: Path, seals: Callable[[], Seals]) -> None:
        """Take the store.

        Args:
            root: Its folder.
            seals: Returns the codecs of its logs.
        """
        self._root = root
        self._seals = seals

    def codec(self, name: str) -> LogCodec:
        """Return the codec of a list: plain for a list that is not encrypted yet.

        Raises:
            StoreLocked: ``passphrase_needed``.
            StoreError: The store cannot be read.
        """
        return PlainCodec() if self.unproven(name) else self._seals().codec(name)

    def unproven(self, name: str) -> bool:
        """Return whether a list is plain in a protected store that has not encrypted its lists yet.

        Then anybody may have written it.

        Raises:
            StoreLocked: ``passphrase_needed``.
            StoreError: The store cannot be read.
        """
        if not self._seals().sealed or not _is_plain(self._root / name):
            return False
        identity = read_identity(self._root, self._seals())
        return identity is None or not identity.sealed_orders

    def check_not_lost(self, name: str) -> None:
        """Check that a list to be created is not one that existed before and is lost.

        Raises:
            StoreCorrupt: ``log_lost`` with the file.
            StoreError: The store cannot be read.
        """
        check_not_lost(self._root, self._seals(), name)

    def seal(self, name: str, tables: dict[str, dict[str, bytes]]) -> None:
        """Replace a list by an encrypted one with the given tables.

        Raises:
            StoreError: It could not be written; the plain one is there.
        """
        codec = self._seals().codec(name)
        header = Header(format=FORMAT, generation=disk.random_name(), n=0, schema=SCHEMA, to=1)
        put = {
            table: {key: msgspec.Raw(text) for key, text in found.items()} for table, found in tables.items()
        }
        lines = [codec.encode(entry, header.generation) for entry in (header, Record(n=1, put=put))]
        try:
            disk.write_whole(self._root / name, lines)
        except OSError as error:
            raise disk.as_store_error(error, self._root / name) from error

    def people(self) -> set[str]:
        """Return the ids of all agents of whom the store holds anything.

        Raises:
            StoreError: That cannot be read.
        """
        return people_of(self._root, self._seals())


def order_codec(root: Path, name: str, seals: Seals) -> LogCodec:
    """Return the codec of any log of a store, the two lists included.

    Args:
        root: The store's folder.
        name: The log's path in it.
        seals: Codecs of its logs, plain or encrypting.

    Raises:
        StoreError: The store cannot be read.
    """
    return Orders(root, lambda: seals).codec(name) if name in NAMES else seals.codec(name)


def _is_plain(path: Path) -> bool:
    """Return whether there is a log whose first line has no seal."""
    if not exists_in_store(path.parent, path):
        return False
    try:
        first = disk.read_bytes(path).partition(b"\n")[0]
    except OSError as error:
        raise disk.not_readable(path) from error
    return first.startswith(HEADER_START) and b'"sealed":"' not in first
