"""The list of agents: one line each, the same at 5 and at 500 (R24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product

from rich.cells import cell_len
from textual import events
from textual.message import Message

from coachtui.domain.agent import Agent
from coachtui.domain.names.namesakes import distinguishing_marks, name_with_mark
from coachtui.domain.value import dataclass
from coachtui.i18n import N_, _
from coachtui.services.team_order import TeamOrder
from coachtui.services.team_overview import AgentSummary
from coachtui.ui.cells import fit, fit_named, wrap
from coachtui.ui.present import DASH
from coachtui.ui.widgets.lines import FixedLines, Line, Span
from coachtui.ui.widgets.long_list import LongList
from coachtui.ui.words.sessions import STATUS, month_dots, month_mark, near_day, running_since, time_or_day

_LEAST_NAME = 16
_LONG_NAME = 24
_MOST_TEAM = 24
_LEAST_TEAM = 8
_TEAM_GAP = 2
_ARROW = "↓"
_MOST_SPARE = 16
"""Cells left open after the longest name on a wide screen, so that the eye finds what stands beside it."""

SORTED: dict[TeamOrder, str] = {
    "name": N_("Sorted by name."),
    "behind": N_("Sorted: who is behind comes first."),
    "last": N_("Sorted: whom you listened to longest ago comes first."),
    "team": N_("Sorted by team."),
}
"""What is said when the team was sorted; message ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """How many cells each column of the team's list is wide; 0 leaves it out.

    Attributes:
        brief: Whether of a session that runs only the time is said that it runs since.
    """

    name: int
    team: int
    month: int
    mark: int
    when: int
    brief: bool
    draft: int


def columns(team: Sequence[AgentSummary], width: int, today: date) -> Columns:
    """Return how wide each column is: the month and the last session get what they need, names the rest.

    The team has a column where there is more than one. Where it is narrow, the words before the time that a
    session runs since are left out first, then the word beside the month's mark, before a name is cut. After
    that the team gives way to the names, and goes altogether before they have less than they need to be told.
    """
    month = max([cell_len(_("This month")), *(cell_len(_month(standing)) for standing in team)])
    head = cell_len(f"{_('Last session')} {_ARROW}")
    long, brief = (
        max([head, *(cell_len(_when(standing, today, brief=brief)[0]) for standing in team)])
        for brief in (False, True)
    )
    draft = max(cell_len(_draft(standing)) for standing in team) if team else 0
    tight = max([head - draft, *(cell_len(_when(standing, today, brief=True)[0]) for standing in team)])
    several = len({standing.agent.team for standing in team}) > 1
    teams = max(cell_len(standing.agent.team) for standing in team) if several else 0
    teams = min(max(teams, cell_len(f"{_('Team')} {_ARROW}")), _MOST_TEAM) + _TEAM_GAP if several else 0
    rest = width - month - draft - 7
    word = max(cell_len(word) for word in (_("on target"), _("behind"))) + 2
    whole, short = _names(team)
    ways = product((whole, short), (word, 1), (long, brief, tight))
    fitting = ((name, when, mark) for name, mark, when in ways if name + when + mark + teams <= rest)
    name, when, mark = next(fitting, (0, tight, 1))
    rest -= when + mark
    if not name:
        name, teams = _cut(short, teams, rest)
    name = min(rest - teams, name + _MOST_SPARE)
    return Columns(
        name=name,
        team=teams,
        month=month,
        mark=mark,
        when=when,
        brief=when < long,
        draft=draft,
    )


def _cut(names: int, teams: int, room: int) -> tuple[int, int]:
    """Share cells out to names and teams where both cannot be whole; return how many each gets.

    Names take from the teams what they need to be read; past that they have what the teams leave.
    """
    least = min(teams, _LEAST_TEAM + _TEAM_GAP)
    team = min(teams, max(least, room - min(names, _LONG_NAME)))
    if room - team < _LEAST_NAME:
        team = 0
    return max(0, room - team), team


