"""Correcting what is final, and keeping what an agent says about it (R86)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coachtui.domain.correcting import (
    Signature,
    correct_answer,
    correct_note,
    with_statement,
    without_statement,
)
from coachtui.domain.correction import Statement
from coachtui.domain.errors import Refused

if TYPE_CHECKING:
    from coachtui.domain.form import Item
    from coachtui.domain.session import Session
    from coachtui.services.ports import Clock, Ids, SessionStore, TeamStore


class Correcting:
    """The use case: the session is claimed, read again from the disk, changed and stored in one go.

    Every method returns the session as it is on disk afterwards, and raises ``Refused`` where it changes
    nothing, ``StoreBusy`` where the session is open in another window, and ``StoreError`` where it could
    not be stored.
    """

    def __init__(self, sessions: SessionStore, team: TeamStore, clock: Clock, ids: Ids) -> None:
        """Take the ports it works with."""
        self._sessions = sessions
        self._team = team
        self._clock = clock
        self._ids = ids

    def answer(self, session_id: str, evaluation_id: str, item: Item, value: int | None, why: str) -> Session:
        """Correct an answer.

        Args:
            session_id: A final session.
            evaluation_id: One of its evaluations.
            item: An item of that evaluation's form, in the version it was made with.
            value: The new value; ``None`` is not applicable.
            why: The reason.
        """
        return self._change(
            session_id, lambda session: correct_answer(session, evaluation_id, item, value, self._signed(why))
        )

    def note(self, session_id: str, note_id: str, text: str, why: str) -> Session:
        """Correct a note; without text it is taken out.

        Args:
            session_id: A final session.
            note_id: One of its notes.
            text: The new text.
            why: The reason.
        """
        return self._change(
            session_id, lambda session: correct_note(session, note_id, text, self._signed(why))
        )

    def begin_statement(self, agent_id: str) -> Statement:
        """Return a statement to be written; nothing is stored yet."""
        return Statement(id=self._ids.new(), at=self._clock.now(), agent_id=agent_id, text="")

    def keep_statement(self, session_id: str, statement: Statement) -> Session:
        """Keep what an agent says about a session, whole or as far as it is written.

        Args:
            session_id: The session.
            statement: From ``begin_statement``, with its text.
        """
        return self._change(session_id, lambda session: with_statement(session, statement))

    def give_up_statement(self, session_id: str, statement: Statement) -> Session:
        """Take a statement back that was being written."""
        return self._change(session_id, lambda session: without_statement(session, statement.id))

    def _signed(self, why: str) -> Signature:
        lead = self._team.lead()
        return Signature(
            id=self._ids.new(), at=self._clock.now(), by=lead.id if lead is not None else "", why=why
        )

    def _change(self, session_id: str, change: Callable[[Session], Session]) -> Session:
        lease = self._sessions.lease(session_id)
        try:
            session = self._sessions.get(session_id)
            if session is None:
                raise Refused("correct_nothing_there")
            changed = change(session)
            self._sessions.put(changed)
            return changed
        finally:
            lease.release()
