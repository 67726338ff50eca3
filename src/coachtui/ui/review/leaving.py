"""The ways out of the closing review: finish, keep as a draft, go on listening, discard (R19, R21)."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.timer import Timer

from coachtui.domain.errors import CoachError
from coachtui.domain.live import commands as c
from coachtui.i18n import _
from coachtui.services.words.sentences import sentence
from coachtui.ui.places import shown_at
from coachtui.ui.present import clock
from coachtui.ui.review.work import ReviewWork
from coachtui.ui.screens.question import Option, QuestionScreen
from coachtui.ui.team_place import TeamPlace

HELD_WITHIN_S = 0.15
"""Seconds between presses below which a key that is held down repeats itself."""


class DiscardQuestion(QuestionScreen):
    """The question whether to throw the session away."""

    SCOPES = shown_at("DiscardQuestion")
    START = 1

    def __init__(self, discard: Callable[[], None]) -> None:
        """Take what is called on yes."""
        super().__init__()
        self._discard = discard

    def title_text(self) -> str:
        """Return the question."""
        return _("Discard this session?")

    def said(self) -> tuple[str, ...]:
        """Return what is lost."""
        return (_("Everything captured in it will be gone for good. This cannot be undone."),)

    def options(self) -> tuple[Option, ...]:
        """Return the answers yes and no."""
        return (
            Option(_("Yes, discard it"), self._discard, "critical"),
            Option(_("No, keep it"), lambda: None),
        )


class ReviewLeaving:
    """Ends the review of a session, once it is sure that its key was meant.

    Attributes:
        finishing: Runs while the finish key may still turn out to be held down; else ``None``.
    """

    def __init__(self, work: ReviewWork) -> None:
        """Begin with no key pressed."""
        self._work = work
        self._held_at: float | None = None
        self.finishing: Timer | None = None

    def finish(self) -> None:
        """Make the session final, or go to what is missing (R19); ask first where a call runs.

        It waits for a moment: a key that is held down comes again within it, and does not mean this.
        """
        if not self._work.settle_line():
            return
        if self._leave_empty() or self._ask_about_call():
            return
        if self._work.open_session.read_only or self._work.closing().missing:
            self._finish()
        else:
            self.finishing = self._work.screen.set_timer(HELD_WITHIN_S, self._finish)

    def take_key(self, key: events.Key) -> bool:
        """Take the finish key that repeats because it is held down; any other key comes after finishing.

        Digits that come in a run are a number, so none behind the first is a command.

        Returns:
            Whether the key was taken.
        """
        now = self._work.open_session.clock.tick()
        if key.key not in self._work.screen.coach.keys.all_of("review.finish"):
            if self.finishing is not None:
                self._finish()
            return self._take_number()
        repeats = self._held_at is not None and now - self._held_at < HELD_WITHIN_S
        if self.finishing is None and not repeats:
            return False
        self._stop_waiting()
        self._held_at = now
        self._work.screen.say(_("Nothing is finished: let go of the key, then press it once."), "amber")
        return True

    def draft(self) -> None:
        """Keep the session as a draft and leave it; ask first where a call runs."""
        if not self._work.settle_line():
            return
        time = self._running_time()
        if self._leave_empty() or (time and not self._work.confirm("draft")):
            return
        if self._work.conduct(c.KeepAsDraft()):
            said = (
                _("Call ended after {time}. Kept as a draft; continue it on the agent's page.")
                if time
                else _("Kept as a draft; continue it on the agent's page.")
            )
            self._work.screen.coach.places.leave_live(self._work.open_session, said.format(time=time))

    def next_contact(self) -> None:
        """Go back to the live screen with a new contact."""
        if not self._work.settle_line():
            return
        time = self._running_time()
        if self._work.conduct(c.NextContact(contact_id=self._work.open_session.new_id())):
            many = len(self._work.open_session.session.contacts)
            said = (
                _("Call ended after {time}. Contact {number} of {total}.")
                if time
                else _("Contact {number} of {total}")
            )
            self._work.back_to_live(said.format(time=time, number=many, total=many))

    def discard(self) -> None:
        """Throw the session away, after a question."""
        if not self._work.require_writable():
            return
        self._work.screen.coach.places.open(DiscardQuestion(self._discard))

    def _take_number(self) -> bool:
        """Take a key that goes on with a number where digits are commands, and say where numbers go."""
        runs = self._work.screen.coach.typed_ahead.in_run
        if self._work.open_session.read_only or self._work.edit_line.entry is not None or not runs:
            return False
        text = _("Digits are commands here. To write a number: {key} on the row “{row}”.")
        key = self._work.key("review.open")
        self._work.screen.refuse_key(text.format(key=key, row=_("Reference")))
        return True

    def _finish(self) -> None:
        self._stop_waiting()
        if not self._work.open_session.read_only:
            self._work.conduct_quietly(c.CloseStep())  # its time is kept whatever is taken back
        before = self._work.open_session.session
        if not self._work.conduct(c.Finish(note_ids=self._work.open_session.note_ids())):
            self._work.rows.to_first()
            return
        open_session, coach = self._work.open_session, self._work.screen.coach
        coach.work.note_finished(before)
        said = _("Session closed and saved. {key} reopens it.")
        coach.places.leave_live(open_session, said.format(key=self._work.key("team.take-back")))

    def _stop_waiting(self) -> None:
        if self.finishing is not None:
            self.finishing.stop()
            self.finishing = None

    def _running_time(self) -> str:
        """Return how long the running call is; nothing outside a call."""
        call_s = self._work.open_session.desk.call_s()
        return clock(call_s) if call_s is not None else ""

    def _ask_about_call(self) -> bool:
        """Ask before a running call is ended; return whether another press is waited for."""
        if self._work.open_session.session.running_contact is None or self._work.closing().missing:
            return False
        return not self._work.confirm("finish")

    def _leave_empty(self) -> bool:
        """Leave a session in which there is nothing to keep, which vanishes; return whether it was left."""
        empty = self._work.open_session.session.empty and not self._work.open_session.read_only
        if empty:
            said = _("Nothing was captured, so no session is kept.")
            self._work.screen.coach.places.leave_live(self._work.open_session, said)
        return empty

    def _discard(self) -> None:
        try:
            self._work.screen.coach.work.discard_session()
        except CoachError as error:
            self._work.screen.refuse(sentence(error))
            return
        place = TeamPlace(agent_id=self._work.open_session.agent.id)
        self._work.screen.coach.places.show_team(_("The session was discarded."), place)
