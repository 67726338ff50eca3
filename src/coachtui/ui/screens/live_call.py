"""Keys about the call itself: clock, hold, phases, marks, contacts, undo."""

from __future__ import annotations

from coachtui.domain import commands as c
from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.ui.panes.checklist import ChecklistPane
from coachtui.ui.present import clock, key_name, labelled, time_of_day, words
from coachtui.ui.screens.live_base import LiveBase
from coachtui.ui.undo_words import do_again, take_back


class CallKeys(LiveBase):
    """What the keys of the call do."""

    def action_call(self) -> None:
        """Start the call, or end it; a draft that is called into is a running session again."""
        if self.sitting.session.running_contact is not None:
            self.conduct(c.EndCall())
            return
        if self.conduct(c.StartCall(contact_id=self.sitting.new_id())):
            self.say(_("Call started."), "good")

    def action_hold(self) -> None:
        """Put the customer on hold, or take them back."""
        if self.conduct(c.ToggleHold()):
            contact = self.sitting.session.running_contact
            held = contact is not None and contact.on_hold
            self._say_of_call(_("On hold.") if held else _("Back from hold."))

    def action_phase(self, by: int) -> None:
        """Go to the phase after or before; the phase form goes along, the tab stays."""
        if not self.conduct(c.NextPhase() if by > 0 else c.PreviousPhase()):
            return
        contact = self.sitting.session.running_contact
        phase = contact.phase if contact is not None else None
        if phase is None:
            return
        name = self.view.phase_names.get(phase)
        if name is not None:
            self._say_of_call(_("Phase: {phase}").format(phase=words(name)))

    def action_mark(self) -> None:
        """Mark the moment."""
        if self.conduct(c.AddMark(mark_id=self.sitting.new_id())):
            at = clock(self.sitting.session.marks[-1].call_s)
            self._say_of_call(_("Moment marked at {time}.").format(time=at))

    def action_contact(self, by: int) -> None:
        """Show the forms of an earlier or later contact."""
        if self.conduct(c.ShowContact(step=by)):
            many = len(self.sitting.session.contacts)
            text = _("Contact {number} of {total}").format(number=self.view.contact_number, total=many)
            self.say(text, "good")

    def action_broke_off(self) -> None:
        """Note that the call broke off, or that it did not."""
        session = self.sitting.session
        contact_id = (session.running_contact or session.shown_contact).id
        if self.conduct(c.BreakOff(contact_id=contact_id)):
            from coachtui.ui.screens.contact_question import broke_off

            contact = self.sitting.session.contact(contact_id)
            self.say(broke_off(self.sitting.session, contact) if contact is not None else "", "good")

    def action_remove_contact(self) -> None:
        """Take the contact that is shown away."""
        from coachtui.ui.screens.contact_question import ask_to_remove

        if not self.sitting.read_only:
            ask_to_remove(self.app, self.sitting, self.view.contact.id, self._remove)

    def _remove(self, contact_id: str) -> None:
        from coachtui.ui.screens.contact_question import contact_number, removed

        number = contact_number(self.sitting.session, contact_id)
        if self.conduct(c.RemoveContact(contact_id=contact_id, new_id=self.sitting.new_id())):
            self.say(removed(number, key_name(self.coach.first_key("live.undo"))), "good")

    def action_undo(self) -> None:
        """Take back what was done last: the last letter in the text being written, else the last command."""
        self._travel(back=True)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._travel(back=False)

    def action_save(self) -> None:
        """Save at once and say when it was last saved."""
        self.sitting.desk.save()
        saved = self.sitting.flush()
        self.show_header()
        state = self.sitting.save_state()
        if saved and state.at is not None:
            self.say(_("Everything is saved, last at {time}.").format(time=time_of_day(state.at)), "good")
        elif saved:
            self.say(_("There is nothing to save yet."))
        else:
            self.refuse(_("Not saved yet; everything is kept and saving is tried again."))

    def _say_of_call(self, text: str) -> None:
        """Say what was done to the call, and to which while another contact is shown."""
        running = self.view.session.running_contact
        other = running is not None and running.id != self.view.contact.id
        self.say(labelled(self.view.name_of(running.id), text) if running and other else text, "good")

    def _travel(self, *, back: bool) -> None:
        before, agent = self.sitting.session, self.sitting.agent
        try:
            done = (take_back if back else do_again)(self.sitting, letters=self.writes_note)
        except CoachError as error:
            self.refuse_key(self.refusal_sentence(error))
            return
        self.show("" if self.follow_travel() else done)
        if agent is not self.sitting.agent:
            self.show_agent()
        checklist = self.query_one(ChecklistPane)
        checklist.rows.follow_answers(before, self.view, back=back)
        checklist.refresh_cue()
