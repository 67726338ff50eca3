"""A copy of the store that could not be dealt with."""

from __future__ import annotations

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTrouble:
    """A backup, or a store that was put aside, that could not be brought up to what the store is now.

    Attributes:
        path: Where it lies.
        code: Why, as the code of an error.
    """

    path: str
    code: str
