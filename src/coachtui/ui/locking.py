"""Locks the data by key, when nobody is there, and after the laptop or program slept (R11, R89)."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.listening_request import LiveRequest, ResumePoint
from coachtui.ui.places import place_of
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.words.save_badge import not_locked

if TYPE_CHECKING:
    from datetime import datetime

    from coachtui.services.open_session import OpenSession
    from coachtui.services.program import Program
    from coachtui.ui.navigation import Navigator
    from coachtui.ui.shell import Shell
    from coachtui.ui.unsaved import Unsaved
    from coachtui.ui.work_in_hand import WorkInHand

LOOK_EVERY_S = 10.0
"""How often it is looked whether anybody is there."""

SLEPT_S = 60.0
"""Seconds of sleep after which the data are locked; where the laptop does not say how long it slept, seconds
that wall time ran ahead of the count of seconds."""


class _Moment(NamedTuple):
    """When it was looked around: wall time, count of seconds, and seconds of sleep if they are known."""

    at: datetime
    tick: float
    asleep_s: float | None


class LockWatch:
    """Watches whether anybody is there, and hides or locks an application.

    Attributes:
        come_back: Where to be after the passphrase; ``None`` unless the program ends to lock itself.
    """

    def __init__(self, app: Shell, program: Program, work: WorkInHand, places: Navigator) -> None:
        """Begin with somebody there.

        Args:
            app: The application.
            program: Its clock, settings and protection.
            work: What is saved before a lock.
            places: What is open.
        """
        self.come_back: ResumePoint | None = None
        self._recovery_unconfirmed = False
        self._app = app
        self._program = program
        self._work = work
        self._places = places
        self._last_key = program.clock.tick()
        self._looked = self._moment()

    @property
    def recovery_unconfirmed(self) -> bool:
        """Whether a recovery key is made or shown that nobody has confirmed to have read."""
        return self._recovery_unconfirmed

    def expect_confirmation(self) -> None:
        """Note that a recovery key is made, which somebody has to confirm to have read."""
        self._recovery_unconfirmed = True

    def end_confirmation(self) -> None:
        """Note that no recovery key is to be confirmed any more: it was, or none was made after all."""
        self._recovery_unconfirmed = False

    def begin(self) -> None:
        """Begin to look, at intervals, whether anybody is there."""
        self._looked = self._moment()
        self._app.set_interval(LOOK_EVERY_S, self._look_around)
        if hasattr(signal, "SIGTSTP"):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTSTP, self._told_to_stop)

    def key_came(self) -> None:
        """Note that a key was pressed, so that somebody is there."""
        self._last_key = self._program.clock.tick()

    def lock(self) -> None:
        """Lock the data; where they cannot be locked, hide them, and say there why."""
        if not self.protected():
            self._places.hide(_("The data have no passphrase, so they cannot be locked."))
        elif why_not := self._lock():
            self._places.hide(why_not)

    def protected(self) -> bool:
        """Return whether the store has a passphrase; one that cannot be looked at counts as having none."""
        try:
            return self._program.protection.state() != "off"
        except CoachError:
            return False

    def recovery_to_confirm(self) -> bool:
        """Return whether nobody has confirmed the recovery key; no where that cannot be looked at."""
        try:
            return self._program.protection.recovery_unconfirmed()
        except CoachError:
            return False

    def _look_around(self) -> None:
        """Hide or lock when no key came for long, or when the laptop slept."""
        if not self._app.screen_stack:  # the program ends just now
            return
        settings = self._program.settings
        lock = preferences.LOCK_IN_CALL_AFTER if self._work.in_call else preferences.LOCK_AFTER
        hide = preferences.PRIVACY_IN_CALL_AFTER if self._work.in_call else preferences.PRIVACY_AFTER
        idle = self._program.clock.tick() - self._last_key
        slept = self._look_for_sleep()
        if (slept or idle >= 60 * preferences.number_setting(settings, lock)) and self.protected():
            self._lock_or_hide()
        elif slept or idle >= 60 * preferences.number_setting(settings, hide):
            self._places.hide()

    def _look_for_sleep(self) -> bool:
        """Return whether the laptop slept since the last look; that its clock was set is no sleep."""
        before, now = self._looked, self._moment()
        self._looked = now
        if before.asleep_s is not None and now.asleep_s is not None:
            return now.asleep_s - before.asleep_s > SLEPT_S
        return (now.at - before.at).total_seconds() - (now.tick - before.tick) > SLEPT_S

    def _moment(self) -> _Moment:
        clock = self._program.clock
        return _Moment(clock.now(), clock.tick(), clock.asleep_s())

    def _lock_or_hide(self, *, suspended: bool = False) -> bool:
        """Lock without a key, or hide and say why not; a disk that takes nothing is not waited for each time.

        Returns:
            Whether the program ends to lock itself.
        """
        failed = any(work.save_state().phase == "failed" for work in self._work.all_open())
        why_not = not_locked() if failed else self._lock(suspended=suspended)
        if why_not:
            self._places.hide(why_not)
        return not why_not

    def _lock(self, *, suspended: bool = False) -> str:
        """Save what is typed and end, to begin again locked; return why that does not go, else nothing."""
        if (unsaved := self._would_be_lost()) is not None:
            return _(unsaved.not_locked)
        self._seal_typed()
        if self._work.unsaved() is not None:
            return not_locked()
        self.come_back = self._way_back(suspended=suspended)
        self._app.end(0)
        return ""

    def _would_be_lost(self) -> Unsaved | None:
        """Return what an open screen has that no lock keeps, if one has."""
        each = (screen.unsaved() for screen in self._places.shown())
        return next((unsaved for unsaved in each if unsaved is not None), None)

    def _seal_typed(self) -> None:
        """Keep what stands in a line of text that is not part of the session yet."""
        from coachtui.ui.widgets.edit_line import EditLine

        for screen in self._app.screen_stack:
            for line in screen.query(EditLine):
                line.settle()

    def _way_back(self, *, suspended: bool) -> ResumePoint:
        """Return where to come back to: the session that is open, or the agent whose page is."""
        if self._work.open_session is not None:
            return ResumePoint(live=self._session_page(self._work.open_session), suspended=suspended)
        page = next((screen for screen in self._app.screen_stack if _comes_back(screen, "agent")), None)
        return ResumePoint(agent_id=cast("_AgentPage", page).agent_id if page else "", suspended=suspended)

    def _session_page(self, open_session: OpenSession) -> LiveRequest:
        session = open_session.session
        live = next((screen for screen in self._places.shown() if _comes_back(screen, "session")), None)
        item_id, in_note = cast("_SessionPage", live).row_and_note if live is not None else ("", False)
        return LiveRequest(
            agent_id=session.agent_id,
            form_ids=tuple(form.id for form in open_session.forms) if session.empty else (),
            model_id=session.model.id if session.empty and session.model is not None else None,
            session_id="" if session.empty else session.id,
            item_id=item_id,
            in_note=in_note,
            back=True,
        )

    def _told_to_stop(self) -> None:
        """Stop as the terminal wants it: locked, or at least with nothing to be seen."""
        if not self.protected():
            self._places.hide()
        elif self._lock_or_hide(suspended=True):
            return
        self._app.call_after_refresh(self._stop)

    def _stop(self) -> None:
        with self._app.suspend():
            os.kill(os.getpid(), signal.SIGSTOP)


class _AgentPage(Protocol):
    """What a place has that a lock comes back to by its agent."""

    @property
    def agent_id(self) -> str:
        """Whose page it is."""


class _SessionPage(Protocol):
    """What a place has that a lock comes back to by its session."""

    @property
    def row_and_note(self) -> tuple[str, bool]:
        """The row the keys are on, and whether a note is being written."""


def _comes_back(screen: object, to: str) -> bool:
    """Whether a lock comes back to a screen, by its agent or by its session."""
    return isinstance(screen, CoachScreen) and place_of(screen).after_lock == to
