"""Keys about the call itself: clock, hold, phases, marks, contacts, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain import commands as c
from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.ui.panes.checklist import ChecklistPane
from coachtui.ui.present import clock, key_name, labelled, time_of_day, words
from coachtui.ui.save_badge import not_saved
from coachtui.ui.screens.live_base import LiveBase
from coachtui.ui.undo_words import do_again, take_back

if TYPE_CHECKING:
    from coachtui.domain.session import Session


class CallKeys(LiveBase):
    """What the keys of the call do."""

    _broke_off = ("", "")
    """Which contact was marked as broken off last, and which one was shown then."""

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
            self._broke_off = ("", "")
            self.say(text, "good")

    def action_broke_off(self) -> None:
        """Note that the call broke off, or that it did not."""
        contact_id = self._contact_to_break_off()
        if self.conduct(c.BreakOff(contact_id=contact_id)):
            self._broke_off = (contact_id, self.sitting.session.shown_contact.id)
            from coachtui.ui.screens.contact_question import broke_off

            contact = self.sitting.session.contact(contact_id)
            self.say(broke_off(self.sitting.session, contact) if contact is not None else "", "good")

    def _contact_to_break_off(self) -> str:
        """Return the contact that the key is about: of the running call, else the one shown.

        Who presses it again, with an earlier contact still shown, means the call that it ended, no other.
        """
        session = self.sitting.session
        if session.running_contact is not None:
            return session.running_contact.id
        last, beside = self._broke_off
        shown = session.shown_contact.id
        return last if beside == shown and session.contact(last) is not None else shown

    def action_remove_contact(self) -> None:
        """Take the contact that is shown away."""
        from coachtui.ui.screens.contact_question import ask_to_remove

        if not self.sitting.read_only:
            ask_to_remove(self.coach, self.sitting, self.view.contact.id, self._remove)

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
            self.refuse(not_saved(state.code))

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
        self._lead(before, back=back)

    def follow_answers(self, before: Session, *, back: bool) -> None:
        """Show what was taken back or done again above this screen, and lead the cursor to its row.

        Args:
            before: The session as it was.
            back: Whether it was undo.
        """
        self.show()
        self._lead(before, back=back)

    def _lead(self, before: Session, *, back: bool) -> None:
        checklist = self.query_one(ChecklistPane)
        checklist.rows.follow_answers(before, self.view, back=back)
        checklist.refresh_cue()
