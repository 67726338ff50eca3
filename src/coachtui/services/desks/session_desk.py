"""The desk of a live session, the only way to change it (R3-R5)."""

from __future__ import annotations

from collections.abc import Hashable

from coachtui.domain.errors import Refused
from coachtui.domain.live.commands import (
    AddNote,
    Command,
    KeepDraft,
    Moment,
    StartCall,
    WriteField,
    ends_step,
    may_wait,
)
from coachtui.domain.live.reduce import reduce
from coachtui.domain.live.restore import differs, restore
from coachtui.domain.live.rules import Rules
from coachtui.domain.session import Session
from coachtui.services.desks.call_clock import CallClock
from coachtui.services.desks.desk import Desk
from coachtui.services.desks.history import History
from coachtui.services.ports import Clock, Saver


class SessionDesk(Desk[Session, Command]):
    """A desk for one session, with the clock of its calls."""

    def __init__(self, session: Session, rules: Rules, clock: Clock, saver: Saver) -> None:
        """Take a session.

        Args:
            session: As it is on disk, or new.
            rules: The forms in use and the phases of a call.
            clock: The source of time.
            saver: Brings every revision to disk.
        """
        super().__init__(session, saver, History(differs), stored=not session.empty)
        self._rules = rules
        self._calls = CallClock(clock, session)

    @property
    def session(self) -> Session:
        """The newest revision."""
        return self._document

    @property
    def rules(self) -> Rules:
        """The forms in use and the phases of a call."""
        return self._rules

    def call_s(self) -> float | None:
        """Return seconds into the running call, one decimal, or ``None`` outside a call."""
        return self._calls.call_s(self._document)

    def moment(self) -> Moment:
        """Return the present moment."""
        return self._calls.moment(self._document)

    def work_in_step(self, *, on: bool) -> None:
        """Run or stop the clock of the step on screen (R38)."""
        self._calls.work_in_step(on=on)

    def _carry_out(self, document: Session, command: Command) -> Session:
        after = reduce(document, command, self.moment(), self._rules)
        if ends_step(command):
            self._calls.step_recorded()
        if isinstance(command, StartCall) and after is not document:
            self._calls.begin_again(after)
        return after

    def _remember(self, command: Command, before: Session, after: Session, *, goes_on: bool) -> None:
        if command.goes_back != "passed over":
            letters = command.goes_back == "letters"
            self._history.add(before, after, text=_text_of(command), letters=letters, goes_on=goes_on)

    def _restored(self, *, gone: Session, wanted: Session) -> Session:
        return restore(self._document, gone, wanted)

    def _may_wait(self, command: Command) -> bool:
        return may_wait(command)

    def _blank(self, document: Session) -> bool:
        return document.empty

    def _must_be_open(self) -> None:
        if self._document.status == "final":
            raise Refused("session_final")

    def _take(self, document: Session, *, urgent: bool) -> None:
        self._calls.follow(document)
        super()._take(document, urgent=urgent)


def _text_of(command: Command) -> Hashable:
    """Return the text that a command writes, a model field or a note; ``None`` for no text."""
    match command:
        case WriteField(model=model, step=step, field=field):
            return model, step, field
        case KeepDraft(draft=draft) | AddNote(draft=draft):
            return draft.id, draft.note_id, draft.link
        case _:
            return None
