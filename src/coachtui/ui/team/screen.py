"""The team (S1): who is in it, how far each has come this month, whom to listen to (R1, R24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.domain.text import clean_piece
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.listening_request import LiveRequest
from coachtui.services.team_count import TeamCount, count_team
from coachtui.services.team_order import ORDERS, TeamOrder, ordered
from coachtui.services.team_overview import Standing, standings
from coachtui.services.words.sentences import sentence
from coachtui.services.words.unread import all_unread
from coachtui.ui.daily_backup import BackupSpoke, backups_of
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.present import key_name
from coachtui.ui.running_calls import AnotherSession
from coachtui.ui.screens.background import in_background
from coachtui.ui.team.filter import Findable, findable, found
from coachtui.ui.team.first_step import first_step
from coachtui.ui.team.head import FilterLine, TeamHead
from coachtui.ui.team.listening import TeamListening
from coachtui.ui.team.rows import SORTED, TeamColumns, TeamRows
from coachtui.ui.team.running_line import RunningLine
from coachtui.ui.team.standing_line import StandingLine
from coachtui.ui.team_place import TeamPlace
from coachtui.ui.words.problems import problem_line, problems_to_tell
from coachtui.ui.words.team import left_shown, nobody_there

_FILTER_LIMIT = 60
"""Characters a filter may have."""

_LOOK_AGAIN_S = 5.0
"""Seconds after which a key lets the sessions be counted anew: another window may have begun one."""


class TeamScreen(TeamListening):
    """The list of agents."""

    SCOPES = shown_at("TeamScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("team")]
    filters = True

    @dataclass
    class Counted(Message):
        """The sessions are counted; or why they could not be."""

        count: TeamCount | None
        error: CoachError | None = None

    def __init__(
        self,
        live: LiveRequest | None = None,
        place: TeamPlace | None = None,
        *,
        at_start: bool = False,
        told: str = "",
    ) -> None:
        """Take what is asked for.

        Args:
            live: A live session to open with the agent that is chosen.
            place: Where to come back to.
            at_start: Whether this is the first screen, which tells what in settings and keys is ignored.
            told: What went wrong before this screen.
        """
        super().__init__(live)
        self._place = place or TeamPlace()
        self._at_start = at_start
        self._told = told
        self._wanted = self._place.wanted
        self._tallies = self._place.tallies
        self._with_left = False
        self._in_front_before = False
        self._counted_at = inf
        self._unread_told = ""
        self._agents: list[Agent] = []
        self._team: list[Findable] = []
        self._today = date.min

    def compose_body(self) -> ComposeResult:
        """Lay out head, filter, columns and list."""
        rows = TeamRows()
        yield TeamHead()
        yield FilterLine()
        yield TeamColumns(rows)
        yield rows
        yield RunningLine()

    def on_mount(self) -> None:
        """Show the names at once; the sessions are counted after that."""
        self._another = AnotherSession(self.coach.program, self._place.running)
        self._standing = StandingLine(
            coach=self.coach,
            backups=backups_of(self.app),
            at_start=self._at_start,
        )
        self.rows.focus(scroll_visible=False)
        self.show_footer()
        self.take_agents(self._place.agent_id)
        if self._told:
            self._another.fall_on(self.rows.standing, but=self._place.agent_id)
        self._show_running()
        self._greet()
        backups_of(self.app).listen(lambda: self.post_message(BackupSpoke()))
        self.call_after_refresh(self.count)

    def on_screen_resume(self) -> None:
        """Show the team as it is stored by now, when it comes back to the front."""
        if self._in_front_before:
            self._unread_told = ""
            self.take_agents()
            self.count()
        self._in_front_before = True

    def take_agents(self, agent_id: str = "") -> None:
        """Read the agents anew and make one of them the current one."""
        program = self.coach.program
        try:
            self._agents = program.team.agents()
            lead = program.team.lead()
        except CoachError as error:
            self.refuse(sentence(error))
            return
        self._today = program.clock.now().date()
        self.query_one(TeamHead).lead = lead.name if lead is not None else ""
        self._show()
        if agent_id:
            self.rows.go_to(agent_id)

    def count(self) -> None:
        """Count the sessions on a thread: at 100,000 that takes half a second, and keys must not wait."""
        program, today, agents = self.coach.program, self._today, tuple(self._agents)
        self._counted_at = inf  # one count is enough: a slow one is not begun anew over and over

        def read() -> Message:
            return self.Counted(count_team(program, agents, today))

        in_background(self, read, lambda error: self.Counted(None, error), exclusive=True)

    def on_team_screen_counted(self, message: Counted) -> None:
        """Fill the numbers in."""
        count, first = message.count, self._another.running is None
        self._counted_at = self.coach.program.clock.tick()
        if count is None:
            self._another.running = ()
            self.query_one(TeamHead).failed = True
            self._show()
            self.refuse(sentence(message.error) if message.error is not None else "")
        else:
            self._another.running, self._tallies = count.running, count.tallies
            self._standing.due, self._standing.first = count.due, count.first
            self._show_running()
            self._show()
            if first and self._at_start:
                self._begin_with(count.running[0].agent if count.running else None)
            self.show_standing()
            unread = all_unread(count.unread, {agent.id: agent.name for agent in self._agents})
            if unread and unread != self._unread_told:
                self.refuse(unread)
            self._unread_told = unread
        if self.holds_keys:
            self.action_listen()

    def action_take_back(self) -> None:
        """Take back that the last session was finished."""
        self.coach.places.take_back()

    def on_backup_spoke(self) -> None:
        """Say what is known of backups now."""
        self.show_standing()

    def show_standing(self) -> None:
        """Say what runs and how safe the data are, unless something else is to be said."""
        line = self.message_line
        to_say = self._standing.next((line.text, line.tone_name), self.app.size.width)
        if to_say is not None:
            self.say(*to_say)

    def _begin_with(self, running: Agent | None) -> None:
        """Put the cursor on what runs; in the sample team on whom to try first."""
        begun = running
        if begun is None and self.coach.program.demo:
            begun, self._standing.hint = first_step(self._team, self.listen_key())
        if begun is not None and not (self._wanted or self.rows.cursor):
            self.rows.go_to(begun.id)

    def _show_running(self) -> None:
        """Say what runs and which key goes on with it, for as long as anything does."""
        self.query_one(RunningLine).show(self._another.running or (), self.listen_key())

    def swallows(self, key: events.Key) -> bool:
        """Look again at what other windows did when the list is used after a while; take no key away."""
        if self.coach.program.clock.tick() - self._counted_at >= _LOOK_AGAIN_S:
            self.count()
        return super().swallows(key)

    def on_key(self, event: events.Key) -> None:
        """Let letters and digits filter at once, in any script."""
        if event.character is not None and event.is_printable:
            event.stop().prevent_default()
            self._filter(self._wanted + event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Let pasted text filter too."""
        event.stop()
        self._filter(self._wanted + clean_piece(event.text[:_FILTER_LIMIT], self._wanted))

    def action_unfilter(self) -> None:
        """Take the last character of the filter away."""
        self._filter(self._wanted[:-1])

    def action_show_left(self) -> None:
        """Show those who left, or hide them again."""
        self._with_left = not self._with_left
        self._show()
        number = sum(1 for agent in self._agents if agent.status == "left")
        if self._with_left:
            self.say(left_shown(number))
        else:
            self.say(_("Those who left are hidden."))

    def action_sort(self) -> None:
        """Let the team stand in the next order."""
        teams = {each.standing.agent.team for each in self._team}
        orders = [order for order in ORDERS if order != "team" or len(teams) > 1]
        now = self.coach.places.team_order
        self._sort(orders[(orders.index(now) + 1) % len(orders)] if now in orders else orders[0])

    def on_team_columns_order_wanted(self, message: TeamColumns.OrderWanted) -> None:
        """Let the team stand by the column that was clicked."""
        self._sort(message.order)

    def action_open_agent(self) -> None:
        """Open the current agent; begin the session that was asked for, if one was."""
        from coachtui.ui.agent.screen import AgentScreen

        standing = self.rows.standing
        if self._live is not None:
            self.action_listen()
        elif standing is None:
            self.refuse_nobody()
        elif (agent := self.still_there(standing.agent)) is not None:
            place = TeamPlace(
                agent_id=agent.id,
                wanted=self._wanted,
                tallies=self._tallies,
                running=self._another.running,
            )
            self.coach.work.turn_to(agent)
            self.coach.places.open(AgentScreen(agent, place))

    def action_add_agent(self) -> None:
        """Add an agent."""
        self._fill_in(None)

    def action_edit_agent(self) -> None:
        """Change the current agent, as stored now."""
        standing = self.rows.standing
        if standing is None:
            self.refuse_nobody()
        elif (agent := self.still_there(standing.agent)) is not None:
            self._fill_in(agent)

    def step_back(self) -> None:
        """Clear the filter; from the team there is nowhere further back."""
        if self._wanted:
            self._filter("")
        elif self._live is not None:
            self._live = None
            self._show_running()
            self.say(_("No session was started."))
        else:
            key = key_name(self.coach.first_key("app.quit"))
            self.say(_("This is the team. {key} leaves the program.").format(key=key))

    def relabel(self) -> None:
        """Show everything in another language."""
        super().relabel()
        self.rows.relabel()
        self._show()
        self._show_running()
        self._greet()
        self.show_standing()

    def on_resize(self) -> None:
        """Share the columns and the message line out anew."""
        self.show_standing()
        self.call_after_refresh(self.query_one(TeamColumns).update_lines)

    def _filter(self, wanted: str) -> None:
        wanted = wanted.lstrip()[:_FILTER_LIMIT]
        if wanted != self._wanted:
            self._wanted = wanted
            self.say("")
            self._sift()
            if wanted:
                self.rows.move_to(0)

    def _show(self) -> None:
        """Show the team as it is now."""
        program = self.coach.program
        target = preferences.number(program.settings, preferences.EVALUATIONS_PER_MONTH)
        order = self.coach.places.team_order
        team = ordered(standings(self._agents, self._tallies, self._today, target), order)
        self._team = [findable(standing) for standing in team]
        self.rows.share_out([s for s in team if not self._hidden(s)], self._today)
        counted = self._tallies is not None
        self.query_one(TeamHead).show(team, self._today, counted=counted, demo=program.demo)
        self._sift()
        self.query_one(TeamColumns).show(order)

    def _sort(self, order: TeamOrder) -> None:
        self.coach.places.team_order = order
        self._show()
        self.say(_(SORTED[order]))

    def _sift(self) -> None:
        """Show those that the filter takes; one that names who left finds them too."""
        everyone = [each.standing for each in self._team if not self._hidden(each.standing)]
        shown = found(self._team, self._wanted) if self._wanted.strip() else everyone
        self.rows.show(shown, self.empty_sentence())
        self.query_one(FilterLine).show(self._wanted, len(shown))

    def _hidden(self, standing: Standing) -> bool:
        return standing.agent.status == "left" and not (self._with_left or standing.runs)

    def empty_sentence(self) -> str:
        """Return why there is nobody in the list."""
        if self._wanted:
            return _("Nobody matches; Esc shows everyone again.")
        return nobody_there(self._agents, key_name(self.coach.first_key("team.add")))

    def _greet(self) -> None:
        """Say what is asked for or what is ignored; the rest of the line stays quiet."""
        self._standing.begin_anew()
        if self._told:
            self.refuse(self._told)
        elif self._live is not None:
            self.say(_("Choose whom to listen to; Enter starts."), "accent")
        elif not (self._at_start and self._tell_problems()):
            self.show_standing()

    def _tell_problems(self) -> bool:
        """Say what is to be said at the start, such as what is ignored; return whether anything is."""
        line = problem_line(problems_to_tell(self.coach))
        if line:
            self.refuse(line)
        return bool(line)

    def _fill_in(self, agent: Agent | None) -> None:
        from coachtui.ui.agent.form import AgentFormScreen

        self.coach.places.open(AgentFormScreen(agent, self._filled_in))

    def _filled_in(self, agent: Agent | None, told: str) -> None:
        if agent is not None:
            self._wanted = ""
            self.take_agents(agent.id)
        self.say(told, "good" if agent is not None else "muted")
