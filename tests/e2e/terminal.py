"""A program in a real pseudo-terminal: keys go in as bytes, a terminal emulator reads the screen."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte
from tests.e2e.keyboard import sent

from coachtui.ui.keyboard.held_key import ONE_PRESS_S
from coachtui.ui.keys.table import rows
from coachtui.ui.theme import TOKENS_DARK
from coachtui.ui.typed_ahead import PAUSE_S

DEADLINE_S = 20.0
"""A screen that does not come within this will never come; generous, for machines under load."""

TAPPED_S = 0.25
"""Seconds between two presses of one key: one that is held down repeats far faster, whatever the load."""

MEANT_AGAIN_S = {
    **{key: PAUSE_S + 0.1 for row in rows() if row.seen for key in row.keys},
    **{key: ONE_PRESS_S + 0.1 for row in rows() if row.once for key in row.keys},
}
"""Seconds, from when the effect of a key was seen, after which the same key is another press."""

CURSOR = TOKENS_DARK["c-cursor"].removeprefix("#").lower()
"""The ground of the current row."""

_NOT_FOR_PYTE = re.compile(r"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\", re.DOTALL)
_UNFINISHED = re.compile(r"\x1b(\[[0-9;?<>=$]*|P[^\x1b]*\x1b?)?$")
_QUESTION = re.compile(r"\x1b\[\?(\d+)\$p")


class Terminal:
    """One program and the terminal it believes to sit at."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        rows: int = 36,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._rest = ""
        self._tail = b""
        self.output = ""
        self._pressed = ("", 0.0)
        self._master, line = os.openpty()
        self.resize(columns, rows)
        self._process = subprocess.Popen(
            arguments,
            stdin=line,
            stdout=line,
            stderr=line,
            env={**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  the child runs no Python threads yet
        )
        os.close(line)

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._process.pid

    @property
    def lines(self) -> list[str]:
        """What is on the screen now, line by line, a wide character once."""
        self.read(0)
        return ["".join(self._cells(row)).rstrip() for row in range(self._screen.lines)]

    @property
    def text(self) -> str:
        """What is on the screen now."""
        return "\n".join(self.lines)

    def colours(self) -> set[str]:
        """Foreground and background colours in use on the screen now."""
        self.read(0)
        cells = [cell for row in self._screen.buffer.values() for cell in row.values()]
        return {colour for cell in cells for colour in (cell.fg, cell.bg)}

    def marked(self) -> list[str]:
        """What is on the ground of the current row, line by line; empty while no list has the keys."""
        self.read(0)
        found = []
        for row in range(self._screen.lines):
            line = self._screen.buffer[row]
            cells = [line[column] for column in range(self._screen.columns)]
            text = "".join(cell.data for cell in cells if cell.bg == CURSOR)
            if text.strip():
                found.append(text)
        return found

    def press(self, *keys: str) -> None:
        """Send keys by Textual's names, or single characters; one key again as a hand taps it."""
        if keys and self._pressed[0] == keys[0]:
            self.wait_again(keys[0])
            while (left := self._pressed[1] + TAPPED_S - time.monotonic()) > 0 and self.alive:
                self.read(left)
        self.send("".join(sent(key) for key in keys))
        self._pressed = (keys[-1] if keys else "", time.monotonic())

    def wait_again(self, key: str) -> None:
        """Let so much time pass from what is seen now on that a key counts as pressed anew."""
        until = time.monotonic() + MEANT_AGAIN_S.get(key, 0.0)
        while (left := until - time.monotonic()) > 0 and self.alive:
            self.read(left)

    def send(self, text: str) -> None:
        """Send characters as they are, in pieces that a terminal's queue takes."""
        self.send_bytes(text.encode())

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are, text or not."""
        while data and self.alive:
            self.read(0)
            if select.select([], [self._master], [], 0.05)[1]:
                data = data[os.write(self._master, data[:512]) :]

    def send_unread(self, text: str) -> None:
        """Send characters while nothing that the program writes is taken from the terminal."""
        os.write(self._master, text.encode())

    def end_unread(self, deadline_s: float = DEADLINE_S) -> int:
        """Wait for the end as ``end`` does, while nothing that the program writes is taken."""
        return self._process.wait(deadline_s)

    def paste(self, text: str) -> None:
        """Paste, as a terminal with bracketed paste does."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)

    def wait_for(self, wanted: str | Callable[[], bool], deadline_s: float = DEADLINE_S) -> None:
        """Wait until a text is on the screen, or until a condition holds."""
        until = time.monotonic() + deadline_s
        while not (wanted in self.text if isinstance(wanted, str) else wanted()):
            if time.monotonic() > until:
                raise AssertionError(f"{wanted!r} did not come within {deadline_s} s:\n{self.text}")
            self.read(0.05)

    def wait_gone(self, unwanted: str) -> None:
        """Wait until a text is no longer on the screen."""
        self.wait_for(lambda: unwanted not in self.text)

    def settle(self, quiet_s: float = 0.15) -> None:
        """Wait until the program has written nothing for a moment; for keys that must change nothing."""
        until = time.monotonic() + DEADLINE_S
        while self.read(quiet_s):
            assert time.monotonic() < until, "the screen never came to rest"

    def read(self, wait_s: float) -> bool:
        """Take over what the program has written; say whether there was anything."""
        came = False
        while self._master >= 0 and select.select([self._master], [], [], 0 if came else wait_s)[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the other side is gone
                break
            if not data:
                break
            came = True
            self._take(data)
        return came

    @property
    def alive(self) -> bool:
        """Whether the program still runs."""
        return self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Take the terminal away, as a closed window does."""
        os.close(self._master)
        self._master = -1

    def end(self, deadline_s: float = DEADLINE_S) -> int:
        """Wait for the end of the program and return its exit code; a signal counts negative."""
        until = time.monotonic() + deadline_s
        while self._process.poll() is None:
            assert time.monotonic() < until, f"the program did not end within {deadline_s} s:\n{self.text}"
            if not self.read(0.02):
                time.sleep(0.01)
        self.read(0)
        return self._process.returncode

    def restored(self) -> bool:
        """Whether the terminal is as it was: main screen, cursor, wrapping, no mouse, cooked input."""
        flags = termios.tcgetattr(self._master)[3]
        return (
            self._last("\x1b[?1049l", "\x1b[?1049h")
            and self._last("\x1b[?25h", "\x1b[?25l")
            and self._last("\x1b[?1000l", "\x1b[?1000h")
            and self._last("\x1b[?2004l", "\x1b[?2004h")
            and bool(flags & termios.ICANON and flags & termios.ECHO)
        )

    def said(self) -> str:
        """What the program wrote after it left its own screen."""
        return self.output.rpartition("\x1b[?1049l")[2]

    def kill(self) -> None:
        """End the program as -9 does."""
        self._process.kill()

    def close(self) -> None:
        """End the program, whatever it is doing, and give the terminal back."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def _last(self, wanted: str, other: str) -> bool:
        """Whether the last of two sequences written is the one wanted."""
        return self.output.rfind(wanted) > self.output.rfind(other)

    def _take(self, data: bytes) -> None:
        data = self._tail + data
        text = data.decode(errors="ignore")
        self._tail = _half_character(data)
        self.output += text
        text = self._rest + text
        unfinished = _UNFINISHED.search(text)
        cut = unfinished.start() if unfinished else len(text)
        text, self._rest = text[:cut], text[cut:]
        for mode in _QUESTION.findall(text):
            answer = "2" if mode == "2026" else "0"
            os.write(self._master, f"\x1b[?{mode};{answer}$y".encode())
        self._stream.feed(_NOT_FOR_PYTE.sub("", text))

    def _cells(self, row: int) -> list[str]:
        line = self._screen.buffer[row]
        return [line[column].data for column in range(self._screen.columns)]


def _half_character(data: bytes) -> bytes:
    """Return the bytes at the end that are the beginning of a character."""
    for size in range(1, min(3, len(data)) + 1):
        byte = data[-size]
        if byte & 0xC0 == 0xC0:
            whole = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return data[-size:] if size < whole else b""
        if byte < 0x80:
            return b""
    return b""
