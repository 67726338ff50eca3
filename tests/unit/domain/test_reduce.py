"""Every command has what carries it out, and that takes this very command (code survey §10.9)."""

from __future__ import annotations

from typing import get_args, get_type_hints

from coachtui.domain import commands
from coachtui.domain.reduce import _HANDLERS


def test_every_command_is_carried_out() -> None:
    assert set(_HANDLERS) == set(get_args(commands.Command))


def test_what_carries_a_command_out_takes_it() -> None:
    for kind, handler in _HANDLERS.items():
        assert get_type_hints(handler)["command"] is kind, kind
