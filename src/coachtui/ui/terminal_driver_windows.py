"""The console of Windows, read so that only keys are keys.

With virtual terminal input the console types the sequences of a terminal as key records, so the same words
can come in; Textual joins the characters and hands them to the parser that its module names.
"""

from __future__ import annotations

from textual import constants
from textual.drivers import win32
from textual.drivers.windows_driver import WindowsDriver

from coachtui.ui.terminal_keys import KeyParser

KITTY_OFF = "\x1b[<u"

vars(win32)["XTermParser"] = KeyParser


class WindowsTerminalDriver(WindowsDriver):
    """Textual's driver with another parser, and without the kitty protocol where that is not asked for."""

    def start_application_mode(self) -> None:
        """Begin; Textual asks for the kitty protocol here whatever is set, and then cannot read its keys."""
        super().start_application_mode()
        if constants.DISABLE_KITTY_KEY:
            self.write(KITTY_OFF)
            self.flush()
