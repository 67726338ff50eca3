"""Our own thread that brings revisions to disk, so that no key press waits for it."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from coachtui.domain.errors import CoachError
from coachtui.domain.saving import SaveState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coachtui.domain.session import Session


class Pace(NamedTuple):
    """Seconds the saver waits.

    Attributes:
        frame: After an answer, so that its row is painted before the thread takes its turn.
        idle: After the last typed letter.
        longest: After the first typed letter, whatever follows (R4).
        retries: After each failure in a row; the last one is repeated.
        linger: With nothing to do, before the thread ends.
    """

    frame: float = 0.007
    idle: float = 0.4
    longest: float = 1.0
    retries: tuple[float, ...] = (1.0, 2.0, 5.0)
    linger: float = 0.5


class SaverThread:
    """Saves the newest revision of each session offered; fits the port ``Saver``.

    The thread is there while there is something to save and is never cut off by the end of the program:
    a program that ends without closing the saver waits for it. Nothing offered is dropped on failure.
    """

    def __init__(
        self,
        save: Callable[[Session], None],
        now: Callable[[], datetime],
        on_state: Callable[[SaveState], None],
        pace: Pace = Pace(),  # noqa: B008 - a pace cannot change
    ) -> None:
        """Take what is needed; the thread starts with the first offer.

        Args:
            save: Brings one session to disk and returns when it is durable.
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
        self._pending: dict[str, Session] = {}
        self._under_way: dict[str, Session] = {}
        self._first_offer = 0.0
        self._due = 0.0
        self._urgent = False
        self._failures = 0
        self._failed_ever = 0
        self._closing = False
        self._stuck = False
        self._thread: threading.Thread | None = None
        self._state = SaveState(phase="saved", revision=0)

    def offer(self, session: Session, *, urgent: bool) -> None:
        """Take the newest revision.

        Args:
            session: The revision; an earlier one of the same session is forgotten.
            urgent: Save at once; else when nothing followed for a moment (R4).
        """
        now = time.monotonic()
        with self._changed:
            first = not self._pending
            if first:
                self._first_offer = now
            self._pending[session.id] = session
            if self._failures:
                self._state = replace(self._state, revision=session.revision)
            else:
                self._state = SaveState(phase="saving", revision=session.revision, at=self._state.at)
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
        """Return the last known state."""
        with self._changed:
            return self._state

    def unsaved(self) -> list[Session]:
        """Return the revisions that are not on disk."""
        with self._changed:
            return list({**self._under_way, **self._pending}.values())

    def flush(self, timeout_s: float) -> bool:
        """Save what is pending now and wait.

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
        """Save what is pending, then end the thread; what cannot be saved stays in ``unsaved``."""
        with self._changed:
            self._closing = True
            self._hurry()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _idle(self) -> bool:
        return not (self._pending or self._under_way)

    def _hurry(self) -> None:
        self._due = time.monotonic()
        self._start()
        self._changed.notify_all()

    def _start(self) -> None:
        if self._thread is None and self._pending:
            self._stuck = False
            self._thread = threading.Thread(target=self._run, name="saver", daemon=False)
            self._thread.start()

    def _run(self) -> None:
        while self._take():
            failed: dict[str, Session] = {}
            code = ""
            for session in self._under_way.values():
                if why := self._attempt(session):
                    failed[session.id] = session
                    code = why
            self._tell(self._settle(failed, code))

    def _take(self) -> bool:
        """Wait until something is due and take it; ``False`` ends the thread."""
        with self._changed:
            while not self._stuck:
                if not self._pending:
                    if self._closing or not (self._changed.wait(self._pace.linger) or self._pending):
                        break
                elif (wait := self._due - time.monotonic()) > 0:
                    self._changed.wait(wait)
                else:
                    self._under_way, self._pending = self._pending, {}
                    self._urgent = False
                    return True
            self._thread = None
            return False

    def _attempt(self, session: Session) -> str:
        """Save one session and return why that failed, or nothing."""
        try:
            self._save(session)
        except CoachError as error:
            return error.code
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the badge must say so
            return type(error).__name__
        return ""

    def _settle(self, failed: dict[str, Session], code: str) -> SaveState:
        """Take over how an attempt went and return the new state."""
        newest = max(session.revision for session in self._under_way.values())
        with self._changed:
            self._under_way = {}
            self._pending = {**failed, **self._pending}
            waiting = max((session.revision for session in self._pending.values()), default=newest)
            if failed:
                self._failed_ever += 1
                pauses = self._pace.retries
                self._due = time.monotonic() + pauses[min(self._failures, len(pauses) - 1)]
                self._failures += 1
                self._stuck = self._closing or not threading.main_thread().is_alive()
                self._state = SaveState(phase="failed", revision=waiting, at=self._state.at, code=code)
            else:
                self._failures = 0
                phase: Literal["saving", "saved"] = "saving" if self._pending else "saved"
                self._state = SaveState(phase=phase, revision=waiting, at=self._now())
            self._changed.notify_all()
            return self._state

    def _tell(self, state: SaveState) -> None:
        try:
            self._on_state(state)
        except Exception:  # noqa: BLE001 - a screen that is gone must not keep the rest from being saved
            return
