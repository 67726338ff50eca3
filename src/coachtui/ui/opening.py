"""Which screen the program opens with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.services import preferences
from coachtui.services.running import running_of
from coachtui.services.sentences import sentence
from coachtui.ui.problem_words import problem_line
from coachtui.ui.running_calls import RunsToo, runs_too
from coachtui.ui.screens.background import in_background
from coachtui.ui.team_place import TeamPlace

if TYPE_CHECKING:
    from textual.screen import Screen

    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program
    from coachtui.ui.coach import Coach
    from coachtui.ui.screens.base import CoachScreen


def first_screen(coach: Coach, live: LiveRequest | None, page_of: str = "") -> Screen[None]:
    """Return the screen to open with: the live session asked for, the first start, an agent, or the team.

    Args:
        coach: The application.
        live: The live session asked for, or ``None``.
        page_of: Id of the agent whose page is asked for; empty for none.

    Raises:
        StoreBusy: The session asked for is open in another window.
    """
    open_sitting(coach, live)
    if coach.sitting is not None:
        from coachtui.ui.screens.live import LiveScreen

        screen = LiveScreen(
            coach.sitting, item_id=live.item_id if live else "", in_note=live is not None and live.in_note
        )
        screen.call_after_refresh(_tell_problems, coach, screen)
        if not coach.sitting.opened.resumed:
            screen.call_after_refresh(_tell_what_runs_too, coach, screen)
        return screen
    if live is None and _first_start(coach.program):
        from coachtui.ui.screens.first_start import FirstStartScreen

        first = FirstStartScreen()
        first.call_after_refresh(_tell_problems, coach, first)
        return first
    agent = next((agent for agent in coach.program.team.agents() if agent.id == page_of), None)
    if agent is not None:
        from coachtui.ui.screens.agent import AgentScreen

        return AgentScreen(agent, TeamPlace(agent_id=agent.id))
    from coachtui.ui.screens.team import TeamScreen

    return TeamScreen(live, at_start=True)


def open_sitting(coach: Coach, live: LiveRequest | None) -> None:
    """Open the session asked for, if one is and it is not open yet.

    Raises:
        StoreBusy: It is open in another window.
    """
    if coach.sitting is None and live is not None and live.agent_id is not None:
        agent = next(agent for agent in coach.program.team.agents() if agent.id == live.agent_id)
        session = coach.program.sessions.get(live.session_id) if live.session_id else None
        if session is not None and session.agent_id == agent.id:
            coach.sit_down_with(agent, session)
        else:
            coach.sit_down(agent, live)


def _tell_problems(coach: Coach, screen: CoachScreen) -> None:
    """Say what in settings and keys is ignored."""
    line = problem_line((*coach.program.setting_problems(), *coach.key_problems))
    if line:
        screen.refuse(line)


def _tell_what_runs_too(coach: Coach, screen: CoachScreen) -> None:
    """Say that another session runs besides the one just begun; it is looked for on a thread."""
    begun = coach.sitting.session.id if coach.sitting is not None else ""

    def look() -> RunsToo | None:
        others = [each for each in running_of(coach.program) if each.session_id != begun]
        return RunsToo(runs_too(others)) if others else None

    in_background(screen, look, lambda error: RunsToo(sentence(error)))


def _first_start(program: Program) -> bool:
    """Whether nobody has begun yet: no lead's name, no session, and no agent or no language anybody chose.

    A list taken in by a command before the first start has agents in it and answers none of its questions.
    """
    lead = program.team.lead()
    if lead is not None and lead.name:
        return False
    if not program.team.agents():
        return True
    return program.settings.get(preferences.LANGUAGE) is None and not program.sessions.rows()
