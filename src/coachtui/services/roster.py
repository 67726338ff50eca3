"""The team roster: its agents, and their evaluations this month (R1, R24)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent, AgentStatus, with_names_of
from coachtui.domain.errors import CoachError, Refused
from coachtui.domain.names.namesakes import distinguishing_marks, name_with_mark
from coachtui.domain.rhythm import count_evaluated_in_month
from coachtui.domain.text import NAME_LIMIT, clean_line, clean_name, clean_words, is_seen, name_key
from coachtui.domain.value import dataclass
from coachtui.services import preferences
from coachtui.services.name_sorting import sorted_by_name
from coachtui.services.reloading import reload_agent

if TYPE_CHECKING:
    from coachtui.services.ports import Clock, Ids, SessionStore, Settings, TeamStore

NEAREST = 3
"""How many of the nearest names are offered when none fits."""

REMEMBER_LIMIT = 1000
"""Longest text of what to remember that is taken, in characters."""

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentDetails:
    """The details of an agent as given; ``None`` leaves a detail unchanged."""

    name: str | None = None
    alias: str | None = None
    team: str | None = None
    start_date: str | None = None
    language: str | None = None
    remember: str | None = None
    status: AgentStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """An agent with this month's evaluations.

    Attributes:
        agent: The agent.
        evaluated: Contacts with a final lead evaluation this month (R24).
        target: Evaluations to reach in a month.
        unread: Why sessions cannot be read, so that the count is incomplete; ``None`` where all can be.
    """

    agent: Agent
    evaluated: int
    target: int
    unread: CoachError | None = None


class Roster:
    """The use cases of the team roster."""

    def __init__(
        self, team: TeamStore, sessions: SessionStore, settings: Settings, clock: Clock, ids: Ids
    ) -> None:
        """Take the ports it works with."""
        self._team = team
        self._sessions = sessions
        self._settings = settings
        self._clock = clock
        self._ids = ids

    def rows(self) -> list[RosterRow]:
        """Return all agents with their evaluations, including those who left, sorted by name."""
        today = self._clock.now().date()
        target = preferences.number_setting(self._settings, preferences.EVALUATIONS_PER_MONTH)
        counts: Counter[str] = Counter()
        rows, unread = self._sessions.readable_rows()
        for row in rows:
            for agent_id in row.agent_ids if row.evaluated else ():
                counts[agent_id] += count_evaluated_in_month(row.evaluated_for(agent_id), today)
        agents = sorted_by_name(self._team.agents())
        return [
            RosterRow(agent=a, evaluated=counts[a.id], target=target, unread=unread.get(a.id)) for a in agents
        ]

    def find(self, name_or_id: str) -> Agent:
        """Return the agent with that id or full name, in any letter case and Unicode form.

        Raises:
            Refused: ``no_such_agent`` with the ``nearest`` names, or ``several_agents`` with their ``ids``,
                each with what tells that agent apart.
        """
        agents = self._team.agents()
        wanted = name_or_id.strip().casefold()
        for agent in agents:
            if agent.id == wanted:
                return agent
        key = name_key(name_or_id)
        found = [agent for agent in agents if name_key(agent.name) == key]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused("several_agents", ids=marked_ids(found))
        raise Refused("no_such_agent", nearest=nearest_names(key, agents))

    def find_stored(self, name_or_id: str) -> Agent:
        """Return an agent as ``find`` does, or by id one who only has stored sessions.

        Raises:
            Refused: As for ``find``.
        """
        try:
            return self.find(name_or_id)
        except Refused as error:
            wanted = name_or_id.strip().casefold()
            if error.code != "no_such_agent":
                raise
            rows, unread = self._sessions.readable_rows()
            if wanted not in unread and not any(wanted in row.agent_ids for row in rows):
                raise
            return Agent(id=wanted, name=wanted)

    def add(self, details: AgentDetails, *, namesake: bool = False) -> Agent:
        """Add an agent.

        Args:
            details: The details; at least a name.
            namesake: Whether another agent of that name in that team is allowed.

        Raises:
            Refused: ``agent_exists`` with its ``id`` for the same name in the same team, or what is
                wrong with a detail.
        """
        agent = with_details(Agent(id=self._ids.new(), name=""), details)
        if not namesake:
            self._check_free(agent)
        self._team.put_agents([agent])
        return agent

    def change(self, agent: Agent, details: AgentDetails, *, namesake: bool = False) -> Agent:
        """Change details of an agent; changes made meanwhile in another window are kept.

        Args:
            agent: The agent, as read at any time.
            details: The details to change.
            namesake: Whether another agent of that name in that team is allowed.

        Raises:
            Refused: ``agent_exists`` with the ``id`` of another of that name in that team, or what is
                wrong with a detail.
        """
        before = self.as_stored(agent)
        changed = with_details(before, details)
        if not namesake and _identity(changed) != _identity(before):
            self._check_free(changed)
        return self.keep(before, changed)

    def as_stored(self, agent: Agent) -> Agent:
        """Return an agent as currently stored, with the changes of other windows."""
        return next((stored for stored in self._team.agents() if stored.id == agent.id), agent)

    def reload(self, agent: Agent) -> Agent:
        """Return an agent as currently stored, or as given where only their sessions are stored.

        Raises:
            Refused: ``agent_erased``: nothing about them is stored any more.
            CoachError: It cannot be read whether anything is.
        """
        return reload_agent(self._team, self._sessions, agent)

    def describe(self, agent: Agent, details: AgentDetails) -> Agent:
        """Add details to an agent, whose name and team stay as they are written.

        Raises:
            Refused: What is wrong with a detail.
        """
        return self.change(agent, replace(details, name=None, team=None))

    def leave(self, agent: Agent) -> Agent:
        """Remove an agent from the team screen; the records stay.

        Raises:
            Refused: ``already_left``.
        """
        if agent.status == "left":
            raise Refused("already_left")
        return self.keep(agent, _with_status(agent, "left"))

    def take_back(self, agent: Agent) -> Agent:
        """Restore an agent who had left to the team screen.

        Raises:
            Refused: ``not_left``.
        """
        if agent.status == "active":
            raise Refused("not_left")
        return self.keep(agent, _with_status(agent, "active"))

    def keep(self, before: Agent, after: Agent) -> Agent:
        """Save an agent if anything changed."""
        if after != before:
            self._team.put_agents([after])
        return after

    def _check_free(self, agent: Agent) -> None:
        for other in self._team.agents():
            if other.id != agent.id and _identity(other) == _identity(agent):
                raise Refused("agent_exists", id=other.id)


def marked_ids(namesakes: Iterable[Agent]) -> tuple[str, ...]:
    """Return the ids of namesakes, each with its distinguishing mark, sorted by name."""
    agents = sorted_by_name(namesakes)
    marks = distinguishing_marks(agents)
    return tuple(name_with_mark(agent.id, marks[agent.id]) for agent in agents)


def nearest_names(key: str, agents: Iterable[Agent]) -> tuple[str, ...]:
    """Return the names most similar to what was asked for, best match first.

    A full name that contains every word asked for comes before one that is merely spelt alike.
    """
    # Imported here: it is only needed when nobody was found.
    import difflib  # noqa: PLC0415

    names = {name_key(agent.name): agent.name for agent in agents}
    words = set(key.split())
    part = [name for folded, name in names.items() if words and words <= set(folded.split())]
    alike = [names[folded] for folded in difflib.get_close_matches(key, names, n=NEAREST, cutoff=0.5)]
    return tuple(dict.fromkeys([*part, *alike]))[:NEAREST]


def with_details(agent: Agent, details: AgentDetails) -> Agent:
    """Return an agent with the given details, cleaned; a replaced name or alias becomes a former one.

    Raises:
        Refused: ``name_empty``, ``name_too_long`` with its ``field``, ``not_a_date``, ``no_such_day`` or
            ``not_a_language``.
    """
    changed = replace(
        agent,
        name=agent.name if details.name is None and agent.name else _name(details.name or ""),
        alias=agent.alias if details.alias is None else _line("alias", details.alias),
        team=agent.team if details.team is None else _line("team", details.team),
        start_date=agent.start_date if details.start_date is None else local_date(details.start_date),
        language=agent.language if details.language is None else _language(details.language),
        remember=agent.remember
        if details.remember is None
        else _line("remember", details.remember, REMEMBER_LIMIT),
        status=details.status or agent.status,
    )
    return with_names_of(changed, agent)


def only_changes(agent: Agent, details: AgentDetails) -> AgentDetails:
    """Return the details that differ from the agent's.

    Raises:
        Refused: As for ``with_details``.
    """
    after = with_details(agent, details)
    had = {f.name: None for f in fields(details) if getattr(after, f.name) == getattr(agent, f.name)}
    return replace(details, **had)


def _name(text: str) -> str:
    return clean_name(_line("name", text))


def _line(field: str, text: str, limit: int = NAME_LIMIT) -> str:
    """Return a cleaned line; where it is too long, the refusal names the detail."""
    try:
        return clean_words(text, limit)
    except Refused as refusal:
        raise Refused("name_too_long", **{**refusal.facts, "field": field}) from None


def details_of(row: Mapping[str, str]) -> AgentDetails:
    """Return the details in one row of a list; an empty cell gives ``None``."""
    told = {column: cell for column, cell in row.items() if any(map(is_seen, cell))}
    return AgentDetails(
        name=told.get("name"),
        alias=told.get("alias"),
        team=told.get("team"),
        start_date=told.get("start_date"),
        language=told.get("language"),
    )


def local_date(text: str) -> date | None:
    """Return the date in a text YYYY-MM-DD; ``None`` for an empty text.

    Raises:
        Refused: ``not_a_date``, or ``no_such_day`` for the 30th of February.
    """
    written = clean_line(text)
    if not written:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
        raise Refused("not_a_date")
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused("no_such_day") from None


def _language(text: str) -> str | None:
    tag = clean_line(text)
    if not tag:
        return None
    if len(tag) > 35 or not _LANGUAGE_TAG.fullmatch(tag):
        raise Refused("not_a_language")
    return tag


def _identity(agent: Agent) -> tuple[str, str]:
    """Return the key that namesakes share."""
    return name_key(agent.name), name_key(agent.team)


def _with_status(agent: Agent, status: AgentStatus) -> Agent:
    return replace(agent, status=status)
