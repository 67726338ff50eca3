"""The only key table: bindings, footer, help, palette, ``coachtui keys`` and docs/keys.md come from it.

Key names are Textual's. Ids are stable (people script against them); keys are defaults. A letter is
an alias, never the sole key, because an input method swallows letters. Pure Python: reading the
table never loads the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coachtui.i18n import N_

Scope = Literal["all", "team", "agent", "live", "note line", "notes", "checklist", "model", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """One binding.

    Attributes:
        id: Stable id.
        keys: Key names, the default first.
        action: Name of the action on the owner of the scope.
        label: One or two words for footer and palette; a message id.
        sentence: What it does, for the help; a message id.
        scope: Where it works.
        footer: Whether the footer shows it.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    sentence: str
    scope: Scope
    footer: bool = False


def _row(  # noqa: PLR0913  a row of the table has these columns
    binding: str,
    keys: str,
    action: str,
    label: str,
    sentence: str,
    scope: Scope,
    *,
    footer: bool = False,
) -> KeyRow:
    return KeyRow(
        id=binding,
        keys=tuple(keys.split()),
        action=action,
        label=label,
        sentence=sentence,
        scope=scope,
        footer=footer,
    )


_ALL = (
    _row("app.help", "f1", "help", N_("Help"), N_("Show every key that works here."), "all", footer=True),
    _row(
        "app.palette",
        "ctrl+p",
        "command_palette",
        N_("Actions"),
        N_("Search every action by name."),
        "all",
        footer=True,
    ),
    _row(
        "app.quit",
        "ctrl+q",
        "leave_program",
        N_("Quit"),
        N_("Leave the program. A running session stays and is offered again."),
        "all",
    ),
    _row("app.back", "escape", "back", N_("Back"), N_("Go back one step."), "all"),
    _row(
        "live.privacy",
        "f9",
        "privacy",
        N_("Privacy"),
        N_("Blank the screen. The next key only wakes it; clock and saving go on."),
        "all",
    ),
)

_TEAM = (
    _row("team.open", "enter", "open_agent", N_("Open"), N_("Open the agent."), "team", footer=True),
    _row(
        "team.live",
        "ctrl+r",
        "listen",
        N_("Listen live"),
        N_("Start a live session, or go on with the running one."),
        "team",
        footer=True,
    ),
    _row("team.add", "ctrl+n", "add_agent", N_("New agent"), N_("Add an agent."), "team", footer=True),
    _row(
        "team.edit",
        "f2",
        "edit_agent",
        N_("Change"),
        N_("Change the agent's name, team or what to remember, or mark them as left."),
        "team",
        footer=True,
    ),
)

_AGENT = (
    _row(
        "agent.open",
        "enter",
        "open_session",
        N_("Open"),
        N_("Read the session; a draft is taken up again."),
        "agent",
        footer=True,
    ),
    _row(
        "agent.live",
        "ctrl+r",
        "listen",
        N_("Listen live"),
        N_("Start a live session, or go on with the running one."),
        "agent",
        footer=True,
    ),
    _row("agent.edit", "f2", "edit_agent", N_("Change"), N_("Change the agent's profile."), "agent", footer=True),
)

