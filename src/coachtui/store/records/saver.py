"""The saver: a thread that writes revisions of records to disk, so that no key press waits for the disk."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from coachtui.domain.errors import CoachError
from coachtui.domain.record import key_of
from coachtui.domain.saving import SaveState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coachtui.domain.record import AnyRecord


class Pace(NamedTuple):
    """How long the saver waits, in seconds.

    Attributes:
        frame: After an answer, so that its row is painted before the thread takes its turn.
        idle: After the last typed letter.
        longest: After the first typed letter, whatever follows (R4).
        retries: After each failure of a record in a row; the last one is repeated.
        linger: With nothing to do, before the thread ends.
    """

    frame: float = 0.007
    idle: float = 0.4
    longest: float = 1.0
    retries: tuple[float, ...] = (1.0, 2.0, 5.0)
    linger: float = 0.5


class _Failed:
    """A record that could not be saved."""

    __slots__ = ("code", "due", "record", "times")

    def __init__(self, record: AnyRecord, times: int, due: float, code: str) -> None:
        """Keep it.

        Args:
            record: Its newest revision.
            times: How often it failed in a row.
            due: Monotonic second at which it is tried again.
            code: Why it failed last.
        """
        self.record = record
        self.times = times
        self.due = due
        self.code = code


class SaverThread:
    """Saves the newest revision of each record offered, of any kind; fits the port ``Saver``.

    The thread is there while there is something to save and is never cut off by the end of the program:
    a program that ends without closing the saver waits for it. Nothing offered is dropped on failure, and
    what failed holds up nothing else: it is tried again in its own time.
    """

    def __init__(
        self,
        save: Callable[[AnyRecord], None],
        now: Callable[[], datetime],
        on_state: Callable[[SaveState], None],
        pace: Pace = Pace(),  # noqa: B008 - a pace cannot change
    ) -> None:
        """Take what is needed; the thread starts with the first offer.

        Args:
            save: Brings one record to disk and returns when it is durable.
            now: Wall time.
            on_state: Told, on the saver's thread, of every success and every failure. That a save is under
                way is known to whoever made the offer.
            pace: How long to wait for what.
        """
        self._save = save
        self._now = now
        self._on_state = on_state
        self._pace = pace
        self._changed = threading.Condition()
        self._pending: dict[tuple[str, str], AnyRecord] = {}
        self._failed: dict[tuple[str, str], _Failed] = {}
        self._under_way: dict[tuple[str, str], AnyRecord] = {}
        self._first_offer = 0.0
        self._due = 0.0
        self._urgent = False
        self._failed_ever = 0
        self._closing = False
        self._stuck = False
        self._thread: threading.Thread | None = None
        self._state = SaveState(phase="saved", revision=0)

    def offer(self, record: AnyRecord, *, urgent: bool) -> None:
        """Queue the newest revision of a record to be saved.

        Args:
            record: The revision; an earlier one of the same record is forgotten.
            urgent: Save at once; else when nothing followed for a moment (R4).
        """
        key = key_of(record)
        with self._changed:
            if (failed := self._failed.get(key)) is not None:
                failed.record = record
                self._state = replace(self._state, revision=record.revision)
                self._start()
                return
            now = time.monotonic()
            first = not self._pending
            if first:
                self._first_offer = now
            self._pending[key] = record
            if not self._failed:
                self._state = SaveState(phase="saving", revision=record.revision, at=self._state.at)
            if urgent:
                soon = now + self._pace.frame
                self._due = min(self._due, soon) if self._urgent else soon
                self._urgent = True
            elif not self._urgent:
                self._due = min(now + self._pace.idle, self._first_offer + self._pace.longest)
            self._start()
            if urgent or first:
                self._changed.notify_all()

    def state(self) -> SaveState:
        """Return the last known state of saving; a failure is shown until what failed is saved."""
        with self._changed:
            return self._state

    def unsaved(self) -> list[AnyRecord]:
        """Return the revisions that are not on disk yet, failed ones included."""
        with self._changed:
            failed = {key: each.record for key, each in self._failed.items()}
            return list({**self._under_way, **failed, **self._pending}.values())

    def flush(self, timeout_s: float) -> bool:
        """Save everything pending now and wait until that is done.

        Args:
            timeout_s: Seconds to wait at most; a failure ends the wait.

        Returns:
            Whether all is on disk.
        """
        with self._changed:
            failed = self._failed_ever
            self._hurry()
            self._changed.wait_for(lambda: self._idle() or self._failed_ever > failed, timeout_s)
            return self._idle()

    def close(self) -> None:
        """Save everything pending and end the thread; what cannot be saved stays in ``unsaved``."""
        with self._changed:
            self._closing = True
            self._hurry()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _idle(self) -> bool:
        return not (self._pending or self._failed or self._under_way)

    def _hurry(self) -> None:
        self._due = time.monotonic()
        for failed in self._failed.values():
            failed.due = self._due
        self._start()
        self._changed.notify_all()

    def _start(self) -> None:
        self._stuck = False  # a thread that is about to end, since it could not save, goes on instead
        if self._thread is None and (self._pending or self._failed):
            self._thread = threading.Thread(target=self._run, name="saver", daemon=False)
            self._thread.start()

    def _run(self) -> None:
        while self._take():
            refused = {}
            for key, record in self._under_way.items():
                if code := self._attempt(record):
                    refused[key] = code
            self._tell(self._settle(refused))

    def _take(self) -> bool:
        """Wait until something is due and take it; ``False`` ends the thread."""
        with self._changed:
            while True:
                due = self._next_due()
                if due is None:
                    if self._closing or self._stuck or not self._wait_for_offers():
                        break
                elif (wait := due - time.monotonic()) > 0:
                    self._changed.wait(wait)
                else:
                    self._take_due()
                    return True
            self._thread = None
            return False

    def _wait_for_offers(self) -> bool:
        return bool(self._changed.wait(self._pace.linger) or self._pending)

    def _next_due(self) -> float | None:
        """Return the monotonic second at which something is to be saved; ``None`` where nothing waits."""
        if not self._failed or self._stuck:
            return self._due if self._pending else None
        again = min(failed.due for failed in self._failed.values())
        return min(self._due, again) if self._pending else again

    def _take_due(self) -> None:
        """Take what is due under way: what failed before comes last, for it may take its time again."""
        now = time.monotonic()
        self._under_way = {}
        if self._pending and self._due <= now:
            self._under_way, self._pending = self._pending, {}
            self._urgent = False
        if self._failed and not self._stuck:
            self._under_way |= {key: each.record for key, each in self._failed.items() if each.due <= now}

    def _attempt(self, record: AnyRecord) -> str:
        """Save one record and return why that failed, or nothing."""
        try:
            self._save(record)
        except CoachError as error:
            return error.code
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the badge must say so
            return type(error).__name__
        return ""

    def _settle(self, refused: dict[tuple[str, str], str]) -> SaveState:
        """Take over how an attempt went and return the new state.

        Args:
            refused: Why, of what could not be saved.
        """
        under_way = self._under_way
        newest = max(record.revision for record in under_way.values())
        with self._changed:
            for key, record in under_way.items() if refused or self._failed else ():
                if key in refused:
                    self._put_off(key, record, refused[key])
                else:
                    self._got_through(key, record)
            self._under_way = {}
            if refused:
                self._failed_ever += 1
                self._stuck = self._closing or not threading.main_thread().is_alive()
            at = self._now() if len(refused) < len(under_way) else self._state.at
            if self._failed:
                last = next(reversed(self._failed.values()))
                self._state = SaveState(phase="failed", revision=last.record.revision, at=at, code=last.code)
            else:
                phase: Literal["saving", "saved"] = "saving" if self._pending else "saved"
                waiting = max((record.revision for record in self._pending.values()), default=newest)
                self._state = SaveState(phase=phase, revision=waiting, at=at)
            self._changed.notify_all()
            return self._state

    def _put_off(self, key: tuple[str, str], record: AnyRecord, code: str) -> None:
        """Keep what failed to try it again, or the revision of it that was offered meanwhile."""
        before = self._failed.pop(key, None)  # so that it is the last one again
        times = before.times if before is not None else 0
        newest = before.record if before is not None else self._pending.pop(key, record)
        pauses = self._pace.retries
        due = time.monotonic() + pauses[min(times, len(pauses) - 1)]
        self._failed[key] = _Failed(newest, times + 1, due, code)
        self._urgent = self._urgent and bool(self._pending)

    def _got_through(self, key: tuple[str, str], record: AnyRecord) -> None:
        """Let go what failed before; a revision of it that was offered meanwhile is saved at once."""
        before = self._failed.pop(key, None)
        if before is not None and before.record is not record:
            self._pending[key] = before.record
            self._due = time.monotonic()

    def _tell(self, state: SaveState) -> None:
        try:
            self._on_state(state)
        except Exception:  # noqa: BLE001 - a screen that is gone must not keep the rest from being saved
            return
