"""The list on the team screen as a whole: its agents read, counted, sorted and filtered by what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.domain.text import clean_piece
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.team_order import ORDERS, TeamOrder, sorted_team
from coachtui.services.team_overview import AgentSummary, SessionTally, agent_summaries
from coachtui.services.words.sentences import sentence
from coachtui.ui.present import key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.team.filter import Findable, findable, matching_agents
from coachtui.ui.team.head import FilterLine, TeamHead
from coachtui.ui.team.rows import SORTED, TeamColumns, TeamRows
from coachtui.ui.words.team import left_shown, nobody_there

_FILTER_LIMIT = 60
"""Characters a filter may have."""


class TeamList:
    """Keeps head, filter, columns and rows true to who is on the team, how they stand and who is looked for.

    Attributes:
        head: Whose team it is, and its totals.
        filter_line: What is typed to filter by.
        columns: The heads of the columns.
        rows: The agents.
    """

    def __init__(self, screen: CoachScreen, tallies: Mapping[str, SessionTally] | None, wanted: str) -> None:
        """Begin with what is known before anybody is read.

        Args:
            screen: The screen that shows the list.
            tallies: What was counted earlier; ``None`` where nothing was.
            wanted: What to filter by.
        """
        self._screen = screen
        self.head = TeamHead()
        self.filter_line = FilterLine()
        self.rows = TeamRows()
        self.columns = TeamColumns(self.rows)
        self._agents: list[Agent] = []
        self._team: list[Findable] = []
        self._tallies = tallies
        self._today = date.min
        self._wanted = wanted
        self._with_left = False

    @property
    def agents(self) -> Sequence[Agent]:
        """Everyone stored, those who left too."""
        return self._agents

    @property
    def team(self) -> Sequence[Findable]:
        """The same with what is searched, in the order shown."""
        return self._team

    @property
    def tallies(self) -> Mapping[str, SessionTally] | None:
        """What was counted of each, by id; ``None`` before that."""
        return self._tallies

    @property
    def today(self) -> date:
        """Local date when the agents were read."""
        return self._today

    @property
    def wanted(self) -> str:
        """What the list is filtered by; empty for nothing."""
        return self._wanted

    def read(self, agent_id: str = "") -> None:
        """Read the agents anew and show them.

        Args:
            agent_id: Whom to go to; empty stays where the cursor is.
        """
        program = self._screen.coach.program
        try:
            self._agents = program.team.agents()
            lead = program.team.lead()
        except CoachError as error:
            self._screen.refuse(sentence(error))
            return
        self._today = program.clock.now().date()
        self.head.name_lead(lead.name if lead is not None else "")
        self.show()
        if agent_id:
            self.rows.go_to(agent_id)

    def read_unfiltered(self, agent_id: str) -> None:
        """Drop the filter, read the agents anew and go to one of them, by id."""
        self._wanted = ""
        self.read(agent_id)

    def show_tallies(self, tallies: Mapping[str, SessionTally]) -> None:
        """Show what was counted of each, by id."""
        self._tallies = tallies
        self.show()

    def show_uncounted(self) -> None:
        """Show that the sessions could not be counted."""
        self.head.note_failure()
        self.show()

    def show(self) -> None:
        """Show the team as it is known now."""
        program = self._screen.coach.program
        target = preferences.number_setting(program.settings, preferences.EVALUATIONS_PER_MONTH)
        order = self._screen.coach.places.team_order
        team = sorted_team(agent_summaries(self.agents, self.tallies, self.today, target), order)
        self._team = [findable(standing) for standing in team]
        self.rows.set_column_widths([s for s in team if not self._hidden(s)], self.today)
        self.head.show(team, self.today, counted=self.tallies is not None, demo=program.demo)
        self._apply_filter()
        self.columns.show(order)

    def relabel(self) -> None:
        """Show everything in another language."""
        self.rows.relabel()
        self.show()

    def add_to_filter(self, typed: str) -> None:
        """Filter by a letter more."""
        self.filter_by(self.wanted + typed)

    def paste_into_filter(self, pasted: str) -> None:
        """Filter by pasted text too, as much of it as a filter may have."""
        self.filter_by(self.wanted + clean_piece(pasted[:_FILTER_LIMIT], self.wanted))

    def filter_by(self, wanted: str) -> None:
        """Show only those whom a text finds; everyone where it is empty."""
        wanted = wanted.lstrip()[:_FILTER_LIMIT]
        if wanted != self.wanted:
            self._wanted = wanted
            self._screen.say("")
            self._apply_filter()
            if wanted:
                self.rows.move_to(0)

    def show_left(self) -> None:
        """Show those who left, or hide them again."""
        self._with_left = not self._with_left
        self.show()
        number = sum(1 for agent in self.agents if agent.status == "left")
        if self._with_left:
            self._screen.say(left_shown(number))
        else:
            self._screen.say(_("Those who left are hidden."))

    def sort_next(self) -> None:
        """Let the team stand in the next order; by team only where there are several."""
        teams = {each.standing.agent.team for each in self.team}
        orders = [order for order in ORDERS if order != "team" or len(teams) > 1]
        now = self._screen.coach.places.team_order
        self.sort(orders[(orders.index(now) + 1) % len(orders)] if now in orders else orders[0])

    def sort(self, order: TeamOrder) -> None:
        """Let the team stand in an order."""
        self._screen.coach.places.order_team(order)
        self.show()
        self._screen.say(_(SORTED[order]))

    def refuse_nobody(self) -> None:
        """Say why there is nobody in the list."""
        self._screen.refuse(self._empty_sentence())

    def _apply_filter(self) -> None:
        """Show those that the filter takes; one that names who left finds them too."""
        everyone = [each.standing for each in self.team if not self._hidden(each.standing)]
        shown = matching_agents(self.team, self.wanted) if self.wanted.strip() else everyone
        self.rows.show(shown, self._empty_sentence())
        self.filter_line.show(self.wanted, len(shown))

    def _hidden(self, standing: AgentSummary) -> bool:
        return standing.agent.status == "left" and not (self._with_left or standing.runs)

    def _empty_sentence(self) -> str:
        if self.wanted:
            return _("Nobody matches; Esc shows everyone again.")
        return nobody_there(self.agents, key_name(self._screen.coach.first_key("team.add")))
