"""Writing in the note line: opening it, typing, keeping the text, leaving (R4, R7, R8, R38, R39)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.widget import Widget

from coachtui.domain.live import commands as c
from coachtui.domain.note import Draft, Tag
from coachtui.domain.text import clean_line
from coachtui.i18n import _
from coachtui.ui.live.checklist_rows import ChecklistRows
from coachtui.ui.live.note_drafts import draft_of, last_draft
from coachtui.ui.live.view import LiveView
from coachtui.ui.live.work import LiveWork
from coachtui.ui.live.writing import Writing, kept_of, lost_its_ground, purpose_of, text_of, writing_of
from coachtui.ui.present import words
from coachtui.ui.widgets.note_line import NOTE_LIMIT, NoteLine, next_tag


class NoteWriting:
    """The note or field being written in the note line, and where the focus goes back to.

    Attributes:
        writing: What is being written; ``None`` while nothing is.
    """

    def __init__(self, work: LiveWork, line: NoteLine, shown: Callable[[Tag | None], None]) -> None:
        """Begin with nothing being written.

        Args:
            work: The work that notes belong to.
            line: The line they are typed in.
            shown: Called with the tag after what is being written was shown.
        """
        self._work = work
        self._line = line
        self._came_from: Widget | None = None
        self._offered: tuple[object, ...] = ()
        self.writing: Writing | None = None
        self._shown = shown
        line.hand_to(self)

    @property
    def writes_tagged(self) -> bool:
        """Whether the focus is on a note, which can have a tag, and not on a field of a model."""
        return self._work.writes_note and (self.writing is None or self.writing.field is None)

    def require_writable(self) -> bool:
        """Say so where the session can only be read; return whether anything may be written."""
        if self._work.open_session.read_only:
            self._work.place.refuse(_("This session is final and can only be read."))
            return False
        return not self._work.place.too_small

    def new_note(self, tag: Tag | None = None) -> Writing:
        """Return a new note to write, whatever else was left unfinished."""
        return Writing(tag=tag, draft_id=self._work.open_session.new_id())

    def begin(self, text: str) -> None:
        """Begin a note with its first text; a note left unfinished stays in the list of notes."""
        left = any(draft.text.strip() for draft in self._work.open_session.session.drafts)
        writing = self.new_note()
        self.open(writing)
        if not self._line.input.begin(text):
            self.too_long()
        elif left:
            key = self._work.key("pane.notes")
            said = _("A new note; the one left unfinished is in the notes ({key}).").format(key=key)
            self._work.place.say(said)
        self._keep(writing, self._line.input.value)
        self._work.show_header()

    def resume(self, draft: Draft) -> None:
        """Go on with a note that was left unfinished."""
        if self.require_writable():
            self.open(writing_of(draft), draft.text)

    def open(self, writing: Writing, text: str | None = None) -> None:
        """Open the note line to write something, and move the focus there.

        Args:
            writing: What is to be written.
            text: What stands in the line; ``None`` for what the session has of it.
        """
        work = self._work
        if not work.writes_note:
            self._came_from = work.place.focused
        self.writing = writing
        self._line.input.load(text_of(writing, work.open_session.session) if text is None else text)
        work.place.set_focus(self._line.input, scroll_visible=False)
        self.show_writing()
        if writing.field is None:
            work.place.say(self._line.care)

    def typed(self, text: str) -> None:
        """Keep what is typed as a draft; the first keystroke stamps it with its moment."""
        writing = self._taken_up()
        if writing is None:
            return
        if writing.field is not None:
            self._work.conduct_quietly(_field(writing.field, text))
        else:
            self._keep(writing, "" if text.strip() == writing.offered else text)
        self._work.show_header()
        if self._work.undo_promised:  # it takes a letter back now
            self._work.place.say(self._work.standing_sentence())

    def submitted(self, typed: str) -> None:
        """Make a note, or a field, of what was typed, and go back to where the focus was."""
        writing, work = self._taken_up(), self._work
        text = clean_line(typed)
        if writing is None:
            return
        if writing.field is not None:
            work.conduct(_field(writing.field, text))
            self.close()
        elif not text and writing.note_id is None:
            self._keep(writing, "")
            self.close()
        elif work.conduct(c.AddNote(note_id=work.open_session.new_id(), draft=self._draft(writing, text))):
            self.close(_("Note kept.") if text else _("Note removed."))

    def tag_wanted(self, by: int) -> None:
        """Change the tag of the note being written to the one after (1) or before (-1)."""
        writing = self._taken_up()
        if writing is not None and writing.field is None:
            self.set_tag(next_tag(writing.tag, by))

    def too_long(self) -> None:
        """Say that not all of a pasted text fits into a note."""
        text = _("A note holds at most {limit} characters; the rest was left out.")
        self._work.place.refuse(text.format(limit=NOTE_LIMIT))

    def set_tag(self, tag: Tag | None) -> None:
        """Give the note being written a tag; ``None`` for none."""
        if self.writing is None:
            return
        self.writing = replace(self.writing, tag=tag)
        self.show_writing()
        if text := self._line.input.value:
            self._keep(self.writing, text)

    def close(self, done: str = "") -> None:
        """Leave the note line; a draft stays in it, and the focus goes back to where it was.

        Args:
            done: What to say.
        """
        self._leave_text()
        self.writing = None
        self.show_kept()
        place, target = self._work.place, self._came_from
        self._came_from = None
        if target is None or not target.focusable:
            target = place.query_one(ChecklistRows)
        place.set_focus(target, scroll_visible=False)
        self._work.show(done)

    def follow(self, _view: LiveView) -> None:
        """Show a new revision in the note line, such as that a contact went with its unfinished notes."""
        if self._offered == self._offer():
            return
        if self.writing is None:
            self.show_kept()
        else:
            self._offered = self._offer()
            self.show_writing()

    def follow_focus(self) -> None:
        """Take the note up, or leave it, where tab, a pane's key or a click moved the focus."""
        if self._work.writes_note:
            self._taken_up()
        elif self.writing is not None:
            self._leave_text()
            self.writing = self._came_from = None
            self.show_kept()

    def follow_undo_or_redo(self) -> bool:
        """Show in the note line what undo or redo made of the text being written.

        A line is left that was opened for what is not there any more.

        Returns:
            Whether the text is another one now.
        """
        writing, session = self.writing, self._work.open_session.session
        if writing is None or not self._work.writes_note:
            return False
        if lost_its_ground(writing, session):
            self.close()
            return False
        line, text = self._line.input, text_of(writing, session)
        if line.value == text:
            return False
        line.load(text)
        return True

    def show_care(self) -> None:
        """Show what to keep in mind while writing notes (R7)."""
        care = words(self._work.place.coach.program.content.text("reminders", "free_text_care"))
        self._line.show_care(care)

    def show_kept(self) -> None:
        """Show the newest draft in the note line, or an empty line."""
        kept = last_draft(self._work.open_session.session)
        self._offered = self._offer()
        self._line.input.load(kept.text if kept is not None else "")
        self.show_writing(writing_of(kept) if kept is not None else Writing())

    def show_writing(self, writing: Writing | None = None) -> None:
        """Show before the text what is being written and which tag it has.

        Args:
            writing: What to show; ``None`` for what the line is writing now.
        """
        work, writing = self._work, writing or self.writing or Writing()
        kept = kept_of(writing, work.open_session.session)
        if kept is not None and writing.field is None:
            writing = replace(writing, contact_id=kept.contact_id)
        self._line.show(*purpose_of(writing, work.view, work.models), writing.tag)
        self._shown(writing.tag)

    def _taken_up(self) -> Writing | None:
        """Return what is being written; a line entered on another way goes on with what is kept."""
        if self.writing is None and self._work.writes_note and self.require_writable():
            kept = last_draft(self._work.open_session.session)
            self.writing = writing_of(kept) if kept is not None else self.new_note()
        return self.writing

    def _leave_text(self) -> None:
        """Save what was being written; undo takes it back as a whole from now on."""
        if self.writing is not None:
            self._work.open_session.desk.end_text()
            self._work.open_session.desk.save()

    def _keep(self, writing: Writing, text: str) -> None:
        self._work.conduct_quietly(c.KeepDraft(draft=self._draft(writing, text)))

    def _draft(self, writing: Writing, text: str) -> Draft:
        return draft_of(writing, text, self._work.open_session, self._work.view.clocked.id)

    def _offer(self) -> tuple[object, ...]:
        """Return what the line shows depends on while nothing is being written."""
        view = self._work.view
        return last_draft(self._work.open_session.session), view.clocked.id, len(view.session.contacts)


def _field(place: tuple[str, str, str], text: str) -> c.WriteField:
    model, step, field = place
    return c.WriteField(model=model, step=step, field=field, text=text)
