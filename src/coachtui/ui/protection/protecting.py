"""Setting a passphrase from a screen: the work on a thread, then the recovery key to write down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from textual.message import Message

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services.protecting import ProtectionResult
from coachtui.services.words.copies import trouble_sentence
from coachtui.services.words.sentences import sentence
from coachtui.ui.protection.privacy import PrivacyScreen
from coachtui.ui.protection.recovery_key import RecoveryKeyScreen
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.unsaved import PASSPHRASE_BEING_SET, RECOVERY_KEY, Unsaved


class Protecting:
    """Sets a passphrase on a thread, since that takes a while, and tells how it went.

    Attributes:
        working: Whether that goes on right now; no other key counts meanwhile.
    """

    @dataclass
    class Worked(Message):
        """The passphrase is set; or why it is not."""

        done: ProtectionResult | None
        error: CoachError | None = None

    def __init__(
        self, screen: CoachScreen, *, succeeded: Callable[[], None], failed: Callable[[], None]
    ) -> None:
        """Take the screen that the passphrase is typed on.

        Args:
            screen: The screen, which is told of the end of the work.
            succeeded: Shows what comes next; a recovery key was written down by then.
            failed: Lets it be typed again.
        """
        self._screen = screen
        self._succeeded = succeeded
        self._failed = failed
        self._waiting: Protecting.Worked | None = None
        self.working = False

    def begin(self, task: Callable[[], ProtectionResult], *, makes_key: bool) -> None:
        """Do what takes a while by design on a thread.

        Args:
            task: The work.
            makes_key: Whether a recovery key comes of it.
        """
        self.working = True
        if makes_key:
            self._screen.coach.lock.expect_confirmation()
        self._screen.say(_("Protecting the data …"))
        in_background(self._screen, lambda: self.Worked(task()), lambda error: self.Worked(None, error))

    def take(self, message: Worked) -> None:
        """Go on with the store as it is now.

        While the screen is hidden it waits: a recovery key is not shown to whoever walks by.
        """
        screen = self._screen
        if isinstance(screen.app.screen, PrivacyScreen):
            self._waiting = message
            return
        self.working = False
        if message.done is None:
            screen.coach.lock.end_confirmation()
            if message.error is not None:
                screen.refuse(sentence(message.error))
            self._failed()
            return
        told = _about_backups(message.done)
        if message.done.recovery:
            screen.coach.store_renewed()
            screen.coach.places.open(RecoveryKeyScreen(message.done.recovery, self._succeeded, told))
            return
        screen.say("")
        self._succeeded()
        if told:
            screen.refuse(told)

    def take_waiting(self) -> None:
        """Go on with what came while the screen was hidden."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.take(waiting)

    def unsaved(self) -> Unsaved | None:
        """Return that a recovery key would never be seen that is made or waits to be shown."""
        waiting = self._waiting.done if self._waiting is not None else None
        if waiting is not None and waiting.recovery:
            return RECOVERY_KEY
        return PASSPHRASE_BEING_SET if self.working else None


def _about_backups(done: ProtectionResult) -> str:
    if done.backup_error is not None:
        return _("The backups still have the old protection: {why}").format(why=sentence(done.backup_error))
    if done.troubles:
        first = done.troubles[0]
        return trouble_sentence(first, PurePath(first.path).name)
    if not done.out_of_reach:
        return ""
    text = _("This backup still has the old protection and is out of reach: {name}.")
    more = f" (+{len(done.out_of_reach) - 1})" if len(done.out_of_reach) > 1 else ""
    return text.format(name=PurePath(done.out_of_reach[0]).name) + more
