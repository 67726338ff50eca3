"""The application that shows the lock screen, and has never seen what is in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual.binding import BindingType
from textual.screen import Screen

from coachtui.services import preferences
from coachtui.ui.keys.binding import bindings
from coachtui.ui.keys_in_use import ReadsKeys
from coachtui.ui.protection.lock import LockScreen
from coachtui.ui.shell import Shell

if TYPE_CHECKING:
    from coachtui.domain.errors import ProgramFault
    from coachtui.services.ports import Settings
    from coachtui.services.safety_ports import Protection


class Lockable(ReadsKeys, Protocol):
    """What the lock screen needs of the program."""

    @property
    def protection(self) -> Protection:
        """The passphrase of the store."""

    @property
    def settings(self) -> Settings:
        """The user's own settings."""

    def fault(self, error: Exception) -> ProgramFault:
        """Write down where the program failed and return what the lead is told."""


class LockApp(Shell, inherit_bindings=False):
    """The application that asks for the passphrase.

    Attributes:
        program: Protection and settings.
        unlocked: Whether it was given.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        entry for entry in bindings("all", priority=("app.quit",)) if entry.id == "app.quit"
    ]

    def __init__(self, program: Lockable) -> None:
        """Take the program, of which nothing in the store is read."""
        super().__init__()
        self.program = program
        self.unlocked = False
        self.ready.clear()  # the field takes the first letter, or the passphrase is not whole

    def get_default_screen(self) -> Screen[object]:
        """Return the lock screen."""
        return cast(
            "Screen[object]", LockScreen(self.program.protection, self.first_key, self.open, self.ready.set)
        )

    def on_load(self) -> None:
        """Set colours and keys before anything is drawn; what is wrong with them is told later."""
        self.begin_theme(self.program.settings.get(preferences.THEME))
        self.take_keys(self.program)

    def on_mount(self) -> None:
        """Watch for the end of the terminal."""
        self.end_on_signals(lambda: True)

    def open(self) -> None:
        """End, because the store is open now."""
        self.unlocked = True
        self.end(0)

    def action_leave_program(self) -> None:
        """Quit."""
        self.end(0)
