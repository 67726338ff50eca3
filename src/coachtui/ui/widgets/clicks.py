"""What a click means: a key that is pressed, or a part of a line."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.events import Key
from textual.keys import key_to_character


def press(app: App[Any], key: str) -> None:
    """Do what a key does, in its turn and with all that may be said against it."""
    app.post_message(Key(key, key_to_character(key)))


def span_at(line: tuple[tuple[str, str], ...], x: int) -> int | None:
    """Return which span of a line a cell belongs to, or ``None`` behind the last one."""
    end = 0
    for index, (text, _tone) in enumerate(line):
        end += cell_len(text)
        if x < end:
            return index
    return None
