"""What ``coachtui live`` asks of the screen, and where a program that locked itself comes back to."""

from __future__ import annotations

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRequest:
    """A live session asked for from outside; everything named in it exists, unless it is come back to.

    Attributes:
        agent_id: Whom to listen to; ``None`` opens the team for choosing.
        form_ids: Forms to offer, in order; none means both core forms.
        model_id: Coaching model to start with, or ``None``.
        session_id: The very session to go on with where it is stored; empty takes the running one.
        item_id: Row to be on; empty for the first open one.
        in_note: Whether the note that is kept unfinished takes the keys at once.
        back: Whether the lead was in it before the data were locked; it may have changed meanwhile.
    """

    agent_id: str | None = None
    form_ids: tuple[str, ...] = ()
    model_id: str | None = None
    session_id: str = ""
    item_id: str = ""
    in_note: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack:
    """Where to be once the passphrase is given again.

    It holds ids only: it travels in the arguments of a process, which others on the computer can read.

    Attributes:
        live: The session that was open, or ``None``.
        agent_id: The agent whose page was open; empty for the team.
        suspended: Whether the terminal wanted the program to stop, so that it stops once it is locked.
    """

    live: LiveRequest | None = None
    agent_id: str = ""
    suspended: bool = False
