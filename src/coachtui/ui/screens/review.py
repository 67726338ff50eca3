"""The closing review: what is missing, what was captured, and the ways to close (R10, R18, R19, R21)."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.timer import Timer

from coachtui.domain import commands as c
from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.domain.namesakes import marks_of, named
from coachtui.i18n import _, ngettext
from coachtui.services.closing import Missing
from coachtui.services.listening import Finished
from coachtui.services.sentences import sentence
from coachtui.ui.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.present import clock, key_name
from coachtui.ui.review_lines import BrokeOff, ChannelOf, Reference
from coachtui.ui.screens.agent_choice import AgentChoice
from coachtui.ui.screens.contact_question import ask_to_remove, contact_number, removed
from coachtui.ui.screens.question import Option, QuestionScreen
from coachtui.ui.screens.review_writing import ReviewWriting
from coachtui.ui.second_press import SecondPress
from coachtui.ui.team_place import TeamPlace
from coachtui.ui.undo_words import do_again, take_back
from coachtui.ui.widgets.header_bar import HeaderBar

if TYPE_CHECKING:
    from coachtui.services.sitting import Sitting

REPEATS_WITHIN_S = 0.15
"""Seconds between presses below which a key that is held down repeats itself."""


class DiscardQuestion(QuestionScreen):
    """Whether to throw the session away."""

    SCOPES = shown_at("DiscardQuestion")
    START = 1

    def __init__(self, discard: Callable[[], None]) -> None:
        """Take what happens on yes."""
        super().__init__()
        self._discard = discard

    def title_text(self) -> str:
        """Return the question."""
        return _("Discard this session?")

    def said(self) -> tuple[str, ...]:
        """Say what is lost."""
        return (_("Everything captured in it will be gone for good. This cannot be undone."),)

    def options(self) -> tuple[Option, ...]:
        """Return yes and no."""
        return (
            Option(_("Yes, discard it"), self._discard, "critical"),
            Option(_("No, keep it"), lambda: None),
        )


class ReviewScreen(ReviewWriting):
    """What its keys do."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]

    _finishing: Timer | None = None
    _held_at: float | None = None

    def __init__(self, sitting: Sitting) -> None:
        """Take over an open sitting.

        Args:
            sitting: The session to close; its call goes on meanwhile.
        """
        super().__init__(sitting)
        self._press = SecondPress(sitting.clock.tick)

    def take_text(self, text: str) -> bool:
        """Let a letter or pasted text begin the reference of the contact in front."""
        if self.too_small:
            return False
        if not self._may_write():
            return True
        if text[:1].isalnum() and not (len(text) == 1 and text.isdecimal()):
            self.begin_reference(self._contact_in_front(), text)
        else:
            self.refuse_key(_("That key does nothing here; type to start the reference."))
        return True

    def action_finish(self) -> None:
        """Make the session final, or go to what is missing (R19); a running call is asked about.

        It waits for a moment: a key that is held down comes again within it, and does not mean this.
        """
        if not self.settled():
            return
        if self._nothing_captured() or self._call_would_end():
            return
        if self.sitting.read_only or self.closing().missing:
            self._finish()
        else:
            self._finishing = self.set_timer(REPEATS_WITHIN_S, self._finish)

    def swallows(self, key: events.Key) -> bool:
        """Take the finish key that repeats because it is held down; any other key comes after finishing.

        Digits that come in a run are a number, so none behind the first is a command.
        """
        now = monotonic()
        if key.key not in self.coach.keys.all_of("review.finish"):
            if self._finishing is not None:
                self._finish()
            return self._takes_number()
        repeats = self._held_at is not None and now - self._held_at < REPEATS_WITHIN_S
        if self._finishing is None and not repeats:
            return False
        self._stop_waiting()
        self._held_at = now
        self.say(_("Nothing is finished: let go of the key, then press it once."), "amber")
        return True

    def _takes_number(self) -> bool:
        """Whether a key goes on with a number that is typed where digits are commands; say where it goes."""
        if self.sitting.read_only or self.edit_line.entry is not None or not self.coach.typed_ahead.in_run:
            return False
        text = _("Digits are commands here. To write a number: {key} on the row “{row}”.")
        key = key_name(self.coach.first_key("review.open"))
        self.refuse_key(text.format(key=key, row=_("Reference")))
        return True

    def _finish(self) -> None:
        self._stop_waiting()
        if not self.sitting.read_only:
            self.sitting.desk.conduct(c.CloseStep())  # its time is kept whatever is taken back
        before = self.sitting.session
        if not self.conduct(c.Finish(note_ids=self.sitting.note_ids())):
            self.rows.to_first()
            return
        sitting, coach = self.sitting, self.coach
        coach.work.finished = Finished(agent=sitting.agent, before=before, revision=sitting.session.revision)
        said = _("Session closed and saved. {key} reopens it.")
        coach.places.leave_live(sitting, said.format(key=key_name(coach.first_key("team.take-back"))))

    def _stop_waiting(self) -> None:
        if self._finishing is not None:
            self._finishing.stop()
            self._finishing = None

    def action_draft(self) -> None:
        """Leave the session as a draft."""
        if not self.settled():
            return
        time = self._running_time()
        if self._nothing_captured() or (time and not self._means("draft")):
            return
        if self.conduct(c.KeepAsDraft()):
            said = (
                _("Call ended after {time}. Kept as a draft; continue it on the agent's page.")
                if time
                else _("Kept as a draft; continue it on the agent's page.")
            )
            self.coach.places.leave_live(self.sitting, said.format(time=time))

    def action_next_contact(self) -> None:
        """Go on listening to the next contact."""
        if not self.settled():
            return
        time = self._running_time()
        if self.conduct(c.NextContact(contact_id=self.sitting.new_id())):
            many = len(self.sitting.session.contacts)
            said = (
                _("Call ended after {time}. Contact {number} of {total}.")
                if time
                else _("Contact {number} of {total}")
            )
            self.back_to_live(said.format(time=time, number=many, total=many))

    def action_export(self) -> None:
        """Save this session as a file for other programs."""
        self.export()

    def action_hand_out(self) -> None:
        """Write the page to print for the agent."""
        self.hand_out()

    def action_rest_na(self) -> None:
        """Set n/a on every open row that allows it."""
        count = self.closing().may_be_na
        text = ngettext("{count} row is n/a now.", "{count} rows are n/a now.", count).format(count=count)
        if self.conduct(c.RestNotApplicable(), text):
            self.rows.to_first()

    def action_broke_off(self) -> None:
        """Note that the contact the cursor is at broke off, after a second press, or that it did not."""
        contact = self.sitting.session.contact(self._contact_here())
        if contact is None or not self._may_write():
            return
        if contact.broken_off or self._means("broke-off"):
            self.break_off(contact.id)

    def action_remove_contact(self) -> None:
        """Take the contact the cursor is at away."""
        if self._may_write():
            ask_to_remove(self.coach, self.sitting, self._contact_here(), self._remove)

    def action_undo(self) -> None:
        """Take the last command of this sitting back."""
        self._travel(back=True)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._travel(back=False)

    def _travel(self, *, back: bool) -> None:
        if not self.settled():
            return
        before = self.sitting.session
        try:
            said = (take_back if back else do_again)(self.sitting)
        except CoachError as error:
            self.refuse_key(sentence(error))
            return
        self._show_mark()
        self.show()
        self.live_below().follow_answers(before, back=back)
        self.say(said, "good")

    def action_move_agent(self) -> None:
        """Give the session to the right agent."""
        if self._may_write():
            everyone = self.coach.program.team.agents()
            now = self.sitting.agent.id
            others = [agent for agent in everyone if agent.status == "active" and agent.id != now]
            self.coach.places.open(AgentChoice(others, marks_of(everyone), self._move_to))

    def action_discard(self) -> None:
        """Throw the session away, after one question."""
        if not self._may_write():
            return
        self.coach.places.open(DiscardQuestion(self._discard))

    def step_back(self) -> None:
        """Leave the line being written, then go back to the call."""
        if self.edit_line.entry is not None:
            self.edit_line.drop()
        else:
            self.back_to_live()

    def _contact_here(self) -> str:
        """Return the contact that the cursor is at, else the one shown in the session."""
        match self.rows.target:
            case Missing():
                return self.rows.target.contact_id
            case Reference() | ChannelOf() | BrokeOff():
                return self.rows.target.contact.id
            case _:
                return self.sitting.session.shown_contact.id

    def _contact_in_front(self) -> str:
        """Return the contact that the lead went to in the list, else the one listened to last."""
        if self.rows.chosen:
            return self._contact_here()
        session = self.sitting.session
        return (session.running_contact or session.shown_contact).id

    def _remove(self, contact_id: str) -> None:
        number = contact_number(self.sitting.session, contact_id)
        if self.conduct(c.RemoveContact(contact_id=contact_id, new_id=self.sitting.new_id())):
            self.say(removed(number, key_name(self.coach.first_key("review.undo"))), "good")

    def _running_time(self) -> str:
        """Return how long the running call is; nothing outside a call."""
        call_s = self.sitting.desk.call_s()
        return clock(call_s) if call_s is not None else ""

    def _call_would_end(self) -> bool:
        """Ask before a running call is ended; the next press means it, a key that repeats does not."""
        if self.sitting.session.running_contact is None or self.closing().missing:
            return False
        return not self._means("finish")

    def _means(self, what: str) -> bool:
        """Whether a key of this list is pressed for the second time; the first time says what it would do."""
        asks = {
            "finish": _("The call is still running; press again to end it and finish."),
            "draft": _("The call is still running; press again to end it and keep a draft."),
            "broke-off": _("Press again if contact {number} was cut off: its open rows are not reached."),
        }
        here = self._contact_here()
        means = self._press.means_it(f"{what} {here}")
        if not means:
            number = contact_number(self.sitting.session, here)
            self.say(asks[what].format(number=number), "amber")
        return means

    def _nothing_captured(self) -> bool:
        """Let a session vanish in which there is nothing to keep."""
        empty = self.sitting.session.empty and not self.sitting.read_only
        if empty:
            self.coach.places.leave_live(self.sitting, _("Nothing was captured, so no session is kept."))
        return empty

    def _move_to(self, agent: Agent) -> None:
        try:
            self.sitting.move_to(agent)
        except CoachError as error:
            self.refuse(sentence(error))
            return
        mark = self._show_mark()
        self.show()
        self.say(_("The session now belongs to {agent}.").format(agent=named(agent.name, mark)), "good")

    def _show_mark(self) -> str:
        """Show and return what tells the agent apart from others of the name."""
        mark = self.query_one(HeaderBar).mark = self.coach.agents.mark_of(self.sitting.agent)
        return mark

    def _discard(self) -> None:
        try:
            self.sitting.discard()
        except CoachError as error:
            self.refuse(sentence(error))
            return
        self.coach.work.sitting = None
        place = TeamPlace(agent_id=self.sitting.agent.id)
        self.coach.places.show_team(_("The session was discarded."), place)
