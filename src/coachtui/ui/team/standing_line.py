"""What the message line of the team screen says while nothing else is to be said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coachtui.i18n import _
from coachtui.ui.present import key_name
from coachtui.ui.words.backups import backup_failed, backup_line, no_room
from coachtui.ui.words.retention import due_line

if TYPE_CHECKING:
    from coachtui.services.retention import Due
    from coachtui.ui.coach import Coach
    from coachtui.ui.daily_backup import DailyBackup

Sentence = tuple[str, str]
"""A text and its tone."""


@dataclass(slots=True, kw_only=True)
class StandingLine:
    """Decides what the message line says next, and remembers what it said.

    Attributes:
        coach: The application.
        backups: What is known of backups.
        at_start: Whether the program has just begun.
        first: When the first session was; ``None`` where none is known.
        hint: A first step for whoever looks around, said before what is of less weight; empty for none.
        due: What is past the time it may be kept; ``None`` before it is known.
    """

    coach: Coach
    backups: DailyBackup
    at_start: bool
    first: datetime | None = None
    due: Due | None = None
    hint: str = ""
    _standing: str = ""
    _due_told: bool = False

    def begin_anew(self) -> None:
        """Forget what was said, because something else is about to be."""
        self._due_told = False

    def next(self, said: Sentence, width: int) -> Sentence | None:
        """Return what to say now, or ``None`` to leave the line as it is.

        What else was said stays, but for a new failure; at the start what is past its time is said beside it.

        Args:
            said: What the line says.
            width: Cells of the screen.
        """
        due = self._due_line()
        text, tone = self._standing_sentence(due, width)
        failed = (self.backups.error is not None or self.backups.room_gone()) and text != self._standing
        told, self._due_told = self._due_told, bool(due[0])
        if failed or said[0] in {"", self._standing}:
            self._standing = text
            return text, tone
        if self.at_start and due[0] and not told:
            return _with_due(said[0], due[0], width), "amber"
        return None

    def _standing_sentence(self, due: Sentence, width: int) -> Sentence:
        """Return the worst that is known of the safety of the data first.

        What is past its time comes before what is well, and is said as long as anything is. What is of less
        weight stands beside the rest where both fit.
        """
        if self.backups.room_gone():
            return no_room(reserve=self.backups.reserve_used()), "amber"
        if self.backups.error is not None:
            return backup_failed(self.backups.error), "amber"
        found = [(self.hint, "accent"), due]
        if self.at_start and not (self.coach.program.demo or self.coach.lock.protected()):
            plain = _("Data are not protected by a passphrase; disk encryption is recommended.")
            found.append((plain, "muted"))
        if self.backups.state is not None:
            found.append(backup_line(self.backups.state, self.coach.program.clock.now(), self.first))
        return _side_by_side(found, width)

    def _due_line(self) -> Sentence:
        """Return what is past its time; empty before the sessions are counted."""
        key = key_name(self.coach.first_key("app.palette"))
        return due_line(self.due, key) if self.due is not None else ("", "muted")


def _with_due(said: str, due: str, width: int) -> str:
    """Return what is said already with what is past its time, which is whole even where the line is cut."""
    both = f"{said}  {due}"
    return both if cell_len(both) + 1 <= width else f"{due}  {said}"


def _side_by_side(sentences: list[Sentence], width: int) -> Sentence:
    """Return the first sentence and every other one that fits; the worst tone colours them all."""
    text, tone = "", "muted"
    for more, its_tone in sentences:
        joined = f"{text}  {more}" if text and more else text or more
        if more and (not text or cell_len(joined) + 1 <= width):
            text = joined
            tone = "amber" if "amber" in {tone, its_tone} else tone
    return text, tone
