"""Every command has what carries it out, and that takes this very command (code survey §10.9)."""

from __future__ import annotations

from typing import get_type_hints

import pytest
from tests.unit.domain.every_command import EVERY_COMMAND

import coachtui.domain.live.reduce  # noqa: F401  it loads what carries them out
from coachtui.domain.live.commands import AddMark
from coachtui.domain.live.handlers import HANDLERS, handles
from coachtui.domain.session import Session


def test_every_command_is_carried_out() -> None:
    assert set(HANDLERS) == EVERY_COMMAND


def test_what_carries_a_command_out_takes_it() -> None:
    for kind, handler in HANDLERS.items():
        assert get_type_hints(handler)["command"] is kind, kind


def test_a_command_is_carried_out_by_one_function_alone() -> None:
    def another(session: Session, *_given: object) -> Session:
        return session

    with pytest.raises(ValueError, match="AddMark"):
        handles(AddMark)(another)
