"""Beginning a session with an agent from their page, going on with one, or reading one that is final."""

from __future__ import annotations

from coachtui.domain.errors import CoachError, StoreBusy
from coachtui.domain.session import Session
from coachtui.i18n import _
from coachtui.services.listening_request import LiveRequest
from coachtui.services.reloading import GONE
from coachtui.services.words.sentences import sentence
from coachtui.ui.agent.page import AgentPage
from coachtui.ui.agent.sessions import AgentSessions
from coachtui.ui.present import key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.words.team import has_left


class AgentListening:
    """Opens a session with the agent of the page: a new one, a running one or one to read."""

    def __init__(self, screen: CoachScreen, page: AgentPage, sessions: AgentSessions) -> None:
        """Take the screen, whose page it is, and the sessions there are."""
        self._screen = screen
        self._page = page
        self._sessions = sessions

    def open_session(self) -> None:
        """Go on with a running session or a draft; read a final one."""
        from coachtui.ui.live.screen import LiveScreen

        if not self._screen.coach.places.require_nothing_written():
            return
        session, unread = self._sessions.at_cursor()
        if session is None:
            return
        if session.status == "final":
            self._read(session, unread)
            return
        try:
            open_session = self._screen.coach.work.resume_session(self._page.agent, session)
        except StoreBusy:
            self._read(session, _("This session is open in another window; here it can only be read."))
        except CoachError as error:
            if error.code in GONE:
                self._page.tell_gone(error)
            else:  # what cannot be gone on with can still be read
                self._read(session, sentence(error))
        else:
            self._screen.coach.places.open(LiveScreen(open_session))

    def listen(self) -> None:
        """Start a live session, or go on with the running one."""
        from coachtui.ui.live.screen import LiveScreen

        if not self._page.require_free():
            return
        agent = self._page.agent
        if agent.status == "left":
            self._screen.refuse(has_left(self._key("agent.edit")))
            return
        question = self._sessions.another.question(agent, self._key("agent.live"), self._key("agent.open"))
        if question:
            self._screen.refuse(question)
            return
        request = LiveRequest(session_id=self._sessions.running_id)
        try:
            open_session = self._screen.coach.work.begin_session(agent, request)
        except CoachError as error:
            if error.code == "session_open_elsewhere":
                reads = _("This session is open in another window; press {key} in the list to read it.")
                self._screen.refuse(reads.format(key=self._key("agent.open")))
            else:
                self._page.tell_gone(error)
            return
        self._screen.coach.places.open(LiveScreen(open_session))

    def _read(self, session: Session, told: str = "") -> None:
        from coachtui.ui.reading.screen import SessionReading

        sessions = self._sessions
        reading = SessionReading(self._page.agent, session, sessions.results, sessions.owned, told)
        self._screen.coach.places.open(reading)

    def _key(self, binding: str) -> str:
        return key_name(self._screen.coach.first_key(binding))
