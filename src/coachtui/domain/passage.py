"""A text to read, in pieces that every format can show in its own way."""

from __future__ import annotations

from typing import Literal

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One heading, or one point of a list.

    Attributes:
        kind: What it is.
        level: Depth of the heading from 1 on; of a point, how many others it is part of.
        text: The words; never markup.
    """

    kind: Literal["heading", "point"]
    level: int
    text: str


def heading(level: int, text: str) -> Passage:
    """Return a heading; level 1 is the title of the whole text."""
    return Passage(kind="heading", level=level, text=text)


def point(text: str, level: int = 0) -> Passage:
    """Return a point of a list; one of level 1 says more about the one before it."""
    return Passage(kind="point", level=level, text=text)
