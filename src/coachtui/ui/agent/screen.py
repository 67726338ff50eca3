"""The page of one agent: their profile, and every session with them, newest first (R1, R13)."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.services.words.sentences import sentence
from coachtui.ui.agent.listening import AgentListening
from coachtui.ui.agent.page import AgentPage
from coachtui.ui.agent.printing import AgentPrinting
from coachtui.ui.agent.rights import AgentRights
from coachtui.ui.agent.sessions import AgentProfileRows, AgentSessions
from coachtui.ui.agent.timeline import Timeline
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.team_place import TeamPlace
from coachtui.ui.widgets.edit_line import EditLine
from coachtui.ui.widgets.text_line import TextLine


class AgentScreen(CoachScreen):
    """The screen that says who an agent is and what was done together.

    Attributes:
        page: Whose page it is.
    """

    SCOPES = shown_at("AgentScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("agent")]

    def __init__(self, agent: Agent, place: TeamPlace | None = None, told: str = "") -> None:
        """Take the agent.

        Args:
            agent: The agent.
            place: Where to go back to on the team screen.
            told: What to say at once.
        """
        super().__init__()
        self._told = told
        self.page = AgentPage(self, agent, place)
        self._sessions = AgentSessions(self, self.page, place.running if place is not None else None)
        self._listening = AgentListening(self, self.page, self._sessions)
        self._printing = AgentPrinting(self, self.page, self._sessions)
        self._rights = AgentRights(self, self.page)

    @property
    def agent_id(self) -> str:
        """Id of the agent whose page it is."""
        return self.page.agent.id

    @property
    def timeline(self) -> Timeline:
        """The sessions."""
        return self._sessions.timeline

    @property
    def edit_line(self) -> EditLine:
        """The line to write in."""
        return self._printing.edit_line

    def compose_body(self) -> ComposeResult:
        """Lay out head, profile and timeline."""
        yield self._sessions.head
        with Container(id="agent-body"):
            with Vertical(id="agent-profile"):
                yield self._sessions.facts_head
                yield self._sessions.facts
            with Vertical(id="agent-sessions"):
                yield self._sessions.timeline_head
                yield self.timeline
        yield self.edit_line

    def on_mount(self) -> None:
        """Show who it is; the sessions are read right after."""
        self._sessions.show_head()
        self.timeline.focus(scroll_visible=False)
        self.show_footer()
        if self._told:
            self.refuse(self._told)
        self.call_after_refresh(self._sessions.read)

    def on_screen_resume(self) -> None:
        """Read again what may have been corrected on the screen above, or erased in another window."""
        self._sessions.read_again()

    def on_agent_sessions_read(self, message: AgentSessions.Read) -> None:
        """Show the sessions."""
        self._sessions.take(message)

    def on_agent_printing_printed(self, message: AgentPrinting.Printed) -> None:
        """Say where the page to print is."""
        self._printing.take(message)

    def on_agent_rights_export_prepared(self, message: AgentRights.ExportPrepared) -> None:
        """Say where the agent's own files are, or ask what is not known yet."""
        self._rights.take(message)

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that what was pasted does not fit."""
        self.refuse(sentence(message.refusal))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Light the profile's head while the keys scroll it; in the timeline the current row tells."""
        del event
        self._sessions.facts_head.light(on=isinstance(self.focused, AgentProfileRows))

    def step_back(self) -> None:
        """Leave the line being written, then go back to the team, to the same agent."""
        if self.edit_line.entry is not None:
            self.edit_line.drop()
        else:
            self.page.go_back()

    def relabel(self) -> None:
        """Show everything in another language."""
        self._printing.show_keys()
        self._sessions.relabel()

    def action_open_session(self) -> None:
        """Go on with a running session or a draft; read a final one."""
        self._listening.open_session()

    def action_listen(self) -> None:
        """Start a live session, or go on with the running one."""
        self._listening.listen()

    def action_hand_out(self) -> None:
        """Write a page to print about the session at the cursor."""
        self._printing.hand_out()

    def action_see(self) -> None:
        """Show everything that is stored about the agent."""
        self._rights.see()

    def action_own_export(self) -> None:
        """Write the agent's own files."""
        self._rights.export()

    def action_erase(self) -> None:
        """Say what would go, and erase once the name is typed."""
        self._rights.erase()

    def action_edit_agent(self) -> None:
        """Change the profile, as stored now."""
        from coachtui.ui.agent.form import AgentFormScreen

        if not self.coach.places.require_nothing_written():
            return
        try:
            self.page.reload_agent()
        except CoachError as error:
            self.page.tell_gone(error)
            return
        self.coach.places.open(AgentFormScreen(self.page.agent, self._changed))

    def action_take_back(self) -> None:
        """Take back that the last session was finished, if its agent is still there."""
        if self.page.require_free():
            self.coach.places.take_back()

    def _changed(self, agent: Agent | None, told: str) -> None:
        if agent is not None:
            self.page.replace_agent(agent)
            self._sessions.show()
        self.say(told, "good" if agent is not None else "muted")
