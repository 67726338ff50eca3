"""What is said of agents on the team screen and on their page: left, open elsewhere, not to be read."""

from __future__ import annotations

from collections.abc import Sequence

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError, StoreCorrupt, StoreError
from coachtui.i18n import _, ngettext
from coachtui.services.sentences import sentence
from coachtui.ui.present import labelled


def unread_sentence(agents: Sequence[Agent], error: CoachError) -> str:
    """Return whose sessions cannot be read, and what to do.

    Args:
        agents: Whose; at least one.
        error: Why those of the first cannot be.
    """
    if not isinstance(error, StoreError):
        return sentence(error)
    if not isinstance(error, StoreCorrupt):
        return labelled(agents[0].name, sentence(error))
    first, more = agents[0].name, len(agents) - 1
    who = ngettext("{agent} and {more} more", "{agent} and {more} more", more) if more else "{agent}"
    text = _("Sessions of {agent} are damaged and cannot be read; “coachtui check --salvage” saves the rest.")
    return text.format(agent=who.format(agent=first, more=more))


def left_shown(number: int) -> str:
    """Return how many who left are shown now."""
    return ngettext(
        "{number} agent who left, at the end of the list.",
        "{number} agents who left, at the end of the list.",
        number,
    ).format(number=number)


def why_not(error: CoachError, key: str) -> str:
    """Return why no session opens; one that is open elsewhere can still be read.

    Args:
        error: Why.
        key: Opens the agent's page.
    """
    if error.code != "session_open_elsewhere":
        return sentence(error)
    return _("Open in another window; {key} opens the page where it can be read.").format(key=key)
