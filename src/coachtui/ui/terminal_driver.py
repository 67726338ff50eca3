"""The terminal of Linux and macOS, read so that only keys are keys."""

from __future__ import annotations

import codecs
import os
import selectors

from textual.drivers import linux_driver

from coachtui.ui.last_exit import end_at_last
from coachtui.ui.terminal_keys import KeyParser
from coachtui.ui.terminal_writer import PatientWriter
from coachtui.ui.window_size import window_size

vars(linux_driver)["WriterThread"] = PatientWriter

READ_MOST = 4096
"""Bytes taken in one read."""

LOOK_S = 0.1
"""How often to see whether the program ends, in seconds."""


def _as_controls(error: UnicodeError) -> tuple[str, int]:
    """Read the 8-bit control codes of a terminal, which are no UTF-8, and mark all else as unreadable."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(byte) if 0x80 <= byte <= 0x9F else "\ufffd" for byte in bad), error.end


codecs.register_error("coachtui-terminal", _as_controls)


def decoder() -> codecs.IncrementalDecoder:
    """Return what decodes the bytes of a terminal; no byte is an error."""
    return codecs.getincrementaldecoder("utf-8")("coachtui-terminal")


class TerminalDriver(linux_driver.LinuxDriver):
    """Textual's driver with another parser between the bytes and the keys, that waits for no terminal."""

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal itself: a size that was exported is that of another moment."""
        return window_size()

    def close(self) -> None:
        """End writing; a terminal that reads nothing any more does not keep the program from ending."""
        super().close()
        writer = self._writer_thread
        if writer is not None and writer.is_alive() and self._app._exit:  # noqa: SLF001  else it is put to sleep
            end_at_last(self._app.return_code or 0, lambda: None)  # what was open is saved without it

    def run_input_thread(self) -> None:
        """Read until the program ends; a lone Escape is handed over as soon as its time is up."""
        parser = KeyParser(self._debug)
        decode = decoder().decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(parser.wait_s(LOOK_S)):
                    data = os.read(self.fileno, READ_MOST)
                    if not data:  # the end of a line that is no terminal; it stays readable
                        self.exit_event.wait(LOOK_S)
                    text = decode(data)
                    messages = parser.feed(text) if text else ()
                else:
                    messages = parser.tick()
                for message in messages:
                    self.process_message(message)
