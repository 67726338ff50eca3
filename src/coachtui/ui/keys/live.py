"""Rows of the key table: the live session and its panes.

No letter stands here: on the live screen a letter begins a note (``LiveScreen.take_text``).
"""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

LIVE = (
    key_row(
        "pane.agent",
        "f2",
        "pane('agent')",
        N_("Agent"),
        N_("Go to the agent pane; again: full size."),
        "live",
    ),
    key_row(
        "pane.model",
        "f3",
        "pane('model')",
        N_("Model"),
        N_("Go to the model pane; again: full size."),
        "live",
    ),
    key_row(
        "pane.notes", "f4", "pane('notes')", N_("Notes"), N_("Go to the notes; again: full size."), "live"
    ),
    key_row(
        "pane.checklist",
        "f5",
        "pane('checklist')",
        N_("Checklist"),
        N_("Go to the checklist; again: full size."),
        "live",
    ),
    key_row(
        "live.call",
        "ctrl+r",
        "call",
        N_("Call"),
        N_("Start the call, or end it. The next start opens the next contact."),
        "live",
        footer=True,
        once=True,
    ),
    key_row(
        "live.contact-back",
        "ctrl+up",
        "contact(-1)",
        N_("Earlier contact"),
        N_("Show the forms of the previous contact."),
        "live",
    ),
    key_row(
        "live.contact-next",
        "ctrl+down",
        "contact(1)",
        N_("Later contact"),
        N_("Show the forms of the next contact."),
        "live",
    ),
    key_row(
        "live.broke-off",
        "ctrl+d",
        "broke_off",
        N_("Cut off"),
        N_("The call was cut off: open rows are not reached, and it does not count. Press again to undo."),
        "live",
        once=True,
    ),
    key_row(
        "live.remove-contact",
        "shift+delete",
        "remove_contact",
        N_("Remove contact"),
        N_("Remove the contact that is shown, with its answers and notes; undo brings it back."),
        "live",
    ),
    key_row(
        "live.hold",
        "ctrl+o",
        "hold",
        N_("Hold"),
        N_("Put the customer on hold, or take them off hold."),
        "live",
        footer=True,
        once=True,
    ),
    key_row(
        "live.phase-next",
        "ctrl+f",
        "phase(1)",
        N_("Phase +"),
        N_("Go to the next phase of the call."),
        "live",
        footer=True,
        short=N_("Phase"),
    ),
    key_row(
        "live.phase-back",
        "ctrl+b",
        "phase(-1)",
        N_("Phase −"),
        N_("Back to the previous phase."),
        "live",
    ),
    key_row(
        "live.note",
        "ctrl+n",
        "note",
        N_("Note"),
        N_("Write a note; a letter begins one too. Its time is that of the first keystroke."),
        "live",
        footer=True,
    ),
    key_row(
        "live.mark", "ctrl+t", "mark", N_("Mark"), N_("Mark this moment of the call."), "live", footer=True
    ),
    key_row(
        "live.praise",
        "ctrl+l",
        "tagged_note('praise')",
        N_("Praise"),
        N_("Note something to praise."),
        "live",
        footer=True,
    ),
    key_row(
        "live.critical",
        "ctrl+g",
        "tagged_note('critical')",
        N_("Critical"),
        N_("Note a critical point to raise at once."),
        "live",
    ),
    key_row("live.undo", "ctrl+z", "undo", N_("Undo"), N_("Undo the last command."), "live", footer=True),
    key_row("live.redo", "ctrl+y", "redo", N_("Redo"), N_("Redo what was undone."), "live"),
    key_row(
        "live.save", "ctrl+s", "save", N_("Saved?"), N_("Save now and show when it was last saved."), "live"
    ),
    key_row(
        "live.finish",
        "f8",
        "finish",
        N_("Finish"),
        N_("Go to the closing review."),
        "live",
        footer=True,
    ),
)

NOTE_LINE = (
    key_row(
        "note.keep",
        "enter",
        "submit",
        N_("Keep"),
        N_("Keep the note and go back to the row; Esc leaves it unfinished."),
        "note line",
        footer=True,
    ),
    key_row(
        "note.tag-next",
        "down",
        "tag(1)",
        N_("Next tag"),
        N_("Choose the next tag: strength, improvement, quote …"),
        "note line",
        repeats=True,
    ),
    key_row(
        "note.tag-back",
        "up",
        "tag(-1)",
        N_("Previous tag"),
        N_("Choose the previous tag."),
        "note line",
        repeats=True,
    ),
)

