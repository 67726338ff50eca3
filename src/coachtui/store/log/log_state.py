"""The documents that a log stores, by table and id, kept as encoded JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coachtui.store.log.log_codec import Record

Documents = dict[str, bytes]
"""JSON of each document by its id."""


class LogState:
    """The tables of a log in memory, built by applying its records in order.

    Documents stay encoded: opening a file of many sessions builds no objects for those nobody asks for,
    and decoding one hands out a copy by nature.
    """

    def __init__(self) -> None:
        self._tables: dict[str, Documents] = {}
        self._highest: dict[str, int] = {}

    @property
    def tables(self) -> Mapping[str, Documents]:
        """The tables by name; the caller must not change them."""
        return self._tables

    def table(self, name: str) -> Documents:
        """Return the documents of a table by id, empty for a table that does not exist; not to be changed."""
        return self._tables.get(name) or {}

    def apply(self, record: Record, file: str) -> None:
        """Apply a record: drop tables, remove and store documents.

        Args:
            record: The next record of the log.
            file: Name of the file, for the error.

        Raises:
            StoreCorrupt: It removes what is not there.
        """
        try:
            for name in record.drop:
                del self._tables[name]
                self._highest.pop(name, None)
            for name, ids in record.delete.items():
                for key in ids:
                    del self._tables[name][key]
                self._highest.pop(name, None)
        except KeyError:
            raise StoreCorrupt("impossible_record", file=file, record=record.n) from None
        for name, documents in record.put.items():
            self._tables.setdefault(name, {}).update({key: bytes(raw) for key, raw in documents.items()})
            if name in self._highest:
                self._highest[name] = max(self._highest[name], _highest(documents))

    def remove_document(self, name: str, key: str) -> None:
        """Remove one document, which must be there."""
        del self._tables[name][key]
        self._highest.pop(name, None)

    def highest_id(self, name: str) -> int:
        """Return the highest whole number used as an id in a table, or 0."""
        if name not in self._highest:
            self._highest[name] = _highest(self.table(name))
        return self._highest[name]


def _highest(ids: Mapping[str, object]) -> int:
    return max((int(key) for key in ids if key.lstrip("-").isdecimal()), default=0)
