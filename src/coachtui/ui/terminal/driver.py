"""Reads and writes the terminal on Linux and macOS; of all that it sends only real keys get through."""

from __future__ import annotations

import codecs
import os
import selectors
import time
from threading import Event
from typing import Protocol, cast

from textual.events import Key, Paste

from coachtui.ui.terminal import muted_terminal
from coachtui.ui.terminal.key_sequences import KeyParser
from coachtui.ui.terminal.last_exit import end_at_last
from coachtui.ui.textual_private.unix_driver import UnixDriver

READ_MOST = 4096
"""Bytes taken in one read."""

LOOK_S = 0.1
"""How often to see whether the program ends, in seconds."""

ASTRAY_S = 1.0
"""Seconds without a key after which what is typed is meant for the lock screen."""


def _as_controls(error: UnicodeError) -> tuple[str, int]:
    """Read the 8-bit control codes of a terminal, which are no UTF-8, and mark all else as unreadable."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(byte) if 0x80 <= byte <= 0x9F else "\ufffd" for byte in bad), error.end


codecs.register_error("coachtui-terminal", _as_controls)


def decoder() -> codecs.IncrementalDecoder:
    """Return a decoder for the bytes that a terminal sends; bytes that are no UTF-8 raise no error."""
    return codecs.getincrementaldecoder("utf-8")("coachtui-terminal")


class ReadInTime(Protocol):
    """An application that says from when on its keys may be read.

    Attributes:
        ready: Set from then on.
    """

    ready: Event


class TypedAstray:
    """Drops the rest of a text whose beginning was typed before the lock screen could take it."""

    def __init__(self, *, begun: bool) -> None:
        """Begin with no key read.

        Args:
            begun: Whether something was typed ahead.
        """
        self._last: float | None = None
        self._begun = begun

    def reading(self, now: float) -> None:
        """Note that keys are read from now on.

        Args:
            now: The moment, in seconds on a monotonic clock.
        """
        self._last = now if self._begun else None

    def take(self, message: Key | Paste, now: float) -> bool:
        """Take a key or a paste that belongs to that text; Enter ends it, and so does a pause.

        Args:
            message: What came.
            now: When, in seconds on a monotonic clock.
        """
        if self._last is None or now - self._last >= ASTRAY_S:
            self._last = None
            return False
        if isinstance(message, Key) and not (message.is_printable or message.key in ("backspace", "enter")):
            return False
        self._last = None if isinstance(message, Key) and message.key == "enter" else now
        return True


class TerminalDriver(UnixDriver):
    """Textual's driver for Unix with our parser in front of the keys, and a writer that never blocks them."""

    _astray: TypedAstray

    def start_application_mode(self) -> None:
        """Take the terminal over; remember how it was before the program, to be put back at the end."""
        self._astray = TypedAstray(begun=muted_terminal.drop_typed_astray())
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.attrs_before = muted_terminal.former(self.attrs_before)

    def stop_application_mode(self) -> None:
        """Leave the terminal: muted where the program goes on without a screen, as before where it stops."""
        if self.program_ends:
            self.attrs_before = muted_terminal.between_screens()
        super().stop_application_mode()

    def close(self) -> None:
        """Stop writing; a terminal that reads nothing any more does not keep the program from ending."""
        super().close()
        if self.still_writes and self.program_ends:
            end_at_last(self.application.return_code or 0, lambda: None)  # what was open is saved without it

    def run_input_thread(self) -> None:
        """Read until the program ends; a lone Escape is handed over once ``escape_s`` has passed."""
        parser = KeyParser(self.logs_keys)
        decode = decoder().decode
        ready = cast("ReadInTime", self.application).ready
        while not ready.wait(LOOK_S):
            if self.exit_event.is_set():
                return
        self._astray.reading(time.monotonic())
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
                    if isinstance(message, Key | Paste) and self._astray.take(message, time.monotonic()):
                        continue
                    self.process_message(message)
