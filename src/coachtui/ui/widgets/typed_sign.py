"""Signs that are text though Python does not call them printable: wide spaces, joiners of emoji."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.widgets import Input

_TEXT = frozenset({"Zs", "Cf", "Co", "Cn"})
"""Spaces, format characters, and what is newer than this Python's tables; never controls or line ends."""


def take_sign(line: Input, event: events.Key) -> None:
    """Put such a sign into a line where it was typed; without this the line would drop it in silence.

    Args:
        line: The line that has the keys.
        event: The key.
    """
    sign = event.character
    if event.is_printable or sign is None or len(sign) != 1 or unicodedata.category(sign) not in _TEXT:
        return
    event.stop()
    event.prevent_default()
    if line.selection.is_empty:
        line.insert_text_at_cursor(sign)
    else:
        line.replace(sign, *line.selection)
