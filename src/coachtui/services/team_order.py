"""Orders of the team list: by name, or by who needs the lead next (R24, R25)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Literal

from coachtui.services.name_sorting import name_sort_key
from coachtui.services.team_overview import AgentSummary

TeamOrder = Literal["name", "team", "behind", "last"]

ORDERS: tuple[TeamOrder, ...] = ("name", "behind", "last", "team")
"""In the order in which a key goes through them."""

_NEVER = datetime.min.replace(tzinfo=UTC)


def sorted_team(team: Iterable[AgentSummary], order: TeamOrder) -> tuple[AgentSummary, ...]:
    """Return agents in the given order; those who left come last, and equals are sorted by name.

    Args:
        team: By name, as ``standings`` gives them.
        order: By ``name``; by ``team``; ``behind``: behind the month's pace first, of those who have fewest
            evaluations first; ``last``: listened to longest ago first, whoever never was before all.
    """
    key = _KEYS[order]
    return tuple(sorted(team, key=lambda standing: (standing.agent.status == "left", key(standing))))


def _behind(standing: AgentSummary) -> tuple[bool, bool, int]:
    done = standing.tally.evaluated if standing.tally is not None else 0
    return not standing.behind, standing.reached, done


def _last(standing: AgentSummary) -> datetime:
    last = standing.tally.last if standing.tally is not None else None
    return last or _NEVER


_KEYS: dict[TeamOrder, Callable[[AgentSummary], Any]] = {
    "name": lambda _standing: 0,
    "team": lambda standing: name_sort_key(standing.agent.team),
    "behind": _behind,
    "last": _last,
}
