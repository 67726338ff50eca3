"""Looks up what is shown of an agent beside the name: who is a namesake, how the agent stands."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError
from coachtui.domain.names.namesakes import distinguishing_marks
from coachtui.domain.rhythm import count_evaluated_in_month
from coachtui.services import preferences
from coachtui.ui.agent_profile import Profile
from coachtui.ui.present import day_and_time

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent, Lead
    from coachtui.domain.listing import SessionRow
    from coachtui.services.program import Program


class AgentFacts:
    """Facts about agents, from the team and their newest sessions; what cannot be read is left out."""

    def __init__(self, program: Program) -> None:
        """Take the program, which has the team and the sessions."""
        self._program = program
        self._lead: Lead | None = None

    def mark_of(self, agent: Agent) -> str:
        """Return what tells an agent apart from others of the same name; empty where nobody else has it.

        Args:
            agent: One of the team, those who left too.
        """
        try:
            return distinguishing_marks(self._program.team.agents()).get(agent.id, "")
        except CoachError:  # whoever opens the agent's page or session is told what is wrong with the log
            return ""

    def known_lead(self) -> Lead | None:
        """Return the lead as stored, as last read where the disk gives none now; ``None`` for nobody yet."""
        with suppress(CoachError):  # the badge says that the disk is away; what is shown goes on
            self._lead = self._program.team.lead()
        return self._lead

    def profile_of(self, agent: Agent, but: str = "", known: Sequence[SessionRow] | None = None) -> Profile:
        """Return what is known of an agent now, from that agent's newest sessions.

        Args:
            agent: The agent.
            but: Id of a session that does not count as the last one.
            known: Rows of the agent's sessions where they are read already.
        """
        unread = False
        try:
            rows = self._program.sessions.newest.rows_of(agent.id) if known is None else known
        except CoachError:  # the page of the agent tells why
            rows, unread = (), True
        dates = [day for entry in rows for day in entry.evaluated_for(agent.id)]
        earlier = [entry.started_at for entry in rows if entry.id != but]
        return Profile(
            agent=agent,
            evaluations=count_evaluated_in_month(dates, self._program.clock.now().date()),
            target=preferences.number_setting(self._program.settings, preferences.EVALUATIONS_PER_MONTH),
            last_session=day_and_time(max(earlier)) if earlier else "",
            unread=unread,
        )
