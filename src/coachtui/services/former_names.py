"""Former names of agents: they stay in notes, so redaction has to know them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from coachtui.domain.names.finder import NameFinder
from coachtui.domain.privacy.pseudonym import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coachtui.domain.agent import Agent
    from coachtui.services.ports import SessionStore


def new_former_names(before: Agent, after: Agent) -> tuple[str, ...]:
    """Return the former names that a change of an agent has added."""
    return tuple(name for name in after.former_names if name not in before.former_names)


def count_sessions_naming(sessions: SessionStore, names: Iterable[str]) -> int:
    """Return how many sessions have a text that contains one of the names.

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
