"""The use case of correcting final sessions and adding agents' statements (R86)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coachtui.domain.correcting import (
    CorrectionStamp,
    correct_answer,
    correct_note,
)
from coachtui.domain.correcting_details import correct_channel, correct_field, correct_reference
from coachtui.domain.correction import Statement
from coachtui.domain.errors import CoachError, Refused
from coachtui.services.desks.statement_writing import StatementWriting
from coachtui.services.reloading import reload_session

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.form import Item
    from coachtui.domain.saving import SaveState
    from coachtui.domain.session import Session
    from coachtui.services.ports import Clock, Ids, SessionStore, TeamStore


class Correcting:
    """Corrections of final sessions: a session is locked, reloaded, changed and stored in one go.

    A statement takes a while to write, and is saved as it is written. A correction returns the session as it
    is on disk afterwards, and raises ``Refused`` where it changes nothing, ``StoreBusy`` where the session is
    open in another window, and ``StoreError`` where it could not be stored.
    """

    def __init__(self, sessions: SessionStore, team: TeamStore, clock: Clock, ids: Ids) -> None:
        """Take the ports it works with."""
        self._sessions = sessions
        self._team = team
        self._clock = clock
        self._ids = ids

    def answer(self, session_id: str, evaluation_id: str, item: Item, value: int | None, why: str) -> Session:
        """Correct the answer to an item.

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
        """Correct the text of a note; an empty text removes the note.

        Args:
            session_id: A final session.
            note_id: One of its notes.
            text: The new text.
            why: The reason.
        """
        return self._change(
            session_id, lambda session: correct_note(session, note_id, text, self._signed(why))
        )

    def reference(self, session_id: str, contact_id: str, text: str, why: str) -> Session:
        """Correct the reference of a contact; an empty text removes it."""
        return self._change(
            session_id, lambda session: correct_reference(session, contact_id, text, self._signed(why))
        )

    def channel(self, session_id: str, contact_id: str, channel: str, why: str) -> Session:
        """Correct the channel of a contact."""
        return self._change(
            session_id, lambda session: correct_channel(session, contact_id, channel, self._signed(why))
        )

    def field(self, session_id: str, place: tuple[str, str, str], text: str, why: str) -> Session:
        """Correct a field of a model; an empty text removes it.

        Args:
            session_id: A final session.
            place: Ids of model, step and field.
            text: The new text.
            why: The reason.
        """
        return self._change(
            session_id, lambda session: correct_field(session, place, text, self._signed(why))
        )

    def write_statement(
        self, agent: Agent, session_id: str, on_state: Callable[[SaveState], None]
    ) -> StatementWriting:
        """Lock a session for writing an agent's statement; nothing is stored yet.

        A statement whose writing was cut off is resumed.

        Args:
            agent: Who says it.
            session_id: The session.
            on_state: Called from the saver's thread whenever its state changes.

        Raises:
            Refused: ``correct_nothing_there``: it is not there any more, or is somebody else's now;
                ``correct_not_final``: it runs.
        """
        self._to_state(agent, session_id)  # that it runs says more than that a window has it
        lease = self._sessions.lease(session_id)
        try:
            session = self._to_state(agent, session_id)
        except CoachError:
            lease.release()
            raise
        new = Statement(id=self._ids.new(), at=self._clock.now(), agent_id=agent.id, text="")
        begun = (each for each in session.statements if each.unfinished and each.agent_id == agent.id)
        statement = next(begun, new)
        return StatementWriting(agent, session, statement, lease, self._sessions.saver(on_state))

    def _to_state(self, agent: Agent, session_id: str) -> Session:
        """Return a session, if it is final and the agent took part in it."""
        session = self._stored(session_id)
        if agent.id not in session.agent_ids:
            raise Refused("correct_nothing_there")
        if session.status == "live":
            raise Refused("correct_not_final")
        return session

    def as_stored(self, session: Session) -> Session:
        """Return a session reloaded from disk, so that current values are offered for correction.

        Raises:
            Refused: ``correct_nothing_there`` or ``agent_erased``: it is not there any more.
            StoreError: It cannot be read.
        """
        return reload_session(self._team, self._sessions, session)

    def _stored(self, session_id: str) -> Session:
        session = self._sessions.get(session_id)
        if session is None:
            raise Refused("correct_nothing_there")
        return session

    def _signed(self, why: str) -> CorrectionStamp:
        lead = self._team.lead()
        return CorrectionStamp(
            id=self._ids.new(), at=self._clock.now(), by=lead.id if lead is not None else "", why=why
        )

    def _change(self, session_id: str, change: Callable[[Session], Session]) -> Session:
        lease = self._sessions.lease(session_id)
        try:
            changed = change(self._stored(session_id))
            self._sessions.put(changed)
            return changed
        finally:
            lease.release()
