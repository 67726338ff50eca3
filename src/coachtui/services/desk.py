"""The desk: one live session, the only door through which it changes (R3-R5)."""

from __future__ import annotations

from coachtui.domain.commands import (
    CloseStep,
    Command,
    EndCall,
    Finish,
    KeepAsDraft,
    KeepDraft,
    Moment,
    PickModel,
    ShowContact,
    ShowForm,
    ShowStep,
    StartCall,
    StillHere,
    WriteField,
)
from coachtui.domain.contact import Contact
from coachtui.domain.errors import Refused
from coachtui.domain.note import Draft, Mark, Note
from coachtui.domain.phase import one_decimal
from coachtui.domain.reduce import reduce
from coachtui.domain.restore import restore
from coachtui.domain.rules import Rules
from coachtui.domain.session import Session
from coachtui.services.history import History, Step
from coachtui.services.ports import Clock, Saver

_TYPED = (KeepDraft, WriteField, ShowContact, ShowForm, StillHere)
"""Commands that may wait a moment before they are saved; all others are saved at once."""


_LEAVING_A_STEP = (PickModel, ShowStep, CloseStep, KeepAsDraft, Finish)
"""Commands that record the time spent in the step on screen."""


class Desk:
    """Holds the newest revision, the way back and the way forward again, and the call clock.

    The clock is monotonic: a wall clock that jumps moves no second of a call.
    """

    def __init__(self, session: Session, rules: Rules, clock: Clock, saver: Saver) -> None:
        """Take a session over.

        Args:
            session: As it is on disk, or new.
            rules: The forms in use and the phases of a call.
            clock: The source of time.
            saver: Brings every revision to disk.
        """
        self._session = session
        self._rules = rules
        self._clock = clock
        self._saver = saver
        self._history = History()
        self._origins: dict[str, float] = {}
        self._step_s = 0.0
        self._step_since: float | None = None
        self._stored = not session.empty
        running = session.running_contact
        if running is not None:
            self._go_on(running)

    @property
    def session(self) -> Session:
        """The newest revision."""
        return self._session

    @property
    def rules(self) -> Rules:
        """The forms in use and the phases of a call."""
        return self._rules

    @property
    def stored(self) -> bool:
        """Whether a revision of the session was ever handed to the saver."""
        return self._stored

    def call_s(self) -> float | None:
        """Return seconds into the running call, one decimal, or ``None`` outside a call."""
        running = self._session.running_contact
        if running is None:
            return None
        return one_decimal(max(0.0, self._clock.tick() - self._origins[running.id]))

    def moment(self) -> Moment:
        """Return the present moment."""
        return Moment(at=self._clock.now(), call_s=self.call_s(), step_s=self._worked_s())

    def work_in_step(self, *, on: bool) -> None:
        """Let the clock of the step on screen run only while the lead works in it (R38)."""
        if on is (self._step_since is not None):
            return
        self._step_s = self._worked_s()
        self._step_since = self._clock.tick() if on else None

    def conduct(self, command: Command, *, goes_on: bool = False) -> Session:
        """Carry out a command and hand the result to the saver.

        Args:
            command: What is asked.
            goes_on: Whether it goes on with the command before, as letters of a reference do: undo takes
                both back together, and saving may wait a moment.

        Returns:
            The newest revision.

        Raises:
            Refused: The command does not fit; nothing has changed.
        """
        before = self._session
        after = reduce(before, command, self.moment(), self._rules)
        if isinstance(command, _LEAVING_A_STEP):
            self._step_s = 0.0
            self._step_since = self._clock.tick() if self._step_since is not None else None
        if after is before:
            return before
        if isinstance(command, StartCall) and after.running_contact is not None:
            self._origins.pop(after.running_contact.id, None)
        if command.goes_back != "passed over":
            self._history.add(command, before, after, goes_on=goes_on)
        self._take(after, urgent=not (goes_on or isinstance(command, _TYPED)))
        return after

    def end_text(self) -> None:
        """The text that was being written is left: undo takes it back as a whole from now on."""
        self._history.end_text()

    def last(self, *, letters: bool = False) -> Step | None:
        """Return what undo would take back, or ``None`` where there is nothing."""
        return self._history.last(letters=letters)

    def next(self, *, letters: bool = False) -> Step | None:
        """Return what redo would do again, or ``None`` where there is nothing."""
        return self._history.next(letters=letters)

    def undo(self, *, letters: bool = False) -> Session:
        """Take back the last command of this sitting (R5); that is itself saved.

        Args:
            letters: Whether a text is taken back letter by letter, because it is being written.

        Raises:
            Refused: ``nothing_to_undo``, or ``session_final``.
        """
        self._may_travel()
        step = self._history.back(letters=letters)
        if step is None:
            raise Refused("nothing_to_undo")
        self._take(restore(self._session, step.after, step.before), urgent=True)
        return self._session

    def redo(self, *, letters: bool = False) -> Session:
        """Do again what was taken back.

        Args:
            letters: As in ``undo``.

        Raises:
            Refused: ``nothing_to_redo``, or ``session_final``.
        """
        self._may_travel()
        step = self._history.forth(letters=letters)
        if step is None:
            raise Refused("nothing_to_redo")
        self._take(restore(self._session, step.before, step.after), urgent=True)
        return self._session

    def save(self) -> None:
        """Hand the newest revision to the saver at once."""
        if self._stored or not self._session.empty:
            self._take(self._session, urgent=True)

    def _worked_s(self) -> float:
        since = self._step_since
        return self._step_s + (max(0.0, self._clock.tick() - since) if since is not None else 0.0)

    def _may_travel(self) -> None:
        if self._session.status == "final":
            raise Refused("session_final")

    def _take(self, session: Session, *, urgent: bool) -> None:
        self._session = session
        running = session.running_contact
        if running is not None and running.id not in self._origins:
            self._origins[running.id] = self._clock.tick()
        if self._stored or not session.empty:
            self._stored = True
            self._saver.offer(session, urgent=urgent)

    def _go_on(self, running: Contact) -> None:
        """Let the clock of a resumed call go on from wall time, never back behind what is recorded."""
        started = running.started_at or self._session.started_at
        passed = (self._clock.now() - started).total_seconds()
        self._origins[running.id] = self._clock.tick() - max(passed, last_recorded_s(self._session, running))


def last_recorded_s(session: Session, contact: Contact) -> float:
    """Return the latest second of a call that anything was recorded at."""
    seconds = [contact.last_recorded_s()]
    if contact.running and session.seen_s is not None:
        seconds.append(session.seen_s)
    for evaluation in session.evaluations:
        if evaluation.contact_id == contact.id:
            seconds += [a.call_s for a in evaluation.answers.values() if a.call_s is not None]
    taken: tuple[Note | Mark | Draft, ...] = (*session.notes, *session.marks, *session.drafts)
    seconds += [t.call_s for t in taken if t.contact_id == contact.id and t.call_s is not None]
    return max(seconds)


def without_running_call(session: Session, rules: Rules, clock: Clock) -> Session:
    """Close a call that was interrupted for too long at its last recorded moment."""
    running = session.running_contact
    if running is None:
        return session
    moment = Moment(at=clock.now(), call_s=last_recorded_s(session, running))
    return reduce(session, EndCall(), moment, rules)
