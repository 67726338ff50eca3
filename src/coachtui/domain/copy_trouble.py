"""A problem with one copy of the store: a backup that could not be brought up to date."""

from __future__ import annotations

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTrouble:
    """A problem with one backup, or one replaced store, that could not be updated to the store's state.

    Attributes:
        path: Where it lies.
        code: Why, as the code of an error.
    """

    path: str
    code: str
