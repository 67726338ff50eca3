"""The registry of command handlers: which function carries out which command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from coachtui.domain.live.commands import Command, Moment
from coachtui.domain.live.rules import Rules
from coachtui.domain.session import Session

_Command = TypeVar("_Command", bound=Command)
_C_contra = TypeVar("_C_contra", bound=Command, contravariant=True)


class Handler(Protocol[_C_contra]):
    """A function that carries out one kind of command."""

    def __call__(self, session: Session, command: _C_contra, moment: Moment, rules: Rules, /) -> Session:
        """Return the session after the command, or the very same object when it changes nothing."""


HANDLERS: dict[type[Command], Handler[Any]] = {}
"""By the class of the command; filled as the modules with the functions are loaded."""


def handles(kind: type[_Command]) -> Callable[[Handler[_Command]], Handler[_Command]]:
    """Register the decorated function as handler of a kind of command.

    The type checker sees that it takes that command.

    Args:
        kind: The command's class.

    Raises:
        ValueError: Another function carries it out already.
    """

    def register(handler: Handler[_Command]) -> Handler[_Command]:
        if kind in HANDLERS:
            raise ValueError(f"{kind.__name__} is carried out twice")
        HANDLERS[kind] = handler
        return handler

    return register