def _names(team: Sequence[AgentSummary]) -> tuple[int, int]:
    """Return the cells of the longest name, and of the longest where long ones give way to the alias."""
    marks = distinguishing_marks(standing.agent for standing in team)
    agents = [(standing.agent, marks.get(standing.agent.id, "")) for standing in team]
    whole = [cell_len(name_with_mark(agent.name, mark)) for agent, mark in agents]
    short = [
        size if size <= _LONG_NAME else min(size, cell_len(_short(agent, mark)))
        for size, (agent, mark) in zip(whole, agents, strict=True)
    ]
    return max([_LEAST_NAME, *whole]), max([_LEAST_NAME, *short])


def _short(agent: Agent, mark: str) -> str:
    """Return the alias, else the name, with what tells it apart where that is not the alias itself."""
    return agent.alias if agent.alias and agent.alias == mark else name_with_mark(agent.short, mark)


class TeamRows(LongList):
    """The list of agents; the current one is opened, listened to or changed."""

    uniform = True

    def __init__(self) -> None:
        """Start with no agents."""
        super().__init__(id="team-rows")
        self._team: Sequence[AgentSummary] = ()
        self._everyone: Sequence[AgentSummary] = ()
        self._today = date.min
        self._empty = ""
        self._columns: tuple[int, Columns] | None = None
        self._marks: Mapping[str, str] = {}

    @property
    def current_summary(self) -> AgentSummary | None:
        """The current agent."""
        return self._team[self.cursor] if self.cursor < len(self._team) else None

    def set_column_widths(self, everyone: Sequence[AgentSummary], today: date) -> None:
        """Set the widths of the columns for everyone who may be shown, so that a filter moves none.

        Args:
            everyone: All who may be shown.
            today: Local date.
        """
        self._everyone, self._today, self._columns = everyone, today, None
        self._marks = distinguishing_marks(standing.agent for standing in everyone)

    def show(self, team: Sequence[AgentSummary], empty: str) -> None:
        """Show agents; the cursor stays on the agent it was on where that one is still shown.

        Args:
            team: In order.
            empty: What to say when there is none.
        """
        current = self.current_summary
        self._team, self._empty = team, empty
        if current is not None:
            self.cursor = self._place_of(current.agent.id)
        self.renew()

    def go_to(self, agent_id: str) -> None:
        """Make an agent the current one."""
        self.move_to(self._place_of(agent_id))

    def columns(self) -> Columns:
        """Return the cells of each column at the present width."""
        width = self.line_width
        if self._columns is None or self._columns[0] != width:
            self._columns = (width, columns(self._everyone, width, self._today))
        return self._columns[1]

    def row_count(self) -> int:
        """Return the number of agents, or the lines that say why there is none."""
        return len(self._team) or len(self._sentence())

    def shows_cursor(self) -> bool:
        """Mark the current agent, if there is any."""
        return bool(self._team)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the line of one agent."""
        del width
        if not self._team:
            return [((f"  {self._sentence()[row]}", "text"),)]
        return [self._line(self._team[row], self.columns())]

    def relabel(self) -> None:
        """Lay out again in another language."""
        self._columns = None
        self.lay_out()

    def _line(self, standing: AgentSummary, cells: Columns) -> Line:
        agent = standing.agent
        left = agent.status == "left"
        glyph, word, tone = ("", "", "muted") if left else month_mark(standing)
        mark = self._marks.get(agent.id, "")
        shown = fit_named(agent.name, mark, cells.name)
        if cell_len(name_with_mark(agent.name, mark)) > cells.name and agent.alias:
            shown = fit_named(agent.alias, "" if agent.alias == mark else mark, cells.name)
        when, when_tone = _when(standing, self._today, brief=cells.brief)
        return (
            (f" {shown} ", "muted" if left else "strong"),
            (fit(agent.team, cells.team - _TEAM_GAP) + " " * _TEAM_GAP if cells.team else "", "muted"),
            (f"{fit(_month(standing), cells.month)} ", tone if word else "muted" if left else "text"),
            (f"{fit(f'{glyph} {word}' if glyph else '', cells.mark)}  ", tone),
            (f"{fit(when, cells.when)} ", "muted" if left else when_tone),
            (fit(_draft(standing), cells.draft), STATUS["draft"][2]),
        )

    def _place_of(self, agent_id: str) -> int:
        return next((i for i, standing in enumerate(self._team) if standing.agent.id == agent_id), 0)

    def _sentence(self) -> tuple[str, ...]:
        return ("", *wrap(self._empty, max(20, self.line_width - 4)))


class TeamColumns(FixedLines):
    """The heads of the columns, and by which of them the team is sorted; a click on one sorts by it."""

    ground = "idle"

    class OrderWanted(Message):
        """The team is to stand in another order."""

        def __init__(self, order: TeamOrder) -> None:
            """Take the order."""
            super().__init__()
            self.order = order

    def __init__(self, rows: TeamRows) -> None:
        """Take the list that shares the line out."""
        super().__init__(id="team-columns")
        self._rows = rows
        self._order: TeamOrder = "name"

    def show(self, order: TeamOrder) -> None:
        """Show by which column the team stands."""
        self._order = order
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the heads of the columns."""
        del width, height
        spans: list[Span] = [(" ", "muted")]
        for text, size, order in self._heads():
            shown = fit(text, size - 1) + " " if size else ""  # a head never runs into the next
            spans += [(shown, "strong" if order == self._order else "muted")]
        return [tuple(spans)]

    def on_click(self, event: events.Click) -> None:
        """Sort by the column that was clicked; never needed."""
        end = 1
        for _text, size, order in self._heads():
            end += size
            if size and event.x < end:
                self.post_message(self.OrderWanted(order))
                return

    def _heads(self) -> tuple[tuple[str, int, TeamOrder], ...]:
        """Return what stands over each column, its cells, and how a click on it sorts."""
        cells = self._rows.columns()
        heads: tuple[tuple[str, int, TeamOrder], ...] = (
            (_("Agent"), cells.name + 1, "name"),
            (_("Team") if cells.team else "", cells.team, "team"),
            (_("This month"), cells.month + cells.mark + 3, "behind"),
            (_("Last session"), cells.when + cells.draft + 1, "last"),
        )
        return tuple(
            (_sorted_head(text, size, here=order == self._order), size, order) for text, size, order in heads
        )


