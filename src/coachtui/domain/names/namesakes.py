"""Telling agents with the same name apart, wherever the lead reads or chooses a name (R1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from coachtui.domain.agent import Agent
from coachtui.domain.text import name_key

_MOST = 14
"""Cells of what tells apart, so that room is left for the name; a Chinese sign takes two."""

_LEAST_OF_ID = 4
"""Signs of an id that are shown at least."""

_WIDE_FROM = "\u2e80"


def distinguishing_marks(agents: Iterable[Agent]) -> dict[str, str]:
    """Return, by agent id, the text that distinguishes each agent from others with the same name.

    It is the alias, the team or the first working day, whichever is unique among them, else the end of the
    id. An agent without namesakes is not in the result.

    Args:
        agents: All agents who may be confused with one another.
    """
    by_name: dict[str, list[Agent]] = {}
    for agent in agents:
        by_name.setdefault(name_key(agent.name), []).append(agent)
    return {
        agent.id: mark
        for group in by_name.values()
        if len(group) > 1
        for agent, mark in zip(group, _marks(group), strict=True)
    }


def name_with_mark(name: str, mark: str) -> str:
    """Return a name followed by its distinguishing mark, if any."""
    return f"{name} ({mark})" if mark else name


def distinct_names(agents: Iterable[Agent]) -> dict[str, str]:
    """Return a name for each agent by id, such that no two are the same."""
    everyone = list(agents)
    marks = distinguishing_marks(everyone)
    return {agent.id: name_with_mark(agent.name, marks.get(agent.id, "")) for agent in everyone}


def _marks(group: Sequence[Agent]) -> Iterator[str]:
    """Yield a distinguishing mark for each of a group of namesakes, in its order."""
    had = Counter(key for agent in group for key in {name_key(text) for text in _told(agent)})
    ends = _ends([agent.id for agent in group])
    for agent, end in zip(group, ends, strict=True):
        alone = (text for text in _told(agent) if had[name_key(text)] == 1 and _room(text) <= _MOST)
        yield next(alone, end)


def _told(agent: Agent) -> list[str]:
    started = agent.start_date.isoformat() if agent.start_date is not None else ""
    return [text for text in (agent.alias, agent.team, started) if text]


def _ends(ids: Sequence[str]) -> list[str]:
    """Return the ends of ids, each long enough to be unique."""
    longest = max(map(len, ids))
    sizes = range(_LEAST_OF_ID, longest)
    size = next((n for n in sizes if len({known[-n:] for known in ids}) == len(set(ids))), longest)
    return [f"#{known[-size:]}" for known in ids]


def _room(text: str) -> int:
    return sum(2 if sign >= _WIDE_FROM else 1 for sign in text)
