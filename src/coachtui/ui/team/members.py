"""Opening an agent's page from the team, adding an agent, editing one; who was erased meanwhile goes."""

from __future__ import annotations

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.services.words.sentences import sentence
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.team.counting import TeamCounting
from coachtui.ui.team.running_line import TeamRunning
from coachtui.ui.team.team_list import TeamList
from coachtui.ui.team_place import TeamPlace


class TeamMembers:
    """Opens, adds and edits agents; takes off the list who was erased meanwhile."""

    def __init__(
        self, screen: CoachScreen, team: TeamList, running: TeamRunning, counting: TeamCounting
    ) -> None:
        """Take the screen, its list, what runs, and what counts anew once somebody is gone."""
        self._screen = screen
        self._team = team
        self._running = running
        self._counting = counting

    def open(self) -> None:
        """Open the page of the current agent."""
        from coachtui.ui.agent.screen import AgentScreen

        agent = self._current()
        if agent is None:
            return
        place = TeamPlace(
            agent_id=agent.id,
            wanted=self._team.wanted,
            tallies=self._team.tallies,
            running=self._running.another.running,
        )
        self._screen.coach.work.turn_to(agent)
        self._screen.coach.places.open(AgentScreen(agent, place))

    def add(self) -> None:
        """Add an agent."""
        self._fill_in(None)

    def edit(self) -> None:
        """Change the current agent, as stored now."""
        agent = self._current()
        if agent is not None:
            self._fill_in(agent)

    def take_off(self, gone: CoachError) -> None:
        """Show the list without somebody who is erased by now, and say so.

        Args:
            gone: What says who it is.
        """
        chosen = self._team.rows.current_summary
        self._team.read()
        self.ask_about_next(chosen.agent.id if chosen is not None else "")
        self._counting.begin()
        self._screen.refuse(sentence(gone))

    def ask_about_next(self, chosen: str) -> None:
        """Ask before a session is begun with whoever is at the cursor now in the place of the one chosen."""
        self._running.another.note_cursor_moved(self._team.rows.current_summary, but=chosen)

    def _current(self) -> Agent | None:
        """Return the current agent as stored now; else ``None``, and why is said."""
        standing = self._team.rows.current_summary
        if standing is None:
            self._team.refuse_nobody()
            return None
        try:
            return self._screen.coach.program.roster.reload(standing.agent)
        except CoachError as error:
            if error.code != "agent_erased":
                return standing.agent  # what is asked for meets the same fault and tells it
            self.take_off(error)
            return None

    def _fill_in(self, agent: Agent | None) -> None:
        from coachtui.ui.agent.form import AgentFormScreen

        self._screen.coach.places.open(AgentFormScreen(agent, self._filled_in))

    def _filled_in(self, agent: Agent | None, told: str) -> None:
        if agent is not None:
            self._team.read_unfiltered(agent.id)
        self._screen.say(told, "good" if agent is not None else "muted")
