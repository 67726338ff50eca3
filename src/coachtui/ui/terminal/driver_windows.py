"""Reads and writes the console of Windows; of all that it sends only real keys get through.

With virtual terminal input the console types the sequences of a terminal as key records, so the same words
can come in; Textual joins the characters and hands them to the parser that its module names.
What is written goes through our thread there too.
"""

from __future__ import annotations

from textual import constants
from textual.driver import Driver

from coachtui.ui.terminal.key_sequences import KeyParser
from coachtui.ui.textual_private.terminal import read_with, write_patiently

KITTY_OFF = "\x1b[<u"


def windows_driver() -> type[Driver]:
    """Return Textual's driver for Windows with our parser; no kitty protocol unless it was asked for."""
    from textual.drivers import win32  # only there are they found
    from textual.drivers import windows_driver as windows

    read_with(win32, KeyParser)
    write_patiently(windows)

    class WindowsTerminalDriver(windows.WindowsDriver):
        def start_application_mode(self) -> None:
            # Textual asks for the kitty protocol whatever is set, and then cannot read its keys.
            super().start_application_mode()
            if constants.DISABLE_KITTY_KEY:
                self.write(KITTY_OFF)
                self.flush()

    return WindowsTerminalDriver
