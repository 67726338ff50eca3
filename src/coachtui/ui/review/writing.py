"""Writes what rows of the closing review ask for: reference, channel, the lead's name."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.agent import Lead
from coachtui.domain.contact import CHANNELS, Channel
from coachtui.domain.errors import CoachError
from coachtui.domain.live import commands as c
from coachtui.domain.text import clean_line, clean_words
from coachtui.i18n import _
from coachtui.services.closing import MissingAnswer
from coachtui.services.words.sentences import sentence
from coachtui.ui.live.contact_question import broke_off, contact_number
from coachtui.ui.present import DASH, labelled
from coachtui.ui.review.lines import BrokeOff, Reference
from coachtui.ui.review.work import ReviewWork
from coachtui.ui.unsaved import LINE
from coachtui.ui.widgets.edit_line import Entry
from coachtui.ui.words.sessions import CHANNELS as CHANNEL_WORDS


class ReviewWriting:
    """What is written in the review, row by row."""

    def __init__(self, work: ReviewWork) -> None:
        """Take the session that is written about."""
        self._work = work
        self._reference_begun = False

    def break_off(self, contact_id: str) -> None:
        """Mark a contact as broken off, or take that back."""
        work = self._work
        if work.conduct(c.BreakOff(contact_id=contact_id)):
            session, contact = work.open_session.session, work.contact(contact_id)
            if contact is not None and len(session.contacts) > 1:
                work.rows.to_target(BrokeOff(contact))  # its open rows are gone: the next press is about it
            work.screen.say(broke_off(session, contact) if contact is not None else "", "good")

    def go_to(self, missing: MissingAnswer) -> None:
        """Go to an open row in the checklist of the live screen."""
        session = self._work.open_session.session
        ids = [contact.id for contact in session.contacts]
        step = ids.index(missing.contact_id) - ids.index(session.shown_contact.id)
        if step and not self._work.conduct(c.ShowContact(step=step)):
            return
        if self._work.conduct(c.ShowForm(form_id=missing.form.id)):
            self._work.back_to_live().panes.show_item(missing.item.id)

    def write_reference(self, contact_id: str) -> None:
        """Write the reference of a contact; it is kept as it is typed."""
        before = self._work.contact(contact_id)
        if self._work.require_writable() and before is not None:
            care, whose = _("Reference, never a customer's name"), self._name_of(contact_id)
            entry = Entry(
                purpose=f"{_('Reference')} · {whose}" if whose else care,
                text=before.reference,
                keep=lambda text: self._reference_kept(contact_id, text, told=True),
                drop=lambda: self._reference_kept(contact_id, before.reference),
                typed=lambda text: self._refer(contact_id, text),
            )
            self._reference_begun = False
            self._work.rows.to_target(Reference(before))
            self._work.write(entry)
            if whose:
                self._work.screen.say(care)

    def begin_reference(self, contact_id: str, text: str) -> None:
        """Write a reference that begins with what was typed on the list; the line opens with it."""
        self.write_reference(contact_id)
        line = self._work.edit_line
        if line.entry is not None:
            line.input.put_in(text)

    def _refer(self, contact_id: str, text: str) -> None:
        """Keep a reference as far as it is typed; all of it is one step back for undo."""
        contact = self._work.contact(contact_id)
        if contact is None:
            return
        command = c.DescribeContact(
            contact_id=contact_id, reference=clean_line(text), channel=contact.channel
        )
        before = self._work.open_session.session
        if self._work.conduct(command, goes_on=self._reference_begun):
            self._reference_begun = self._reference_begun or self._work.open_session.session is not before

    def _reference_kept(self, contact_id: str, text: str, *, told: bool = False) -> None:
        self._refer(contact_id, text)
        self._work.open_session.desk.save()
        self._work.written_done()
        if whose := self._name_of(contact_id):
            kept = _("The reference is kept: {contact}.").format(contact=whose)
            self._work.screen.say(kept if told and text.strip() else "", "good")

    def _name_of(self, contact_id: str) -> str:
        """Return which contact that is; nothing where there is only one, or it is gone."""
        session = self._work.open_session.session
        if len(session.contacts) == 1 or session.contact(contact_id) is None:
            return ""
        return _("Contact {number}").format(number=contact_number(session, contact_id))

    def step_channel(self, contact_id: str, by: int) -> None:
        """Give a contact the channel after (1) or before (-1), in turn."""
        contact = self._work.contact(contact_id)
        if contact is None or not self._work.require_writable():
            return
        order: tuple[Channel | None, ...] = (*CHANNELS, None)
        channel = order[(order.index(contact.channel) + by) % len(order)]
        whose = self._name_of(contact_id)
        said = labelled(whose, _(CHANNEL_WORDS[channel]) if channel else DASH) if whose else ""
        command = c.DescribeContact(contact_id=contact_id, reference=contact.reference, channel=channel)
        self._work.conduct(command, said)

    def write_name(self) -> None:
        """Write the lead's own name."""
        lead = self._work.screen.coach.agents.known_lead()
        text = lead.name if lead is not None else ""
        self._work.write(
            Entry(
                purpose=_("Your name"),
                text=text,
                keep=self._name_kept,
                drop=self._work.written_done,
                lost=LINE,
            )
        )

    def _name_kept(self, text: str) -> None:
        team = self._work.program.team
        try:
            name = clean_words(text)
            lead = team.lead() or Lead(id=self._work.open_session.session.lead_id)
            if name != lead.name:
                team.put_lead(replace(lead, name=name))
        except CoachError as error:
            self._work.screen.refuse(sentence(error))
        self._work.written_done()
