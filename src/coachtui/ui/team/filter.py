"""Who a few typed letters find in the team: names first, then how they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rich.cells import cell_len

from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass
from coachtui.i18n import _
from coachtui.services.team_overview import AgentSummary
from coachtui.ui.words.sessions import STATUS, month_mark


@dataclass(frozen=True, slots=True)
class Findable:
    """One agent with what is searched.

    Attributes:
        standing: The agent.
        names: Name, alias and team, folded.
        state: What the row says of them in words, e.g. that they are behind, folded.
    """

    standing: AgentSummary
    names: str
    state: str


def findable(standing: AgentSummary) -> Findable:
    """Return an agent with what is searched, in the language in use."""
    agent, tally = standing.agent, standing.tally
    states = [_("left")] if agent.status == "left" else [month_mark(standing)[1]]
    if tally is not None:
        words = [STATUS["live"][1]] * bool(tally.running) + [STATUS["draft"][1]] * bool(tally.drafts)
        states += [_(word) for word in words]
    return Findable(standing, folded(f"{agent.name} {agent.alias} {agent.team}"), folded(" ".join(states)))


def matching_agents(team: Sequence[Findable], wanted: str) -> list[AgentSummary]:
    """Return those with names that begin so; else those who stand so; else those with the letters anywhere.

    Args:
        team: Everyone.
        wanted: What was typed; each word of it has to fit.
    """
    parts = folded(wanted).split()
    begins = [_beginning(part) for part in parts]
    by_name = [each.standing for each in team if all(begin.search(each.names) for begin in begins)]
    by_state = [
        each.standing
        for each in team
        if all(begin.search(each.names) or begin.search(each.state) for begin in begins)
    ]
    return by_name or by_state or [each.standing for each in team if all(p in each.names for p in parts)]


def folded(text: str) -> str:
    """Return what two texts share that differ only in letter case, accents, spaces or Unicode form."""
    apart = unicodedata.normalize("NFKD", name_key(text))
    return "".join(character for character in apart if not unicodedata.combining(character))


def _beginning(part: str) -> re.Pattern[str]:
    """Return what finds ``part`` at the beginning of a word; Chinese has no spaces between words."""
    return re.compile(re.escape(part) if cell_len(part[0]) > 1 else rf"(?<!\w){re.escape(part)}")
