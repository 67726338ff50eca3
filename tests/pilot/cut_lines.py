"""Finding lines of ours that are cut on a screen: only what people wrote may end in an ellipsis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from tests.pilot.team_stage import screen_lines, settled
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from coachtui.ui.widgets.line_list import LineList

_CUT = re.compile(r"(\S*[^\s…](?: \S+)*)…(?!…)")
"""A text with an ellipsis right behind it; ours that are no cut have a space before it, as in “Erasing …”."""

BETWEEN_KEYS_S = 1.0
"""Seconds between two keys as the program sees them: nobody types ahead here."""

_TOLD_BY = 4
"""Signs of a cut name that are compared."""


def cut_lines(app: App[Any], people: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the screen, those out of sight too, that cut anything but what people wrote.

    The row that a note is about may be cut beside the note; it stands whole in its form.

    Args:
        app: The program.
        people: What people wrote: names, teams, notes.
    """
    words = tuple(people)
    for line in dict.fromkeys([*screen_lines(app), *_listed(app)]):
        for found in _CUT.finditer(line):
            end = found[1][-_TOLD_BY:].lstrip()
            of_a_row = line[found.end() :].lstrip().startswith("▏") or "[" in found[1].rpartition("]")[2]
            if not of_a_row and not any(end in word for word in words):
                yield line.strip()


def _listed(app: App[Any]) -> Iterator[str]:
    """Yield every line of every list, as wide as it is drawn."""
    for rows in app.screen.query("LineList"):
        assert isinstance(rows, LineList)
        width = rows.line_width
        for row in range(rows.row_count() if width > 0 else 0):
            for line in rows.row_lines(row, width):
                yield "".join(segment.text for segment in rows.tones.strip(line, width)).rstrip()


class Counted(Protocol):
    """A clock whose seconds a test counts."""

    seconds: float


class Walk:
    """Goes through the program key by key, and looks at every screen on the way."""

    def __init__(
        self, app: App[Any], pilot: Pilot[int], people: Iterable[str], clock: Counted | None = None
    ) -> None:
        self.app, self.pilot = app, pilot
        self.people = tuple(people)
        self.seen: list[str] = []
        self.found: dict[str, str] = {}
        self._clock = clock

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; a text of several letters that is no key is typed."""
        for key in keys:
            letter = len(key) == 1
            if self._clock is not None:
                self._clock.seconds += BETWEEN_KEYS_S
            self.app.post_message(Key(_character_to_key(key) if letter else key, key if letter else None))
            await self.pilot.pause()
            if any(not worker.is_finished for worker in self.app.workers):
                await settled(self.pilot)
            self.look(key)

    def look(self, how: str = "") -> None:
        """Note what is cut on the screen now."""
        self.seen.append(type(self.app.screen).__name__)
        for line in cut_lines(self.app, self.people):
            self.found.setdefault(line, f"{self.seen[-1]} after {how}: {line}")
