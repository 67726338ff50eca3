"""What the message line of the team screen says while nothing else is to be said."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coachtui.i18n import _
from coachtui.ui.daily_backup import backups_of
from coachtui.ui.present import key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.words.backups import backup_failed, backup_line, no_room
from coachtui.ui.words.problems import problem_line, problems_to_tell
from coachtui.ui.words.retention import due_line

if TYPE_CHECKING:
    from coachtui.services.retention import DueRecords
    from coachtui.services.team_count import TeamCount

Sentence = tuple[str, str]
"""A text and its tone."""


class StandingLine:
    """Decides what the message line says while nothing else is to be said, and remembers what it said.

    Attributes:
        at_start: Whether the program has just begun.
    """

    def __init__(self, screen: CoachScreen, *, at_start: bool, told: str) -> None:
        """Take the screen that says it.

        Args:
            screen: The team screen.
            at_start: Whether this is the first screen, which tells what in settings and keys is ignored.
            told: What went wrong before this screen; said first.
        """
        self._screen = screen
        self._told = told
        self._standing = ""
        self._due_told = False
        self.at_start = at_start
        self._first: datetime | None = None
        self._due: DueRecords | None = None
        self._hint = ""

    def note_count(self, count: TeamCount) -> None:
        """Note what a count of the sessions says of their age, to be said with the next ``show``."""
        self._due, self._first = count.due, count.first

    def suggest(self, step: str) -> None:
        """Note a first step for whoever looks around, said before what is of less weight; empty for none."""
        self._hint = step

    def greet(self, *, asks_whom: bool) -> None:
        """Say what is asked for or what is ignored; the rest of the line stays quiet.

        Args:
            asks_whom: Whether an agent is to be chosen for a session that was asked for.
        """
        self._due_told = False
        if self._told:
            self._screen.refuse(self._told)
        elif asks_whom:
            self._screen.say(_("Choose whom to listen to; Enter starts."), "accent")
        elif not (self.at_start and self._tell_problems()):
            self.show()

    def show(self) -> None:
        """Say what runs and how safe the data are, unless something else is to be said."""
        line = self._screen.message_line
        to_say = self._next((line.text, line.tone_name), self._screen.app.size.width)
        if to_say is not None:
            self._screen.say(*to_say)

    def _tell_problems(self) -> bool:
        """Say what is to be said at the start, such as what is ignored; return whether anything is."""
        line = problem_line(problems_to_tell(self._screen.coach))
        if line:
            self._screen.refuse(line)
        return bool(line)

    def _next(self, said: Sentence, width: int) -> Sentence | None:
        """Return what to say now, or ``None`` to leave the line as it is.

        What else was said stays, but for a new failure; at the start what is past its time is said beside it.

        Args:
            said: What the line says.
            width: Cells of the screen.
        """
        due, backups = self._due_line(), backups_of(self._screen.app)
        text, tone = self._standing_sentence(due, width)
        failed = (backups.error is not None or backups.room_gone()) and text != self._standing
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
        coach, backups = self._screen.coach, backups_of(self._screen.app)
        if backups.room_gone():
            return no_room(reserve=backups.reserve_used()), "amber"
        if backups.error is not None:
            return backup_failed(backups.error), "amber"
        found = [(self._hint, "accent"), due]
        if self.at_start and not (coach.program.demo or coach.lock.protected()):
            plain = _("Data are not protected by a passphrase; disk encryption is recommended.")
            found.append((plain, "muted"))
        if backups.state is not None:
            found.append(backup_line(backups.state, coach.program.clock.now(), self._first))
        return _side_by_side(found, width)

    def _due_line(self) -> Sentence:
        """Return what is past its time; empty before the sessions are counted."""
        key = key_name(self._screen.coach.first_key("app.palette"))
        return due_line(self._due, key) if self._due is not None else ("", "muted")


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
