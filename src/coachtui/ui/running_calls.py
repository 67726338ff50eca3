"""Sentences about sessions that run, and the question before another one is begun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.domain.names.namesakes import name_with_mark
from coachtui.i18n import _
from coachtui.services.running_sessions import RunningSession
from coachtui.ui.cells import fit_named
from coachtui.ui.present import day
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.second_press import SecondPress

if TYPE_CHECKING:
    from coachtui.services.team_overview import AgentSummary

_MOST_NAME = 26
"""Cells of a name in a sentence; a longer one gives way to the alias."""


class AnotherSession:
    """Asks before a session is begun beside one that runs, or beside a draft to go on with.

    A session with an agent is asked about too where the list came to stand at them by itself.
    """

    def __init__(self, screen: CoachScreen, running: Sequence[RunningSession] | None) -> None:
        """Take who asks and what is known.

        Args:
            screen: The screen that asks; its program has the clock and the sessions.
            running: What runs; ``None`` while it is not known.
        """
        self._running = running
        self._screen = screen
        self._press = SecondPress(self._now)
        self._not_chosen = ""

    @property
    def running(self) -> Sequence[RunningSession] | None:
        """What runs; ``None`` before it is known."""
        return self._running

    def note_running(self, running: Sequence[RunningSession]) -> None:
        """Note what runs, once it is known or known anew."""
        self._running = running

    def note_cursor_moved(self, here: AgentSummary | None, *, but: str) -> None:
        """Note that the list moved to another agent because the one chosen is gone: ask before beginning.

        Args:
            here: The row at the cursor, if there is any.
            but: Id of the agent who was chosen.
        """
        self._not_chosen = here.agent.id if here is not None and here.agent.id != but else ""

    def question(self, agent: Agent, key: str, opens: str) -> str:
        """Return the question before a session with an agent is begun; empty where none is needed.

        Args:
            agent: Whom the lead wants to listen to; a session of theirs that runs is gone on with.
            key: Name of the key pressed.
            opens: Name of the key that leads to a draft.
        """
        running = self.running or ()
        if any(each.agent.id == agent.id for each in running):
            return ""
        said = _begins_another(running, key) if running else self._draft_of(agent, key, opens)
        if agent.id == self._not_chosen:
            said = said or _("{key} again starts a session with {agent}.").format(key=key, agent=agent.short)
        if said and not self._press.confirm(agent.id):
            return said
        self._not_chosen = ""
        return ""

    def _now(self) -> float:
        return self._screen.coach.program.clock.tick()

    def _draft_of(self, agent: Agent, key: str, opens: str) -> str:
        """Return that the agent's newest session is a draft, and how to go on with it; else nothing."""
        try:
            rows = self._screen.coach.program.sessions.newest.rows_of(agent.id)
        except CoachError:  # beginning the session says what is wrong with the logs
            return ""
        if not rows or rows[-1].status != "draft" or any(each.status == "live" for each in rows):
            return ""
        text = _("Draft of {day}: {open} opens it, {key} again starts a new session.")
        return text.format(day=day(rows[-1].started_at.date()), open=opens, key=key)


def running_line(running: Sequence[RunningSession], key: str) -> str:
    """Return the sentence which session runs and how to go on with it; empty where none does.

    Args:
        running: What runs, the first to go on with first.
        key: Name of the key that goes on with the current agent's.
    """
    if not running:
        return ""
    first, others = running[0], len(running) - 1
    if first.elsewhere:
        text = (
            _("Call with {agent} is running in another window.")
            if first.in_call
            else _("Session with {agent} is running in another window.")
        )
    elif first.in_call:
        text = _("Call with {agent} is running: {key} continues")
    else:
        text = _("Session with {agent} is running: {key} continues")
    return text.format(agent=_name(first), key=key) + (f" (+{others})" if others else "")


def _begins_another(running: Sequence[RunningSession], key: str) -> str:
    """Return that something runs already and what the same key does when it is pressed again."""
    text = (
        _("Call with {agent} is running. {key} again starts another session.")
        if running[0].in_call
        else _("Session with {agent} is running. {key} again starts another one.")
    )
    return text.format(agent=_name(running[0]), key=key)


def runs_too(running: Sequence[RunningSession]) -> str:
    """Return the sentence that another session runs besides the one just begun."""
    text = (
        _("Call with {agent} is also running; continue it on the team screen.")
        if running[0].in_call
        else _("Session with {agent} is also running; continue it on the team screen.")
    )
    return text.format(agent=_name(running[0]))


def _name(running: RunningSession) -> str:
    agent = running.agent
    name = agent.name if cell_len(name_with_mark(agent.name, running.mark)) <= _MOST_NAME else agent.short
    mark = "" if name == running.mark else running.mark
    return fit_named(name, mark, min(cell_len(name_with_mark(name, mark)), _MOST_NAME))
