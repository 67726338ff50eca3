"""Rows of the key table: sessions past the retention period."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

RETENTION = (
    key_row(
        "retention.delete",
        "enter ctrl+s",
        "delete",
        label=N_("Delete"),
        sentence=N_("Delete the marked sessions for good, after one question."),
        scope="retention",
        footer=True,
    ),
    key_row(
        "retention.mark",
        "space",
        "mark",
        label=N_("Mark"),
        sentence=N_("Mark the session for deletion, or unmark it."),
        scope="retention",
        footer=True,
        once=True,
    ),
    key_row(
        "retention.mark-all",
        "asterisk",
        "mark_all",
        label=N_("All or none"),
        sentence=N_("Mark every session past the retention period; if all are marked, unmark them."),
        scope="retention",
        footer=True,
        once=True,
    ),
)
