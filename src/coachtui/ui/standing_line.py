"""What the message line of the team screen says while nothing else is to be said."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coachtui.i18n import _
from coachtui.ui.backup_words import backup_failed, backup_line, no_room

if TYPE_CHECKING:
    from coachtui.ui.coach import Coach
    from coachtui.ui.daily_backup import DailyBackup


def standing_line(
    coach: Coach,
    backups: DailyBackup,
    due: tuple[str, str] = ("", "muted"),
    *,
    at_start: bool,
    first: datetime | None,
    width: int,
) -> tuple[str, str]:
    """Return what the team screen says of the safety of the data, with its tone: the worst of it first.

    What is past its time comes before what is well, and is said as long as anything is.

    Args:
        coach: The application.
        backups: What is known of backups.
        due: What is past the time it may be kept, with its tone; empty where nothing is.
        at_start: Whether the program has just begun.
        first: When the first session was; ``None`` where none is known.
        width: Cells of the screen; what is of less weight stands beside the rest where both fit.
    """
    if backups.room_gone():
        return no_room(), "amber"
    if backups.error is not None:
        return backup_failed(backups.error), "amber"
    found = [due]
    if at_start and not (coach.program.demo or coach.protected()):
        plain = _("Data are not protected by a passphrase; disk encryption is recommended.")
        found.append((plain, "muted"))
    if backups.state is not None:
        found.append(backup_line(backups.state, coach.program.clock.now(), first))
    return _side_by_side(found, width)


def with_due(said: str, due: str, width: int) -> str:
    """Return what is said already with what is past its time, which is whole even where the line is cut.

    Args:
        said: A sentence that has to stay.
        due: What is past its time.
        width: Cells of the screen.
    """
    both = f"{said}  {due}"
    return both if cell_len(both) + 1 <= width else f"{due}  {said}"


def _side_by_side(sentences: list[tuple[str, str]], width: int) -> tuple[str, str]:
    """Return the first sentence and every other one that fits; the worst tone colours them all."""
    text, tone = "", "muted"
    for more, its_tone in sentences:
        joined = f"{text}  {more}" if text and more else text or more
        if more and (not text or cell_len(joined) + 1 <= width):
            text = joined
            tone = "amber" if "amber" in {tone, its_tone} else tone
    return text, tone
