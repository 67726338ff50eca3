"""A saver with a disk that can be made to fail and to wait."""

from __future__ import annotations

import queue
import threading

from tests.contract.sessions import START, session

from coachtui.domain.record import AnyRecord
from coachtui.domain.saving import SaveState
from coachtui.store.records.saver import Pace, SaverThread

WAIT = 20.0
"""Seconds after which something that must happen is taken not to."""

QUICK = Pace(idle=0.02, longest=0.05, retries=(0.01, 0.02), linger=0.02)
SLOW_TYPING = Pace(idle=WAIT, longest=WAIT)


class Disk:
    """Where saved revisions go; can be made to fail and to wait."""

    def __init__(self) -> None:
        self.saved: list[tuple[str, int]] = []
        self.attempts = 0
        self.failing: Exception | None = None
        self.only: str | None = None  # id of the record that fails; all of them where it is none
        self.open = threading.Event()
        self.open.set()
        self.entered = threading.Semaphore(0)

    def save(self, one: AnyRecord) -> None:
        self.entered.release()
        assert self.open.wait(WAIT)
        self.attempts += 1
        if self.failing is not None and self.only in (None, one.id):
            raise self.failing
        self.saved.append((one.id, one.revision))


class Stand:
    """A saver with a disk and a list of what it reported."""

    def __init__(self, pace: Pace) -> None:
        self.disk = Disk()
        self.states: queue.Queue[SaveState] = queue.Queue()
        self.saver = SaverThread(self.disk.save, lambda: START, self.states.put, pace)

    def offer(self, revision: int, *, urgent: bool = True, number: int = 1) -> None:
        self.saver.offer(session(number, revision=revision), urgent=urgent)

    def told(self) -> SaveState:
        return self.states.get(timeout=WAIT)
