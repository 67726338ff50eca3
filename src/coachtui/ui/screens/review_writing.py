"""What is written in the closing review: reference, channel, the lead's name, the folder of exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain import commands as c
from coachtui.domain.agent import Lead
from coachtui.domain.contact import CHANNELS, Channel, Contact
from coachtui.domain.errors import CoachError
from coachtui.domain.text import clean_line, clean_words
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.closing import Missing
from coachtui.services.hand_out import write_hand_out
from coachtui.services.sentences import sentence
from coachtui.services.session_file import chosen_folder, write_session
from coachtui.services.still_stored import GONE
from coachtui.ui.panes.review import ReviewRows
from coachtui.ui.present import DASH, key_name, labelled
from coachtui.ui.review_lines import AskName, BrokeOff, ChannelOf, Reference, Unfinished
from coachtui.ui.screens.contact_question import broke_off, contact_number
from coachtui.ui.screens.review_base import ReviewBase
from coachtui.ui.session_words import CHANNELS as CHANNEL_WORDS
from coachtui.ui.unsaved import LINE
from coachtui.ui.widgets.edit_line import Entry, folder_entry

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.session import Session
    from coachtui.services.program import Program


class ReviewWriting(ReviewBase):
    """Writing from the review."""

    def on_review_rows_opened(self, message: ReviewRows.Opened) -> None:
        """Go to what is missing, or write what the row asks for."""
        match message.target:
            case Missing():
                self.go_to(message.target)
            case Reference():
                self._write_reference(message.target.contact.id)
            case ChannelOf():
                self._step_channel(message.target.contact.id, 1)
            case BrokeOff():
                self.break_off(message.target.contact.id)
            case Unfinished():
                self.back_to_live().resume(message.target.draft)
            case AskName():
                self._write_name()

    def on_review_rows_drop_wanted(self, message: ReviewRows.DropWanted) -> None:
        """Drop an unfinished note; undo brings it back."""
        key = key_name(self.coach.first_key("review.undo"))
        said = (
            _("The unfinished change is dropped; the note stays.")
            if message.draft.note_id is not None
            else _("Note removed; {key} brings it back.").format(key=key)
        )
        self.conduct(c.DropDraft(draft=message.draft), said)

    def on_review_rows_channel_wanted(self, message: ReviewRows.ChannelWanted) -> None:
        """Choose another channel."""
        self._step_channel(message.target.contact.id, message.by)

    def break_off(self, contact_id: str) -> None:
        """Note that a contact broke off, or that it did not."""
        if self.conduct(c.BreakOff(contact_id=contact_id)):
            contact = self._contact(contact_id)
            if contact is not None and len(self.sitting.session.contacts) > 1:
                self.rows.to_target(BrokeOff(contact))  # its open rows are gone: the next press is about it
            self.say(broke_off(self.sitting.session, contact) if contact is not None else "", "good")

    def go_to(self, missing: Missing) -> None:
        """Go to an open row in the checklist of the live screen."""
        session = self.sitting.session
        ids = [contact.id for contact in session.contacts]
        step = ids.index(missing.contact_id) - ids.index(session.shown_contact.id)
        if step and not self.conduct(c.ShowContact(step=step)):
            return
        if self.conduct(c.ShowForm(form_id=missing.form.id)):
            self.back_to_live().show_item(missing.item.id)

    _writes: Callable[[Program, Session, Agent, Path], Path] = staticmethod(write_session)

    def export(self) -> None:
        """Save this session as a file for other programs; the folder is asked for once."""
        self._write_out(write_session)

    def hand_out(self) -> None:
        """Write the page to print; the folder is asked for once."""
        self._write_out(partial(write_hand_out, used=self.coach.program.listening.used))

    def _write_out(self, writes: Callable[[Program, Session, Agent, Path], Path]) -> None:
        self._writes = writes
        folder = self.coach.program.settings.get(preferences.EXPORT_FOLDER)
        if folder:
            self._export_to(folder)
        else:
            self._ask_folder(str(self.coach.program.files.documents()))

    def _write_reference(self, contact_id: str) -> None:
        before = self._contact(contact_id)
        if self._may_write() and before is not None:
            care, whose = _("Reference, never a customer's name"), self._name_of(contact_id)
            entry = Entry(
                purpose=f"{_('Reference')} · {whose}" if whose else care,
                text=before.reference,
                keep=lambda text: self._reference_kept(contact_id, text, told=True),
                drop=lambda: self._reference_kept(contact_id, before.reference),
                typed=lambda text: self._refer(contact_id, text),
            )
            self._reference_begun = False
            self.rows.to_target(Reference(before))
            self.write(entry)
            if whose:
                self.say(care)

    def begin_reference(self, contact_id: str, text: str) -> None:
        """Write a reference that was begun without its line: the line opens with the text in it."""
        self._write_reference(contact_id)
        line = self.edit_line
        if line.entry is not None:
            line.input.put_in(text)

    def _refer(self, contact_id: str, text: str) -> None:
        """Keep a reference as far as it is typed; all of it is one step back for undo."""
        contact = self._contact(contact_id)
        if contact is None:
            return
        command = c.DescribeContact(
            contact_id=contact_id, reference=clean_line(text), channel=contact.channel
        )
        before = self.sitting.session
        if self.conduct(command, goes_on=self._reference_begun):
            self._reference_begun = self._reference_begun or self.sitting.session is not before

    def _reference_kept(self, contact_id: str, text: str, *, told: bool = False) -> None:
        self._refer(contact_id, text)
        self.sitting.desk.save()
        self.written_done()
        if whose := self._name_of(contact_id):
            kept = _("The reference is kept: {contact}.").format(contact=whose)
            self.say(kept if told and text.strip() else "", "good")

    def _name_of(self, contact_id: str) -> str:
        """Return which contact that is; nothing where there is only one, or it is gone."""
        session = self.sitting.session
        if len(session.contacts) == 1 or session.contact(contact_id) is None:
            return ""
        return _("Contact {number}").format(number=contact_number(session, contact_id))

    _reference_begun = False

    def _step_channel(self, contact_id: str, by: int) -> None:
        contact = self._contact(contact_id)
        if contact is None or not self._may_write():
            return
        order: tuple[Channel | None, ...] = (*CHANNELS, None)
        channel = order[(order.index(contact.channel) + by) % len(order)]
        whose = self._name_of(contact_id)
        said = labelled(whose, _(CHANNEL_WORDS[channel]) if channel else DASH) if whose else ""
        command = c.DescribeContact(contact_id=contact_id, reference=contact.reference, channel=channel)
        self.conduct(command, said)

    def _write_name(self) -> None:
        lead = self.coach.program.team.lead()
        text = lead.name if lead is not None else ""
        self.write(
            Entry(purpose=_("Your name"), text=text, keep=self._name_kept, drop=self.written_done, lost=LINE)
        )

    def _name_kept(self, text: str) -> None:
        team = self.coach.program.team
        try:
            name = clean_words(text)
            lead = team.lead() or Lead(id=self.sitting.session.lead_id)
            if name != lead.name:
                team.put_lead(replace(lead, name=name))
        except CoachError as error:
            self.refuse(sentence(error))
        self.written_done()

    def _ask_folder(self, proposed: str) -> None:
        if self.edit_line.entry is not None and self.edit_line.entry.asks:
            proposed = self.edit_line.input.value  # another file is wanted there: what is typed already stays
        self.write(folder_entry(proposed, self._export_to, self.written_done))
        self.say(_("Enter writes the file there; the folder is remembered."))

    def _export_to(self, typed: str) -> None:
        """Write the file; a folder that does not take it is asked for again."""
        program = self.coach.program
        try:
            folder = chosen_folder(typed, program.files)
            self.written = self._writes(program, self.sitting.session, self.sitting.agent, folder)
        except CoachError as error:
            if error.code in GONE:
                self.written_done()
            else:
                self._ask_folder(typed)
            self.refuse(sentence(error))
            return
        self.written_done()
        self.rows.scroll_to(y=0, animate=False, immediate=True)
        self.say(self.written_sentence(), "good")
        self._remember(folder)

    def _remember(self, folder: Path) -> None:
        try:
            preferences.remember_export_folder(self.coach.program.settings, str(folder))
        except CoachError as error:
            self.refuse(sentence(error))

    def _contact(self, contact_id: str) -> Contact | None:
        return self.sitting.session.contact(contact_id)

    def _may_write(self) -> bool:
        if self.sitting.read_only:
            self.refuse_key(_("This session is final and can only be read."))
        return not self.sitting.read_only
