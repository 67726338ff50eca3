"""Replaces control and bidirectional characters in all that is written to the terminal, as a last defence."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
REPLACEMENT = "·"


class SafeFilter(LineFilter):
    """A line filter that replaces characters that could steer a terminal or turn text around."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with every unsafe character replaced."""
        del background
        if not any(_UNSAFE.search(segment.text) for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(_UNSAFE.sub(REPLACEMENT, segment.text), segment.style)
            for segment in segments
        ]
