"""Sorting of people by name, by the rules of the language in use (R12)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from coachtui.domain.names.order import NameOrder, OrderKey
from coachtui.i18n import language, signs_by_pinyin

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent


def name_sort_key(name: str) -> OrderKey:
    """Return the sort key of a name, as used in every list, export and menu.

    Args:
        name: The name of a person, a team or anything else that a lead named.
    """
    return _order(language()).key(name)


def sorted_by_name(agents: Iterable[Agent]) -> list[Agent]:
    """Return agents sorted by name; namesakes by id."""
    return sorted(agents, key=lambda agent: (name_sort_key(agent.name), agent.id))


@cache
def _order(tag: str) -> NameOrder:
    return NameOrder(tag, signs_by_pinyin)
