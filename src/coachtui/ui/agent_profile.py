"""What is known of an agent now, beside the agent's own record."""

from __future__ import annotations

from coachtui.domain.agent import Agent
from coachtui.domain.value import dataclass
from coachtui.services.agreements import Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of an agent now, e.g. the evaluations of the month.

    Attributes:
        agent: The agent.
        evaluations: Evaluations this month (R24).
        target: How many are aimed at.
        last_session: Local day of the session before this one, worded; empty for none.
        agreed: What was agreed last, or ``None``.
        unread: Whether the sessions cannot be read, so that nothing can be said of them.
    """

    agent: Agent
    evaluations: int
    target: int
    last_session: str = ""
    agreed: Agreement | None = None
    unread: bool = False
