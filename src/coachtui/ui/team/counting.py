"""Counting the sessions of everyone on the team, on a thread, and showing what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from textual.message import Message

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.services.team_count import TeamCount, count_team
from coachtui.services.words.sentences import sentence
from coachtui.services.words.unread import unread_sentences
from coachtui.ui.screens.background import in_background
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.team.first_step import first_step
from coachtui.ui.team.running_line import TeamRunning
from coachtui.ui.team.standing_line import StandingLine
from coachtui.ui.team.team_list import TeamList

_LOOK_AGAIN_S = 5.0
"""Seconds after which a key lets the sessions be counted anew: another window may have begun one."""


class TeamCounting:
    """Counts the team's sessions, shows the numbers, and says what could not be read."""

    @dataclass
    class Counted(Message):
        """The sessions are counted; or why they could not be."""

        count: TeamCount | None
        error: CoachError | None = None

    def __init__(
        self, screen: CoachScreen, team: TeamList, running: TeamRunning, standing: StandingLine
    ) -> None:
        """Take the screen, which is told of the count, and what shows it."""
        self._screen = screen
        self._team = team
        self._running = running
        self._standing = standing
        self._counted_at = inf
        self._unread_told = ""

    def begin(self) -> None:
        """Count the sessions on a thread: at 100,000 that takes half a second, and keys must not wait."""
        program, today, agents = self._screen.coach.program, self._team.today, tuple(self._team.agents)
        self._counted_at = inf  # one count is enough: a slow one is not begun anew over and over

        def read() -> Message:
            return self.Counted(count_team(program, agents, today))

        in_background(self._screen, read, lambda error: self.Counted(None, error), exclusive=True)

    def begin_if_old(self) -> None:
        """Look again at what other windows did when the list is used after a while."""
        if self._screen.coach.program.clock.tick() - self._counted_at >= _LOOK_AGAIN_S:
            self.begin()

    def begin_again(self) -> None:
        """Read the team and count anew when it comes back to the front; say again what cannot be read."""
        self._unread_told = ""
        self._team.read()
        self.begin()

    def take(self, message: Counted) -> None:
        """Show what was counted, or say why it could not be."""
        self._counted_at = self._screen.coach.program.clock.tick()
        if message.count is not None:
            self._take_count(message.count)
            return
        self._running.another.note_running(())
        self._team.show_uncounted()
        self._screen.refuse(sentence(message.error) if message.error is not None else "")

    def _take_count(self, count: TeamCount) -> None:
        first = self._running.another.running is None
        self._standing.note_count(count)
        self._running.show_running(count.running)
        self._team.show_tallies(count.tallies)
        if first and self._standing.at_start:
            self._begin_with(count.running[0].agent if count.running else None)
        self._standing.show()
        unread = unread_sentences(count.unread, {agent.id: agent.name for agent in self._team.agents})
        if unread and unread != self._unread_told:
            self._screen.refuse(unread)
        self._unread_told = unread

    def _begin_with(self, running: Agent | None) -> None:
        """Put the cursor on what runs; in the sample team on whom to try first."""
        begun = running
        if begun is None and self._screen.coach.program.demo:
            begun, step = first_step(self._team.team, self._running.listen_key())
            self._standing.suggest(step)
        if begun is not None and not (self._team.wanted or self._team.rows.cursor):
            self._team.rows.go_to(begun.id)
