"""Locking: by key, when nobody is there, and when the laptop or the program was put to sleep (R11, R89)."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import datetime
from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.listening_request import ComeBack, LiveRequest
from coachtui.ui.navigation import Navigation
from coachtui.ui.save_badge import not_locked
from coachtui.ui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coachtui.services.program import Program
    from coachtui.ui.unsaved import Unsaved

LOOK_EVERY_S = 10.0
"""How often it is looked whether anybody is there."""

SLEPT_S = 60.0
"""Seconds that wall time may run ahead of the count of seconds before the laptop counts as having slept."""


class Locking(Navigation, inherit_bindings=False):
    """An application that hides or locks itself.

    Attributes:
        program: The program's parts.
        come_back: Where to be after the passphrase; ``None`` unless the program ends to lock itself.
    """

    program: Program
    come_back: ComeBack | None = None
    _last_key: float
    _looked: tuple[datetime, float] | None = None

    def watch_over(self) -> None:
        """Begin to look whether anybody is there."""
        self._looked = (self.program.clock.now(), self.program.clock.tick())
        self.set_interval(LOOK_EVERY_S, self._look_around)
        if hasattr(signal, "SIGTSTP"):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTSTP, self._told_to_stop)

    def action_lock(self) -> None:
        """Lock the data; where that cannot be, hide them, and say on the privacy screen why."""
        if not self.protected():
            self.blank(_("The data have no passphrase, so they cannot be locked."))
        elif why_not := self._lock():
            self.blank(why_not)

    def protected(self) -> bool:
        """Whether the store has a passphrase; one that cannot be looked at counts as having none."""
        try:
            return self.program.protection.state() != "off"
        except CoachError:
            return False

    def recovery_to_confirm(self) -> bool:
        """Whether nobody has confirmed the recovery key; where that cannot be looked at nothing is said."""
        try:
            return self.program.protection.recovery_unconfirmed()
        except CoachError:
            return False

    def _look_around(self) -> None:
        """Hide or lock when no key came for long, or when the laptop slept."""
        if not self.screen_stack:  # the program ends just now
            return
        settings = self.program.settings
        in_call = self.sitting is not None and self.sitting.session.running_contact is not None
        lock = preferences.LOCK_IN_CALL_AFTER if in_call else preferences.LOCK_AFTER
        hide = preferences.PRIVACY_IN_CALL_AFTER if in_call else preferences.PRIVACY_AFTER
        idle = self.program.clock.tick() - self._last_key
        slept = self._slept()
        if (slept or idle >= 60 * preferences.number(settings, lock)) and self.protected():
            self._lock_or_hide()
        elif slept or idle >= 60 * preferences.number(settings, hide):
            self.action_privacy()

    def _slept(self) -> bool:
        """Whether wall time ran ahead since the last look, as it does while a laptop sleeps."""
        now, tick = self.program.clock.now(), self.program.clock.tick()
        before, self._looked = self._looked, (now, tick)
        return before is not None and (now - before[0]).total_seconds() - (tick - before[1]) > SLEPT_S

    def _lock_or_hide(self, *, suspended: bool = False) -> bool:
        """Lock without a key, or hide and say why not; a disk that takes nothing is not waited for each time.

        Returns:
            Whether the program ends to lock itself.
        """
        failed = any(work.save_state().phase == "failed" for work in self.open_work())
        why_not = not_locked() if failed else self._lock(suspended=suspended)
        if why_not:
            self.blank(why_not)
        return not why_not

    def _lock(self, *, suspended: bool = False) -> str:
        """Save what is typed and end, to begin again locked; return why that does not go, else nothing."""
        if (unsaved := self._would_be_lost()) is not None:
            return _(unsaved.not_locked)
        self._seal_typed()
        if self.unsaved_work() is not None:
            return not_locked()
        self.come_back = self._place(suspended=suspended)
        self.end(0)
        return ""

    def _would_be_lost(self) -> Unsaved | None:
        """Return what an open screen has that no lock keeps, if one has."""
        screens = (screen for screen in reversed(self.screen_stack) if isinstance(screen, CoachScreen))
        each = (screen.unsaved() for screen in screens if screen.laid_out)
        return next((unsaved for unsaved in each if unsaved is not None), None)

    def _seal_typed(self) -> None:
        """Keep what stands in a line of text that is not part of the session yet."""
        from coachtui.ui.widgets.edit_line import EditLine

        for screen in self.screen_stack:
            for line in screen.query(EditLine):
                line.settle()

    def _place(self, *, suspended: bool) -> ComeBack:
        from coachtui.ui.screens.agent import AgentScreen

        if self.sitting is not None:
            return ComeBack(live=self._live_place(), suspended=suspended)
        page = next((screen for screen in self.screen_stack if isinstance(screen, AgentScreen)), None)
        return ComeBack(agent_id=page.agent_id if page is not None else "", suspended=suspended)

    def _live_place(self) -> LiveRequest | None:
        from coachtui.ui.screens.live import LiveScreen

        sitting = self.sitting
        if sitting is None:
            return None
        session = sitting.session
        live = (screen for screen in self.screen_stack if isinstance(screen, LiveScreen))
        shown = next((screen for screen in live if screen.laid_out), None)
        return LiveRequest(
            agent_id=session.agent_id,
            form_ids=tuple(form.id for form in sitting.forms) if session.empty else (),
            model_id=session.model.id if session.empty and session.model is not None else None,
            session_id="" if session.empty else session.id,
            item_id=shown.item_id if shown is not None else "",
            in_note=shown is not None and shown.writes_note,
            back=True,
        )

    def _told_to_stop(self) -> None:
        """Stop as the terminal wants it: locked, or at least with nothing to be seen."""
        if not self.protected():
            self.action_privacy()
        elif self._lock_or_hide(suspended=True):
            return
        self.call_after_refresh(self._stop)

    def _stop(self) -> None:
        with self.suspend():
            os.kill(os.getpid(), signal.SIGSTOP)
