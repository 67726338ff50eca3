"""The pane of notes: each with time of day, second of the call, tag, what it is about, and text (R7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.live import commands as c
from coachtui.domain.model import Model
from coachtui.domain.note import Draft, Mark, Note
from coachtui.domain.passage import NoteBlock
from coachtui.domain.session import Session
from coachtui.i18n import _
from coachtui.services.texts.session_facts import note_block, notes_and_marks
from coachtui.ui.cells import wrap
from coachtui.ui.keys.binding import bindings
from coachtui.ui.live.note_writing import NoteWriting
from coachtui.ui.live.pane import Pane, PaneHead
from coachtui.ui.live.view import LiveView
from coachtui.ui.live.work import LiveWork
from coachtui.ui.live.writing import Writing
from coachtui.ui.present import TAG_GLYPHS, TAG_TONES, TAG_WORDS, clock, key_name
from coachtui.ui.widgets.line_list import LineList
from coachtui.ui.widgets.lines import Line

NoteEntry = Note | Mark | Draft
"""What stands in the list."""


class NoteRows(LineList):
    """The list of notes and marked moments in order of time; Enter edits one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("notes")]

    @dataclass
    class EditWanted(Message):
        """A note is to be edited."""

        note: Note

    @dataclass
    class ResumeWanted(Message):
        """A note left unfinished is to be gone on with."""

        draft: Draft

    @dataclass
    class MarkWanted(Message):
        """The note of a marked moment is to be written."""

        mark: Mark

    @dataclass
    class RemovalWanted(Message):
        """A note is to be taken away, finished or not."""

        entry: Note | Draft

    @dataclass
    class NothingToDo(Message):
        """A key has nothing to do with what the cursor is on."""

        entry: Mark | None

    def __init__(self, row_key: str) -> None:
        """Start with no notes.

        Args:
            row_key: The key that begins a note about a row of the checklist.
        """
        super().__init__(id="note-rows")
        self._entries: list[NoteEntry] = []
        self._view: LiveView | None = None
        self._models: tuple[Model, ...] = ()
        self._row_key = row_key

    def take_models(self, models: tuple[Model, ...]) -> None:
        """Take the models that notes may come from a step of."""
        self._models = models
        self.lay_out()

    def show(self, view: LiveView) -> None:
        """Show the notes of a view; a new one comes into view at the end."""
        before, self._view = self._view, view
        if before is not None and _listed(before) == _listed(view):
            return
        old = len(self._entries)
        self._entries = _with_drafts(view.session)
        grown = len(self._entries) > old
        if grown:
            self.cursor = len(self._entries) - 1
        self.cursor = max(0, min(self.cursor, len(self._entries) - 1))
        self.lay_out()
        if self._entries:
            self.show_row(self.cursor)

    @property
    def idle_keys(self) -> tuple[str, ...]:
        """Ids of the bindings that do nothing while there is no entry."""
        return () if self._entries else ("notes.edit", "notes.remove")

    def row_count(self) -> int:
        """Return the number of notes and marks, at least the one line that explains the pane."""
        return max(1, len(self._entries))

    def shows_cursor(self) -> bool:
        """Mark the current note only while the pane has the keys."""
        return self.has_focus and bool(self._entries)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of one entry."""
        if not self._entries:
            hint = _("No notes yet. Just type to start one; {row} on the checklist adds one to the row.")
            hint = hint.format(row=key_name(self._row_key))
            return [((f" {line}", "muted"),) for line in wrap(hint, width - 2)]
        forms = self._view.forms if self._view is not None else ()
        entry = self._entries[row]
        contact = self._view.name_of(entry.contact_id) if self._view is not None else ""
        return note_lines(note_block(entry, forms, self._models), width, contact=contact)

    def action_edit_note(self) -> None:
        """Ask for the current note to be edited."""
        match self._entries[self.cursor] if self._entries else None:
            case Note() as note:
                self.ask(self.EditWanted(note))
            case Draft() as draft:
                self.ask(self.ResumeWanted(draft))
            case Mark() as mark:
                self.ask(self.MarkWanted(mark))
            case None:
                self.ask(self.NothingToDo(None))

    def action_remove_note(self) -> None:
        """Ask for the current note to be taken away."""
        entry = self._entries[self.cursor] if self._entries else None
        if isinstance(entry, Note | Draft):
            self.ask(self.RemovalWanted(entry))
        else:
            self.ask(self.NothingToDo(entry))

    def action_cursor(self, by: int) -> None:
        """Move the cursor."""
        self.step(by)


def _listed(view: LiveView) -> tuple[int, ...]:
    """Return what stays the same as long as the same entries stand in the list."""
    session = view.session
    return (*map(id, (session.notes, session.marks, session.drafts)), len(session.contacts))


def _with_drafts(session: Session) -> list[NoteEntry]:
    """Return notes, marks and what is left unfinished, in order of time."""
    drafts = (draft for draft in session.drafts if draft.text.strip())
    return sorted([*notes_and_marks(session), *drafts], key=lambda entry: entry.at)


def note_lines(told: NoteBlock, width: int, *, contact: str = "") -> list[Line]:
    """Return the lines of a note or marked moment: times, tag, what it is about, then the text.

    Args:
        told: The note or moment.
        width: Cells of a line.
        contact: What the contact is called; empty where there is only one.
    """
    stamp = f" {told.at.strftime('%H:%M')} {clock(told.call_s):>5} "
    if contact:
        stamp += f"{contact} · "
    if told.kind == "moment":
        return [((stamp, "muted"), ("◆ ", "accent"), (_("Moment marked"), "muted"))]
    lead: list[tuple[str, str]] = [(stamp, "muted")]
    if told.kind == "draft":
        lead.append((f"✎ {_('unfinished')} ", "amber"))
    if told.tag:
        lead.append((f"{TAG_GLYPHS[told.tag]} {_(TAG_WORDS[told.tag])} ", TAG_TONES[told.tag]))
    if told.about:
        lead.append((f"[{told.about}]", "accent"))
    return [tuple(lead), *(((f"   {line}", "text"),) for line in wrap(told.text, width - 4))]


class NotesPane(Pane):
    """The pane with the notes: what its list asks for is written in the note line, or carried out."""

    BINDING = "pane.notes"

    def __init__(self, work: LiveWork, notes: NoteWriting) -> None:
        """Take what notes belong to.

        Args:
            work: The session.
            notes: The note line, in which they are written.
        """
        super().__init__(id="pane-notes")
        self._work = work
        self._notes = notes
        self._taken: tuple[Model, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out head and list."""
        yield PaneHead(self.BINDING)
        rows = NoteRows(self._work.place.coach.first_key("checklist.note"))
        rows.asks = self
        yield rows

    @property
    def rows(self) -> NoteRows:
        """The list of notes."""
        return self.query_one(NoteRows)

    def take_models(self) -> None:
        """Pass the models on to the list, whose steps notes may come from, in the language in use."""
        self._taken = self._work.models
        self.rows.take_models(self._taken)

    def show(self, view: LiveView) -> None:
        """Show a new revision of the session."""
        if self._taken is not self._work.models:
            self.take_models()
        self.rows.show(view)
        count = len(view.session.notes)
        self.head().say(str(count) if count else "")

    def on_note_rows_edit_wanted(self, message: NoteRows.EditWanted) -> None:
        """Edit a note."""
        note = message.note
        kept = self._work.open_session.session.draft(None, note.id)
        tag = kept.tag if kept is not None else note.tag
        if self._notes.require_writable():
            self._notes.open(Writing(tag=tag, link=note.link, note_id=note.id, contact_id=note.contact_id))

    def on_note_rows_resume_wanted(self, message: NoteRows.ResumeWanted) -> None:
        """Go on with a note left unfinished."""
        self._notes.resume(message.draft)

    def on_note_rows_mark_wanted(self, message: NoteRows.MarkWanted) -> None:
        """Write the note of a marked moment."""
        if self._notes.require_writable():
            mark = message.mark
            self._notes.open(replace(self._notes.new_note(), mark=mark, contact_id=mark.contact_id))

    def on_note_rows_removal_wanted(self, message: NoteRows.RemovalWanted) -> None:
        """Take a note away, finished or not; a marked moment is taken back by undo alone."""
        if not self._notes.require_writable():
            return
        removed = _("Note removed; {key} brings it back.").format(key=self._work.key("live.undo"))
        if not isinstance(message.entry, Draft):
            self._work.conduct(c.RemoveNote(note_id=message.entry.id), removed)
            return
        change = message.entry.note_id is not None
        said = _("The unfinished change is dropped; the note stays.") if change else removed
        self._work.conduct(c.DropDraft(draft=message.entry), said)
        self._notes.show_kept()

    def on_note_rows_nothing_to_do(self, message: NoteRows.NothingToDo) -> None:
        """Say why a key of the list of notes does nothing."""
        if message.entry is None:
            self._work.place.refuse_key(_("No notes yet. Type to start one."))
        else:
            text = _("A marked moment stays. Press {key} to write a note on it.")
            self._work.place.refuse_key(text.format(key=self._work.key("notes.edit")))
