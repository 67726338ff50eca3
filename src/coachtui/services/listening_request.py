"""What ``coachtui live`` asks of the screen."""

from __future__ import annotations

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRequest:
    """A live session asked for from outside; everything named in it exists.

    Attributes:
        agent_id: Whom to listen to; ``None`` opens the team for choosing.
        form_ids: Forms to offer, in order; none means both core forms.
        model_id: Coaching model to start with, or ``None``.
    """

    agent_id: str | None = None
    form_ids: tuple[str, ...] = ()
    model_id: str | None = None
