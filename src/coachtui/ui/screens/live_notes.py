"""Taking notes: the note line, its drafts, and the fields of a model (R4, R7, R8, R38, R39)."""

from __future__ import annotations

from dataclasses import replace

from textual.widget import Widget
from textual.widgets import Input

from coachtui.domain import commands as c
from coachtui.domain.note import Draft, Link, Tag
from coachtui.domain.text import clean_line
from coachtui.i18n import _
from coachtui.ui.form_signs import BEGIN_NOTHING, FORM_SIGNS, twin_of
from coachtui.ui.panes.checklist_rows import ChecklistRows
from coachtui.ui.panes.model import StepRows
from coachtui.ui.panes.notes import NoteRows
from coachtui.ui.present import key_name, words
from coachtui.ui.screens.live_base import LiveBase
from coachtui.ui.widgets.bars import FooterLine
from coachtui.ui.widgets.note_line import NOTE_LIMIT, NoteInput, NoteLine, next_tag
from coachtui.ui.writing import Writing, kept_of, lost_its_ground, purpose_of, text_of, writing_of


class NoteKeys(LiveBase):
    """Opening, typing, keeping and closing the note line."""

    _writing: Writing | None = None
    _came_from: Widget | None = None
    _cut_off = True
    _offered: tuple[object, ...] = ()

    def show(self, done: str = "") -> None:
        """Show the newest revision, in the note line too where a contact took its unfinished notes along."""
        super().show(done)
        if self._offered == self._offer():
            return
        if self._writing is None:
            self.show_kept()
        else:
            self._offered = self._offer()
            self.show_writing()

    def action_note(self) -> None:
        """Write a new note that is not linked.

        One left unfinished stays so, in the list of notes. Only what a restart cut off is gone on with.
        """
        if self.writes_note or not self._may_write():
            return
        kept = self._cut_off_note()
        if kept is not None:
            self.resume(kept)
        else:
            self._open(self._new_note())

    def resume(self, draft: Draft) -> None:
        """Go on with a note that was left unfinished."""
        if self._may_write():
            self._open(writing_of(draft), draft.text)

    def drop(self, draft: Draft) -> None:
        """Take a note that was left unfinished away; undo brings it back."""
        if self._may_write():
            change = draft.note_id is not None
            said = _("The unfinished change is dropped; the note stays.") if change else self._removed()
            self.conduct(c.DropDraft(draft=draft), said)
            self.show_kept()

    def take_text(self, text: str) -> bool:
        """Begin a note, not linked, with what is typed or pasted where no line of text has the keys.

        The digits and signs that fill in a form are left to it; elsewhere they say where that is.

        Returns:
            Whether it is done with.
        """
        if len(text) == 1 and twin_of(text) in FORM_SIGNS:
            if self.focused is None or isinstance(self.focused, ChecklistRows):
                return False
            key = key_name(self.coach.first_key("pane.checklist"))
            self.refuse_key(_("Digits answer on the checklist: {key}.").format(key=key))
            return True
        if not clean_line(text):
            return False
        if text in BEGIN_NOTHING:
            self.refuse_key(_("That character cannot start a note; a letter can."))
        elif self._may_write():
            self._begin(text)
        return True

    def action_tagged_note(self, tag: Tag) -> None:
        """Write a note with a tag; in the line: give the note being written that tag."""
        if not self._may_write():
            return
        if self.writes_note and self._writing is not None and self._writing.field is None:
            self._set_tag(tag)
            return
        self._open(self._new_note(tag))

    def on_checklist_rows_note_wanted(self, message: ChecklistRows.NoteWanted) -> None:
        """Write a note linked to a row."""
        link = Link(form=self.view.form.id, item=message.item.id)
        self._open_linked(Writing(link=link, contact_id=self.view.contact.id))

    def on_step_rows_prompt_used(self, message: StepRows.PromptUsed) -> None:
        """Put a prompt into the note line, ready for the answer."""
        session = self.sitting.session
        if session.model is not None and self._may_write():
            link = Link(model=session.model.id, step=session.place.step)
            prompt = words(message.prompt.text)
            kept = next((d for d in session.drafts if d.link == link and d.text.startswith(prompt)), None)
            if kept is not None:
                self.resume(kept)
                return
            writing = replace(self._new_note("question"), link=link, offered=prompt)
            self._open(writing, text_of(writing, self.sitting.session))

    def on_step_rows_field_wanted(self, message: StepRows.FieldWanted) -> None:
        """Write in a field of the step."""
        session = self.sitting.session
        if session.model is None or not self._may_write():
            return
        writing = Writing(field=(session.model.id, session.place.step, message.field.id))
        self._open(writing, text_of(writing, self.sitting.session))

    def on_note_rows_edit_wanted(self, message: NoteRows.EditWanted) -> None:
        """Edit a note."""
        note = message.note
        kept = self.sitting.session.draft(None, note.id)
        writing = Writing(tag=note.tag, link=note.link, note_id=note.id, contact_id=note.contact_id)
        if kept is not None:
            writing = replace(writing, tag=kept.tag)
        if self._may_write():
            self._open(writing, text_of(writing, self.sitting.session))

    def on_note_rows_resume_wanted(self, message: NoteRows.ResumeWanted) -> None:
        """Go on with a note left unfinished."""
        self.resume(message.draft)

    def on_note_rows_mark_wanted(self, message: NoteRows.MarkWanted) -> None:
        """Write the note of a marked moment."""
        if self._may_write():
            mark = message.mark
            self._open(replace(self._new_note(), mark=mark, contact_id=mark.contact_id))

    def on_note_rows_removal_wanted(self, message: NoteRows.RemovalWanted) -> None:
        """Take a note away, finished or not; a marked moment is taken back by undo alone."""
        if isinstance(message.entry, Draft):
            self.drop(message.entry)
        elif self._may_write():
            self.conduct(c.RemoveNote(note_id=message.entry.id), self._removed())

    def on_note_rows_nothing_to_do(self, message: NoteRows.NothingToDo) -> None:
        """Say why a key of the list of notes does nothing."""
        if message.entry is None:
            self.refuse_key(_("No notes yet. Type to start one."))
        else:
            key = key_name(self.coach.first_key("notes.edit"))
            self.refuse_key(_("A marked moment stays. Press {key} to write a note on it.").format(key=key))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep what is typed; the first keystroke stamps the note."""
        writing = self._taken_up()
        if writing is None:
            return
        if writing.field is not None:
            self.sitting.desk.conduct(self._field(writing.field, message.value))
        else:
            text = "" if message.value.strip() == writing.offered else message.value
            self.sitting.desk.conduct(c.KeepDraft(draft=self._draft(writing, text)))
        self.show_header()
        if self._undo_promised:  # it takes a letter back now
            self.say(self.standing_sentence())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Turn the line into a note, and go back to where the lead was."""
        writing = self._taken_up()
        text = clean_line(message.value)
        if writing is None:
            return
        if writing.field is not None:
            self.conduct(self._field(writing.field, text))
            self.close_note()
        elif not text and writing.note_id is None:
            self.sitting.desk.conduct(c.KeepDraft(draft=self._draft(writing, "")))
            self.close_note()
        elif self.conduct(c.AddNote(note_id=self.sitting.new_id(), draft=self._draft(writing, text))):
            self.close_note(_("Note kept.") if text else _("Note removed."))

    def on_note_input_tag_wanted(self, message: NoteInput.TagWanted) -> None:
        """Change the tag of the note being written."""
        writing = self._taken_up()
        if writing is not None and writing.field is None:
            self._set_tag(next_tag(writing.tag, message.by))

    def on_note_input_full(self) -> None:
        """Say that not all of a pasted text fits into a note."""
        self.refuse(
            _("A note holds at most {limit} characters; the rest was left out.").format(limit=NOTE_LIMIT)
        )

    def close_note(self, done: str = "") -> None:
        """Leave the line; a draft stays in it, and the focus goes back to the same row.

        Args:
            done: What to say.
        """
        self._leave_text()
        self._writing = None
        self.show_kept()
        target = self._came_from
        self._came_from = None
        if target is None or not target.focusable:
            target = self.query_one(ChecklistRows)
        self.set_focus(target, scroll_visible=False)
        self.show(done)

    def follow_focus(self) -> None:
        """Take a note up, or leave it, where the focus moved on another way: tab, a pane's key, a click."""
        if self.writes_note:
            self._taken_up()
        elif self._writing is not None:
            self._leave_text()
            self._writing = self._came_from = None
            self.show_kept()

    def follow_travel(self) -> bool:
        """Show in the line what undo or redo made of the text being written.

        A line is left that was opened for what is not there any more.

        Returns:
            Whether the text is another one now.
        """
        writing = self._writing
        if writing is None or not self.writes_note:
            return False
        if lost_its_ground(writing, self.sitting.session):
            self.close_note()
            return False
        line, text = self.query_one(NoteInput), text_of(writing, self.sitting.session)
        if line.value == text:
            return False
        line.load(text)
        return True

    def show_kept(self) -> None:
        """Show the newest draft that is kept, or an empty line."""
        kept = self._last_draft()
        self._offered = self._offer()
        self.query_one(NoteInput).load(kept.text if kept is not None else "")
        self.show_writing(writing_of(kept) if kept is not None else Writing())

    def show_writing(self, writing: Writing | None = None) -> None:
        """Show before the text what is being written, and its tag among all tags.

        Args:
            writing: What to show; ``None`` for what the line is writing now.
        """
        writing = writing or self._writing or Writing()
        kept = kept_of(writing, self.sitting.session)
        if kept is not None and writing.field is None:
            writing = replace(writing, contact_id=kept.contact_id)
        self.query_one(NoteLine).show(*purpose_of(writing, self.view, self.models), writing.tag)
        self.query_one(FooterLine).choose_tag(writing.tag)

    def _begin(self, text: str) -> None:
        """Begin a note with its first text; one left unfinished stays so."""
        left = any(draft.text.strip() for draft in self.sitting.session.drafts)
        writing = self._new_note()
        self._open(writing)
        line = self.query_one(NoteInput)
        if not line.begin(text):
            self.on_note_input_full()
        elif left:
            key = key_name(self.coach.first_key("pane.notes"))
            self.say(_("A new note; the one left unfinished is in the notes ({key}).").format(key=key))
        self.sitting.desk.conduct(c.KeepDraft(draft=self._draft(writing, line.value)))
        self.show_header()

    def _open_linked(self, writing: Writing) -> None:
        if not self._may_write():
            return
        kept = self.sitting.session.draft(writing.link)
        if kept is not None:
            writing = replace(writing, tag=kept.tag, contact_id=kept.contact_id)
        self._open(writing, kept.text if kept is not None else "")

    def _open(self, writing: Writing, text: str = "") -> None:
        if not self.writes_note:
            self._came_from = self.focused
        self._writing = writing
        line = self.query_one(NoteInput)
        line.load(text)
        self.set_focus(line, scroll_visible=False)
        self.show_writing()
        if writing.field is None:
            self.say(self.care)

    def _leave_text(self) -> None:
        """Save what was being written; undo takes it back as a whole from now on."""
        if self._writing is not None:
            self.sitting.desk.end_text()
            self.sitting.desk.save()

    def _taken_up(self) -> Writing | None:
        """Return what is being written; a line entered on another way goes on with what is kept."""
        if self._writing is None and self.writes_note and self._may_write():
            kept = self._last_draft()
            self._writing = writing_of(kept) if kept is not None else self._new_note()
        return self._writing

    def _set_tag(self, tag: Tag | None) -> None:
        if self._writing is None:
            return
        self._writing = replace(self._writing, tag=tag)
        self.show_writing()
        text = self.query_one(NoteInput).value
        if text:
            self.sitting.desk.conduct(c.KeepDraft(draft=self._draft(self._writing, text)))

    def _draft(self, writing: Writing, text: str) -> Draft:
        """Return the draft as it is typed now, stamped with the moment of its first keystroke."""
        session = self.sitting.session
        kept = kept_of(writing, session)
        if kept is not None:
            return replace(kept, text=text, tag=writing.tag)
        note = session.note(writing.note_id) if writing.note_id else None
        if note is not None:
            return Draft(
                at=note.at,
                text=text,
                call_s=note.call_s,
                contact_id=note.contact_id,
                tag=writing.tag,
                link=note.link,
                note_id=note.id,
            )
        mark = writing.mark
        if mark is not None:
            return Draft(
                at=mark.at,
                text=text,
                call_s=mark.call_s,
                contact_id=mark.contact_id,
                tag=writing.tag,
                id=writing.draft_id,
            )
        moment = self.sitting.desk.moment()
        running = session.running_contact
        contact_id = writing.contact_id or self.view.clocked.id
        call_s = moment.call_s if running is not None and running.id == contact_id else None
        return Draft(
            at=moment.at,
            text=text,
            call_s=call_s,
            contact_id=contact_id,
            tag=writing.tag,
            link=writing.link,
            id=writing.draft_id,
        )

    def _new_note(self, tag: Tag | None = None) -> Writing:
        """Return a new note, however many are left unfinished."""
        return Writing(tag=tag, draft_id=self.sitting.new_id())

    def _cut_off_note(self) -> Draft | None:
        """Return the note that was being written when the program ended, the first time it is asked for."""
        cut_off, self._cut_off = self._cut_off and self.sitting.opened.resumed, False
        return (
            next((d for d in self.sitting.session.drafts if d.link is None and d.note_id is None), None)
            if cut_off
            else None
        )

    def _removed(self) -> str:
        key = key_name(self.coach.first_key("live.undo"))
        return _("Note removed; {key} brings it back.").format(key=key)

    def _last_draft(self) -> Draft | None:
        drafts = [draft for draft in self.sitting.session.drafts if draft.text]
        return drafts[-1] if drafts else None

    def _offer(self) -> tuple[object, ...]:
        """Return what the line shows depends on while nothing is being written."""
        return self._last_draft(), self.view.clocked.id, len(self.view.session.contacts)

    def _field(self, place: tuple[str, str, str], text: str) -> c.WriteField:
        model, step, field = place
        return c.WriteField(model=model, step=step, field=field, text=text)

    def _may_write(self) -> bool:
        if self.sitting.read_only:
            self.refuse(_("This session is final and can only be read."))
            return False
        return not self.too_small
