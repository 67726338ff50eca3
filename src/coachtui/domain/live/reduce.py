"""The reducer of live sessions: the one place where a command changes a session."""

from __future__ import annotations

from dataclasses import replace

from coachtui.domain.errors import Refused
from coachtui.domain.live import (  # noqa: F401  each says which commands it carries out
    reduce_answers,
    reduce_call,
    reduce_closing,
    reduce_contact,
    reduce_model,
    reduce_notes,
)
from coachtui.domain.live.commands import Command, Moment
from coachtui.domain.live.handlers import HANDLERS
from coachtui.domain.live.rules import Rules
from coachtui.domain.session import Session


def reduce(session: Session, command: Command, moment: Moment, rules: Rules) -> Session:
    """Return the session after a command, one revision on.

    Args:
        session: The session before the command; never changed.
        command: The command.
        moment: Time of the command, given by the caller; the domain reads no clock.
        rules: Forms in use and phases of a call.

    Returns:
        The new session, or the very same object when the command changes nothing.

    Raises:
        Refused: The command does not fit; ``code`` says why.
    """
    if session.status == "final":
        raise Refused("session_final")
    changed = HANDLERS[type(command)](session, command, moment, rules)
    if changed is session:
        return session
    return replace(changed, revision=session.revision + 1)
