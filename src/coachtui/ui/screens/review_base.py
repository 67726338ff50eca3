"""What the closing review shows, and the one door through which it changes the session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from coachtui.domain.errors import Refused
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.agent_owned import AgentOwned
from coachtui.services.agreed import agreement_of
from coachtui.services.closing import Closing, closing_of
from coachtui.services.sentences import sentence
from coachtui.ui.live_view import live_view
from coachtui.ui.panes.review import ReviewRows
from coachtui.ui.places import shown_at
from coachtui.ui.present import key_name, words
from coachtui.ui.review_lines import Frame, ReviewRow, review_rows
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.screens.live import LiveScreen
from coachtui.ui.unsaved import Unsaved
from coachtui.ui.widgets.bars import FooterLine
from coachtui.ui.widgets.edit_line import WRITES, EditLine, Entry
from coachtui.ui.widgets.header_bar import HeaderBar, HeaderState
from coachtui.ui.widgets.text_line import TextLine
from coachtui.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from coachtui.domain.commands import Command
    from coachtui.domain.model import Model
    from coachtui.services.sitting import Sitting

CARE = (("reminders", "free_text_care"), ("privacy", "not_evidence"))
"""Texts shown below every review."""


class ReviewBase(CoachScreen):
    """The closing review as it is shown; what its keys do stands in the subclasses."""

    SCOPES = shown_at("ReviewScreen")

    def __init__(self, sitting: Sitting) -> None:
        """Take over an open sitting.

        Args:
            sitting: The session to close; its call goes on meanwhile.
        """
        super().__init__()
        self.sitting = sitting
        self.written: Path | None = None
        self.asks_name = False
        self._hold_limit_s = 0
        self._models: tuple[Model, ...] = ()
        self._owned: AgentOwned | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the header of the session, the title, the rows and the line to write in."""
        yield HeaderBar()
        yield TitleLine()
        with Vertical(classes="sheet"):
            yield ReviewRows()
            yield EditLine()

    def on_mount(self) -> None:
        """Show the session with the cursor on what is missing first."""
        program = self.coach.program
        lead = program.team.lead()
        self.asks_name = lead is None or not lead.name
        self._hold_limit_s = preferences.number(program.settings, preferences.HOLD_LIMIT)
        header = self.query_one(HeaderBar)
        header.hold_limit_s, header.mark = self._hold_limit_s, self.coach.agents.mark_of(self.sitting.agent)
        self.relabel()
        self.rows.focus(scroll_visible=False)
        self.call_after_refresh(self.rows.to_first)
        self.set_interval(1.0, self._tick)

    @property
    def rows(self) -> ReviewRows:
        """The list."""
        return self.query_one(ReviewRows)

    @property
    def edit_line(self) -> EditLine:
        """The line to write in."""
        return self.query_one(EditLine)

    def conduct(self, command: Command, done: str = "", *, goes_on: bool = False) -> bool:
        """Carry a command out and show the result; return whether the session took it."""
        try:
            self.sitting.desk.conduct(command, goes_on=goes_on)
        except Refused as refusal:
            self.refuse_key(sentence(refusal))
            return False
        self.show()
        if done:
            self.say(done, "good")
        return True

    def unsaved(self) -> Unsaved | None:
        """Return what of the line would be lost."""
        return self.edit_line.unsaved()

    def closing(self) -> Closing:
        """Return what is shown, as it is now."""
        desk, program = self.sitting.desk, self.coach.program
        if self._owned is None:
            self._owned = program.agent_owned()
        return closing_of(self._owned.shown(desk.session), desk.rules, desk.call_s())

    def show(self) -> None:
        """Show the newest revision."""
        self.show_header()
        self._models = self._models_noted_under()
        self.rows.show(self._made_rows())

    def show_header(self) -> None:
        """Show clock, score and badge as they are now."""
        sitting = self.sitting
        rules = sitting.desk.rules
        view = live_view(sitting.agent, sitting.session, sitting.forms, rules, read_only=sitting.read_only)
        self.query_one(HeaderBar).show(
            view, HeaderState(call_s=sitting.desk.call_s(), save=sitting.save_state())
        )

    def relabel(self) -> None:
        """Show everything in another language."""
        self.query_one(TitleLine).show(_("Closing review"), _("Esc goes back to the session"))
        self.show()
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys that work now in the footer."""
        entry = self.edit_line.entry
        self.show_footer(*(("line", "all") if entry is not None else self.SCOPES))
        if entry is not None and entry.asks:
            self.query_one(FooterLine).call("line.keep", WRITES)

    def write(self, entry: Entry) -> None:
        """Open the line to write one thing; what is being written is kept first."""
        self.edit_line.settle()
        self.edit_line.open(entry)
        self.show_keys()

    def settled(self) -> bool:
        """Keep what is being written, or say that it comes first where only Enter may do what it is for."""
        entry = self.edit_line.entry
        if entry is not None and entry.asks and self.edit_line.input.value.strip() != entry.text.strip():
            return self.coach.places.nothing_written()
        self.edit_line.settle()
        return True

    def written_sentence(self) -> str:
        """Return where the session was written to last; nothing when it was not."""
        if self.written is None:
            return ""
        return words(self.coach.program.content.text("privacy", "export_done")).format(path=self.written)

    def written_done(self) -> None:
        """Go back to the list once the line is closed."""
        self.rows.focus(scroll_visible=False)
        self.show_keys()
        self.show()

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that a paste does not fit."""
        self.refuse(sentence(message.refusal))

    def live_below(self) -> LiveScreen:
        """Return the live screen that the review lies over."""
        stack = self.app.screen_stack
        return next(screen for screen in reversed(stack) if isinstance(screen, LiveScreen))

    def back_to_live(self, said: str = "") -> LiveScreen:
        """Close the review and show the live session as it is now."""
        live = self.live_below()
        self.coach.places.go_back()
        if live.view.agent is not self.sitting.agent:
            live.show_agent()
        live.relabel()
        if said:
            live.say(said, "good")
        return live

    def _tick(self) -> None:
        """Let clock and badge tell the truth."""
        self.show_header()
        if self.sitting.session.running_contact is not None:
            self.rows.tick(self._made_rows())

    def _models_noted_under(self) -> tuple[Model, ...]:
        """Return the models that notes came from; the others are not read."""
        linked = {note.link.model for note in self.sitting.session.notes if note.link and note.link.model}
        return tuple(map(self.sitting.whole_model, sorted(linked)))

    def _made_rows(self) -> list[ReviewRow]:
        program = self.coach.program
        lead = program.team.lead()
        agreed = agreement_of(self.sitting.session, self.coach.program.listening.used)
        frame = Frame(
            forms=self.sitting.forms,
            lead=(lead.name if lead is not None else "") if self.asks_name else None,
            written=self.written_sentence(),
            care=tuple(words(program.content.text(*place)) for place in CARE),
            key_na=key_name(self.coach.first_key("review.rest-na")),
            key_broke_off=key_name(self.coach.first_key("review.broke-off")),
            hold_limit_s=self._hold_limit_s,
            models=self._models,
            phase_names=self.sitting.desk.rules.phase_names,
            agreed=agreed.parts if agreed is not None else (),
        )
        return review_rows(self.closing(), frame)
