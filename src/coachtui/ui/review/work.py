"""The session that is open in the closing review: changes it, and shows every new revision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.contact import Contact
from coachtui.domain.errors import Refused
from coachtui.domain.phase import HOLD_LIMIT_S
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.agreements import agreement_of
from coachtui.services.closing import ClosingReview, MissingAnswer, closing_review
from coachtui.services.private_forms import PrivateForms
from coachtui.services.words.sentences import sentence
from coachtui.ui.live.contact_question import contact_number
from coachtui.ui.live.header_bar import HeaderBar, HeaderState
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.live.view import live_view
from coachtui.ui.live.whose_session import show_agent
from coachtui.ui.present import key_name, words
from coachtui.ui.review.lines import BrokeOff, ChannelOf, Reference, ReviewContext, ReviewRow, review_rows
from coachtui.ui.review.rows import ReviewRows
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.second_press import SecondPress
from coachtui.ui.widgets.bars import FooterLine
from coachtui.ui.widgets.edit_line import WRITES, EditLine, Entry

if TYPE_CHECKING:
    from coachtui.domain.live.commands import Command
    from coachtui.domain.model import Model
    from coachtui.services.open_session import OpenSession
    from coachtui.services.program import Program

CARE = (("reminders", "free_text_care"), ("privacy", "not_evidence"))
"""Texts shown below every review."""


class ReviewWork:
    """The session of the closing review; commands reach it through ``conduct`` or ``conduct_quietly`` only.

    Attributes:
        screen: The review.
        open_session: The one that is reviewed; its call goes on meanwhile.
        header: The bar above the title.
        rows: The list.
        edit_line: The line to write in.
    """

    def __init__(self, screen: CoachScreen, open_session: OpenSession) -> None:
        """Take over an open session.

        Args:
            screen: The review.
            open_session: The one that is reviewed.
        """
        self.screen = screen
        self.open_session = open_session
        self.header = HeaderBar()
        self.rows = ReviewRows()
        self.edit_line = EditLine()
        self._written: Path | None = None
        self._hold_limit_s = HOLD_LIMIT_S
        self._press = SecondPress(open_session.clock.tick)
        self._asks_name = False
        self._models: tuple[Model, ...] = ()
        self._owned: PrivateForms | None = None

    @property
    def program(self) -> Program:
        """The program's parts."""
        return self.screen.coach.program

    def begin(self) -> None:
        """Read once what does not change while the review is open."""
        lead = self.screen.coach.agents.known_lead()
        self._asks_name = lead is None or not lead.name
        self._hold_limit_s = preferences.number_setting(self.program.settings, preferences.HOLD_LIMIT)
        self.header.warn_of_hold(self._hold_limit_s)
        self.show_mark()

    def key(self, binding: str) -> str:
        """Return the name of the key that a binding has now."""
        return key_name(self.screen.coach.first_key(binding))

    def contact(self, contact_id: str) -> Contact | None:
        """Return a contact of the session, if it is still there."""
        return self.open_session.session.contact(contact_id)

    def require_writable(self) -> bool:
        """Say so where the session can only be read; return whether it may be changed."""
        if self.open_session.read_only:
            self.screen.refuse_key(_("This session is final and can only be read."))
        return not self.open_session.read_only

    def contact_here(self) -> str:
        """Return the id of the contact that the cursor is at, else of the one shown in the session."""
        match self.rows.target:
            case MissingAnswer():
                return self.rows.target.contact_id
            case Reference() | ChannelOf() | BrokeOff():
                return self.rows.target.contact.id
            case _:
                return self.open_session.session.shown_contact.id

    def contact_in_front(self) -> str:
        """Return the id of the contact the lead went to in the list, else of the one listened to last."""
        if self.rows.chosen:
            return self.contact_here()
        session = self.open_session.session
        return (session.running_contact or session.shown_contact).id

    def confirm(self, what: str) -> bool:
        """Say what a key would do when it is pressed first; return whether this is the second press.

        Args:
            what: ``finish``, ``draft`` or ``broke-off``.
        """
        asks = {
            "finish": _("The call is still running; press again to end it and finish."),
            "draft": _("The call is still running; press again to end it and keep a draft."),
            "broke-off": _("Press again if contact {number} was cut off: its open rows are not reached."),
        }
        here = self.contact_here()
        confirmed = self._press.confirm(f"{what} {here}")
        if not confirmed:
            number = contact_number(self.open_session.session, here)
            self.screen.say(asks[what].format(number=number), "amber")
        return confirmed

    def conduct(self, command: Command, done: str = "", *, goes_on: bool = False) -> bool:
        """Carry a command out and show the result; return whether the session took it."""
        try:
            self.open_session.desk.conduct(command, goes_on=goes_on)
        except Refused as refusal:
            self.screen.refuse_key(sentence(refusal))
            return False
        self.show()
        if done:
            self.screen.say(done, "good")
        return True

    def conduct_quietly(self, command: Command) -> None:
        """Carry a command out that changes nothing to be shown.

        Raises:
            Refused: The session does not take it.
        """
        self.open_session.desk.conduct(command)

    def closing(self) -> ClosingReview:
        """Return what stands in the review, as it is now."""
        desk = self.open_session.desk
        if self._owned is None:
            self._owned = self.program.private_forms()
        return closing_review(self._owned.without_private(desk.session), desk.rules, desk.call_s())

    def show(self) -> None:
        """Show the newest revision."""
        self.show_header()
        self._models = _models_noted_under(self.open_session)
        self.rows.show(self._made_rows())

    def show_header(self) -> None:
        """Show clock, score and badge as they are now."""
        open_session = self.open_session
        rules = open_session.desk.rules
        view = live_view(
            open_session.agent,
            open_session.session,
            open_session.forms,
            rules,
            read_only=open_session.read_only,
        )
        self.header.show(view, HeaderState(call_s=open_session.desk.call_s(), save=open_session.save_state()))

    def show_mark(self) -> str:
        """Show and return what tells the agent apart from others of that name; empty for nothing."""
        mark = self.screen.coach.agents.mark_of(self.open_session.agent)
        self.header.tell_apart(mark)
        return mark

    def show_keys(self) -> None:
        """Show in the footer the keys that work now."""
        entry = self.edit_line.entry
        self.screen.show_footer(*(("line", "all") if entry is not None else self.screen.SCOPES))
        if entry is not None and entry.asks:
            self.screen.query_one(FooterLine).call("line.keep", WRITES)

    def write(self, entry: Entry) -> None:
        """Open the line to write one thing; what is being written there is kept first."""
        self.edit_line.settle()
        self.edit_line.open(entry)
        self.show_keys()

    def settle_line(self) -> bool:
        """Keep what is being written, or say that it comes first where only Enter may do what it is for.

        Returns:
            Whether the line is closed.
        """
        entry = self.edit_line.entry
        if entry is not None and entry.asks and self.edit_line.input.value.strip() != entry.text.strip():
            return self.screen.coach.places.require_nothing_written()
        self.edit_line.settle()
        return True

    def note_written(self, path: Path) -> None:
        """Remember where the session was written to last."""
        self._written = path

    def written_sentence(self) -> str:
        """Return the sentence where the session was written to last; empty where it was not."""
        if self._written is None:
            return ""
        return words(self.program.content.text("privacy", "export_done")).format(path=self._written)

    def written_done(self) -> None:
        """Go back to the list after the line was closed."""
        self.rows.focus(scroll_visible=False)
        self.show_keys()
        self.show()

    def live_below(self) -> LiveScreen:
        """Return the live screen that the review lies over."""
        stack = self.screen.app.screen_stack
        return next(screen for screen in reversed(stack) if isinstance(screen, LiveScreen))

    def back_to_live(self, said: str = "") -> LiveScreen:
        """Close the review and show the live session as it is now."""
        live = self.live_below()
        self.screen.coach.places.go_back()
        if live.work.view.agent is not self.open_session.agent:
            show_agent(live, live.work)
        live.relabel()
        if said:
            live.say(said, "good")
        return live

    def tick(self) -> None:
        """Show clock and badge as they are now; called once a second."""
        self.show_header()
        if self.open_session.session.running_contact is not None:
            self.rows.tick(self._made_rows())

    def _made_rows(self) -> list[ReviewRow]:
        program = self.program
        lead = self.screen.coach.agents.known_lead()
        agreed = agreement_of(self.open_session.session, program.listening.used)
        context = ReviewContext(
            forms=self.open_session.forms,
            lead=(lead.name if lead is not None else "") if self._asks_name else None,
            written=self.written_sentence(),
            care=tuple(words(program.content.text(*place)) for place in CARE),
            key_na=self.key("review.rest-na"),
            key_broke_off=self.key("review.broke-off"),
            hold_limit_s=self._hold_limit_s,
            models=self._models,
            phase_names=self.open_session.desk.rules.phase_names,
            agreed=agreed.parts if agreed is not None else (),
        )
        return review_rows(self.closing(), context)


def _models_noted_under(open_session: OpenSession) -> tuple[Model, ...]:
    """Return the models that notes of a session came from; the others are not read."""
    linked = {note.link.model for note in open_session.session.notes if note.link and note.link.model}
    return tuple(map(open_session.whole_model, sorted(linked)))
