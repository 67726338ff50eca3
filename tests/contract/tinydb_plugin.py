"""pytest plugin for TinyDB's own test suite: puts our storage and table in the place of its JSON storage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import tinydb
import tinydb.database
import tinydb.storages
from tinydb.table import Table

from coachtui.store.log.log_storage import LogStorage
from coachtui.store.log.log_table import LogTable

if TYPE_CHECKING:
    import pytest

LEAST_BUILT = 70
"""The suite makes more than this many JSON storages; fewer means ours was not the one under test."""

ABOUT_JSON_FILES = {
    "test_caching_json_write": "reads the file as one JSON object",
    "test_json": "reads the file as one JSON object",
    "test_json_kwargs": "hands options to json.dumps",
    "test_json_read": "opens the file for reading only by a mode of the JSON storage",
    "test_create_dirs": "looks for the file before anything was stored",
    "test_encoding": "writes in another encoding",
    "test_json_invalid_mode_warning": "a mode of the JSON storage",
    "test_table_repr[json]": "the class name is in the text",
}
"""Tests about the JSON storage's file, not about the contract of a storage, and why."""

built = 0


class StorageUnderTest(LogStorage):
    """Our storage behind the signature of TinyDB's JSON storage."""

    # The order of the parameters is TinyDB's.
    def __init__(self, path: str, create_dirs: bool = False, **_kwargs: Any) -> None:  # noqa: FBT002
        global built  # noqa: PLW0603 - the canary that shows an empty run
        built += 1
        super().__init__(Path(path), create_dirs=create_dirs)


def table_for(storage: tinydb.storages.Storage, name: str, **options: Any) -> Table:
    """Return our table over our storage, TinyDB's over any other."""
    if isinstance(storage, StorageUnderTest):
        options.setdefault("cache_size", Table.default_query_cache_capacity)
        return LogTable(storage, name, **options)
    return Table(storage, name, **options)


tinydb.JSONStorage = StorageUnderTest  # type: ignore[misc,assignment]
tinydb.storages.JSONStorage = StorageUnderTest  # type: ignore[misc,assignment]
tinydb.database.JSONStorage = StorageUnderTest  # type: ignore[assignment,attr-defined]
tinydb.TinyDB.default_storage_class = StorageUnderTest  # type: ignore[assignment]
tinydb.TinyDB.table_class = staticmethod(table_for)  # type: ignore[assignment]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about JSON files."""
    config.hook.pytest_deselected(items=[item for item in items if item.name in ABOUT_JSON_FILES])
    items[:] = [item for item in items if item.name not in ABOUT_JSON_FILES]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where our storage was hardly used."""
    if built < LEAST_BUILT:
        session.exitstatus = 9
