"""The head of the team screen: whose team, which month, how far it has come; and the filter."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len

from coachtui.i18n import _, ngettext
from coachtui.services.team_overview import AgentSummary, TeamTotals, team_totals
from coachtui.ui.cells import fit
from coachtui.ui.present import labelled
from coachtui.ui.widgets.lines import FixedLines, Line, Span
from coachtui.ui.words.sessions import month


class TeamHead(FixedLines):
    """The head of the team screen, two lines: the team and the month, then the totals."""

    def __init__(self) -> None:
        """Start with no team to show."""
        super().__init__(id="header")
        self._lead = ""
        self._failed = False
        self._totals: TeamTotals | None = None
        self._month = ""
        self._counted = False
        self._demo = False

    def name_lead(self, name: str) -> None:
        """Note whose team it is; empty where nobody said."""
        self._lead = name

    def note_failure(self) -> None:
        """Note that the sessions could not be counted."""
        self._failed = True

    def show(self, team: tuple[AgentSummary, ...], today: date, *, counted: bool, demo: bool) -> None:
        """Show a team.

        Args:
            team: Every agent.
            today: Local date.
            counted: Whether the sessions are counted already.
            demo: Whether it is the sample team.
        """
        self._totals, self._counted, self._demo = team_totals(team), counted, demo
        self._month = month(today)
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return both lines."""
        del height
        if self._totals is None:
            return []
        whose = _("Team of {name}").format(name=self._lead) if self._lead else _("Your team")
        badge = f"{_('sample team, made up')}   " if self._demo else ""
        right = f"{self._month} "
        room = width - cell_len(badge) - cell_len(right)
        first: Line = ((f"{fit(f' {whose}', room - 1)} ", "strong"), (badge, "amber"), (right, "text"))
        return [first, tuple(self._second(self._totals))]

    def _second(self, team: TeamTotals) -> list[Span]:
        people = ngettext("{number} agent", "{number} agents", team.agents).format(number=team.agents)
        spans: list[Span] = [(f" {people}", "text")]
        if not team.agents:
            return spans
        if not self._counted:
            words = (_("cannot be read"), "critical") if self._failed else (_("counting …"), "muted")
            return [*spans, (f"   {words[0]}", words[1])]
        done = _("{done} of {target} evaluations").format(done=team.evaluated, target=team.target)
        spans.append((f"   {done}", "text"))
        if team.reached:
            spans.append((f"   ✓ {_('{number} on target').format(number=team.reached)}", "good"))
        if team.behind:
            spans.append((f"   ▾ {_('{number} behind').format(number=team.behind)}", "amber"))
        if team.running:
            spans.append((f"   ● {_('{number} running').format(number=team.running)}", "accent"))
        if team.unread:
            text = _("{number} cannot be read").format(number=team.unread)
            spans.append((f"   ✗ {text}", "critical"))
        return spans


class FilterLine(FixedLines):
    """The line that says what the team is filtered by, or that letters filter."""

    def __init__(self) -> None:
        """Start without a filter."""
        super().__init__(id="team-filter")
        self._wanted = ""
        self._found = 0

    def show(self, wanted: str, found: int) -> None:
        """Show a filter and how many it found."""
        self._wanted, self._found = wanted, found
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the line."""
        del height
        if not self._wanted:
            hint = _("Type to filter by name, team or “{word}”.").format(word=_("behind"))
            return [((f" {hint}", "muted"),)]
        found = ngettext("{number} match", "{number} matches", self._found).format(number=self._found)
        label = f" {labelled(_('Filter'))}"
        text = f"{self._wanted}▏"
        room = max(4, width - cell_len(label) - cell_len(found) - 1)
        return [((label, "muted"), (fit(text, room), "accent"), (f"{found} ", "muted"))]
