"""Names that agents had: they stay in notes, so whatever takes names out of texts knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from coachtui.domain.names.finder import NameFinder
from coachtui.domain.privacy.pseudonym import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coachtui.domain.agent import Agent
    from coachtui.services.ports import SessionStore


def newly_former(before: Agent, after: Agent) -> tuple[str, ...]:
    """Return the names that an agent has had since a change and had not before it."""
    return tuple(name for name in after.former_names if name not in before.former_names)


def sessions_naming(sessions: SessionStore, names: Iterable[str]) -> int:
    """Return how many sessions hold a text in which one of some names stands.

    Raises:
        StoreError: A session cannot be read.
    """
    finder = NameFinder(names)
    return sum(
        any(
            found.kind == "name"
            for text in texts_of(session)
            for found in finder.found(normalize("NFC", text))
        )
        for session in sessions.every()
    )
