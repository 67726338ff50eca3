"""A store in a folder of its own, opened as often as a test likes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.contract.exporting import Place
from tests.contract.saving import Stand
from tests.contract.sessions import START

from coachtui.store.records.saver import Pace
from coachtui.store.records.session_store import LogSessionStore

Open = Callable[[], LogSessionStore]


@pytest.fixture(name="open_store")
def _open_store(tmp_path: Path) -> Open:
    """The store, opened afresh at every call as another process would."""
    return lambda: LogSessionStore(tmp_path / "store", lambda: START)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A store with a lead and two agents, and the export on it."""
    place = Place(tmp_path)
    yield place
    place.store.close()


@pytest.fixture(name="stand")
def _stand() -> Iterator[Callable[[Pace], Stand]]:
    """A saver at a pace, as many as a test likes; in the end their disks work and they are closed."""
    made: list[Stand] = []

    def make(pace: Pace) -> Stand:
        made.append(Stand(pace))
        return made[-1]

    yield make
    for stand in made:
        stand.disk.open.set()
        stand.disk.failing = None
        stand.saver.close()
