"""A list of agents read from another program's file."""

from __future__ import annotations

from collections.abc import Mapping

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSheet:
    """The rows of a list of agents.

    Attributes:
        rows: Line number, and cells by column, of every row that is not blank.
        read_as: Name of the encoding it was taken for; empty for UTF-8, which needs no guess.
    """

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    read_as: str = ""
