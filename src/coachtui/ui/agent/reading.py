"""A session read from the agent's page, without what belongs to the agent alone (R84)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coachtui.ui.places import shown_at
from coachtui.ui.reading.screen import SessionReading

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.errors import CoachError
    from coachtui.domain.session import Session
    from coachtui.services.agent_owned import AgentOwned
    from coachtui.services.results import Results


class AgentReading(SessionReading):
    """The session as the lead may see it, after a correction too."""

    SCOPES = shown_at("AgentReading")

    def __init__(
        self, agent: Agent, session: Session, results: Results, owned: AgentOwned, told: str = ""
    ) -> None:
        """Take the session.

        Args:
            agent: Its agent.
            session: As it is on disk.
            results: Where its scores come from.
            owned: Knows what belongs to the agent alone.
            told: Why it is only read, if there is a reason to say.
        """
        super().__init__(agent, owned.shown(session), results, told)
        self._owned = owned

    def _take(self, change: Callable[[], Session]) -> CoachError | None:
        """Make a change, and show of the session what may be seen."""
        return super()._take(lambda: self._owned.shown(change()))
