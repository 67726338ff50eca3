"""Views of a table for TinyDB: documents are decoded when asked for, and changes are collected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from coachtui.store.log import log_codec

if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.store.log.log_state import Documents

_GONE = object()


class DecodedTable(Mapping[str, Mapping[str, Any]]):
    """A read-only view of a table that decodes each document when it is asked for."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        document: Mapping[str, Any] = log_codec.decode_document(self._documents[key])
        return document

    def __contains__(self, key: object) -> bool:
        return key in self._documents

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


class Transaction(MutableMapping[Any, Any]):
    """A writable view of a table that collects changes and leaves the table itself as it is."""

    def __init__(self, documents: Documents, id_class: Callable[[str], Any]) -> None:
        self._documents = documents
        self._id_class = id_class
        self._touched: dict[Any, Any] = {}

    def changes(self) -> tuple[Documents, list[str]]:
        """Return the changed documents as JSON by id, and the ids of removed ones."""
        put: Documents = {}
        removed: list[str] = []
        for key, document in self._touched.items():
            name = str(key)
            if document is _GONE:
                if name in self._documents:
                    removed.append(name)
            elif (data := log_codec.encode_document(document)) != self._documents.get(name):
                put[name] = data
        return put, removed

    def __getitem__(self, key: Any) -> Any:
        if key not in self._touched:
            self._touched[key] = log_codec.decode_document(self._documents[str(key)])
        document = self._touched[key]
        if document is _GONE:
            raise KeyError(key)
        return document

    def __setitem__(self, key: Any, document: Any) -> None:
        self._touched[key] = document

    def __delitem__(self, key: Any) -> None:
        if key not in self:
            raise KeyError(key)
        self._touched[key] = _GONE

    def __contains__(self, key: object) -> bool:
        if key in self._touched:
            return self._touched[key] is not _GONE
        return str(key) in self._documents

    def __iter__(self) -> Iterator[Any]:
        for name in self._documents:
            key = self._id_class(name)
            if self._touched.get(key) is not _GONE:
                yield key
        for key, document in list(self._touched.items()):
            if document is not _GONE and str(key) not in self._documents:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document."""
        self._touched = {self._id_class(name): _GONE for name in self._documents}
