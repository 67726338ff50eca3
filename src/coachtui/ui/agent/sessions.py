"""What the agent's page shows: all sessions with the agent, and the profile with what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.message import Message

from coachtui.domain.errors import CoachError, Refused
from coachtui.domain.listing import session_row
from coachtui.domain.rhythm import UNCOUNTED_FORMS
from coachtui.domain.session import Session
from coachtui.i18n import N_, _, ngettext
from coachtui.services.agreements import last_agreement
from coachtui.services.private_forms import PrivateForms
from coachtui.services.reloading import reload_session
from coachtui.services.results import Results
from coachtui.services.running_sessions import RunningSession, stored_running_sessions
from coachtui.services.words.sentences import sentence
from coachtui.services.words.unread import unread_sentence
from coachtui.ui.agent.page import AgentPage
from coachtui.ui.agent.timeline import Timeline
from coachtui.ui.agent_profile import Profile
from coachtui.ui.live.agent_pane import ProfileRows
from coachtui.ui.present import key_name
from coachtui.ui.running_calls import AnotherSession
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.caption import Caption


class AgentProfileRows(ProfileRows):
    """The profile of an agent, without what the head of the page says already."""

    def _facts(self, profile: Profile) -> list[tuple[str, str, str]]:
        return [
            fact
            for fact in super()._facts(profile)
            if fact[:2] != ("", profile.agent.name) and fact[0] != _("Team")
        ]


class AgentSessions:
    """Reads the sessions of an agent on a thread, and keeps the page true to them.

    Attributes:
        head: Who it is.
        facts_head: The head of the profile.
        facts: The profile.
        timeline_head: The head of the sessions.
        timeline: The sessions.
        another: Asks before a session is begun beside one that runs.
    """

    @dataclass
    class Read(Message):
        """The agent's sessions are read; or why they could not be."""

        sessions: Sequence[Session]
        error: CoachError | None = None
        running: Sequence[RunningSession] = ()

    def __init__(
        self, screen: CoachScreen, page: AgentPage, running: Sequence[RunningSession] | None
    ) -> None:
        """Begin with nothing read.

        Args:
            screen: The screen that shows them, and is told of what was read.
            page: Whose sessions they are.
            running: What ran when it was looked for last; ``None`` where it is not known.
        """
        self._screen = screen
        self._page = page
        self.head = Caption("", classes="screen-head")
        self.facts_head = Caption(N_("Profile"))
        self.facts = AgentProfileRows()
        self.timeline_head = Caption(N_("Sessions"))
        self.timeline = Timeline()
        self.another = AnotherSession(screen, running)
        self._sessions: Sequence[Session] | None = None
        self._unread = False
        self._results: Results | None = None
        self._owned: PrivateForms | None = None

    @property
    def results(self) -> Results:
        """The scores of the agent's sessions, worked out as they are asked for."""
        if self._results is None:
            self._results = self._screen.coach.program.results(self._page.agent.id)
        return self._results

    @property
    def owned(self) -> PrivateForms:
        """Knows what belongs to the agent alone."""
        if self._owned is None:
            self._owned = self._screen.coach.program.private_forms()
        return self._owned

    @property
    def running_id(self) -> str:
        """Id of the session that runs with the agent; empty for none."""
        return next((session.id for session in self._sessions or () if session.status == "live"), "")

    def read(self) -> None:
        """Read the agent's sessions on a thread; years of them must not hold a key up."""
        program, agent_id, owned, known = (
            self._screen.coach.program,
            self._page.agent.id,
            self.owned,
            self.another.running,
        )

        def read() -> Message:
            stored = program.sessions.of_agent(agent_id)
            running = stored_running_sessions(program) if known is None else known
            return self.Read([owned.without_private(session) for session in reversed(stored)], None, running)

        in_background(self._screen, read, lambda error: self.Read((), error), exclusive=True)

    def read_again(self) -> None:
        """Read again what may have been corrected on the screen above, or erased in another window."""
        if self._sessions is not None and self._screen.is_current and self._page.require_stored():
            self.read()

    def take(self, message: Read) -> None:
        """Show the sessions that were read, or say why they could not be."""
        self._unread = message.error is not None
        if message.error is not None:
            self._screen.refuse(unread_sentence([self._page.agent.name], message.error))
        self._sessions = message.sessions
        self.another.note_running(message.running)
        self._results = None
        self.show()

    def at_cursor(self) -> tuple[Session | None, str]:
        """Return the session at the cursor as it is on disk now, or say why there is none.

        Where the disk cannot be read it is the one that is shown, with the reason.
        """
        session, program = self.timeline.session, self._screen.coach.program
        if not self._page.require_stored():
            return None, ""
        if session is None:
            self._screen.refuse(self._empty_sentence())
            return None, ""
        try:
            return reload_session(program.team, program.sessions, session), ""
        except Refused as gone:
            self.read()
            self._page.tell_gone(gone)
            return None, ""
        except CoachError as error:
            return session, sentence(error)

    def show(self) -> None:
        """Show who it is and, once they are read, the sessions."""
        self.show_head()
        if self._sessions is None:
            return
        self.timeline.show(self._sessions, self.results, self._empty_sentence())
        self.facts.show(self._profile(self._sessions))
        number = len(self._sessions)
        text = ngettext("{number} session", "{number} sessions", number).format(number=number)
        self.timeline_head.show("", text if number else "")

    def show_head(self) -> None:
        """Show who it is."""
        agent = self._page.agent
        status = _("left") if agent.status == "left" else ""
        self.head.show(agent.name, status or agent.team, self._screen.coach.agents.mark_of(agent))

    def relabel(self) -> None:
        """Show everything in another language."""
        for caption in (self.head, self.facts_head, self.timeline_head):
            caption.update_lines()
        self.timeline.relabel(self._empty_sentence())
        self.show()

    def _profile(self, sessions: Sequence[Session]) -> Profile:
        coach = self._screen.coach
        rows = [session_row(session, UNCOUNTED_FORMS) for session in sessions]
        profile = coach.agents.profile_of(self._page.agent, known=rows)
        agreed = last_agreement(sessions, coach.program.listening.used)
        return replace(profile, unread=self._unread, agreed=agreed)

    def _empty_sentence(self) -> str:
        if self._unread:
            return _("The sessions cannot be read.")
        key = key_name(self._screen.coach.first_key("agent.live"))
        return _("No session yet: press {key} to listen to the first call.").format(key=key)
