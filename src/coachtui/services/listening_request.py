"""Requests for the first screen: a session for ``coachtui live``, or the place left when data were locked."""

from __future__ import annotations

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRequest:
    """A request to open a live session; what it names exists, unless it resumes after a lock.

    Attributes:
        agent_id: The agent to listen to; ``None`` opens the team screen for choosing.
        form_ids: Forms to offer, in order; none means both core forms.
        model_id: Coaching model to start with, or ``None``.
        session_id: The session to resume if it is stored; empty for the running one.
        item_id: The item to select; empty for the first open one.
        in_note: Whether the unfinished note gets the keyboard focus at once.
        back: Whether it resumes after a lock; the session may have changed meanwhile.
    """

    agent_id: str | None = None
    form_ids: tuple[str, ...] = ()
    model_id: str | None = None
    session_id: str = ""
    item_id: str = ""
    in_note: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePoint:
    """The place to return to once the passphrase is given again.

    It holds ids only, because it travels in process arguments, which others on the computer can read.

    Attributes:
        live: The session that was open, or ``None``.
        agent_id: The agent whose page was open; empty for the team.
        suspended: Whether the terminal asked the program to suspend, so that it does once it is locked.
    """

    live: LiveRequest | None = None
    agent_id: str = ""
    suspended: bool = False
