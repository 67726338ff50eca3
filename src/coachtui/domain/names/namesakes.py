"""What tells agents of the same name apart, wherever the lead reads or chooses a name (R1)."""

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


def marks_of(agents: Iterable[Agent]) -> dict[str, str]:
    """Return by id what tells an agent apart from the others of that name.

    That is the alias, the team or the first day, whichever nobody else of that name has, else the end of the
    id. Whoever is the only one of a name is not in it.

    Args:
        agents: Everyone who may be mistaken for another; whoever is left out is not told apart.
    """
    named: dict[str, list[Agent]] = {}
    for agent in agents:
        named.setdefault(name_key(agent.name), []).append(agent)
    return {
        agent.id: mark
        for group in named.values()
        if len(group) > 1
        for agent, mark in zip(group, _marks(group), strict=True)
    }


def named(name: str, mark: str) -> str:
    """Return a name with what tells it apart, where anything has to."""
    return f"{name} ({mark})" if mark else name


def told_apart(agents: Iterable[Agent]) -> dict[str, str]:
    """Return by id what each agent is called, so that no two of them are called the same."""
    everyone = list(agents)
    marks = marks_of(everyone)
    return {agent.id: named(agent.name, marks.get(agent.id, "")) for agent in everyone}


def _marks(group: Sequence[Agent]) -> Iterator[str]:
    """Yield what tells each of a group apart, in its order."""
    had = Counter(key for agent in group for key in {name_key(text) for text in _told(agent)})
    ends = _ends([agent.id for agent in group])
    for agent, end in zip(group, ends, strict=True):
        alone = (text for text in _told(agent) if had[name_key(text)] == 1 and _room(text) <= _MOST)
        yield next(alone, end)


def _told(agent: Agent) -> list[str]:
    started = agent.start_date.isoformat() if agent.start_date is not None else ""
    return [text for text in (agent.alias, agent.team, started) if text]


def _ends(ids: Sequence[str]) -> list[str]:
    """Return the ends of ids, as long as it takes for no two to be the same."""
    longest = max(map(len, ids))
    sizes = range(_LEAST_OF_ID, longest)
    size = next((n for n in sizes if len({known[-n:] for known in ids}) == len(set(ids))), longest)
    return [f"#{known[-size:]}" for known in ids]


def _room(text: str) -> int:
    return sum(2 if sign >= _WIDE_FROM else 1 for sign in text)