_LIVE = (
    _row("pane.agent", "f2", "pane('agent')", N_("Agent"), N_("Go to the agent pane; again: full size."), "live"),
    _row("pane.model", "f3", "pane('model')", N_("Model"), N_("Go to the model pane; again: full size."), "live"),
    _row("pane.notes", "f4", "pane('notes')", N_("Notes"), N_("Go to the notes; again: full size."), "live"),
    _row(
        "pane.checklist",
        "f5",
        "pane('checklist')",
        N_("Checklist"),
        N_("Go to the checklist; again: full size."),
        "live",
    ),
    _row(
        "live.call",
        "ctrl+r c",
        "call",
        N_("Call"),
        N_("Start the call, or end it. The next start opens the next contact."),
        "live",
        footer=True,
    ),
    _row(
        "live.contact-back",
        "ctrl+up",
        "contact(-1)",
        N_("Earlier contact"),
        N_("Show the forms of the contact before."),
        "live",
    ),
    _row(
        "live.contact-next",
        "ctrl+down",
        "contact(1)",
        N_("Later contact"),
        N_("Show the forms of the contact after."),
        "live",
    ),
    _row(
        "live.hold",
        "ctrl+o h",
        "hold",
        N_("Hold"),
        N_("The customer is put on hold, or taken back."),
        "live",
        footer=True,
    ),
    _row(
        "live.phase-next",
        "ctrl+f f",
        "phase(1)",
        N_("Phase +"),
        N_("Go on to the next phase of the call."),
        "live",
        footer=True,
    ),
    _row(
        "live.phase-back",
        "ctrl+b b",
        "phase(-1)",
        N_("Phase −"),  # noqa: RUF001  a true minus beside the plus
        N_("Back to the phase before."),
        "live",
    ),
    _row(
        "live.note",
        "ctrl+n",
        "note",
        N_("Note"),
        N_("Write a note. Its time is that of the first keystroke."),
        "live",
        footer=True,
    ),
    _row("live.mark", "ctrl+t m", "mark", N_("Mark"), N_("Mark this moment of the call."), "live", footer=True),
    _row(
        "live.praise",
        "ctrl+l p",
        "tagged_note('praise')",
        N_("Praise"),
        N_("Note something to praise."),
        "live",
        footer=True,
    ),
    _row(
        "live.critical",
        "ctrl+g exclamation_mark",
        "tagged_note('critical')",
        N_("Critical"),
        N_("Note a critical point to raise at once."),
        "live",
    ),
    _row("live.undo", "ctrl+z u", "undo", N_("Undo"), N_("Take back the last command."), "live", footer=True),
    _row("live.redo", "ctrl+y", "redo", N_("Redo"), N_("Do again what was taken back."), "live"),
    _row("live.save", "ctrl+s", "save", N_("Saved?"), N_("Save now and say when it was last saved."), "live"),
    _row(
        "live.finish",
        "f8",
        "finish",
        N_("Finish"),
        N_("Go to the closing review."),
        "live",
        footer=True,
    ),
)

_NOTE_LINE = (
    _row(
        "note.tag-next",
        "down",
        "tag(1)",
        N_("Next tag"),
        N_("Choose the next tag: strength, improvement, quote …"),
        "note line",
        footer=True,
    ),
    _row(
        "note.tag-back",
        "up",
        "tag(-1)",
        N_("Previous tag"),
        N_("Choose the tag before."),
        "note line",
        footer=True,
    ),
)

_NOTES = (
    _row("notes.edit", "enter", "edit_note", N_("Edit note"), N_("Edit this note."), "notes", footer=True),
    _row("notes.down", "down", "cursor(1)", N_("Down"), N_("Go to the next note."), "notes"),
    _row("notes.up", "up", "cursor(-1)", N_("Up"), N_("Go to the note before."), "notes"),
)

_VALUES = tuple(
    _row(
        f"checklist.value-{digit}",
        str(digit),
        f"answer({digit})",
        str(digit),
        N_("Answer with this value and go to the next row."),
        "checklist",
    )
    for digit in range(10)
)

