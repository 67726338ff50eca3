"""Rows of the key table: lists, notes, retention, forms, the first start and the lock screen."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

LIST = (
    key_row(
        "list.down",
        "down",
        "list_step(1)",
        label=N_("Down"),
        sentence=N_("One row down."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.up",
        "up",
        "list_step(-1)",
        label=N_("Up"),
        sentence=N_("One row up."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.page-down",
        "pagedown",
        "list_page(1)",
        label=N_("Page down"),
        sentence=N_("One page down."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.page-up",
        "pageup",
        "list_page(-1)",
        label=N_("Page up"),
        sentence=N_("One page up."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.first",
        "home",
        "list_end(-1)",
        label=N_("First row"),
        sentence=N_("Go to the first row."),
        scope="list",
        repeats=True,
    ),
    key_row(
        "list.last",
        "end",
        "list_end(1)",
        label=N_("Last row"),
        sentence=N_("Go to the last row."),
        scope="list",
        repeats=True,
    ),
)

NOTES = (
    key_row(
        "notes.edit",
        "enter",
        "edit_note",
        label=N_("Edit note"),
        sentence=N_("Edit this note, continue an unfinished one, or write the note of a marked moment."),
        scope="notes",
        footer=True,
    ),
    key_row(
        "notes.remove",
        "delete",
        "remove_note",
        label=N_("Remove"),
        sentence=N_("Remove this note; undo brings it back."),
        scope="notes",
        footer=True,
    ),
    key_row(
        "notes.down",
        "down",
        "cursor(1)",
        label=N_("Down"),
        sentence=N_("Go to the next note."),
        scope="notes",
        repeats=True,
    ),
    key_row(
        "notes.up",
        "up",
        "cursor(-1)",
        label=N_("Up"),
        sentence=N_("Go to the previous note."),
        scope="notes",
        repeats=True,
    ),
)

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

FORM = (
    key_row(
        "form.next",
        "enter down",
        "next_field",
        label=N_("Next field"),
        sentence=N_("Go to the next field; from the last one save."),
        scope="form",
        footer=True,
    ),
    key_row(
        "form.back",
        "up",
        "field_back",
        label=N_("Previous field"),
        sentence=N_("Go to the previous field."),
        scope="form",
        repeats=True,
    ),
    key_row(
        "form.save",
        "ctrl+s",
        "save",
        label=N_("Save"),
        sentence=N_("Save and go back."),
        scope="form",
        footer=True,
    ),
)

CHOICE = (
    key_row(
        "choice.next",
        "space right left",
        "choose",
        label=N_("Switch"),
        sentence=N_("Switch to the other choice."),
        scope="choice",
        footer=True,
    ),
)

START = (
    key_row(
        "start.next",
        "enter",
        "next_step",
        label=N_("Continue"),
        sentence=N_("Continue to the next step."),
        scope="start",
        footer=True,
    ),
    key_row(
        "start.down",
        "down",
        "other_way(1)",
        label=N_("Down"),
        sentence=N_("Other ways to begin."),
        scope="start",
        repeats=True,
    ),
    key_row(
        "start.up",
        "up",
        "other_way(-1)",
        label=N_("Up"),
        sentence=N_("Back to the name."),
        scope="start",
        repeats=True,
    ),
)

RECOVERY_KEY = (
    key_row(
        "recovery.written",
        "enter",
        "written_down",
        label=N_("Continue"),
        sentence=N_("Continue once the first group of the recovery key is typed."),
        scope="recovery key",
        footer=True,
    ),
)

LOCK = (
    key_row(
        "lock.unlock",
        "enter",
        "unlock",
        label=N_("Unlock"),
        sentence=N_("Unlock with what you typed."),
        scope="lock",
        footer=True,
    ),
)
