"""A program at a pseudo-terminal, watched from outside: when its output came, what it cost."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

COLUMNS, ROWS = 120, 40
FRAME_END = b"\x1b[?2026l"
"""Written after every frame; a terminal shows the frame when it comes."""

_QUESTION = re.compile(rb"\x1b\[\?(\d+)\$p")
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """What a key led to.

    Attributes:
        ms: From writing the key until the frame it led to had come, in milliseconds.
        frames: How many frames came until the program was quiet.
        size: How many bytes they had.
    """

    ms: float
    frames: int
    size: int


class Watched:
    """One program; its output is stamped when it is read and looked at only afterwards."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start the program."""
        self._master, line = os.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=line,
            stdout=line,
            stderr=line,
            env={**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  no thread runs in the child
        )
        os.close(line)
        self._proc = Path("/proc", str(self._process.pid))

    def shown_after(self, text: bytes, deadline_s: float = 30.0) -> tuple[float, float]:
        """Return milliseconds from the start until the frame with ``text`` came, and the CPU used by then."""
        seen = b""
        while time.perf_counter() - self.began < deadline_s:
            seen += self._read(deadline_s)[1]
            at = seen.find(text)
            if at >= 0 and FRAME_END in seen[at:]:
                return (time.perf_counter() - self.began) * 1000, self.cpu_ms()
        raise AssertionError(f"{text!r} did not come: {seen[-2000:]!r}")

    def press(self, key: bytes, quiet_s: float = 0.06) -> Painted:
        """Press a key and wait until nothing more comes."""
        began = time.perf_counter()
        os.write(self._master, key)
        first, output = self._read(2.0)
        chunks = [(first, output)]
        while (more := self._read(quiet_s))[1]:
            chunks.append(more)
        whole = b"".join(chunk for _stamp, chunk in chunks)
        assert FRAME_END in whole, f"{key!r} painted nothing"
        sizes = accumulate(len(chunk) for _stamp, chunk in chunks)
        needed = whole.index(FRAME_END) + len(FRAME_END)
        shown = next(stamp for size, (stamp, _chunk) in zip(sizes, chunks, strict=True) if size >= needed)
        return Painted(ms=(shown - began) * 1000, frames=whole.count(FRAME_END), size=len(whole))

    def watch(self, seconds: float) -> Painted:
        """Return what is painted while nobody types; ``ms`` is the CPU used."""
        before, until, seen = self.cpu_ms(), time.perf_counter() + seconds, b""
        while (left := until - time.perf_counter()) > 0:
            seen += self._read(left)[1]
        return Painted(ms=self.cpu_ms() - before, frames=seen.count(FRAME_END), size=len(seen))

    def cpu_ms(self) -> float:
        """Return the CPU the program has used, in milliseconds; exact on Linux, else in ticks."""
        try:
            threads = (self._proc / "task").glob("*/schedstat")
            return sum(int(path.read_text(encoding="ascii").split()[0]) for path in threads) / 1e6
        except FileNotFoundError:
            fields = (self._proc / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) * 1000 / _TICKS_A_SECOND

    def memory_mb(self) -> float:
        """Return the memory the program holds, in megabytes."""
        status = (self._proc / "status").read_text(encoding="utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def end(self, key: bytes = b"\x11") -> None:
        """Press the key that quits and wait for the end."""
        os.write(self._master, key)
        while self._process.poll() is None:
            self._read(0.05)
        self.close()

    def close(self) -> None:
        """End the program, whatever it is doing."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def _read(self, wait_s: float) -> tuple[float, bytes]:
        """Return when the next output came, and what it was; nothing when none came in time."""
        if not select.select([self._master], [], [], max(0.0, wait_s))[0]:
            return time.perf_counter(), b""
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # the other side is gone
            return time.perf_counter(), b""
        stamp = time.perf_counter()
        for mode in _QUESTION.findall(data):
            os.write(self._master, b"\x1b[?%b;%b$y" % (mode, b"2" if mode == b"2026" else b"0"))
        return stamp, data