_CHECKLIST = (
    *_VALUES,
    _row(
        "checklist.note",
        "enter",
        "row_note",
        N_("Note on this row"),
        N_("Write a note linked to this row."),
        "checklist",
        footer=True,
    ),
    _row(
        "checklist.na",
        "minus n",
        "not_applicable",
        N_("n/a"),
        N_("Not applicable: the moment did not occur."),
        "checklist",
        footer=True,
    ),
    _row(
        "checklist.star",
        "asterisk",
        "star",
        N_("Strength"),
        N_("Mark the answered row as a strength, or take the mark away."),
        "checklist",
        footer=True,
    ),
    _row(
        "checklist.clear",
        "backspace",
        "clear",
        N_("Clear"),
        N_("Take the answer away; on an open row: go one row back."),
        "checklist",
    ),
    _row(
        "checklist.skip",
        "space full_stop comma down",
        "move(1)",
        N_("Skip"),
        N_("Next row without answering."),
        "checklist",
    ),
    _row("checklist.back", "slash up", "move(-1)", N_("Row back"), N_("Previous row."), "checklist"),
    _row(
        "checklist.next-form",
        "plus ctrl+right",
        "next_form",
        N_("Next form"),
        N_("Show the next form."),
        "checklist",
        footer=True,
    ),
    _row(
        "checklist.cue",
        "ctrl+e question_mark",
        "cue",
        N_("Cue"),
        N_("Show or hide the line that helps to judge a row."),
        "checklist",
    ),
    _row("checklist.first", "home", "first", N_("First row"), N_("Go to the first row."), "checklist"),
    _row("checklist.last", "end", "last", N_("Last row"), N_("Go to the last row."), "checklist"),
)

_MODEL = (
    _row("model.pick-1", "1", "pick(0)", "GROW", N_("Use GROW; what was entered stays."), "model", footer=True),
    _row("model.pick-2", "2", "pick(1)", "CLEAR", N_("Use CLEAR; what was entered stays."), "model", footer=True),
    _row("model.pick-3", "3", "pick(2)", "OSKAR", N_("Use OSKAR; what was entered stays."), "model", footer=True),
    _row("model.next", "pagedown", "step(1)", N_("Next step"), N_("Go to the next step."), "model", footer=True),
    _row("model.back", "pageup", "step(-1)", N_("Step back"), N_("Go to the step before."), "model", footer=True),
    _row(
        "model.use",
        "enter",
        "use",
        N_("Use"),
        N_("Prompt: put it into a note. Field: write in it."),
        "model",
        footer=True,
    ),
    _row("model.down", "down", "cursor(1)", N_("Down"), N_("Go to the next prompt or field."), "model"),
    _row("model.up", "up", "cursor(-1)", N_("Up"), N_("Go to the prompt or field before."), "model"),
)

_REVIEW = (
    _row(
        "review.finish",
        "f8 1",
        "finish",
        N_("Finish"),
        N_("Close the session for editing."),
        "review",
        footer=True,
    ),
    _row(
        "review.draft",
        "2",
        "draft",
        N_("Keep as draft"),
        N_("Leave the session as a draft and complete it later."),
        "review",
        footer=True,
    ),
    _row(
        "review.next-contact",
        "3",
        "next_contact",
        N_("Next contact"),
        N_("Go on listening to the next contact."),
        "review",
        footer=True,
    ),
    _row(
        "review.export",
        "4",
        "export",
        N_("Write JSON"),
        N_("Write this session to a JSON file."),
        "review",
        footer=True,
    ),
    _row(
        "review.rest-na",
        "5",
        "rest_na",
        N_("Rest n/a"),
        N_("Set n/a on every open row that allows it."),
        "review",
        footer=True,
    ),
    _row(
        "review.move",
        "6",
        "move_agent",
        N_("Other agent"),
        N_("The session was begun with the wrong agent: move it."),
        "review",
    ),
    _row(
        "review.discard",
        "9",
        "discard",
        N_("Discard"),
        N_("Throw the session away, after one question."),
        "review",
    ),
)

_TABLE = (*_ALL, *_TEAM, *_AGENT, *_LIVE, *_NOTE_LINE, *_NOTES, *_CHECKLIST, *_MODEL, *_REVIEW)


def rows(scope: Scope | None = None) -> tuple[KeyRow, ...]:
    """Return the table, or the rows of one scope, in the order people read them."""
    return tuple(row for row in _TABLE if scope is None or row.scope == scope)


def row(binding: str) -> KeyRow:
    """Return one row.

    Raises:
        KeyError: No binding has that id.
    """
    found = next((entry for entry in _TABLE if entry.id == binding), None)
    if found is None:
        raise KeyError(binding)
    return found


def by_id() -> dict[str, KeyRow]:
    """Return the table by id."""
    return {entry.id: entry for entry in _TABLE}
