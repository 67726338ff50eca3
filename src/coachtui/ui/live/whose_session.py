"""Shows on the live screen whose session it is, and what was agreed with that agent last."""

from __future__ import annotations

from coachtui.services.agreements import last_agreement
from coachtui.ui.live.agent_pane import AgentPane
from coachtui.ui.live.work import LiveWork
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen


def show_agent(screen: CoachScreen, work: LiveWork) -> None:
    """Show the agent of the session, and what was agreed last as soon as a thread has found it."""
    work.header.tell_apart(screen.coach.agents.mark_of(work.open_session.agent))
    screen.query_one(AgentPane).show_another()
    screen.call_after_refresh(_look_for_agreed, screen, work)


def _look_for_agreed(screen: CoachScreen, work: LiveWork) -> None:
    sessions, used = screen.coach.program.sessions, screen.coach.program.listening.used
    agent_id, session_id = work.open_session.agent.id, work.open_session.session.id

    def look() -> AgentPane.AgreedFound:
        found = last_agreement(sessions.newest.sessions_of(agent_id), used, but=session_id)
        return AgentPane.AgreedFound(agent_id, found)

    in_background(
        screen,
        look,
        lambda error: AgentPane.AgreedFound(agent_id, None, error),
        tell=screen.query_one(AgentPane),
    )
