"""Choosing one of the agents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from coachtui.domain.agent import Agent
from coachtui.i18n import _
from coachtui.services.by_name import by_name
from coachtui.ui.screens.searching import Hit, SearchScreen


class AgentChoice(SearchScreen):
    """Every agent that may be chosen; letters filter."""

    def __init__(self, agents: Sequence[Agent], chosen: Callable[[Agent], None]) -> None:
        """Take the agents and who is told of the choice."""
        super().__init__()
        self._agents = by_name(agents)
        self._chosen = chosen

    def title_text(self) -> str:
        """Return the question."""
        return _("Whose session is this?")

    def every_hit(self) -> list[Hit]:
        """Return a row per agent."""
        return [Hit(a.name, a.team, a.alias, partial(self._chosen, a)) for a in self._agents]
