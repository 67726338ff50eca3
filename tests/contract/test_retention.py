"""Deleting what is past its time: only what was chosen, nothing of it in any file, whatever comes between."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.contract.faulty_disk import faulty
from tests.contract.protected import PASSPHRASE, holding, opened
from tests.contract.sessions import ANNA, BEN, START, identity, session

from coachtui.domain.agent import Agent
from coachtui.domain.listing import RecordRow, SessionRow
from coachtui.domain.session import Session
from coachtui.services import preferences
from coachtui.services.retention import Retention
from coachtui.settings.config_file import ConfigFile
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.records.session_store import LogSessionStore
from coachtui.store.records.shards import key_of
from coachtui.store.records.team import Move

CANARY = "CANARY-8842"
LONG_AGO = START.replace(year=2024)
LAST_DAY = START.replace(year=2025)

Keeping = Callable[[LogSessionStore], Retention]


class StillClock:
    """A clock that stands at ``START``, the 16th of November 2026."""

    def now(self) -> datetime:
        return START

    def tick(self) -> float:
        return 0.0

    def asleep_s(self) -> float | None:
        return None


@pytest.fixture(name="keeping")
def _keeping(tmp_path: Path) -> Keeping:
    return lambda store: Retention(
        store, ConfigFile(tmp_path / "config.toml", preferences.NAMES), StillClock()
    )


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """Past: three of Anna's, two of Ben's. Kept: her last one, which comes due, a new and a running one."""
    store = opened(tmp_path / "store")
    store.team.put_agents([Agent(id=ANNA, name="Anna"), Agent(id=BEN, name="Ben")])
    for number in (1, 2):
        store.put(session(number, text=f"{CANARY} before", start=LONG_AGO, status="final"))
        store.put(session(number, text=f"{CANARY} {number}", start=LONG_AGO, status="final", revision=4))
    store.put(session(3, text=f"{CANARY} 3", start=LAST_DAY - timedelta(days=1), status="draft"))
    store.put(session(4, text="kept 4", start=LAST_DAY, status="final"))
    store.put(session(5, text="kept 5", status="final"))
    store.put(session(6, text="kept 6", start=LONG_AGO, status="live"))
    for number in (11, 12):
        store.put(session(number, agent_id=BEN, text=f"{CANARY} {number}", start=LONG_AGO, status="final"))
    store.close()
    return tmp_path / "store"


def stored(root: Path) -> list[str]:
    return sorted(found.id for found in opened(root).every())


def identities(*numbers: int) -> list[str]:
    return [identity(number) for number in numbers]


def ids(rows: tuple[SessionRow | RecordRow, ...]) -> list[str]:
    return sorted(row.id for row in rows)


def sound(root: Path) -> bool:
    """Whether every file is sound and the index tells what the logs do."""
    rows = {row.id: row.started_at for row in opened(root).rows()}
    return verify(root).findings == () and rows == {s.id: s.started_at for s in opened(root).every()}


def test_what_was_chosen_is_in_no_file_and_the_rest_is_as_it_was(root: Path, keeping: Keeping) -> None:
    rest = [found for found in opened(root).every() if found.id in identities(4, 5, 6)]
    store = opened(root)
    due = keeping(store).due()
    assert ids(due.past) == identities(1, 2, 3, 11, 12)
    assert ids(due.soon) == identities(4)
    assert due.past_by_agent() == {ANNA: 3, BEN: 2}
    assert holding(root, CANARY) != []
    done = keeping(store).delete(due.past)
    assert sorted(done.ids) == identities(1, 2, 3, 11, 12)
    assert (done.open_elsewhere, done.not_due, done.error) == ((), (), None)
    assert holding(root, CANARY) == []
    store.close()
    assert holding(root, CANARY) == []
    assert [found for found in opened(root).every() if found.id in identities(4, 5, 6)] == rest
    assert stored(root) == identities(4, 5, 6)
    assert sound(root)
    assert list((root / "leases").iterdir()) == []


def test_only_what_was_chosen_goes(root: Path, keeping: Keeping) -> None:
    store = opened(root)
    chosen = tuple(row for row in keeping(store).due().past if row.id in identities(2, 11))
    assert sorted(keeping(store).delete(chosen).ids) == identities(2, 11)
    assert holding(root, f"{CANARY} 2") == holding(root, f"{CANARY} 11") == []
    assert stored(root) == identities(1, 3, 4, 5, 6, 12)
    assert sound(root)


def test_what_is_not_past_its_time_stays_even_when_asked_for(root: Path, keeping: Keeping) -> None:
    store = opened(root)
    chosen = tuple(row for row in store.rows() if row.id in identities(4, 5, 6))
    done = keeping(store).delete(chosen)
    assert (done.ids, sorted(done.not_due)) == ((), identities(4, 5, 6))
    assert stored(root) == identities(1, 2, 3, 4, 5, 6, 11, 12)


def test_what_a_window_has_open_is_left_out_and_told(root: Path, keeping: Keeping) -> None:
    window = opened(root)
    lease = window.lease(identity(1))
    store = opened(root)
    done = keeping(store).delete(keeping(store).due().past)
    assert (done.open_elsewhere, len(done.ids), done.error) == ((identity(1),), 4, None)
    assert stored(root) == identities(1, 4, 5, 6)
    window.put(session(1, text="went on", start=LONG_AGO, status="draft", revision=9))
    lease.release()
    assert keeping(store).delete(keeping(store).due().past).ids == (identity(1),)
    assert stored(root) == identities(4, 5, 6)
    assert holding(root, "went on") == []


def test_a_session_that_runs_again_meanwhile_is_not_deleted(root: Path, keeping: Keeping) -> None:
    store = opened(root)
    shown = keeping(store).due().past
    opened(root).put(session(1, text="runs again", start=LONG_AGO, status="live", revision=9))
    done = keeping(store).delete(shown)
    assert (done.not_due, len(done.ids)) == ((identity(1),), 4)
    found = opened(root).get(identity(1))
    assert found is not None
    assert found.notes[0].text == "runs again"


def test_what_another_window_deleted_meanwhile_is_gone(root: Path, keeping: Keeping) -> None:
    store = opened(root)
    shown = keeping(store).due().past
    other = opened(root)
    other.remove(session(2, start=LONG_AGO))
    other.close()
    done = keeping(store).delete(shown)
    assert sorted(done.ids) == identities(1, 2, 3, 11, 12)
    assert stored(root) == identities(4, 5, 6)


def test_the_second_copy_of_a_move_that_was_cut_off_goes_too(root: Path, keeping: Keeping) -> None:
    store = opened(root)
    source = session(1, text=f"{CANARY} 1", start=LONG_AGO, status="final", revision=4)
    target = replace(source, agent_ids=(BEN,), revision=5)
    store.team.begin_move(source.id, Move(source=key_of(source), target=key_of(target)))
    opened(root).append(target, key_of(target))
    store = opened(root)
    done = keeping(store).delete(keeping(store).due().past)
    assert sorted(done.ids) == identities(1, 2, 3, 11, 12)
    store.close()
    assert holding(root, CANARY) == []
    assert stored(root) == identities(4, 5, 6)
    assert sound(root)


def test_a_protected_store_too(root: Path, keeping: Keeping) -> None:
    StoreProtection(root).encrypt(PASSPHRASE)
    protection = StoreProtection(root)
    protection.unlock(PASSPHRASE)
    store = opened(root, protection)
    before = {path: path.stat().st_size for path in (root / "agents").rglob("*.jsonl")}
    assert len(keeping(store).delete(keeping(store).due().past).ids) == 5
    store.close()
    again = StoreProtection(root)
    again.unlock(PASSPHRASE)
    assert sorted(found.id for found in opened(root, again).every()) == identities(4, 5, 6)
    assert [row.id for row in opened(root, again).rows()] == identities(6, 4, 5)
    smaller = [path for path, size in before.items() if path.stat().st_size < size]
    assert len(smaller) == 3


def test_a_disk_that_fails_half_way_leaves_every_session_whole_or_gone(root: Path, keeping: Keeping) -> None:
    everything: dict[str, Session] = {found.id: found for found in opened(root).every()}
    store = opened(root)
    shown = keeping(store).due().past
    with faulty(lambda number, name: errno.EIO if name == "write" and number > 20 else 0):
        done = keeping(store).delete(shown)
    assert done.error is not None
    left = {found.id: found for found in opened(root).every()}
    assert set(left) == set(everything) - set(done.ids)
    assert all(everything[known] == found for known, found in left.items())
    assert 0 < len(done.ids) < 5
    assert sorted(keeping(opened(root)).delete(shown).ids) == identities(1, 2, 3, 11, 12)
    assert sound(root)
