"""Beginning a session with an agent of the team, or going on with one that runs (R4)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.services.listening_request import LiveRequest
from coachtui.ui.present import key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.team.members import TeamMembers
from coachtui.ui.team.running_line import TeamRunning
from coachtui.ui.team.team_list import TeamList
from coachtui.ui.words.team import has_left, why_not


class TeamListening:
    """Opens a session with the selected agent, or says why not."""

    def __init__(
        self, screen: CoachScreen, team: TeamList, running: TeamRunning, members: TeamMembers
    ) -> None:
        """Take the screen, its list, what runs, and what becomes of an agent who is gone."""
        self._screen = screen
        self._team = team
        self._running = running
        self._members = members
        self._waits = False

    @property
    def waits(self) -> bool:
        """Whether a session is opened only once it is known what runs; keys wait for that."""
        return self._waits

    def listen(self) -> None:
        """Start a live session with the current agent, or go on with the running one."""
        screen, standing, another = self._screen, self._team.rows.current_summary, self._running.another
        waited, self._waits = self._waits, False
        if standing is None:
            self._go_on_with_first()
        elif another.running is None and not waited:
            self._waits = True  # what runs comes first, and is known in a moment
        elif standing.agent.status == "left" and not standing.runs:
            screen.refuse(has_left(self._key("team.edit")))
        elif question := another.question(standing.agent, self._running.listen_key(), self._key("team.open")):
            screen.refuse(question)
        else:
            self._sit_down(standing.agent, standing.tally.running if standing.tally is not None else "")

    def _go_on_with_first(self) -> None:
        """Go on with what is said to run, where the filter leaves nobody to listen to."""
        first = next(iter(self._running.another.running or ()), None)
        if first is None or first.elsewhere:
            self._team.refuse_nobody()
        else:
            self._sit_down(first.agent, first.session_id)

    def _sit_down(self, agent: Agent, session_id: str) -> None:
        """Open a session with an agent.

        Args:
            agent: The agent.
            session_id: The one that runs; empty for none.
        """
        from coachtui.ui.live.screen import LiveScreen

        request = replace(self._running.request or LiveRequest(), session_id=session_id)
        try:
            open_session = self._screen.coach.work.begin_session(agent, request)
        except CoachError as error:
            if error.code == "agent_erased":
                self._members.take_off(error)
            else:
                self._screen.refuse(why_not(error, self._key("team.open")))
        else:
            self._screen.coach.places.open(LiveScreen(open_session))

    def _key(self, binding: str) -> str:
        return key_name(self._screen.coach.first_key(binding))
