"""Writing a page to print about a session from the agent's page; the folder is asked for once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from coachtui.domain.errors import CoachError, Refused
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.sentences import sentence
from coachtui.services.session_file import chosen_folder
from coachtui.ui.panes.timeline import Timeline
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.bars import FooterLine
from coachtui.ui.widgets.edit_line import WRITES, EditLine, folder_entry
from coachtui.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.domain.agent import Agent
    from coachtui.domain.session import Session


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
            where = isinstance(message.error, Refused) or message.error.code == "cannot_write"
            if where and self.is_current:
                self._ask_where(message.session, message.folder)
            self.refuse(sentence(message.error))

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
        program, agent, used = self.coach.program, self._agent, self.coach.listening.used

        def write() -> Message:
            from coachtui.services.hand_out import write_hand_out

            folder = chosen_folder(typed, program.files)
            return self.Printed(session, typed, write_hand_out(program, session, agent, folder, used=used))

        in_background(self, write, lambda error: self.Printed(session, typed, None, error))

    def _remember(self, folder: str) -> None:
        try:
            preferences.remember_export_folder(self.coach.program.settings, folder)
        except CoachError as error:
            self.refuse(sentence(error))
