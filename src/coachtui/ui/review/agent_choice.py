"""The list in which another agent is chosen for a session; letters filter it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from coachtui.domain.agent import Agent
from coachtui.i18n import _
from coachtui.services.name_sorting import sorted_by_name
from coachtui.ui.places import shown_at
from coachtui.ui.screens.searching import Hit, SearchScreen


class AgentChoice(SearchScreen):
    """The choice of one agent among all that may have the session."""

    SCOPES = shown_at("AgentChoice")

    def __init__(
        self, agents: Sequence[Agent], marks: Mapping[str, str], chosen: Callable[[Agent], None]
    ) -> None:
        """Take who may be chosen.

        Args:
            agents: The agents.
            marks: What tells each apart from others of that name, by id, where anything has to.
            chosen: Told of the choice.
        """
        super().__init__()
        self._agents = sorted_by_name(agents)
        self._marks = marks
        self._chosen = chosen

    def title_text(self) -> str:
        """Return the question."""
        return _("Whose session is this?")

    def every_hit(self) -> list[Hit]:
        """Return a row per agent."""
        return [
            Hit(a.name, a.team, a.alias, partial(self._chosen, a), mark=self._marks.get(a.id, ""))
            for a in self._agents
        ]

    def may_take_unchosen(self, hit: Hit, typed: tuple[str, ...]) -> bool:
        """Return whether enter takes the first row at once: never one of several of that name."""
        del typed
        return not hit.mark
