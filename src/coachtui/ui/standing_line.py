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
    coach: Coach, backups: DailyBackup, *, at_start: bool, first: datetime | None, width: int
) -> tuple[str, str]:
    """Return what the team screen says of the safety of the data, with its tone: the worst of it first.

    Args:
        coach: The application.
        backups: What is known of backups.
        at_start: Whether the program has just begun.
        first: When the first session was; ``None`` where none is known.
        width: Cells of the screen; what is of less weight stands beside the rest where both fit.
    """
    if backups.room_gone():
        return no_room(), "amber"
    if backups.error is not None:
        return backup_failed(backups.error), "amber"
    text, tone = "", "muted"
    if backups.state is not None:
        text, tone = backup_line(backups.state, coach.program.clock.now(), first)
    if not at_start or coach.program.demo or coach.protected():
        return text, tone
    plain = _("Data are not protected by a passphrase; disk encryption is recommended.")
    both = f"{plain}  {text}"
    return (both, tone) if text and cell_len(both) + 1 <= width else (plain, "muted")
