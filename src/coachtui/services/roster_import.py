"""The use case of importing a list of agents: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent
from coachtui.domain.errors import BadInput, Refused
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass
from coachtui.services.roster import AgentDetails, details_of, marked_ids, with_details
from coachtui.services.roster_dates import RosterDates

if TYPE_CHECKING:
    from coachtui.services.ports import Ids, RosterReader, TeamStore

COLUMNS = ("name", "alias", "team", "start_date", "language")
"""What a list may say of an agent; only the first is needed."""

_LANGUAGES = {
    name_key(name): tag
    for tag, names in {
        "en": "English|engelska|engelsk|Engels|英语|英文",
        "sv": "Swedish|svenska|svensk|Zweeds|瑞典语",
        "nb": "Norwegian|Norwegian Bokmål|norska|norsk|norsk bokmål|bokmål|Noors|挪威语|no",
        "nl": "Dutch|nederländska|nederlandsk|Nederlands|荷兰语",
        "zh-Hans": "Chinese|Simplified Chinese|kinesiska|kinesisk|Chinees|中文|简体中文|汉语|zh",
    }.items()
    for name in names.split("|")
}
"""Languages as people call them; whatever else is written has to be a tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """The preview of a list import: what it would add and change.

    Attributes:
        added: New agents, in the order of the list.
        changed: Known agents with their new details.
        unchanged: Number of known agents without changes.
        ignored: Columns that are not used.
        problems: Line number and error of each invalid row; with any, nothing is imported.
        read_as: Name of the encoding that was detected; empty for UTF-8, which needs no guess.
        example: A name by which a person can tell whether the encoding is right.
    """

    added: tuple[Agent, ...]
    changed: tuple[Agent, ...]
    unchanged: int
    ignored: tuple[str, ...]
    problems: tuple[tuple[int, Refused], ...]
    read_as: str = ""
    example: str = ""


class RosterImport:
    """The use case of importing a list of agents from another program."""

    def __init__(self, team: TeamStore, reader: RosterReader, ids: Ids) -> None:
        """Take the ports it works with."""
        self._team = team
        self._reader = reader
        self._ids = ids

    def plan(self, data: bytes) -> RosterPlan:
        """Return the preview of importing a list; nothing is written.

        The same name in the same team is the same agent, in the list as in the team, whose name and team stay
        as they are written; an empty cell leaves a detail as it is.

        Raises:
            BadInput: The file as a whole cannot be used.
        """
        sheet = self._reader.read(data)
        rows = sheet.rows
        days = RosterDates(row.get("start_date", "") for _line, row in rows)
        known = self._team.agents()
        wanted = _Known(known)
        touched: dict[str, None] = {}
        problems: list[tuple[int, Refused]] = []
        for line, row in rows:
            try:
                agent = self._agent(_details(row, days), wanted)
            except Refused as error:
                problems.append((line, error))
                continue
            wanted.put(agent)
            touched[agent.id] = None
        before = {agent.id: agent for agent in known}
        changed = tuple(wanted.by_id[i] for i in touched if i in before and wanted.by_id[i] != before[i])
        return RosterPlan(
            added=tuple(wanted.by_id[i] for i in touched if i not in before),
            changed=changed,
            unchanged=sum(1 for i in touched if i in before) - len(changed),
            ignored=tuple(dict.fromkeys(c for _line, row in rows for c in row if c not in COLUMNS)),
            problems=tuple(problems),
            read_as=sheet.read_as,
            example=next((row["name"] for _line, row in rows if not row.get("name", "").isascii()), ""),
        )

    def carry_out(self, plan: RosterPlan) -> None:
        """Carry out a list import as previewed, in one commit.

        Raises:
            BadInput: ``roster_has_problems``: nothing of such a list is taken.
        """
        if plan.problems:
            raise BadInput("roster_has_problems", count=len(plan.problems))
        if plan.added or plan.changed:
            self._team.put_agents([*plan.added, *plan.changed])

    def _agent(self, details: AgentDetails, wanted: _Known) -> Agent:
        known = wanted.same(details) if details.name else None
        if known is not None:
            return with_details(known, replace(details, name=None, team=None))
        return with_details(Agent(id=self._ids.new(), name=""), details)


def _details(row: Mapping[str, str], days: RosterDates) -> AgentDetails:
    """Return the details in a row, with date and language as the store writes them."""
    details = details_of(row)
    start = days.day(details.start_date or "")
    tongue = details.language and _LANGUAGES.get(name_key(details.language), details.language)
    return replace(details, start_date=start.isoformat() if start is not None else None, language=tongue)


class _Known:
    """Agents indexed by id, and by name and team."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        self.by_id: dict[str, Agent] = {}
        self._by_name: dict[str, dict[str, dict[str, None]]] = {}
        for agent in agents:
            self.put(agent)

    def put(self, agent: Agent) -> None:
        self.by_id[agent.id] = agent
        teams = self._by_name.setdefault(name_key(agent.name), {})
        teams.setdefault(name_key(agent.team), {})[agent.id] = None

    def same(self, details: AgentDetails) -> Agent | None:
        """Return the agent that a row describes; without a team, the only one of that name.

        Raises:
            Refused: ``several_agents``; but where one of them is as the row says, nothing has to be chosen.
        """
        teams = self._by_name.get(name_key(details.name or ""), {})
        ids = teams.get(name_key(details.team or ""), {})
        if not ids and not details.team:
            ids = {known: None for team in teams.values() for known in team}
        found = [self.by_id[known] for known in ids]
        if len(found) > 1:
            told = replace(details, name=None, team=None)
            same = next((agent for agent in found if with_details(agent, told) == agent), None)
            if same is None:
                raise Refused("several_agents", ids=marked_ids(found))
            return same
        return found[0] if found else None
