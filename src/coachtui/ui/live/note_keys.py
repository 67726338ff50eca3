"""Begins a note from anywhere on the live screen, by a key or by typing (R4, R7)."""

from __future__ import annotations

from coachtui.domain.note import Draft, Tag
from coachtui.domain.text import clean_line
from coachtui.i18n import _
from coachtui.ui.form_signs import BEGIN_NOTHING, FORM_SIGNS, twin_of
from coachtui.ui.live.checklist_rows import ChecklistRows
from coachtui.ui.live.note_writing import NoteWriting
from coachtui.ui.live.work import LiveWork


class NoteKeys:
    """The ways to begin a note that is not linked to a row or step."""

    def __init__(self, work: LiveWork, notes: NoteWriting) -> None:
        """Take what notes are begun in.

        Args:
            work: The session.
            notes: The note line, in which the note is written.
        """
        self._work = work
        self._notes = notes
        self._cut_off = work.open_session.opened.resumed

    def begin(self) -> None:
        """Begin a new note.

        One left unfinished stays so, in the list of notes. Only what a restart cut off is gone on with.
        """
        if self._work.writes_note or not self._notes.require_writable():
            return
        kept = self._cut_off_note()
        if kept is not None:
            self._notes.resume(kept)
        else:
            self._notes.open(self._notes.new_note())

    def begin_tagged(self, tag: Tag) -> None:
        """Begin a note with a tag; where one is being written, give it that tag."""
        if not self._notes.require_writable():
            return
        if self._notes.writing is not None and self._notes.writes_tagged:
            self._notes.set_tag(tag)
        else:
            self._notes.open(self._notes.new_note(tag))

    def take_text(self, text: str) -> bool:
        """Begin a note with what is typed or pasted where no line of text has the keys.

        The digits and signs that fill in a form are left to it; elsewhere they say where that is.

        Returns:
            Whether it is done with.
        """
        place = self._work.place
        if len(text) == 1 and twin_of(text) in FORM_SIGNS:
            if place.focused is None or isinstance(place.focused, ChecklistRows):
                return False
            key = self._work.key("pane.checklist")
            place.refuse_key(_("Digits answer on the checklist: {key}.").format(key=key))
            return True
        if not clean_line(text):
            return False
        if text in BEGIN_NOTHING:
            place.refuse_key(_("That character cannot start a note; a letter can."))
        elif self._notes.require_writable():
            self._notes.begin(text)
        return True

    def _cut_off_note(self) -> Draft | None:
        """Return the note that was being written when the program ended, the first time it is asked for."""
        cut_off, self._cut_off = self._cut_off, False
        drafts = self._work.open_session.session.drafts if cut_off else ()
        return next((draft for draft in drafts if draft.link is None and draft.note_id is None), None)
