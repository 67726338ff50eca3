"""Chooses the screen that the program opens with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.running_sessions import stored_running_sessions
from coachtui.services.words.sentences import sentence
from coachtui.ui.running_calls import runs_too
from coachtui.ui.screens.background import in_background
from coachtui.ui.team_place import TeamPlace
from coachtui.ui.widgets.bars import MessageLine
from coachtui.ui.words.problems import problem_line, problems_to_tell
from coachtui.ui.words.save_badge import not_saved

if TYPE_CHECKING:
    from textual.screen import Screen

    from coachtui.domain.agent import Agent
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
        StoreBusy: The session asked for is open in another window, and is not one to come back to.
    """
    why_not = open_requested_session(coach, live)
    if coach.work.open_session is not None:
        from coachtui.ui.live.screen import LiveScreen

        item_id, in_note = (live.item_id, live.in_note) if live is not None else ("", False)
        screen = LiveScreen(coach.work.open_session, item_id=item_id, in_note=in_note)
        screen.call_after_refresh(_tell_problems, coach, screen)
        if not coach.work.open_session.opened.resumed:
            screen.call_after_refresh(_tell_what_runs_too, coach, screen)
        return screen
    if live is None and _first_start(coach.program):
        from coachtui.ui.first_start.screen import FirstStartScreen

        first = FirstStartScreen()
        first.call_after_refresh(_tell_problems, coach, first)
        return first
    agent = _agent_of(coach, page_of)
    if agent is not None:
        from coachtui.ui.agent.screen import AgentScreen

        return AgentScreen(agent, TeamPlace(agent_id=agent.id))
    from coachtui.ui.team.screen import TeamScreen

    if page_of:
        why_not = not_saved("agent_erased")
    if why_not:
        place = TeamPlace(agent_id=live.agent_id or "" if live is not None else "")
        return TeamScreen(place=place, at_start=True, told=why_not)
    return TeamScreen(live, at_start=True)


def open_requested_session(coach: Coach, live: LiveRequest | None) -> str:
    """Open the session asked for, if one is and it is not open yet.

    Returns:
        Why a session that is come back to after a lock is not open; nothing where it is or none is asked for.

    Raises:
        StoreBusy: It is open in another window, and is not one to come back to.
    """
    if coach.work.open_session is not None or live is None or live.agent_id is None:
        return ""
    if not live.back:
        agent = next(agent for agent in coach.program.team.agents() if agent.id == live.agent_id)
        coach.work.begin_session(agent, live)
        return ""
    try:
        return _back_to(coach, live, live.agent_id)
    except CoachError as error:
        return sentence(error)


def _back_to(coach: Coach, live: LiveRequest, agent_id: str) -> str:
    """Open the session that the lead was in, or begin the empty one again; return why that does not go."""
    from coachtui.domain.names.namesakes import name_with_mark
    from coachtui.services.words.records import DASH

    agent = _agent_of(coach, agent_id)
    if agent is None:
        return not_saved("agent_erased")
    if not live.session_id:
        coach.work.begin_session(agent, live)
        return ""
    session = coach.program.sessions.get(live.session_id)
    if session is None:
        return _("The session you were in was discarded in another window.")
    if session.agent_id != agent.id:
        now_of = _agent_of(coach, session.agent_id)
        name = name_with_mark(now_of.name, coach.agents.mark_of(now_of)) if now_of is not None else DASH
        return _("The session you were in was given to {name} in another window.").format(name=name)
    coach.work.resume_session(agent, session)
    return ""


def _agent_of(coach: Coach, agent_id: str) -> Agent | None:
    return next((agent for agent in coach.program.team.agents() if agent.id == agent_id), None)


def _tell_problems(coach: Coach, screen: CoachScreen) -> None:
    """Say what in settings and keys is ignored, and that a recovery key is to be confirmed."""
    line = problem_line(problems_to_tell(coach))
    if line:
        screen.refuse(line)


def _tell_what_runs_too(coach: Coach, screen: CoachScreen) -> None:
    """Say that another session runs besides the one just begun; it is looked for on a thread."""
    begun = coach.work.open_session.session.id if coach.work.open_session is not None else ""

    def look() -> MessageLine.News | None:
        others = [each for each in stored_running_sessions(coach.program) if each.session_id != begun]
        return MessageLine.News(runs_too(others)) if others else None

    in_background(screen, look, lambda error: MessageLine.News(sentence(error)), tell=screen.message_line)


def _first_start(program: Program) -> bool:
    """Whether nobody has begun yet: no lead's name, no session, and no agent or no language anybody chose.

    A list taken in by a command before the first start has agents in it and answers none of its questions.
    """
    lead = program.team.lead()
    if lead is not None and lead.name:
        return False
    if not program.team.agents():
        return True
    return program.settings.get(preferences.LANGUAGE) is None and not any(program.sessions.readable_rows())
