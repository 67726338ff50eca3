"""What somebody who looks around in the sample team can try first."""

from __future__ import annotations

from collections.abc import Iterable

from coachtui.domain.agent import Agent
from coachtui.i18n import _
from coachtui.ui.team.filter import Findable


def first_step(team: Iterable[Findable], key: str) -> tuple[Agent | None, str]:
    """Return whom to listen to first, and a sentence that says so.

    Args:
        team: Everyone, in the order shown.
        key: Name of the key that listens.
    """
    active = [each.standing for each in team if each.standing.agent.status == "active"]
    behind = next((standing.agent for standing in active if standing.behind), None)
    if behind is not None:
        text = _("First step: press {key} to listen to {name}, who is behind this month.")
        return behind, text.format(key=key, name=behind.short)
    first = next((standing.agent for standing in active), None)
    text = _("First step: press {key} to listen to {name}.")
    return first, text.format(key=key, name=first.short) if first is not None else ""
