"""Feedback methods: the ways in which a lead can listen to an agent (R60-R62)."""

from __future__ import annotations

from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording

OFFERED_METHODS = ("live",)
"""Methods a session can be begun with; the others wait for the notices they need (R60)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackMethod:
    """A way of listening to an agent.

    Attributes:
        id: Stable id.
        name: Its name.
        text: A description in a sentence or two.
        covert: Whether the agent does not know which call is listened to.
        recording: The call is recorded, elsewhere; never by this program.
        remote: The lead is not in the room.
        notice_required: Whether the agent must have been informed beforehand that it can happen.
    """

    id: str
    name: Wording
    text: Wording
    covert: bool
    recording: bool
    remote: bool
    notice_required: bool

    @property
    def offered(self) -> bool:
        """Whether a session can be begun with this method now."""
        return self.id in OFFERED_METHODS
