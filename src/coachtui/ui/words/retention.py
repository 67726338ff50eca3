"""Sentences about sessions past their retention period: one line each, short enough for 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.i18n import _, ngettext

if TYPE_CHECKING:
    from coachtui.services.retention import DeletionResult, DueRecords


def due_line(due: DueRecords, key: str) -> tuple[str, str]:
    """Return how many sessions are past their period and where to see to them, with a tone; empty for none.

    Args:
        due: What is past its time and what soon will be.
        key: Name of the key that shows every action.
    """
    if due.past and due.soon:
        text = ngettext(
            "Past the retention period: {past}; due within {days} day: {soon}. {key}: {action}",
            "Past the retention period: {past}; due within {days} days: {soon}. {key}: {action}",
            due.terms.notice_days,
        )
    elif due.past:
        text = _("Sessions past the retention period: {past}. {key}: {action}")
    elif due.soon:
        text = ngettext(
            "Sessions due for deletion within {days} day: {soon}. {key}: {action}",
            "Sessions due for deletion within {days} days: {soon}. {key}: {action}",
            due.terms.notice_days,
        )
    else:
        return "", "muted"
    shown = text.format(
        past=len(due.past),
        soon=len(due.soon),
        days=due.terms.notice_days,
        key=key,
        action=_("Retention"),
    )
    return shown, "amber" if due.past else "muted"


def deleted_line(deleted: DeletionResult) -> str:
    """Return how the deletion of sessions ended."""
    parts = [_("Deleted: {number}.").format(number=len(deleted.ids))]
    left_out = len(deleted.open_elsewhere) + len(deleted.not_due)
    if left_out:
        text = _("Skipped because open in a window or in use again: {number}.")
        parts.append(text.format(number=left_out))
    if deleted.ids:
        parts.append(_("Backups keep them until seven newer ones are made."))
    return " ".join(parts)
