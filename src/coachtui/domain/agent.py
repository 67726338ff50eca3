"""The people in a store: the agents, and the lead who coaches them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from coachtui.domain.roles import AgentId, LanguageTag, LeadId, Name, Text
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass

AgentStatus = Literal["active", "left"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """An agent of the team, who takes customer contacts (R1); holds no private or health data.

    Attributes:
        id: UUIDv7.
        name: Full name as the lead typed it, normalised.
        alias: Short name shown where room is scarce; may be empty.
        team: Name of the team; may be empty.
        start_date: First working day, if known.
        language: Language tag the agent works in, if known.
        status: ``left`` takes the agent off the team screen and keeps the records.
        remember: What to remember today, shown in every session; free text.
        former_names: Names and aliases the agent had: notes may still hold them.
    """

    id: AgentId
    name: Name
    alias: Name = ""
    team: Name = ""
    start_date: date | None = None
    language: LanguageTag | None = None
    status: AgentStatus = "active"
    remember: Text = ""
    former_names: tuple[Name, ...] = ()

    @property
    def every_name(self) -> tuple[str, ...]:
        """All names a text may use for the agent: name, alias and former ones; one may be empty."""
        return (self.name, self.alias, *self.former_names)

    @property
    def short(self) -> str:
        """The alias, or the full name where there is none."""
        return self.alias or self.name


def with_names_of(agent: Agent, stored: Agent) -> Agent:
    """Return an agent with the present and former names of its stored revision added as former names.

    Notes keep a name that an agent no longer has, and redaction has to find it. Letter case and Unicode form
    make no difference.

    Args:
        agent: The changed agent.
        stored: The stored revision of the same agent.
    """
    names = (*stored.former_names, stored.name, stored.alias, *agent.former_names)
    had = {name_key(name): name for name in names if name}
    has = {name_key(agent.name), name_key(agent.alias)}
    return replace(agent, former_names=tuple(name for key, name in had.items() if key not in has))


def unlisted_agent(agent_id: str) -> Agent:
    """Return a placeholder for an agent who has stored sessions but is in no list of people."""
    return Agent(id=agent_id, name=f"? {agent_id[-8:]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The team lead to whom the store belongs; the name may be unknown (empty)."""

    id: LeadId
    name: Name = ""
