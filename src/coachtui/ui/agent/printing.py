"""Writing a page to print about a session from the agent's page; the folder is asked for once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from coachtui.domain.errors import CoachError, Refused
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.reloading import GONE, reload_session
from coachtui.services.session_file import chosen_folder
from coachtui.services.words.sentences import sentence
from coachtui.ui.agent.page import AgentPage
from coachtui.ui.agent.sessions import AgentSessions
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.bars import FooterLine
from coachtui.ui.widgets.edit_line import WRITES, EditLine, folder_entry

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.domain.session import Session


class AgentPrinting:
    """Writes pages to print about sessions with one agent, on a thread.

    Attributes:
        edit_line: The line that asks for the folder.
    """

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

    def __init__(self, screen: CoachScreen, page: AgentPage, sessions: AgentSessions) -> None:
        """Take the screen, which is told of what was written, whose page it is, and its sessions."""
        self._screen = screen
        self._page = page
        self._sessions = sessions
        self.edit_line = EditLine()

    def hand_out(self) -> None:
        """Write a page to print about the session at the cursor, once it is known where to."""
        session, _unread = self._sessions.at_cursor()
        if session is None:
            return
        program = self._screen.coach.program
        folder = program.settings.get(preferences.EXPORT_FOLDER)
        if folder:
            self._print(session, folder)
        else:
            self._ask_where(session, str(program.files.documents()))

    def take(self, message: Printed) -> None:
        """Say where the page is; a folder that does not take it is asked for again."""
        if message.path is not None:
            self._screen.say(_("Page to print: {path}").format(path=message.path), "good")
            self._remember(str(message.path.parent))
        elif message.error is not None:
            code = message.error.code
            where = isinstance(message.error, Refused) or code == "cannot_write"
            if where and code not in GONE and self._screen.is_current:
                self._ask_where(message.session, message.folder)
            self._page.tell_gone(message.error)

    def show_keys(self) -> None:
        """Show the keys that work now in the footer."""
        asks = self.edit_line.entry is not None
        self._screen.show_footer(*(("line", "all") if asks else self._screen.SCOPES))
        if asks:
            self._screen.query_one(FooterLine).call("line.keep", WRITES)

    def _ask_where(self, session: Session, proposed: str) -> None:
        def keep(typed: str) -> None:
            self._asked_done()
            self._print(session, typed)

        if self.edit_line.entry is not None:
            proposed = self.edit_line.input.value  # asked for again meanwhile: what is typed already stays
        self.edit_line.settle()
        self.edit_line.open(folder_entry(proposed, keep, self._asked_done))
        self.show_keys()
        self._screen.say(_("Enter writes the file there; the folder is remembered."))

    def _asked_done(self) -> None:
        """Give the keys back to the list."""
        self._screen.say("")
        self._sessions.timeline.focus(scroll_visible=False)
        self.show_keys()

    def _print(self, session: Session, typed: str) -> None:
        program, agent = self._screen.coach.program, self._page.agent
        used = program.listening.used

        def write() -> Message:
            from coachtui.services.hand_out import write_hand_out

            folder = chosen_folder(typed, program.files)
            stored = reload_session(program.team, program.sessions, session)
            return self.Printed(session, typed, write_hand_out(program, stored, agent, folder, used=used))

        in_background(self._screen, write, lambda error: self.Printed(session, typed, None, error))

    def _remember(self, folder: str) -> None:
        try:
            preferences.remember_export_folder(self._screen.coach.program.settings, folder)
        except CoachError as error:
            self._screen.refuse(sentence(error))
