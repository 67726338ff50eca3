"""Beginning a session from the list of agents, or going on with one that runs (R4)."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.services.listening_request import LiveRequest
from coachtui.services.words.sentences import sentence
from coachtui.ui.present import key_name
from coachtui.ui.running_calls import AnotherSession
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.team.rows import TeamRows
from coachtui.ui.words.team import has_left, why_not


class TeamListening(CoachScreen):
    """A screen with a list of agents from which a session is begun."""

    _another: AnotherSession

    def __init__(self, live: LiveRequest | None = None) -> None:
        """Take the live session to open with the agent that is chosen, if one is asked for."""
        super().__init__()
        self._live = live

    @property
    def rows(self) -> TeamRows:
        """The list."""
        return self.query_one(TeamRows)

    def empty_sentence(self) -> str:
        """Return why there is nobody in the list."""
        raise NotImplementedError

    def take_agents(self, agent_id: str = "") -> None:
        """Read the agents anew and make one of them the current one."""
        raise NotImplementedError

    def count(self) -> None:
        """Count their sessions anew."""
        raise NotImplementedError

    def listen_key(self) -> str:
        """Return the name of the key that begins a session or goes on with one."""
        return key_name(self.coach.first_key("team.live" if self._live is None else "team.open"))

    def refuse_nobody(self) -> None:
        """Say why there is nobody in the list."""
        self.refuse(self.empty_sentence())

    def action_listen(self) -> None:
        """Start a live session with the current agent, or go on with the running one."""
        standing, waited = self.rows.standing, self.holds_keys
        self.holds_keys = False
        if standing is None:
            self._go_on_with_first()
        elif self._another.running is None and not waited:
            self.holds_keys = True  # what runs comes first, and is known in a moment
        elif standing.agent.status == "left" and not standing.runs:
            self.refuse(has_left(key_name(self.coach.first_key("team.edit"))))
        elif question := self._another.question(
            standing.agent, self.listen_key(), key_name(self.coach.first_key("team.open"))
        ):
            self.refuse(question)
        else:
            self._sit_down(standing.agent, standing.tally.running if standing.tally is not None else "")

    def _go_on_with_first(self) -> None:
        """Go on with what is said to run, where the filter leaves nobody to listen to."""
        first = next(iter(self._another.running or ()), None)
        if first is None or first.elsewhere:
            self.refuse_nobody()
        else:
            self._sit_down(first.agent, first.session_id)

    def _sit_down(self, agent: Agent, session_id: str) -> None:
        """Open a session with an agent.

        Args:
            agent: The agent.
            session_id: The one that runs; empty for none.
        """
        from coachtui.ui.live.screen import LiveScreen

        request = replace(self._live or LiveRequest(), session_id=session_id)
        try:
            sitting = self.coach.work.sit_down(agent, request)
        except CoachError as error:
            if error.code == "agent_erased":
                self._take_off(error)
            else:
                self.refuse(why_not(error, key_name(self.coach.first_key("team.open"))))
        else:
            self.coach.places.open(LiveScreen(sitting))

    def still_there(self, agent: Agent) -> Agent | None:
        """Return an agent as stored now; who is erased by now goes off the list, and that is said."""
        try:
            return self.coach.program.roster.still_there(agent)
        except CoachError as error:
            if error.code != "agent_erased":
                return agent  # what is asked for meets the same fault and tells it
            self._take_off(error)
            return None

    def _take_off(self, gone: CoachError) -> None:
        chosen = self.rows.standing
        self.take_agents()
        self._another.fall_on(self.rows.standing, but=chosen.agent.id if chosen is not None else "")
        self.count()
        self.refuse(sentence(gone))
