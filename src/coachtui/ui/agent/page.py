"""The agent that a page is about: as stored by now, or gone because another window erased them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError, Refused
from coachtui.services.words.sentences import sentence
from coachtui.ui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.ui.team_place import TeamPlace


class AgentPage:
    """Knows whose page it is and where it leads back to; asked before anything is begun from it."""

    def __init__(self, screen: CoachScreen, agent: Agent, place: TeamPlace | None) -> None:
        """Take the agent.

        Args:
            screen: The screen that shows the page.
            agent: The agent.
            place: Where to go back to on the team screen; ``None`` where nothing is known of it.
        """
        self._screen = screen
        self._place = place
        self._agent = agent

    @property
    def agent(self) -> Agent:
        """Whose page it is, as stored when it was looked at last."""
        return self._agent

    def replace_agent(self, changed: Agent) -> None:
        """Be the page of the same agent as changed meanwhile."""
        self._agent = changed

    def reload_agent(self) -> None:
        """Take over what another window made of the agent.

        Raises:
            CoachError: The agent was erased, or cannot be read.
        """
        self._agent = self._screen.coach.program.roster.reload(self._agent)

    def require_stored(self) -> bool:
        """Take over what another window made of the agent; go where that is said if nothing is stored now.

        What cannot be read is told by what reads it next.
        """
        try:
            self.reload_agent()
        except Refused as gone:
            self.tell_gone(gone)
            return False
        except CoachError:  # what is asked for meets the same fault and tells it
            return True
        return True

    def require_free(self) -> bool:
        """Whether something else may begin: no folder is being written, and the agent is still there."""
        return self._screen.coach.places.require_nothing_written() and self.require_stored()

    def tell_gone(self, gone: CoachError) -> None:
        """Say that something is not stored any more; a page of who was erased gives way to the team."""
        if gone.code != "agent_erased":
            self._screen.refuse(sentence(gone))
        elif self._screen.is_current:
            self._screen.coach.places.show_team(place=self._place, told=sentence(gone))

    def go_back(self) -> None:
        """Go back to the team, to the same agent."""
        self._screen.coach.places.show_team(place=self._place)