def _sorted_head(text: str, size: int, *, here: bool) -> str:
    """Return a head with the arrow of the order where it fits."""
    marked = f"{text} {_ARROW}"
    return marked if here and text and cell_len(marked) < size else text


def _month(standing: AgentSummary) -> str:
    if standing.tally is not None and standing.tally.unread:
        return _("cannot be read")
    return "…" if standing.tally is None else month_dots(standing.tally.evaluated, standing.target)


def _draft(standing: AgentSummary) -> str:
    number = standing.tally.drafts if standing.tally is not None else 0
    if not number:
        return ""
    glyph, word, _tone = STATUS["draft"]
    return f"{glyph} {_(word)}" + (f" ×{number}" if number > 1 else "")


def _when(standing: AgentSummary, today: date, *, brief: bool) -> tuple[str, str]:
    """Return what is said of the last session, with its tone."""
    if standing.agent.status == "left":
        return _("left"), "muted"
    tally = standing.tally
    if tally is None:
        return "", "muted"
    if tally.running_since is not None:
        glyph, _word, tone = STATUS["live"]
        since = time_or_day(tally.running_since, today)
        return f"{glyph} {since if brief else running_since(since)}", tone
    return (near_day(tally.last.date(), today), "text") if tally.last is not None else (DASH, "muted")
