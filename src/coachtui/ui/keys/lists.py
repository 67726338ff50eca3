"""Rows of the key table: lists, retention, forms about people, the first start and the lock screen."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

LIST = (
    key_row("list.down", "down", "list_step(1)", N_("Down"), N_("One row down."), "list", repeats=True),
    key_row("list.up", "up", "list_step(-1)", N_("Up"), N_("One row up."), "list", repeats=True),
    key_row(
        "list.page-down",
        "pagedown",
        "list_page(1)",
        N_("Page down"),
        N_("One page down."),
        "list",
        repeats=True,
    ),
    key_row(
        "list.page-up", "pageup", "list_page(-1)", N_("Page up"), N_("One page up."), "list", repeats=True
    ),
    key_row(
        "list.first",
        "home",
        "list_end(-1)",
        N_("First row"),
        N_("Go to the first row."),
        "list",
        repeats=True,
    ),
    key_row(
        "list.last", "end", "list_end(1)", N_("Last row"), N_("Go to the last row."), "list", repeats=True
    ),
)

RETENTION = (
    key_row(
        "retention.delete",
        "enter ctrl+s",
        "delete",
        N_("Delete"),
        N_("Delete the marked sessions for good, after one question."),
        "retention",
        footer=True,
    ),
    key_row(
        "retention.mark",
        "space",
        "mark",
        N_("Mark"),
        N_("Mark the session for deletion, or unmark it."),
        "retention",
        footer=True,
        once=True,
    ),
    key_row(
        "retention.mark-all",
        "asterisk",
        "mark_all",
        N_("All or none"),
        N_("Mark every session past the retention period; if all are marked, unmark them."),
        "retention",
        footer=True,
        once=True,
    ),
)

FORM = (
    key_row(
        "form.next",
        "enter down",
        "next_field",
        N_("Next field"),
        N_("Go to the next field; from the last one save."),
        "form",
        footer=True,
    ),
    key_row(
        "form.back",
        "up",
        "field_back",
        N_("Previous field"),
        N_("Go to the previous field."),
        "form",
        repeats=True,
    ),
    key_row("form.save", "ctrl+s", "save", N_("Save"), N_("Save and go back."), "form", footer=True),
)

CHOICE = (
    key_row(
        "choice.next",
        "space right left",
        "choose",
        N_("Switch"),
        N_("Switch to the other choice."),
        "choice",
        footer=True,
    ),
)

START = (
    key_row(
        "start.next",
        "enter",
        "next_step",
        N_("Continue"),
        N_("Continue to the next step."),
        "start",
        footer=True,
    ),
    key_row(
        "start.down", "down", "other_way(1)", N_("Down"), N_("Other ways to begin."), "start", repeats=True
    ),
    key_row("start.up", "up", "other_way(-1)", N_("Up"), N_("Back to the name."), "start", repeats=True),
)

RECOVERY_KEY = (
    key_row(
        "recovery.written",
        "enter",
        "written_down",
        N_("Continue"),
        N_("Continue once the first group of the recovery key is typed."),
        "recovery key",
        footer=True,
    ),
)

LOCK = (
    key_row(
        "lock.unlock", "enter", "unlock", N_("Unlock"), N_("Unlock with what you typed."), "lock", footer=True
    ),
)
