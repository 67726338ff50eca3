"""Feedback methods: the ways a lead can listen (R60-R62)."""

from __future__ import annotations

from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording

OFFERED_METHODS = ("live",)
"""Methods a session can be begun with; the others wait for the notices they need (R60)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackMethod:
    """One way of listening.

    Attributes:
        id: Stable id.
        name: Its name.
        text: What it is, in a sentence or two.
        covert: The agent does not know which call.
        recording: The call is recorded, elsewhere; never by this program.
        remote: The lead is not in the room.
        notice_required: The agent must have been told beforehand that it can happen.
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
        """Whether a session can be begun with it now."""
        return self.id in OFFERED_METHODS
