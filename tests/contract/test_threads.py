"""One store is used by several threads at once: screen, saver, workers, backup (F3)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.store.log.lock import StoreLock
from coachtui.store.records.session_store import LogSessionStore
from coachtui.store.records.shards import ShardKey, Shards

ROUNDS = 300
YEARS = range(2020, 2026)


@pytest.fixture(autouse=True)
def _eager_threads() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def together(*jobs: Callable[[int], object]) -> list[BaseException]:
    """Do every job so often, each on a thread of its own; return what was raised."""
    raised: list[BaseException] = []

    def work(job: Callable[[int], object]) -> None:
        try:
            for number in range(ROUNDS):
                job(number)
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the test's to see
            raised.append(error)

    threads = [Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


class _Log:
    """Stands in for a log, so that nothing but the two dictionaries takes time."""

    def keyed(self, _name: str) -> _Log:
        return self


def test_f3_logs_are_looked_at_from_several_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shards = Shards(tmp_path, StoreLock(tmp_path / ".lock"))
    monkeypatch.setattr(Shards, "exists", lambda _self, _key: True)
    monkeypatch.setattr(Shards, "_log", lambda _self, _key, **_told: _Log())
    keys = [ShardKey(agent, year) for agent in (ANNA, BEN) for year in YEARS]

    def look(number: int) -> None:
        for key in keys[number % 5 :]:
            shards.reading(key)

    def write(number: int) -> None:
        for key in keys:
            shards.writing(key)
            shards.writing_once(key)
        shards.forget((ANNA, BEN)[number % 2])
        shards.written()

    assert together(look, look, look, write, write) == []


def test_f3_a_store_is_read_written_and_forgotten_from_several_threads(tmp_path: Path) -> None:
    store = LogSessionStore(tmp_path / "store", lambda: START)
    for year in YEARS:
        store.put(session(year, start=START.replace(year=year), status="final"))

    def read(number: int) -> None:
        if number % 30 == 0:
            list(store.every())
            store.rows()
            store.of_agent(ANNA)

    def save(number: int) -> None:
        if number % 10 == 0:
            store.put(session(5, agent_id=BEN, revision=number + 1))

    def forget(number: int) -> None:
        store._memory.note_read(session(number + 100), ShardKey(ANNA, 2020))
        if number % 10 == 0:
            store.forget("0190cccc-0000-7000-8000-00000000000c")

    assert together(read, read, save, forget)[:1] == []
