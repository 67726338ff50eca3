"""Textual's driver of Linux and macOS, with plain names for what it keeps to itself."""

from __future__ import annotations

from textual.app import App
from textual.drivers import linux_driver

from coachtui.ui.textual_private.terminal import write_patiently
from coachtui.ui.window_size import window_size

write_patiently(linux_driver)


class UnixDriver(linux_driver.LinuxDriver):
    """A driver that asks the terminal for its size and waits for none that does not read."""

    @property
    def application(self) -> App[object]:
        """The application it reads and writes for."""
        return self._app

    @property
    def program_ends(self) -> bool:
        """Whether the program ends, and is not only put to sleep."""
        return self._app._exit

    @property
    def still_writes(self) -> bool:
        """Whether something is still to be written that the terminal has not taken."""
        return self._writer_thread is not None and self._writer_thread.is_alive()

    @property
    def logs_keys(self) -> bool:
        """Whether what comes in is written to Textual's log of keys."""
        return self._debug

    def _sigcont_application(self, *_signal: object) -> None:
        """Take the terminal anew where something outside has stopped the program without asking it.

        Textual would begin a second time beside the first, with two threads that read the same keys.
        """
        if self._auto_restart:
            self._loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        if self.program_ends:
            return
        if self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
        self._must_signal_resume = True
        self.resume_application_mode()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal itself: a size that was exported is that of another moment."""
        return window_size()
