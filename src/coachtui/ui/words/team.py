"""Sentences about agents on the team screen and on an agent's page: who left, what is open elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.i18n import _, ngettext
from coachtui.services.words.sentences import sentence


def left_shown(number: int) -> str:
    """Return the words for how many agents who left are shown now."""
    return ngettext(
        "{number} agent who left, at the end of the list.",
        "{number} agents who left, at the end of the list.",
        number,
    ).format(number=number)


def has_left(key: str) -> str:
    """Return why no session is begun with an agent who left.

    Args:
        key: Opens the profile.
    """
    return _("This agent has left; {key} brings them back.").format(key=key)


def nobody_there(agents: Sequence[Agent], key: str) -> str:
    """Return why the list of agents is empty, and what to do.

    Args:
        agents: Everyone stored, those who left too.
        key: Adds an agent.
    """
    if any(agent.status == "left" for agent in agents):
        return _("Everyone has left; {key} adds an agent.").format(key=key)
    return _("Nobody is on the team yet: press {key} to add the first agent.").format(key=key)


def why_not(error: CoachError, key: str) -> str:
    """Return why a session does not open; one that is open elsewhere can still be read.

    Args:
        error: Why.
        key: Opens the agent's page.
    """
    if error.code != "session_open_elsewhere":
        return sentence(error)
    return _("Open in another window; {key} opens the page where it can be read.").format(key=key)
