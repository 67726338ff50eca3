"""The saver's thread: what is offered reaches the disk, and the badge tells the truth about it."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from tests.contract.conftest import Open
from tests.contract.saving import QUICK, SLOW_TYPING, WAIT, Disk, Stand
from tests.contract.sessions import ANNA, START, identity, session

from coachtui.domain.errors import StoreFull
from coachtui.domain.saving import SaveState
from coachtui.store.records.saver import Pace, SaverThread


def test_an_urgent_offer_is_saved_at_once_and_told(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    one.offer(7)
    assert one.told() == SaveState(phase="saved", revision=7, at=START)
    assert one.saver.state() == SaveState(phase="saved", revision=7, at=START)
    assert one.disk.saved == [(identity(1), 7)]


def test_from_the_offer_on_it_is_saving(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    one.offer(3, urgent=False)
    assert one.saver.state() == SaveState(phase="saving", revision=3, at=None)
    assert one.disk.attempts == 0


def test_typing_is_saved_when_nothing_follows(stand: Callable[[Pace], Stand]) -> None:
    one = stand(QUICK)
    one.offer(1, urgent=False)
    assert one.told().revision == 1


def test_typing_without_a_pause_is_saved_all_the_same(stand: Callable[[Pace], Stand]) -> None:
    one = stand(Pace(idle=WAIT, longest=0.05))
    one.offer(1, urgent=False)
    one.offer(2, urgent=False)
    assert one.told().revision == 2


def test_an_urgent_offer_takes_waiting_typing_along(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    one.offer(1, urgent=False)
    one.offer(2)
    assert one.told().revision == 2
    assert one.disk.saved == [(identity(1), 2)]


def test_typing_after_an_urgent_offer_does_not_put_it_off(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    one.disk.open.clear()
    one.offer(1)
    assert one.disk.entered.acquire(timeout=WAIT)
    one.offer(2)
    one.offer(3, urgent=False)
    one.disk.open.set()
    assert [one.told().revision, one.told().revision] == [3, 3]
    assert one.disk.saved == [(identity(1), 1), (identity(1), 3)]


def test_only_the_newest_revision_of_each_session_is_saved(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    one.disk.open.clear()
    one.offer(1)
    assert one.disk.entered.acquire(timeout=WAIT)
    for revision in range(2, 50):
        one.offer(revision)
    one.offer(5, number=2)
    assert {kept.revision for kept in one.saver.unsaved()} == {49, 5}
    one.disk.open.set()
    assert one.saver.flush(WAIT)
    assert one.disk.saved == [(identity(1), 1), (identity(1), 49), (identity(2), 5)]


def test_a_save_overtaken_by_an_offer_is_not_called_saved(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    one.disk.open.clear()
    one.offer(1)
    assert one.disk.entered.acquire(timeout=WAIT)
    one.offer(2, urgent=False)
    one.disk.open.set()
    assert one.told() == SaveState(phase="saving", revision=2, at=START)


@pytest.mark.parametrize(
    ("failure", "code"),
    [(StoreFull("disk_full"), "disk_full"), (RuntimeError("a bug"), "RuntimeError")],
)
def test_a_failure_is_told_and_tried_again_until_it_works(
    stand: Callable[[Pace], Stand], failure: Exception, code: str
) -> None:
    one = stand(QUICK)
    one.disk.failing = failure
    one.offer(4)
    for _ in range(3):
        assert one.told() == SaveState(phase="failed", revision=4, at=None, code=code)
    one.offer(5)
    assert one.saver.state().phase == "failed"
    assert [kept.revision for kept in one.saver.unsaved()] == [5]
    one.disk.failing = None
    state = one.told()
    while state.phase == "failed":
        state = one.told()
    assert state == SaveState(phase="saved", revision=5, at=START)
    assert one.saver.unsaved() == []


def test_pauses_between_tries_grow(stand: Callable[[Pace], Stand]) -> None:
    assert Pace().retries == (1.0, 2.0, 5.0)
    assert (Pace().idle, Pace().longest) == (0.4, 1.0)
    one = stand(Pace(retries=(0.0, 0.0, WAIT)))
    one.disk.failing = StoreFull("disk_full")
    one.offer(1)
    assert [one.told().phase for _ in range(3)] == ["failed"] * 3
    with pytest.raises(queue.Empty):
        one.states.get(timeout=0.05)


def test_flush_saves_what_waits_and_says_whether_all_is_on_disk(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    assert one.saver.flush(0)
    one.offer(1, urgent=False)
    assert one.saver.flush(WAIT)
    assert one.disk.saved == [(identity(1), 1)]
    one.disk.failing = StoreFull("disk_full")
    one.offer(2, urgent=False)
    assert not one.saver.flush(WAIT)
    one.disk.failing = None
    assert one.saver.flush(WAIT)
    assert one.disk.saved[-1] == (identity(1), 2)


def test_flush_gives_up_on_a_slow_disk(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    one.disk.open.clear()
    one.offer(1)
    assert not one.saver.flush(0.01)


def test_close_saves_what_waits_and_ends_the_thread(stand: Callable[[Pace], Stand]) -> None:
    one = stand(SLOW_TYPING)
    one.offer(1, urgent=False)
    one.saver.close()
    assert one.disk.saved == [(identity(1), 1)]
    assert "saver" not in {thread.name for thread in threading.enumerate()}
    one.saver.close()


def test_close_on_a_dead_disk_ends_and_keeps_the_session(stand: Callable[[Pace], Stand]) -> None:
    one = stand(QUICK)
    one.disk.failing = StoreFull("disk_full")
    one.offer(1)
    assert one.told().phase == "failed"
    one.saver.close()
    assert [kept.revision for kept in one.saver.unsaved()] == [1]
    one.disk.failing = None
    one.offer(2)
    assert one.saver.flush(WAIT)


def test_a_revision_that_follows_while_the_one_before_gets_through_is_saved_too(
    stand: Callable[[Pace], Stand],
) -> None:
    one = stand(QUICK)
    one.disk.failing = StoreFull("disk_full")
    one.offer(1)
    assert one.told().phase == "failed"
    one.disk.open.clear()
    while one.disk.entered.acquire(timeout=0.1):
        pass
    one.disk.failing = None
    one.offer(2, urgent=False)
    one.disk.open.set()
    assert one.saver.flush(WAIT)
    assert one.disk.saved[-1] == (identity(1), 2)
    assert one.saver.unsaved() == []


def test_what_is_offered_while_a_closing_thread_gives_up_is_tried_once_more() -> None:
    disk, gave_up, offered = Disk(), threading.Event(), threading.Event()

    def told(_state: SaveState) -> None:
        gave_up.set()
        assert offered.wait(WAIT)

    saver = SaverThread(disk.save, lambda: START, told, QUICK)
    disk.failing = StoreFull("disk_full")
    disk.open.clear()
    saver.offer(session(1, revision=1), urgent=True)
    assert disk.entered.acquire(timeout=WAIT)
    closing = threading.Thread(target=saver.close)
    closing.start()
    disk.open.set()
    assert gave_up.wait(WAIT)
    disk.failing = None
    saver.offer(session(1, revision=2), urgent=True)
    offered.set()
    closing.join(WAIT)
    assert disk.saved == [(identity(1), 2)]


def test_a_screen_that_is_gone_does_not_stop_the_saver() -> None:
    disk = Disk()

    def gone(_state: SaveState) -> None:
        raise RuntimeError("event loop is closed")

    saver = SaverThread(disk.save, lambda: START, gone, QUICK)
    for revision in (1, 2):
        saver.offer(session(1, revision=revision), urgent=True)
        assert saver.flush(WAIT)
    saver.close()
    assert [revision for _, revision in disk.saved] == [1, 2]


def test_the_thread_rests_while_there_is_nothing_to_save(stand: Callable[[Pace], Stand]) -> None:
    one = stand(QUICK)
    one.offer(1)
    assert one.told().revision == 1
    for thread in [thread for thread in threading.enumerate() if thread.name == "saver"]:
        thread.join(WAIT)
    assert "saver" not in {thread.name for thread in threading.enumerate()}
    one.offer(2)
    assert one.told().revision == 2


def test_the_store_hands_out_a_saver_that_saves(open_store: Open) -> None:
    told: queue.Queue[SaveState] = queue.Queue()
    saver = open_store().saver(told.put)
    saver.offer(session(1, revision=8), urgent=True)
    assert told.get(timeout=WAIT) == SaveState(phase="saved", revision=8, at=START)
    saver.close()
    running = open_store().newest.open_session_of(ANNA)
    assert running is not None
    assert running.revision == 8


def test_a_program_that_ends_without_closing_loses_nothing_and_ends(tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from coachtui.store.records.session_store import LogSessionStore
        from tests.contract.sessions import START, session
        store = LogSessionStore(Path(sys.argv[1]), lambda: START)
        store.saver(lambda state: None).offer(session(1, revision=6), urgent=False)
        raise SystemExit(3)
    """
    root = Path(__file__).parents[2]
    finished = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), tmp_path / "store"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])},
        check=False,
        timeout=WAIT,
    )
    assert finished.returncode == 3
    assert (tmp_path / "store" / "agents" / ANNA / "2026.jsonl").read_bytes().count(b'"revision":6') == 1


def test_saver_reports_wall_time_as_given() -> None:
    later = datetime.fromisoformat("2027-01-01T00:00:00+00:00")
    saver = SaverThread(lambda _one: None, lambda: later, lambda _state: None, QUICK)
    saver.offer(session(1), urgent=True)
    assert saver.flush(WAIT)
    saver.close()
    assert saver.state().at == later


def test_errors_of_the_store_reach_the_badge_by_their_code(open_store: Open) -> None:
    told: queue.Queue[SaveState] = queue.Queue()
    saver = open_store().saver(told.put, QUICK)
    saver.offer(session(1, text="half a pair \ud83d"), urgent=True)
    assert told.get(timeout=WAIT).code == "unstorable"
    saver.close()
