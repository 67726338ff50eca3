"""One window closes while another gives a session to another agent: it is there once, as saved last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.domain.session import Session
from coachtui.store.records.session_store import LogSessionStore
from coachtui.store.records.shards import ShardKey

LIVE = session(24, revision=1)
WITH_BEN = session(24, agent_id=BEN, revision=2)
WITH_ANNA_AGAIN = session(24, revision=3)
SOON = 0.3
"""Seconds in which what does not wait for the other window is done."""


class KilledError(Exception):
    """The window is gone, at this place."""


def window(root: Path) -> LogSessionStore:
    return LogSessionStore(root, lambda: START)


def at_once(work: Callable[[], object]) -> Thread:
    """Let another window do something; return when it is done or waits for this one."""
    thread = Thread(target=work)
    thread.start()
    thread.join(SOON)
    return thread


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "store"
    store = window(root)
    store.put(session(1))
    store.put(session(2, agent_id=BEN))
    store.put(LIVE)
    store.close()
    return root


def check(root: Path, expected: Session) -> None:
    """A window opened now shows the session once."""
    store = window(root)
    assert [found for found in store.every() if found.id == LIVE.id] == [expected]
    assert [row.agent_ids for row in store.rows() if row.id == LIVE.id] == [expected.agent_ids]


def test_a_move_on_its_way_is_not_ended_by_who_closes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closing, moving = window(root), window(root)
    closing.put(session(3))
    assert moving.get(LIVE.id) == LIVE
    append = moving.append
    waiting: list[Thread] = []

    def killed_after(moved: Session, key: ShardKey) -> None:
        waiting.append(at_once(closing.close))
        append(moved, key)
        raise KilledError

    monkeypatch.setattr(moving, "append", killed_after)
    with pytest.raises(KilledError):
        moving.put(WITH_BEN)
    check(root, WITH_BEN)
    waiting[0].join()
    check(root, WITH_BEN)


def test_what_comes_back_is_not_taken_for_what_was_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = window(root)
    assert killed.get(LIVE.id) == LIVE
    monkeypatch.setattr(killed._moves, "_end", lambda *_told: None)
    killed.put(WITH_BEN)
    closing, moving = window(root), window(root)
    closing.put(session(3))
    assert moving.get(LIVE.id) == WITH_BEN
    remove = closing.rewrites.remove
    waiting: list[Thread] = []

    def late(key: ShardKey, session_id: str) -> None:
        assert key.agent_id == ANNA
        waiting.append(at_once(lambda: moving.put(WITH_ANNA_AGAIN)))
        remove(key, session_id)

    monkeypatch.setattr(closing.rewrites, "remove", late)
    closing.close()
    waiting[0].join()
    check(root, WITH_ANNA_AGAIN)
