"""One agent: profile and timeline of sessions (R1, R13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.message import Message

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError, Refused, StoreBusy
from coachtui.domain.listing import row_of
from coachtui.domain.rhythm import UNCOUNTED_FORMS
from coachtui.domain.session import Session
from coachtui.i18n import N_, _, ngettext
from coachtui.services.agent_owned import AgentOwned
from coachtui.services.agreements import last_agreement
from coachtui.services.listening_request import LiveRequest
from coachtui.services.results import Results
from coachtui.services.running_sessions import RunningSession, running_of
from coachtui.services.still_stored import GONE, still_stored
from coachtui.services.words.sentences import sentence
from coachtui.services.words.unread import unread_sentence
from coachtui.ui.agent.rights import AgentRights
from coachtui.ui.agent.timeline import Timeline
from coachtui.ui.agent_profile import Profile
from coachtui.ui.keys.binding import bindings
from coachtui.ui.live.agent_pane import ProfileRows
from coachtui.ui.places import shown_at
from coachtui.ui.present import key_name
from coachtui.ui.running_calls import AnotherSession
from coachtui.ui.screens.background import in_background
from coachtui.ui.team_place import TeamPlace
from coachtui.ui.widgets.caption import Caption
from coachtui.ui.widgets.edit_line import EditLine
from coachtui.ui.words.team import has_left


class Facts(ProfileRows):
    """The profile without what the head says already."""

    def _facts(self, profile: Profile) -> list[tuple[str, str, str]]:
        return [
            fact
            for fact in super()._facts(profile)
            if fact[:2] != ("", profile.agent.name) and fact[0] != _("Team")
        ]


class AgentScreen(AgentRights):
    """Who the agent is and what was done together."""

    SCOPES = shown_at("AgentScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("agent")]

    @dataclass
    class Read(Message):
        """The agent's sessions are read; or why they could not be."""

        sessions: Sequence[Session]
        error: CoachError | None = None
        running: Sequence[RunningSession] = ()

    def __init__(self, agent: Agent, place: TeamPlace | None = None, told: str = "") -> None:
        """Take the agent.

        Args:
            agent: The agent.
            place: Where to go back to on the team screen.
            told: What to say at once.
        """
        super().__init__()
        self._agent = agent
        self._place = place
        self._told = told
        self._sessions: Sequence[Session] | None = None
        self._unread = False
        self._results: Results | None = None
        self._owned: AgentOwned | None = None

    @property
    def agent_id(self) -> str:
        """Whose page it is."""
        return self._agent.id

    @property
    def timeline(self) -> Timeline:
        """The sessions."""
        return self.query_one(Timeline)

    @property
    def results(self) -> Results:
        """Where scores come from."""
        if self._results is None:
            self._results = self.coach.program.results(self._agent.id)
        return self._results

    @property
    def owned(self) -> AgentOwned:
        """Knows what belongs to the agent alone."""
        if self._owned is None:
            self._owned = self.coach.program.agent_owned()
        return self._owned

    def compose_body(self) -> ComposeResult:
        """Lay out head, profile and timeline."""
        yield Caption("", classes="screen-head")
        with Container(id="agent-body"):
            with Vertical(id="agent-profile"):
                yield Caption(N_("Profile"))
                yield Facts()
            with Vertical(id="agent-sessions"):
                yield Caption(N_("Sessions"))
                yield Timeline()
        yield EditLine()

    def on_mount(self) -> None:
        """Show who it is; the sessions are read right after."""
        self._another = AnotherSession(self, self._place.running if self._place is not None else None)
        self._show_head()
        self.timeline.focus(scroll_visible=False)
        self.show_footer()
        if self._told:
            self.refuse(self._told)
        self.call_after_refresh(self.read_sessions)

    def on_screen_resume(self) -> None:
        """Read again what may have been corrected on the screen above, or erased in another window."""
        if self._sessions is not None and self.is_current and self.is_there():
            self.read_sessions()

    def read_sessions(self) -> None:
        """Read the agent's sessions on a thread; years of them must not hold a key up."""
        program, agent_id, owned, known = (
            self.coach.program,
            self._agent.id,
            self.owned,
            self._another.running,
        )

        def read() -> Message:
            stored = program.sessions.of_agent(agent_id)
            running = running_of(program) if known is None else known
            return self.Read([owned.shown(session) for session in reversed(stored)], None, running)

        in_background(self, read, lambda error: self.Read((), error), exclusive=True)

    def on_agent_screen_read(self, message: Read) -> None:
        """Show the sessions."""
        self._unread = message.error is not None
        if message.error is not None:
            self.refuse(unread_sentence([self._agent.name], message.error))
        self._sessions = message.sessions
        self._another.running = message.running
        self._results = None
        self._show()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Light the profile's head while the keys scroll it; in the timeline the current row tells."""
        del event
        self._caption(0).light(on=isinstance(self.focused, Facts))

    def action_open_session(self) -> None:
        """Go on with a running session or a draft; read a final one."""
        from coachtui.ui.live.screen import LiveScreen

        if not self.coach.places.nothing_written():
            return
        session, unread = self._at_cursor()
        if session is None:
            return
        if session.status == "final":
            self._read(session, unread)
        else:
            try:
                sitting = self.coach.work.sit_down_with(self._agent, session)
            except StoreBusy:
                self._read(session, _("This session is open in another window; here it can only be read."))
            except CoachError as error:
                if error.code in GONE:
                    self.tell_gone(error)
                else:  # what cannot be gone on with can still be read
                    self._read(session, sentence(error))
            else:
                self.coach.places.open(LiveScreen(sitting))

    def action_hand_out(self) -> None:
        """Write a page to print about the session at the cursor."""
        session, _unread = self._at_cursor()
        if session is not None:
            self.hand_out(session)

    def _at_cursor(self) -> tuple[Session | None, str]:
        """Return the session at the cursor as it is on disk now, or say why there is none.

        Where the disk cannot be read it is the one that is shown, with the reason.
        """
        session, program = self.timeline.session, self.coach.program
        if not self.is_there():
            return None, ""
        if session is None:
            self.refuse(self._empty_sentence())
            return None, ""
        try:
            return still_stored(program.team, program.sessions, session), ""
        except Refused as gone:
            self.read_sessions()
            self.tell_gone(gone)
            return None, ""
        except CoachError as error:
            return session, sentence(error)

    def action_listen(self) -> None:
        """Start a live session, or go on with the running one."""
        from coachtui.ui.live.screen import LiveScreen

        if not self.may_leave():
            return
        if self._agent.status == "left":
            self.refuse(has_left(key_name(self.coach.first_key("agent.edit"))))
            return
        keys = (key_name(self.coach.first_key(binding)) for binding in ("agent.live", "agent.open"))
        if question := self._another.question(self._agent, *keys):
            self.refuse(question)
            return
        running = next((s.id for s in self._sessions or () if s.status == "live"), "")
        try:
            sitting = self.coach.work.sit_down(self._agent, LiveRequest(session_id=running))
        except CoachError as error:
            elsewhere = error.code == "session_open_elsewhere"
            key = key_name(self.coach.first_key("agent.open"))
            if elsewhere:
                reads = _("This session is open in another window; press {key} in the list to read it.")
                self.refuse(reads.format(key=key))
            else:
                self.tell_gone(error)
            return
        self.coach.places.open(LiveScreen(sitting))

    def action_edit_agent(self) -> None:
        """Change the profile, as stored now."""
        from coachtui.ui.agent.form import AgentFormScreen

        if not self.coach.places.nothing_written():
            return
        try:
            self._agent = self.coach.program.roster.still_there(self._agent)
        except CoachError as error:
            self.tell_gone(error)
            return
        self.coach.places.open(AgentFormScreen(self._agent, self._changed))

    def action_take_back(self) -> None:
        """Take back that the last session was finished, if its agent is still there."""
        if self.may_leave():
            self.coach.places.take_back()

    def back_to(self) -> TeamPlace | None:
        """Return where the lead came from on the team screen."""
        return self._place

    def step_back(self) -> None:
        """Leave the line being written, then go back to the team, to the same agent."""
        if self.edit_line.entry is not None:
            self.edit_line.drop()
        else:
            self.coach.places.show_team(place=self._place)

    def relabel(self) -> None:
        """Show everything in another language."""
        self.show_footer_keys()
        for caption in self.query(Caption):
            caption.update_lines()
        self.timeline.relabel(self._empty_sentence())
        self._show()

    def _changed(self, agent: Agent | None, told: str) -> None:
        if agent is not None:
            self._agent = agent
            self._show()
        self.say(told, "good" if agent is not None else "muted")

    def _show(self) -> None:
        self._show_head()
        if self._sessions is None:
            return
        self.timeline.show(self._sessions, self.results, self._empty_sentence())
        self.query_one(Facts).show(self._profile(self._sessions))
        number = len(self._sessions)
        text = ngettext("{number} session", "{number} sessions", number).format(number=number)
        self._caption(1).show("", text if number else "")

    def _show_head(self) -> None:
        status = _("left") if self._agent.status == "left" else ""
        self.query(Caption).first(Caption).show(
            self._agent.name, status or self._agent.team, self.coach.agents.mark_of(self._agent)
        )

    def _profile(self, sessions: Sequence[Session]) -> Profile:
        rows = [row_of(session, UNCOUNTED_FORMS) for session in sessions]
        profile = self.coach.agents.profile_of(self._agent, known=rows)
        return replace(
            profile, unread=self._unread, agreed=last_agreement(sessions, self.coach.program.listening.used)
        )

    def _caption(self, place: int) -> Caption:
        return list(self.query("#agent-body Caption").results(Caption))[place]

    def _read(self, session: Session, told: str = "") -> None:
        from coachtui.ui.agent.reading import AgentReading

        self.coach.places.open(AgentReading(self._agent, session, self.results, self.owned, told))

    def _empty_sentence(self) -> str:
        if self._unread:
            return _("The sessions cannot be read.")
        key = key_name(self.coach.first_key("agent.live"))
        return _("No session yet: press {key} to listen to the first call.").format(key=key)
