"""TinyDB tables and databases on logs that several threads and processes write to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.table import Document, Table

from coachtui.store.log.log_storage import LogStorage
from coachtui.store.log.log_transaction import DecodedTable, Transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence

    from tinydb.queries import QueryLike

    from coachtui.store.log.log_state import Documents


class LogTable(Table):
    """A TinyDB table that takes the lock, reads what is new, runs TinyDB's update and appends the change.

    TinyDB's own table reads before it locks and remembers the next id, which is right for one writer
    only. Results are copies; nothing found is remembered between calls unless a cache size is asked for.

    Every method raises ``StoreError`` or one of its kinds: reading as ``LogStorage.refreshed`` does, changing
    as ``LogStorage.commit`` does; then nothing is changed.
    """

    _storage: LogStorage

    def __init__(
        self,
        storage: LogStorage,
        name: str,
        cache_size: int = 0,
        persist_empty: bool = False,  # noqa: FBT001, FBT002 - TinyDB's signature
    ) -> None:
        self._transaction: Transaction | None = None
        self._given_out = 0
        self._seen = -1
        super().__init__(storage, name, cache_size, persist_empty)

    @property
    def log(self) -> LogStorage:
        """The storage of the table."""
        return self._storage

    # -- reading

    def _read_table(self) -> Mapping[str, Mapping[str, Any]]:  # type: ignore[override] # TinyDB only reads it
        return DecodedTable(self._storage.documents(self.name))

    def search(self, cond: QueryLike) -> list[Document]:
        """Return copies of the documents that match ``cond``."""
        with self._storage.refreshed() as version:
            if version != self._seen:
                self.clear_cache()
                self._seen = version
            return super().search(cond)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Return a copy of one document, or of several when several ids are given."""
        with self._storage.refreshed():
            return super().get(*args, **kwargs)

    def __iter__(self) -> Iterator[Document]:
        with self._storage.refreshed():
            documents = list(super().__iter__())
        return iter(documents)

    # -- writing

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._storage.exclusive() as state:
            transaction = Transaction(state.table(self.name), self.document_id_class)
            self._transaction = transaction
            try:
                updater(transaction)
            finally:
                self._transaction = None
            put, removed = transaction.changes()
            if put or removed or self.name not in state.tables:
                self._storage.commit({self.name: put}, {self.name: removed} if removed else None)
        self.clear_cache()

    def _get_next_id(self) -> int:
        number = max(self._given_out, self._storage.highest_id(self.name)) + 1
        while self._transaction is not None and number in self._transaction:
            number += 1
        self._given_out = number
        return number

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document and return its id."""
        with self._storage.exclusive():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents in one commit and return their ids."""
        with self._storage.exclusive():
            return super().insert_multiple(documents)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match, or insert one; return the ids."""
        with self._storage.exclusive():
            return super().upsert(document, cond)

    def update(
        self,
        fields: Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None],
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Update the documents that match and return their ids."""
        with self._storage.exclusive():
            if doc_ids is None and cond is not None:
                doc_ids = self._matching(cond)
            return super().update(fields, None, doc_ids)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Remove the documents that match and return their ids."""
        with self._storage.exclusive():
            if doc_ids is None and cond is not None:
                doc_ids = self._matching(cond)
            return super().remove(None, doc_ids)

    def truncate(self) -> None:
        """Remove all documents."""
        super().truncate()
        self._given_out = 0

    def _matching(self, cond: QueryLike) -> list[int]:
        return [self.document_id_class(key) for key, document in self._read_table().items() if cond(document)]


class KeyedTable(LogTable):
    """A table with text ids that the caller gives: of sessions, agents or files."""

    document_id_class = str  # type: ignore[assignment] # TinyDB leaves the class to the user, but types its own

    def encoded(self) -> Documents:
        """Return every document as JSON by id, in the order they were first stored.

        Raises:
            StoreError: As for ``LogStorage.refreshed``.
        """
        with self._storage.refreshed():
            return dict(self._storage.documents(self.name))

    def encoded_one(self, key: str) -> bytes | None:
        """Return one document as JSON, or ``None`` where there is none.

        Raises:
            StoreError: As for ``LogStorage.refreshed``.
        """
        return self._storage.documents(self.name).get(key)

    def put_encoded(self, documents: Mapping[str, bytes], removed: Sequence[str] = ()) -> None:
        """Store documents given as JSON, and remove others, in one commit.

        Args:
            documents: By id, whether or not there is one already.
            removed: Ids; one that is not there is passed over.

        Raises:
            StoreError: As for ``LogStorage.commit``; nothing was stored or removed.
        """
        with self._storage.exclusive() as state:
            known = state.table(self.name)
            gone = [key for key in removed if key in known]
            if documents or gone:
                self._storage.commit({self.name: documents}, {self.name: gone} if gone else None)
        self.clear_cache()


class LogDB(TinyDB):
    """A TinyDB database on one log."""

    table_class = LogTable  # type: ignore[assignment] # inferred too narrowly: any table class is meant
    default_storage_class = LogStorage  # type: ignore[assignment] # as above

    @property
    def log(self) -> LogStorage:
        """The storage of the database."""
        assert isinstance(self._storage, LogStorage)
        return self._storage

    def drop_table(self, name: str) -> None:
        """Remove a table and its documents.

        Raises:
            StoreError: As for ``LogStorage.commit``.
        """
        with self.log.exclusive():
            super().drop_table(name)


class KeyedDB(LogDB):
    """A TinyDB database on one log, whose tables have text ids."""

    table_class = KeyedTable

    def keyed(self, name: str) -> KeyedTable:
        """Return the table of a name, typed as ``KeyedTable``."""
        table = self.table(name)
        assert isinstance(table, KeyedTable)
        return table
