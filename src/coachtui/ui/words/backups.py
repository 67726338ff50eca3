"""Sentences about backups and a full disk: one line each, short enough for 80 columns."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError, StoreBusy, StoreCorrupt
from coachtui.i18n import N_, _
from coachtui.services.words.copies import missed_sentence, trouble_sentence
from coachtui.services.words.sentences import sentence
from coachtui.ui.words.sessions import near_day

if TYPE_CHECKING:
    from coachtui.services.backup_state import BackupState

_FAILED = {
    "disk_full": N_("No backup today: the disk is full. It is tried again at the next start."),
    "not_writable": N_("No backup today: its folder is not writable. Next try at the next start."),
    "store_read_only": N_("No backup today: its folder is not writable. Next try at the next start."),
    "cannot_write": N_("No backup today: its folder is not writable. Next try at the next start."),
    "disk_failed": N_("No backup today: the disk failed. It is tried again at the next start."),
}


def backup_line(state: BackupState, now: datetime, first: datetime | None) -> tuple[str, str]:
    """Return when the last backups were made and where they lie, and the tone to say it in.

    Args:
        state: What is known.
        now: Wall time.
        first: When the first session was; ``None`` where none is known.
    """
    if state.lost:
        return _("A file of the data is missing; “coachtui check” says which and what to do."), "amber"
    if state.missed:
        folder = state.missed[0]
        return missed_sentence(folder, PurePath(folder.path).name), "amber"
    if state.troubles:
        trouble = state.troubles[0]
        return trouble_sentence(trouble, PurePath(trouble.path).name), "amber"
    return _last_backups(state, now, first)


def _last_backups(state: BackupState, now: datetime, first: datetime | None) -> tuple[str, str]:
    if state.last is None:
        return "", "muted"
    lacking = state.lacks_copy_elsewhere(now, first)
    last = _when(state.last, now.date())
    if state.elsewhere is None:
        if lacking:
            text = _("Last backup: {when}. None is on another disk: coachtui backup FILE")
            return text.format(when=last), "amber"
        return _("Last backup: {when}, only on this disk.").format(when=last), "muted"
    day = near_day(state.elsewhere.date(), now.date())
    if lacking:
        text = _("Last backup: {when}. On another disk {day}: over a week ago.")
        return text.format(when=last, day=day), "amber"
    if not state.same_disk and state.elsewhere.date() == state.last.date():
        return _("Last backup: {when}.").format(when=last), "muted"
    return _("Last backup: {when}. On another disk: {day}.").format(when=last, day=day), "muted"


def backup_failed(error: CoachError) -> str:
    """Return in one line why there is no backup of today."""
    if error.code in _FAILED:
        return _(_FAILED[error.code])
    if isinstance(error, StoreBusy):
        return _("No backup today: another window used the data. Next try at the next start.")
    if isinstance(error, StoreCorrupt):
        return _("No backup today: the data are damaged; “coachtui check” says where.")
    return _("No backup today: {why}").format(why=sentence(error))


def no_room(*, reserve: bool) -> str:
    """Return the sentence that the disk is full, and what to do about it.

    Args:
        reserve: Whether the room kept for that was there, so that saving goes on in it.
    """
    if not reserve:
        return _("The disk is almost full: please free some space.")
    return _("Disk full. Nothing is lost; reserve space is in use. Please free some space.")


def _when(value: datetime, today: date) -> str:
    """Return a day; of today the time too."""
    day = near_day(value.date(), today)
    return f"{day} {value:%H:%M}" if value.date() == today else day
