"""Carries out the keys about a call: clock, hold, phases, marks, contacts, undo, saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError
from coachtui.domain.live import commands as c
from coachtui.i18n import _
from coachtui.ui.live.checklist import ChecklistPane
from coachtui.ui.live.note_writing import NoteWriting
from coachtui.ui.live.whose_session import show_agent
from coachtui.ui.live.work import LiveWork
from coachtui.ui.present import clock, labelled, time_of_day, words
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.words.save_badge import not_saved
from coachtui.ui.words.undo import do_again, take_back

if TYPE_CHECKING:
    from coachtui.domain.session import Session


class CallActions:
    """The actions about the call of the open session: each method does what one key asks for."""

    def __init__(self, screen: CoachScreen, work: LiveWork, notes: NoteWriting) -> None:
        """Begin with no contact marked as broken off.

        Args:
            screen: The live screen.
            work: The session.
            notes: What the note line writes, which a key may end.
        """
        self._screen = screen
        self._work = work
        self._notes = notes
        self._broke_off = ("", "")
        """Which contact was marked as broken off last, and which one was shown then."""

    def start_or_end(self) -> None:
        """Start the call, or end it; starting one in a draft makes the session a running one again."""
        open_session = self._work.open_session
        if open_session.session.running_contact is not None:
            self._work.conduct(c.EndCall())
        elif self._work.conduct(c.StartCall(contact_id=open_session.new_id())):
            self._screen.say(_("Call started."), "good")

    def hold(self) -> None:
        """Put the customer on hold, or take them back."""
        if self._work.conduct(c.ToggleHold()):
            contact = self._work.open_session.session.running_contact
            held = contact is not None and contact.on_hold
            self._say_of_call(_("On hold.") if held else _("Back from hold."))

    def go_to_phase(self, by: int) -> None:
        """Go to a later (1) or earlier (-1) phase of the call; the tab of the form stays."""
        if not self._work.conduct(c.NextPhase() if by > 0 else c.PreviousPhase()):
            return
        contact = self._work.open_session.session.running_contact
        phase = contact.phase if contact is not None else None
        name = self._work.view.phase_names.get(phase) if phase is not None else None
        if name is not None:
            self._say_of_call(_("Phase: {phase}").format(phase=words(name)))

    def mark(self) -> None:
        """Mark this second of the call as a moment to come back to."""
        open_session = self._work.open_session
        if self._work.conduct(c.AddMark(mark_id=open_session.new_id())):
            at = clock(open_session.session.marks[-1].call_s)
            self._say_of_call(_("Moment marked at {time}.").format(time=at))

    def go_to_contact(self, by: int) -> None:
        """Show the forms of a later (1) or earlier (-1) contact."""
        if self._work.conduct(c.ShowContact(step=by)):
            many = len(self._work.open_session.session.contacts)
            text = _("Contact {number} of {total}")
            self._broke_off = ("", "")
            self._screen.say(text.format(number=self._work.view.contact_number, total=many), "good")

    def break_off(self) -> None:
        """Note that the call broke off, or that it did not."""
        contact_id = self._contact_to_break_off()
        if self._work.conduct(c.BreakOff(contact_id=contact_id)):
            from coachtui.ui.live.contact_question import broke_off

            session = self._work.open_session.session
            self._broke_off = (contact_id, session.shown_contact.id)
            contact = session.contact(contact_id)
            self._screen.say(broke_off(session, contact) if contact is not None else "", "good")

    def remove_contact(self) -> None:
        """Remove the contact that is shown, after a question; what is being written about it goes with it."""
        from coachtui.ui.live.contact_question import ask_to_remove

        if self._work.writes_note:
            self._notes.close()
        if not self._work.open_session.read_only:
            ask_to_remove(
                self._screen.coach, self._work.open_session, self._work.view.contact.id, self._remove
            )

    def undo_or_redo(self, *, back: bool) -> None:
        """Undo or redo: the last letter in the text being written, else the last command."""
        work = self._work
        before, agent = work.open_session.session, work.open_session.agent
        try:
            done = (take_back if back else do_again)(work.open_session, letters=work.writes_note)
        except CoachError as error:
            self._screen.refuse_key(work.refusal_sentence(error))
            return
        work.show("" if self._notes.follow_undo_or_redo() else done)
        if agent is not work.open_session.agent:
            show_agent(self._screen, work)
        self._lead(before, back=back)

    def follow_answers(self, before: Session, *, back: bool) -> None:
        """Show what was undone or redone on a screen above this one, and move the cursor to its row.

        Args:
            before: The session as it was.
            back: Whether it was undo.
        """
        self._work.show()
        self._lead(before, back=back)

    def save(self) -> None:
        """Save at once, and say when it was saved last."""
        open_session = self._work.open_session
        open_session.desk.save()
        saved = open_session.flush()
        self._work.show_header()
        state = open_session.save_state()
        if saved and state.at is not None:
            text = _("Everything is saved, last at {time}.").format(time=time_of_day(state.at))
            self._screen.say(text, "good")
        elif saved:
            self._screen.say(_("There is nothing to save yet."))
        else:
            self._screen.refuse(not_saved(state.code))

    def _contact_to_break_off(self) -> str:
        """Return the contact that the key is about: of the running call, else the one shown.

        Who presses it again, with an earlier contact still shown, means the call that it ended, no other.
        """
        session = self._work.open_session.session
        if session.running_contact is not None:
            return session.running_contact.id
        last, beside = self._broke_off
        shown = session.shown_contact.id
        return last if beside == shown and session.contact(last) is not None else shown

    def _remove(self, contact_id: str) -> None:
        from coachtui.ui.live.contact_question import contact_number, removed

        open_session = self._work.open_session
        number = contact_number(open_session.session, contact_id)
        if self._work.conduct(c.RemoveContact(contact_id=contact_id, new_id=open_session.new_id())):
            self._screen.say(removed(number, self._work.key("live.undo")), "good")

    def _say_of_call(self, text: str) -> None:
        """Say what was done to the call, and to which while another contact is shown."""
        view = self._work.view
        running = view.session.running_contact
        other = running is not None and running.id != view.contact.id
        self._screen.say(labelled(view.name_of(running.id), text) if running and other else text, "good")

    def _lead(self, before: Session, *, back: bool) -> None:
        checklist = self._screen.query_one(ChecklistPane)
        checklist.rows.current.follow_answers(before, self._work.view, back=back)
        checklist.refresh_cue()
