"""Carries out the keys of the closing review that change the session: open rows, contacts, agent, undo."""

from __future__ import annotations

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.domain.live import commands as c
from coachtui.domain.names.namesakes import distinguishing_marks, name_with_mark
from coachtui.i18n import _, ngettext
from coachtui.services.words.sentences import sentence
from coachtui.ui.live.contact_question import ask_to_remove, contact_number, removed
from coachtui.ui.review.agent_choice import AgentChoice
from coachtui.ui.review.work import ReviewWork
from coachtui.ui.review.writing import ReviewWriting
from coachtui.ui.words.undo import do_again, take_back


class ReviewChanges:
    """Changes of the session as a whole, or of the contact that the cursor is at."""

    def __init__(self, work: ReviewWork, writing: ReviewWriting) -> None:
        """Take what is changed.

        Args:
            work: The session.
            writing: What the rows of the review write.
        """
        self._work = work
        self._writing = writing

    def rest_na(self) -> None:
        """Set n/a on every open row that allows it."""
        count = self._work.closing().may_be_na
        text = ngettext("{count} row is n/a now.", "{count} rows are n/a now.", count).format(count=count)
        if self._work.conduct(c.MarkRestNotApplicable(), text):
            self._work.rows.to_first()

    def broke_off(self) -> None:
        """Mark the contact at the cursor as broken off, after a second press, or take that back."""
        contact = self._work.open_session.session.contact(self._work.contact_here())
        if contact is None or not self._work.require_writable():
            return
        if contact.broken_off or self._work.confirm("broke-off"):
            self._writing.break_off(contact.id)

    def remove_contact(self) -> None:
        """Remove the contact at the cursor."""
        if self._work.require_writable():
            ask_to_remove(
                self._work.screen.coach, self._work.open_session, self._work.contact_here(), self._remove
            )

    def move_agent(self) -> None:
        """Choose another agent, whose session it is then."""
        if self._work.require_writable():
            try:
                everyone = self._work.program.team.agents()
            except CoachError as error:
                self._work.screen.refuse(sentence(error))
                return
            now = self._work.open_session.agent.id
            others = [agent for agent in everyone if agent.status == "active" and agent.id != now]
            self._work.screen.coach.places.open(
                AgentChoice(others, distinguishing_marks(everyone), self._move_to)
            )

    def undo_or_redo(self, *, back: bool) -> None:
        """Undo the last command of this session, or redo it."""
        if not self._work.settle_line():
            return
        before = self._work.open_session.session
        try:
            said = (take_back if back else do_again)(self._work.open_session)
        except CoachError as error:
            self._work.screen.refuse_key(sentence(error))
            return
        self._work.show_mark()
        self._work.show()
        self._work.live_below().call.follow_answers(before, back=back)
        self._work.screen.say(said, "good")

    def _remove(self, contact_id: str) -> None:
        number = contact_number(self._work.open_session.session, contact_id)
        if self._work.conduct(
            c.RemoveContact(contact_id=contact_id, new_id=self._work.open_session.new_id())
        ):
            self._work.screen.say(removed(number, self._work.key("review.undo")), "good")

    def _move_to(self, agent: Agent) -> None:
        try:
            self._work.open_session.move_to(agent)
        except CoachError as error:
            self._work.screen.refuse(sentence(error))
            return
        mark = self._work.show_mark()
        self._work.show()
        said = _("The session now belongs to {agent}.").format(agent=name_with_mark(agent.name, mark))
        self._work.screen.say(said, "good")
