"""The clock of a running call, and of the coaching model's step on screen (R3, R38)."""

from __future__ import annotations

from coachtui.domain.contact import Contact
from coachtui.domain.live.commands import Moment
from coachtui.domain.live.interrupted_call import last_captured_s
from coachtui.domain.phase import round_to_one_decimal
from coachtui.domain.session import Session
from coachtui.services.ports import Clock


class CallClock:
    """Measures how long a call has run and how long its step on screen was worked in.

    It is monotonic: a jump of the wall clock moves no second of a call.
    """

    def __init__(self, clock: Clock, session: Session) -> None:
        """Take a session; a call running in it continues from wall time.

        Args:
            clock: The source of time.
            session: As it is on disk, or new.
        """
        self._clock = clock
        self._origins: dict[str, float] = {}
        self._step_s = 0.0
        self._step_since: float | None = None
        if (running := session.running_contact) is not None:
            self._go_on(session, running)

    def call_s(self, session: Session) -> float | None:
        """Return seconds into the running call, one decimal, or ``None`` outside a call."""
        running = session.running_contact
        if running is None:
            return None
        return round_to_one_decimal(max(0.0, self._clock.tick() - self._origins[running.id]))

    def moment(self, session: Session) -> Moment:
        """Return the present moment."""
        return Moment(at=self._clock.now(), call_s=self.call_s(session), step_s=self._worked_s())

    def follow(self, session: Session) -> None:
        """Follow a new revision: a call that started with it starts now."""
        running = session.running_contact
        if running is not None and running.id not in self._origins:
            self._origins[running.id] = self._clock.tick()

    def begin_again(self, session: Session) -> None:
        """Restart the clock of a call whose start was undone before."""
        if (running := session.running_contact) is not None:
            self._origins.pop(running.id, None)

    def work_in_step(self, *, on: bool) -> None:
        """Run or stop the clock of the step on screen."""
        if on is (self._step_since is not None):
            return
        self._step_s = self._worked_s()
        self._step_since = self._clock.tick() if on else None

    def step_recorded(self) -> None:
        """Reset the clock of the step on screen, because its time was recorded."""
        self._step_s = 0.0
        self._step_since = self._clock.tick() if self._step_since is not None else None

    def _worked_s(self) -> float:
        since = self._step_since
        return self._step_s + (max(0.0, self._clock.tick() - since) if since is not None else 0.0)

    def _go_on(self, session: Session, running: Contact) -> None:
        """Continue the clock of a resumed call from wall time, never behind what is recorded."""
        started = running.started_at or session.started_at
        passed = (self._clock.now() - started).total_seconds()
        self._origins[running.id] = self._clock.tick() - max(passed, last_captured_s(session, running))
