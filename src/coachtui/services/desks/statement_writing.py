"""Writing of an agent's statement about a session, saved as it is typed (R4, R86)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.correcting import with_statement, without_statement
from coachtui.services.desks.desk import LEAVE_TIMEOUT_S

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.correction import Statement
    from coachtui.domain.saving import SaveState
    from coachtui.domain.session import Session
    from coachtui.services.ports import Lease, Saver


class StatementWriting:
    """A statement being written in this window; its session stays locked until ``leave``.

    Attributes:
        agent: Who says it.
        session: The newest revision of the session.
        ended: Whether the statement is written, or given up, and only waits for the disk.
        touched: Whether anything was written here.
    """

    closing = False

    def __init__(
        self,
        agent: Agent,
        session: Session,
        statement: Statement,
        lease: Lease,
        saver: Saver,
    ) -> None:
        """Start or resume a statement; nothing is written before the first letter.

        Args:
            agent: Who says it.
            session: The session as it is on disk.
            statement: The statement: empty, or as far as it was written before the program was cut off.
            lease: The claim on the session.
            saver: Brings it to disk.
        """
        self.agent = agent
        self.session = session
        self.ended = False
        self.touched = False
        self._statement = statement
        self._begun = statement.text
        self._lease = lease
        self._saver = saver

    def write(self, text: str) -> None:
        """Set the text as typed so far; it is saved after a pause in typing.

        Raises:
            Refused: ``statement_too_long``.
        """
        self._take(text, unfinished=True, urgent=False)

    def end(self, text: str) -> None:
        """Set the complete text and save it at once; an empty text removes the statement.

        Raises:
            Refused: ``statement_too_long``.
        """
        self._take(text, unfinished=False, urgent=True)
        self.ended = True

    def give_up(self) -> None:
        """Take back what was written since it was begun here; what was saved before stays, unfinished."""
        if self.touched:
            self._take(self._begun, unfinished=bool(self._begun), urgent=True)
        self.ended = True

    @property
    def begun(self) -> str:
        """The text that it goes on from; empty for a new statement."""
        return self._begun

    @property
    def kept(self) -> bool:
        """Whether anything is left of the statement."""
        return self._stored is not None

    @property
    def finished(self) -> bool:
        """Whether the statement is there, and whole."""
        return self._stored is not None and not self._stored.unfinished

    @property
    def _stored(self) -> Statement | None:
        return next((each for each in self.session.statements if each.id == self._statement.id), None)

    def save_state(self) -> SaveState:
        """Return the current save state."""
        return self._saver.state()

    def save(self) -> None:
        """Pass the newest revision to the saver again, for saving at once."""
        self._saver.offer(self.session, urgent=True)

    def flush(self) -> bool:
        """Save what is pending now; return whether all is on disk."""
        return self._saver.flush(LEAVE_TIMEOUT_S)

    def leave(self) -> bool:
        """Save, close and unlock the session; return whether everything is on disk."""
        saved = self.flush()
        self._saver.close()
        self._lease.release()
        return saved

    def _take(self, text: str, *, unfinished: bool, urgent: bool) -> None:
        if text.strip():
            statement = replace(self._statement, text=text, unfinished=unfinished)
            changed = with_statement(self.session, statement)
        elif self.kept:
            changed = without_statement(self.session, self._statement.id)
        else:
            return
        self.touched = True
        self.session = changed
        self._saver.offer(changed, urgent=urgent)
