"""The base of both applications: colours, keys, safe output, and an orderly end."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable

from textual import constants
from textual.driver import Driver
from textual.events import Event, Resize
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Size

from coachtui.ui.keys_in_use import KeysInUse, ReadsKeys, keys_in_use
from coachtui.ui.terminal.last_exit import end_at_last
from coachtui.ui.terminal.safe_filter import SafeFilter
from coachtui.ui.textual_private.app_and_screen import AppHooks
from coachtui.ui.theme import DEFAULT, NAMES, TOKENS_DARK, sheets, themes
from coachtui.ui.window_size import window_size


class Shell(AppHooks, inherit_bindings=False):
    """An application in our colours that lets no control character out and ends in order.

    Attributes:
        fault: What ended it, where that was a fault of its own.
        keys: The keys as this user has them.
        ready: Set while keys may be read; until then they wait in the terminal, whole and in order.
    """

    TITLE = "coachtui"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        """Begin with the keys of the table."""
        super().__init__(css_path=sheets())
        # Our tones are true colours already, so the filter for named colours has nothing to do.
        kept = [f for f in super().get_line_filters() if not isinstance(f, ANSIToTruecolor)]
        self._line_filters: list[LineFilter] = [*kept, SafeFilter()]
        self.fault: BaseException | None = None
        self.keys = KeysInUse({})
        self.ready = threading.Event()
        self.ready.set()
        self._shown_colours: dict[str, str] = {}

    def first_key(self, binding: str) -> str:
        """Return the key that a binding is shown with."""
        return self.keys.first(binding)

    def take_keys(self, program: ReadsKeys) -> None:
        """Bind the keys that this user has, before anything is drawn."""
        self.keys = keys_in_use(program)
        self.set_keymap({binding: ",".join(keys) for binding, keys in self.keys.own.items()})

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that lets nothing of what the terminal says by itself through as keys."""
        if constants.DRIVER is not None:
            return super().get_driver_class()
        if sys.platform == "win32":
            from coachtui.ui.terminal.driver_windows import windows_driver

            return windows_driver()
        from coachtui.ui.terminal.driver import TerminalDriver

        return TerminalDriver

    async def on_event(self, event: Event) -> None:
        """Take the size from the system: what a terminal reports may be late, or no report at all."""
        if isinstance(event, Resize) and not self.is_headless:
            event = _as_it_is_now()
        await super().on_event(event)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the tokens that every theme sets."""
        return dict(TOKENS_DARK)

    def get_line_filters(self) -> list[LineFilter]:
        """Return the filters of every line; the last replaces control characters."""
        return self._line_filters

    def begin_theme(self, chosen: str | None) -> None:
        """Set the colours before anything is drawn.

        Args:
            chosen: Name of a theme; another name, or none, gives the default.
        """
        for theme in themes():
            self.register_theme(theme)
        self.theme = chosen if chosen in NAMES else DEFAULT
        self._shown_colours = self.get_css_variables()
        self.stylesheet.set_variables(self._shown_colours)

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002  Textual's signature
        """Parse the style sheets again where a colour has changed."""
        colours = self.get_css_variables()
        if colours != self._shown_colours:
            self._shown_colours = colours
            super().refresh_css(animate)

    def end_on_signals(self, save: Callable[[], object]) -> None:
        """End in order when the terminal goes away or the system says so.

        Args:
            save: Brings what is pending to disk where the ordinary end takes too long.
        """
        loop = asyncio.get_running_loop()
        for name, code in (("SIGTERM", 143), ("SIGHUP", 129)):
            if hasattr(signal, name):
                loop.add_signal_handler(getattr(signal, name), self._told_to_end, code, save)

    def end(self, code: int) -> None:
        """End the program with an exit code."""
        self.exit(code, return_code=code)

    def _told_to_end(self, code: int, save: Callable[[], object]) -> None:
        """End because a signal says so; the terminal may be gone, and then nothing may wait for it."""
        end_at_last(code, save)
        self.end(code)

    def failed(self, fault: BaseException) -> None:
        """Keep the fault that ended the program, for whoever called ``run``."""
        self.fault = fault


def _as_it_is_now() -> Resize:
    """Return the size of the terminal; signals that overtake one another tell sizes in the wrong order."""
    size = Size(*window_size())
    return Resize(size, size)
