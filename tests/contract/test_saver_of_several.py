"""One saver for several records of several kinds: each is saved, and what fails holds up no other."""

from __future__ import annotations

import threading
from collections.abc import Callable

from tests.contract.conftest import Open
from tests.contract.kinds import goal, journal_entry
from tests.contract.saving import SLOW_TYPING, WAIT, Stand
from tests.contract.sessions import ANNA, START, identity, session

from coachtui.domain.errors import StoreFull
from coachtui.domain.kinds import GOAL, JOURNAL_ENTRY
from coachtui.domain.saving import SaveState
from coachtui.store.records.saver import Pace


def test_a_session_and_a_record_of_one_id_are_two(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    one.saver.offer(session(1, revision=4), urgent=False)
    one.saver.offer(goal(1, ANNA, "greets by name"), urgent=False)
    one.saver.offer(journal_entry(1, ANNA, "a good day"), urgent=False)
    assert len(one.saver.unsaved()) == 3
    assert one.saver.flush(WAIT)
    assert one.disk.saved == [(identity(1), 4), (identity(1), 3), (identity(1), 2)]


def test_what_fails_holds_up_nothing_else(stand: Callable[[Pace], Stand]) -> None:
    one = stand(Pace(retries=(WAIT,)))
    one.disk.failing, one.disk.only = StoreFull("disk_full"), identity(1)
    one.offer(4)
    assert one.told() == SaveState(phase="failed", revision=4, at=None, code="disk_full")
    one.saver.offer(goal(2, ANNA, "greets by name"), urgent=False)
    assert one.told() == SaveState(phase="failed", revision=4, at=START, code="disk_full")
    assert one.disk.saved == [(identity(2), 3)]
    one.offer(5)
    assert [kept.revision for kept in one.saver.unsaved()] == [5]
    assert one.disk.attempts == 2, "what fails is tried again in its own time"
    one.disk.failing = None
    assert one.saver.flush(WAIT)
    assert one.disk.saved == [(identity(2), 3), (identity(1), 5)]
    assert one.saver.state() == SaveState(phase="saved", revision=5, at=START)


def test_the_first_that_fails_does_not_keep_the_next_from_its_turn(stand: Callable[[Pace], Stand]) -> None:
    one = stand(Pace(idle=WAIT, longest=WAIT, retries=(WAIT,)))
    one.disk.failing, one.disk.only = StoreFull("disk_full"), identity(1)
    one.offer(4, urgent=False)
    one.offer(7, urgent=False, number=2)
    assert not one.saver.flush(WAIT)
    assert one.disk.saved == [(identity(2), 7)]
    assert [kept.id for kept in one.saver.unsaved()] == [identity(1)]


def test_closing_gives_up_what_fails_and_nothing_else(stand: Callable[[Pace], Stand]) -> None:
    one = stand(Pace(retries=(0.0,)))
    one.disk.failing, one.disk.only = StoreFull("disk_full"), identity(1)
    one.disk.open.clear()
    one.offer(1)
    assert one.disk.entered.acquire(timeout=WAIT)
    one.offer(9, number=2, urgent=False)
    closing = threading.Thread(target=one.saver.close)
    closing.start()
    one.disk.open.set()
    closing.join(WAIT)
    assert not closing.is_alive()
    assert one.disk.saved == [(identity(2), 9)]
    assert [kept.id for kept in one.saver.unsaved()] == [identity(1)]


def test_the_saver_of_the_store_saves_records_of_every_kind(open_store: Open) -> None:
    saver = open_store().saver(lambda _state: None)
    aim, entry = goal(2, ANNA, "greets by name"), journal_entry(3, ANNA, "a good day")
    for record in (session(1, revision=8), aim, entry):
        saver.offer(record, urgent=False)
    assert saver.flush(WAIT)
    saver.close()
    store = open_store()
    assert store.records.of_agent(GOAL, ANNA) == [aim]
    assert store.records.of_agent(JOURNAL_ENTRY, ANNA) == [entry]
    assert [found.revision for found in store.of_agent(ANNA)] == [8]
