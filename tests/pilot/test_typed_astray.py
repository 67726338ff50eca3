"""What was typed across a lock is dropped whole by the screen that asks for the passphrase."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste

from coachtui.ui.terminal.driver import ASTRAY_S, TypedAstray


@pytest.mark.parametrize(("end", "pause"), [(Key("enter", "\r"), 0.0), (Paste("words"), ASTRAY_S)])
def test_what_lost_its_beginning_is_dropped_to_its_end(end: Key | Paste, pause: float) -> None:
    astray = TypedAstray(begun=True)
    astray.reading(100.0)
    assert astray.take(Key("a", "a"), 100.5)
    assert not astray.take(Key("ctrl+q", None), 100.6)
    assert astray.take(end, 101.0)
    assert not astray.take(Key("b", "b"), 101.0 + pause)


def test_where_nothing_was_typed_ahead_the_first_letter_counts() -> None:
    astray = TypedAstray(begun=False)
    astray.reading(100.0)
    assert not astray.take(Key("a", "a"), 100.0)
