"""People in the order of their names, as the language in use has it (R12)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from coachtui.domain.names.order import NameOrder, OrderKey
from coachtui.i18n import language, signs_by_pinyin

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent


def name_order(name: str) -> OrderKey:
    """Return what a name is sorted by in every list, export and menu.

    Args:
        name: The name of a person, a team or anything else that a lead named.
    """
    return _order(language()).key(name)


def by_name(agents: Iterable[Agent]) -> list[Agent]:
    """Return agents in the order of their names; namesakes in the order of their ids."""
    return sorted(agents, key=lambda agent: (name_order(agent.name), agent.id))


@cache
def _order(tag: str) -> NameOrder:
    return NameOrder(tag, signs_by_pinyin)