NOTES = (
    key_row(
        "notes.edit",
        "enter",
        "edit_note",
        N_("Edit note"),
        N_("Edit this note, continue an unfinished one, or write the note of a marked moment."),
        "notes",
        footer=True,
    ),
    key_row(
        "notes.remove",
        "delete",
        "remove_note",
        N_("Remove"),
        N_("Remove this note; undo brings it back."),
        "notes",
        footer=True,
    ),
    key_row("notes.down", "down", "cursor(1)", N_("Down"), N_("Go to the next note."), "notes", repeats=True),
    key_row("notes.up", "up", "cursor(-1)", N_("Up"), N_("Go to the previous note."), "notes", repeats=True),
)

VALUES = tuple(
    key_row(
        f"checklist.value-{digit}",
        str(digit),
        f"answer({digit})",
        str(digit),
        N_("Answer with this value and go to the next row."),
        "checklist",
    )
    for digit in range(10)
)

CHECKLIST = (
    *VALUES,
    key_row(
        "checklist.note",
        "enter",
        "row_note",
        N_("Note on this row"),
        N_("Write a note linked to this row."),
        "checklist",
        footer=True,
    ),
    key_row(
        "checklist.na",
        "minus",
        "not_applicable",
        N_("n/a"),
        N_("Not applicable: the moment did not occur."),
        "checklist",
        footer=True,
    ),
    key_row(
        "checklist.star",
        "asterisk",
        "star",
        N_("Strength"),
        N_("Mark the answered row as a strength, or remove the mark."),
        "checklist",
        footer=True,
        once=True,
    ),
    key_row(
        "checklist.clear",
        "backspace",
        "clear",
        N_("Clear"),
        N_("Clear the answer; on an open row: go one row back."),
        "checklist",
    ),
    key_row(
        "checklist.skip",
        "space full_stop comma down",
        "move(1)",
        N_("Skip"),
        N_("Next row without answering."),
        "checklist",
        repeats=True,
    ),
    key_row(
        "checklist.back",
        "slash up",
        "move(-1)",
        N_("Previous row"),
        N_("Previous row."),
        "checklist",
        repeats=True,
    ),
    key_row(
        "checklist.next-form",
        "plus ctrl+right",
        "next_form",
        N_("Next form"),
        N_("Show the next form."),
        "checklist",
        footer=True,
        short=N_("Form"),
    ),
    key_row(
        "checklist.cue",
        "ctrl+e",
        "cue",
        N_("Cue"),
        N_("Show or hide the line that helps to judge a row."),
        "checklist",
        footer=True,
        once=True,
    ),
    key_row(
        "checklist.first",
        "home",
        "first",
        N_("First row"),
        N_("Go to the first row."),
        "checklist",
        repeats=True,
    ),
    key_row(
        "checklist.last", "end", "last", N_("Last row"), N_("Go to the last row."), "checklist", repeats=True
    ),
)

MODEL = (
    key_row(
        "model.pick-1", "1", "pick(0)", "GROW", N_("Use GROW; what was entered stays."), "model", footer=True
    ),
    key_row(
        "model.pick-2",
        "2",
        "pick(1)",
        "CLEAR",
        N_("Use CLEAR; what was entered stays."),
        "model",
        footer=True,
    ),
    key_row(
        "model.pick-3",
        "3",
        "pick(2)",
        "OSKAR",
        N_("Use OSKAR; what was entered stays."),
        "model",
        footer=True,
    ),
    key_row(
        "model.next",
        "pagedown",
        "step(1)",
        N_("Next step"),
        N_("Go to the next step."),
        "model",
        footer=True,
        repeats=True,
    ),
    key_row(
        "model.back",
        "pageup",
        "step(-1)",
        N_("Step back"),
        N_("Go to the previous step."),
        "model",
        footer=True,
        repeats=True,
    ),
    key_row(
        "model.use",
        "enter",
        "use",
        N_("Use"),
        N_("Prompt: put it into a note. Field: write in it."),
        "model",
        footer=True,
    ),
    key_row(
        "model.tick",
        "space",
        "tick",
        N_("Done"),
        N_("Mark the step as done; again: not done. A goal is done when it passes the SMART checks."),
        "model",
        footer=True,
        once=True,
    ),
    key_row(
        "model.down",
        "down",
        "cursor(1)",
        N_("Down"),
        N_("Go to the next prompt or field."),
        "model",
        repeats=True,
    ),
    key_row(
        "model.up",
        "up",
        "cursor(-1)",
        N_("Up"),
        N_("Go to the previous prompt or field."),
        "model",
        repeats=True,
    ),
)
