"""Makes the backup of the day by itself: on a thread, while nobody works in a session."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol, cast

from textual.message import Message

from coachtui.domain.errors import BackupsBusy, CoachError, StoreError, StoreLocked
from coachtui.i18n import _

if TYPE_CHECKING:
    from coachtui.services.backup_state import BackupState
    from coachtui.services.program import Program
    from coachtui.services.reserve_watch import ReserveWatch
    from coachtui.ui.work_in_hand import WorkInHand

BEGIN_AFTER_S = 3.0
"""Seconds until the first look, so that the start and the first keys have the computer to themselves."""

LOOK_EVERY_S = 60.0
"""How often it is tried again where it could not be made yet, and looked whether another day has begun."""

NOTICE_S = 1.0
"""Seconds that the end of the program waits without a word."""

PATIENCE_S = 10.0
"""Seconds it waits after that; what is not done then is made at the next start."""

_TURN_S = 0.0002
"""Seconds that the thread keeps Python to itself at a stretch; the usual 5 ms would be felt at a key."""


class _Window(Protocol):
    """What the application has for its screens."""

    @property
    def backups(self) -> DailyBackup:
        """The backup of the day."""


def backups_of(app: object) -> DailyBackup:
    """Return the daily backup of an application."""
    return cast("_Window", app).backups


class BackupSpoke(Message):
    """A message that something changed in what is known of backups."""


class DailyBackup:
    """The backup of the day: made where it is due, with how that went.

    Everything that touches a folder of backups happens on the thread: it may be a share that hangs. The
    thread keeps no program alive; what a kill leaves of a backup is cleared away with the next one.

    Attributes:
        state: What is known of backups; ``None`` until it was looked up.
        error: Why the last try failed, or ``None``.
    """

    def __init__(self, program: Program, in_hand: WorkInHand) -> None:
        """Begin with nothing known.

        Args:
            program: Its backups and clock.
            in_hand: What is open in the window; no backup is begun beside a session.
        """
        self._program = program
        self._in_hand = in_hand
        self._told: Callable[[], object] | None = None
        self._room: ReserveWatch | None = None
        self._thread: threading.Thread | None = None
        self._seen_to: date | None = None
        self.state: BackupState | None = None
        self.error: CoachError | None = None

    def look(self) -> None:
        """Look up the backups on the thread, and make that of the day if nobody works in a session.

        The sample team has no backups. A day that is seen to is not looked at again, nor one on which it
        failed: the next start tries again.
        """
        self._begin(make=self._in_hand.open_session is None)

    def listen(self, told: Callable[[], object]) -> None:
        """Call ``told`` from the thread whenever something has changed."""
        self._told = told

    def room_gone(self) -> bool:
        """Return whether the room kept for a full disk was given up since this window was opened."""
        return self._room is not None and self._room.used_up()

    def reserve_used(self) -> bool:
        """Return whether this window saw that room, so that saving has used it up where it is gone."""
        return self._room is not None and self._room.was_kept

    def finish(self, say: Callable[[str], None]) -> None:
        """Make the backup of the day before the program ends, where it is due and no call goes on.

        Args:
            say: Shows a line at the terminal.
        """
        if self._in_hand.in_call:
            return
        told = self.error
        try:
            if self._wait_for_end(NOTICE_S):
                self._begin(make=True)
            if not self._wait_for_end(NOTICE_S):
                say(_("Making today's backup; Ctrl+C quits without it."))
                if not self._wait_for_end(PATIENCE_S):
                    say(_("The backup is taking too long; it will be made at the next start."))
        except KeyboardInterrupt:
            return  # somebody has no time for it now: it is made at the next start
        if self.error is not None and self.error is not told:
            from coachtui.ui.words.backups import backup_failed

            say(backup_failed(self.error))

    def _begin(self, *, make: bool) -> None:
        """Let the thread look.

        Args:
            make: Whether to make the backup of the day where it is due.
        """
        if not (self._program.demo or self._busy() or self._seen_to == self._program.clock.now().date()):
            self._thread = threading.Thread(target=self._work, args=(make,), name="daily backup", daemon=True)
            self._thread.start()

    def _busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _wait_for_end(self, seconds: float) -> bool:
        """Wait for the thread; return whether it has ended."""
        if self._thread is not None:
            self._thread.join(seconds)
        return not self._busy()

    def _work(self, make: bool) -> None:  # noqa: FBT001  a thread takes no keywords by name alone
        from coachtui.services.backup_state import backup_state

        today = self._program.clock.now().date()
        try:
            self._look_for_room()
            left = self._bring_up_to_date(make=make)
            self.state = backup_state(self._program.safekeeping)
            seen_to = self.state.last is not None and not left
            self.error, self._seen_to = None, today if seen_to else None
        except StoreLocked:
            return  # a passphrase was set meanwhile; it is tried again where the data can be read
        except CoachError as error:
            self.error, self._seen_to = error, today
        except Exception as error:  # noqa: BLE001  a fault of ours in there must not pass for a backup
            self.error, self._seen_to = StoreError(type(error).__name__), today
        self._tell()

    def _bring_up_to_date(self, *, make: bool) -> bool:
        """Bring the backups up to the day; return whether that is left for later, or to another window."""
        try:
            self._program.safekeeping.protection.renew(waits=False)
            due = self._program.safekeeping.daily.due()
            if due and make:
                self._make()
        except BackupsBusy:
            return True
        return due and not make

    def _tell(self) -> None:
        try:
            if self._told is not None:
                self._told()
        except RuntimeError:
            return  # the screen has ended meanwhile, and its loop with it

    def _look_for_room(self) -> None:
        self._room = self._program.reserve_watch
        self._room.renew()

    def _make(self) -> None:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(_TURN_S)
        try:
            self._program.safekeeping.daily.make(waits=False)
        finally:
            sys.setswitchinterval(usual)
