"""Writing a page to print about a session from the agent's page; the folder is asked for once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from coachtui.domain.errors import CoachError, Refused
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.session_file import chosen_folder
from coachtui.services.still_stored import GONE, still_stored
from coachtui.services.words.sentences import sentence
from coachtui.ui.agent.timeline import Timeline
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.bars import FooterLine
from coachtui.ui.widgets.edit_line import WRITES, EditLine, folder_entry
from coachtui.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.domain.agent import Agent
    from coachtui.domain.session import Session
    from coachtui.ui.team_place import TeamPlace


class AgentPrinting(CoachScreen):
    """A screen about one agent, with a line to write a folder in."""

    _agent: Agent

    @dataclass
    class Printed(Message):
        """The page to print is written; or why it could not be.

        Attributes:
            session: What it is about.
            folder: Where it was to go, as typed or kept.
            path: The page; ``None`` where it could not be written.
            error: Why it could not be.
        """

        session: Session
        folder: str
        path: Path | None
        error: CoachError | None = None

    @property
    def edit_line(self) -> EditLine:
        """The line to write in."""
        return self.query_one(EditLine)

    def is_there(self) -> bool:
        """Take over what another window made of the agent; go where that is said if nothing is stored now.

        What cannot be read is told by what reads it next.
        """
        try:
            self._agent = self.coach.program.roster.still_there(self._agent)
        except Refused as gone:
            self.tell_gone(gone)
            return False
        except CoachError:  # what is asked for meets the same fault and tells it
            return True
        return True

    def may_leave(self) -> bool:
        """Whether something else may begin: no folder is being written, and the agent is still there."""
        return self.coach.places.nothing_written() and self.is_there()

    def tell_gone(self, gone: CoachError) -> None:
        """Say that something is not stored any more; a page of who was erased gives way to the team."""
        if gone.code != "agent_erased":
            self.refuse(sentence(gone))
        elif self.is_current:
            self.coach.places.show_team(place=self.back_to(), told=sentence(gone))

    def back_to(self) -> TeamPlace | None:
        """Return where to go back to on the team screen; ``None`` where nothing is known of it."""
        raise NotImplementedError

    def hand_out(self, session: Session) -> None:
        """Write a page to print about a session, once it is known where to."""
        folder = self.coach.program.settings.get(preferences.EXPORT_FOLDER)
        if folder:
            self._print(session, folder)
        else:
            self._ask_where(session, str(self.coach.program.files.documents()))

    def on_agent_printing_printed(self, message: Printed) -> None:
        """Say where the page is; a folder that does not take it is asked for again."""
        if message.path is not None:
            self.say(_("Page to print: {path}").format(path=message.path), "good")
            self._remember(str(message.path.parent))
        elif message.error is not None:
            code = message.error.code
            where = isinstance(message.error, Refused) or code == "cannot_write"
            if where and code not in GONE and self.is_current:
                self._ask_where(message.session, message.folder)
            self.tell_gone(message.error)

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def show_footer_keys(self) -> None:
        """Show the keys that work now in the footer."""
        asks = self.edit_line.entry is not None
        self.show_footer(*(("line", "all") if asks else self.SCOPES))
        if asks:
            self.query_one(FooterLine).call("line.keep", WRITES)

    def _ask_where(self, session: Session, proposed: str) -> None:
        def keep(typed: str) -> None:
            self._asked_done()
            self._print(session, typed)

        if self.edit_line.entry is not None:
            proposed = self.edit_line.input.value  # asked for again meanwhile: what is typed already stays
        self.edit_line.settle()
        self.edit_line.open(folder_entry(proposed, keep, self._asked_done))
        self.show_footer_keys()
        self.say(_("Enter writes the file there; the folder is remembered."))

    def _asked_done(self) -> None:
        """Give the keys back to the list."""
        self.say("")
        self.query_one(Timeline).focus(scroll_visible=False)
        self.show_footer_keys()

    def _print(self, session: Session, typed: str) -> None:
        program, agent, used = self.coach.program, self._agent, self.coach.program.listening.used

        def write() -> Message:
            from coachtui.services.hand_out import write_hand_out

            folder = chosen_folder(typed, program.files)
            stored = still_stored(program.team, program.sessions, session)
            return self.Printed(session, typed, write_hand_out(program, stored, agent, folder, used=used))

        in_background(self, write, lambda error: self.Printed(session, typed, None, error))

    def _remember(self, folder: str) -> None:
        try:
            preferences.remember_export_folder(self.coach.program.settings, folder)
        except CoachError as error:
            self.refuse(sentence(error))
