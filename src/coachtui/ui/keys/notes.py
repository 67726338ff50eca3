"""Rows of the key table: the note line and the list of notes of a live session."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

NOTE_LINE = (
    key_row(
        "note.keep",
        "enter",
        "submit",
        label=N_("Keep"),
        sentence=N_("Keep the note and go back to the row; Esc leaves it unfinished."),
        scope="note line",
        footer=True,
    ),
    key_row(
        "note.tag-next",
        "down",
        "tag(1)",
        label=N_("Next tag"),
        sentence=N_("Choose the next tag: strength, improvement, quote …"),
        scope="note line",
        repeats=True,
    ),
    key_row(
        "note.tag-back",
        "up",
        "tag(-1)",
        label=N_("Previous tag"),
        sentence=N_("Choose the previous tag."),
        scope="note line",
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
