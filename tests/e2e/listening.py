"""What a lead does at the keyboard during a call, and when: a record to hold the export against."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.e2e.terminal import Terminal


@dataclass
class Moment:
    """When a key was pressed and when its effect was on the screen; wall time in seconds."""

    pressed: float
    seen: float


@dataclass
class Listener:
    """A lead at the terminal, who remembers what was done when."""

    terminal: Terminal
    moments: dict[str, Moment] = field(default_factory=dict)

    def do(self, name: str, *keys: str, until: str | Callable[[], bool]) -> None:
        """Press keys, wait for what they show, and remember when that was."""
        pressed = time.time()
        self.terminal.press(*keys)
        self.terminal.wait_for(until)
        self.moments[name] = Moment(pressed, time.time())

    @property
    def line(self) -> str:
        """What stands in the note line."""
        return self.terminal.text.partition("▏")[2].partition("\n")[0].rstrip()

    def answer(self, answers: dict[str, str], done: int, total: int) -> None:
        """Answer rows one after another, in the order of the form, and wait for each to be counted."""
        for item, key in answers.items():
            done += 1
            self.do(item, key, until=f"{done}/{total} ")

    def note(self, name: str, text: str, *, keys: tuple[str, ...], tags: int = 0) -> None:
        """Write a note: open the line with ``keys``, go ``tags`` tags on, type, enter."""
        self.terminal.press(*keys)
        self.terminal.wait_for("▸ To improve ❝ Quote")  # the footer shows the keys of the note line
        self.terminal.press(*["down"] * tags)
        self.do(name, text[0], until=lambda: self.line == text[0])
        self.terminal.send(text[1:])
        self.terminal.press("enter")
        self.terminal.wait_for("Note kept.")

    def check_at(self, name: str, at: str) -> None:
        """Hold a time of the export against when it was done; the export's are cut to the millisecond."""
        moment = self.moments[name]
        assert moment.pressed - 0.001 <= datetime.fromisoformat(at).timestamp() <= moment.seen, name

    def check_second(self, name: str, call_s: float) -> None:
        """Hold a second of the call against when it was done, as the call's start is only known in bounds."""
        moment, start = self.moments[name], self.moments["start"]
        earliest, latest = moment.pressed - start.seen, moment.seen - start.pressed
        assert earliest - 0.1 <= call_s <= latest + 0.1, name

    def check(self, name: str, record: dict[str, Any]) -> None:
        """Hold both times of a record against when it was done."""
        self.check_at(name, record["at"])
        self.check_second(name, record["call_s"])
