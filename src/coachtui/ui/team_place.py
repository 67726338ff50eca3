"""Where the lead was on the team screen, to come back there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coachtui.services.running_sessions import RunningSession
from coachtui.services.team_overview import SessionTally


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPlace:
    """A position in the list of the team: agent, filter, and what was counted.

    Attributes:
        agent_id: The current agent; empty for the first.
        wanted: What the list is filtered by.
        tallies: What was counted; shown until it is counted anew.
        running: What ran when it was counted.
    """

    agent_id: str = ""
    wanted: str = ""
    tallies: Mapping[str, SessionTally] | None = None
    running: Sequence[RunningSession] | None = None
