"""What is open in this window: a session, a statement being written, and what was finished last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from coachtui.domain.errors import Refused
from coachtui.services.listening import FinishedSession
from coachtui.services.open_session import OpenSession, SessionPorts

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.saving import SaveState
    from coachtui.domain.session import Session
    from coachtui.services.desks.statement_writing import StatementWriting
    from coachtui.services.listening import OpeningResult
    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program


class OpenWork(Protocol):
    """A session that is being changed in this window, and saved while keys are pressed."""

    @property
    def agent(self) -> Agent:
        """Whose session it is."""

    @property
    def session(self) -> Session:
        """The newest revision."""

    @property
    def closing(self) -> bool:
        """Whether it was closed already, and only waits for the disk."""

    def save_state(self) -> SaveState:
        """Return what the saver knows now."""

    def save(self) -> None:
        """Hand the newest revision to the saver again, at once."""

    def flush(self) -> bool:
        """Save what is pending; return whether all is on disk."""

    def leave(self) -> bool:
        """Save, close and let other windows have it; return whether everything is on disk."""


class WorkInHand:
    """What this window has open and saves; it changes by the methods below alone.

    A session and a statement can be open or not, each for itself; a session that was made final is remembered
    besides, for as long as that can be taken back:

    ===================  ======================================  =============================================
    what                 set by                                  let go by
    ===================  ======================================  =============================================
    ``open_session``     ``begin_session``, ``resume_session``,  ``leave_all``, ``discard_session``; opening
                         ``reopen_finished``                     another one leaves it first
    ``statement``        ``begin_statement``                     ``leave_statement``, ``leave_all``; beginning
                                                                 another one leaves it first
    ``finished``         ``note_finished``, while the session    opening any session, or looking at another
                         is still open                           agent (``turn_to``)
    ``agent_id``         opening or closing a session,           nothing: it stays the last one
                         ``turn_to``
    ===================  ======================================  =============================================

    Nothing is open at first. To leave something saves it as far as the disk takes it and lets other windows
    have it; whoever must not lose what the disk did not take asks ``unsaved`` first.
    """

    def __init__(self, program: Program) -> None:
        """Begin with nothing open.

        Args:
            program: Where sessions come from and go to.
        """
        self._program = program
        self._open_session: OpenSession | None = None
        self._statement: StatementWriting | None = None
        self._finished: FinishedSession | None = None
        self._agent_id = ""

    @property
    def open_session(self) -> OpenSession | None:
        """The session open in this window, or ``None``."""
        return self._open_session

    @property
    def statement(self) -> StatementWriting | None:
        """What an agent says about a session, while it is written or waits for the disk; else ``None``."""
        return self._statement

    @property
    def finished(self) -> FinishedSession | None:
        """The session made final last, while that can be taken back; else ``None``."""
        return self._finished

    @property
    def agent_id(self) -> str:
        """Id of the agent whom the lead saw last; empty for nobody yet."""
        return self._agent_id

    @property
    def in_call(self) -> bool:
        """Whether a call goes on in the session that is open."""
        return self._open_session is not None and self._open_session.session.running_contact is not None

    def all_open(self) -> list[OpenWork]:
        """Return what is being changed and saved in this window."""
        return [work for work in (self._open_session, self._statement) if work is not None]

    def unsaved(self) -> OpenWork | None:
        """Save what is open; return what the disk did not take, or ``None``."""
        return next((work for work in self.all_open() if not work.flush()), None)

    def turn_to(self, agent: Agent) -> None:
        """Note which agent the lead looks at; a session finished with another cannot be reopened any more."""
        if self._finished is not None and self._finished.agent.id != agent.id:
            self._finished = None
        self._agent_id = agent.id

    def begin_session(self, agent: Agent, request: LiveRequest | None = None) -> OpenSession:
        """Open a new live session with an agent, or the one of theirs that runs.

        Args:
            agent: Whom the lead listens to.
            request: What to begin it with; ``None`` for both core forms and no model.

        Raises:
            CoachError: It is open in another window, a form cannot be read, or the agent was erased.
        """
        agent = self._program.roster.reload(agent)
        forms = request.form_ids if request is not None else ()
        model = request.model_id if request is not None else None
        known = request.session_id if request is not None else ""
        return self._take(agent, self._program.listening.begin(agent, forms, model, known=known))

    def resume_session(self, agent: Agent, session: Session) -> OpenSession:
        """Open a session that is on disk: a draft or running one to go on with, a final one to read.

        Raises:
            CoachError: It is open in another window, or cannot be read.
        """
        if session.status == "final":
            return self._take(agent, self._program.listening.read_whole(session))
        return self._take(agent, self._program.listening.open(session))

    def reopen_finished(self) -> OpenSession:
        """Open the session that was finished last as it was before.

        Raises:
            Refused: ``nothing_to_undo``: none was finished that can be taken back.
            CoachError: It cannot be opened.
        """
        if self._finished is None:
            raise Refused("nothing_to_undo")
        return self._take(self._finished.agent, self._program.listening.take_back(self._finished))

    def note_finished(self, before: Session) -> None:
        """Remember that the open session was just made final, so that it can be reopened.

        Args:
            before: Its revision before it was final.

        Raises:
            ValueError: No session is open, or the one that is open is not final or not that one.
        """
        open_session = self._open_session
        if open_session is None or not open_session.read_only or open_session.session.id != before.id:
            raise ValueError(before.id)
        self._finished = FinishedSession(
            agent=open_session.agent, before=before, revision=open_session.session.revision
        )

    def discard_session(self) -> None:
        """Throw the open session away for good, if one is open.

        Raises:
            CoachError: It cannot be removed from the disk; it is still open then.
        """
        if self._open_session is not None:
            self._open_session.discard()
            self._agent_id = self._open_session.session.agent_id
            self._open_session = None

    def leave_all(self) -> None:
        """Close what is open, as far as it is saved."""
        self.leave_statement()
        self._leave_session()

    def begin_statement(self, writing: StatementWriting) -> None:
        """Keep a statement that an agent begins; its session is claimed for it already."""
        self.leave_statement()
        self._statement = writing

    def leave_statement(self) -> None:
        """Close the session of a statement, as far as it is saved."""
        if self._statement is not None:
            self._statement.leave()
            self._statement = None

    def _leave_session(self) -> None:
        if self._open_session is not None:
            self._open_session.leave()
            self._agent_id = self._open_session.session.agent_id
            self._open_session = None

    def _take(self, agent: Agent, opened: OpeningResult) -> OpenSession:
        """Make an opened session the one of this window; what was finished before is so for good."""
        self._leave_session()
        program = self._program
        ports = SessionPorts(
            sessions=program.sessions, content=program.content, clock=program.clock, ids=program.ids
        )
        self._open_session = OpenSession(agent, opened, program.listening, ports)
        self._finished = None
        self._agent_id = agent.id
        return self._open_session
