"""A store in a folder of its own, opened as often as a test likes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.contract.sessions import START

from coachtui.store.session_store import LogSessionStore

Open = Callable[[], LogSessionStore]


@pytest.fixture(name="open_store")
def _open_store(tmp_path: Path) -> Open:
    """The store, opened afresh at every call as another process would."""
    return lambda: LogSessionStore(tmp_path / "store", lambda: START)
