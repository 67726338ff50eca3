"""What is being done in this window: a session open, a statement being written, what was just finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from coachtui.domain.errors import Refused
from coachtui.services.sitting import Ports, Sitting

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.saving import SaveState
    from coachtui.domain.session import Session
    from coachtui.services.desks.statement_writing import StatementWriting
    from coachtui.services.listening import Finished, Opened
    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program


class OpenWork(Protocol):
    """A session that is being changed in this window and saved beside the keys."""

    @property
    def agent(self) -> Agent:
        """Whose session it is."""

    @property
    def session(self) -> Session:
        """The newest revision."""

    @property
    def closing(self) -> bool:
        """Whether it was to be closed, and only waits for the disk."""

    def save_state(self) -> SaveState:
        """Return what the saver knows now."""

    def save(self) -> None:
        """Hand the newest revision to the saver again, at once."""

    def flush(self) -> bool:
        """Save what is pending now; return whether all is on disk."""

    def leave(self) -> bool:
        """Save, close and let other windows have it; return whether everything is on disk."""


class WorkInHand:
    """What this window has open and saves.

    Attributes:
        sitting: The session open in this window, or ``None``.
        statement: What an agent says about a session, while it is written here; else ``None``.
        finished: The session made final last, while that can be taken back; else ``None``.
        agent_id: Whom the lead saw last; empty for nobody yet.
    """

    def __init__(self, program: Program) -> None:
        """Begin with nothing open.

        Args:
            program: Where sessions come from and go to.
        """
        self._program = program
        self.sitting: Sitting | None = None
        self.statement: StatementWriting | None = None
        self.finished: Finished | None = None
        self.agent_id = ""

    @property
    def in_call(self) -> bool:
        """Whether a call goes on in the session that is open."""
        return self.sitting is not None and self.sitting.session.running_contact is not None

    def all_open(self) -> list[OpenWork]:
        """Return what is being changed in this window and saved beside the keys."""
        return [work for work in (self.sitting, self.statement) if work is not None]

    def unsaved(self) -> OpenWork | None:
        """Save what is open; return what the disk did not take, or ``None``."""
        return next((work for work in self.all_open() if not work.flush()), None)

    def turn_to(self, agent: Agent) -> None:
        """Take note of whom the lead looks at; what was finished with another can no longer be taken back."""
        if self.finished is not None and self.finished.agent.id != agent.id:
            self.finished = None
        self.agent_id = agent.id

    def sit_down(self, agent: Agent, request: LiveRequest | None = None) -> Sitting:
        """Open a live session with an agent.

        Raises:
            CoachError: It is open in another window, a form cannot be read, or the agent was erased.
        """
        agent = self._program.roster.still_there(agent)
        forms = request.form_ids if request is not None else ()
        model = request.model_id if request is not None else None
        known = request.session_id if request is not None else ""
        return self._open(agent, self._program.listening.begin(agent, forms, model, known=known))

    def sit_down_with(self, agent: Agent, session: Session) -> Sitting:
        """Open a session that is on disk: a draft or running one to go on with, a final one to read.

        Raises:
            CoachError: It is open in another window, or cannot be read.
        """
        if session.status == "final":
            return self._open(agent, self._program.listening.read_whole(session))
        return self._open(agent, self._program.listening.open(session))

    def reopen(self) -> Sitting:
        """Open the session that was finished last as it was before.

        Raises:
            Refused: None was finished that can be taken back.
            CoachError: It cannot be opened.
        """
        if self.finished is None:
            raise Refused("nothing_to_undo")
        return self._open(self.finished.agent, self._program.listening.take_back(self.finished))

    def leave_all(self) -> None:
        """Let go what is open, as far as it is saved."""
        self.leave_statement()
        if self.sitting is not None:
            self.sitting.leave()
            self.agent_id = self.sitting.session.agent_id
            self.sitting = None

    def leave_statement(self) -> None:
        """Let the session of a statement go, as far as that is saved."""
        if self.statement is not None:
            self.statement.leave()
            self.statement = None

    def _open(self, agent: Agent, opened: Opened) -> Sitting:
        """Make an opened session the one of this window; what was finished before is so for good."""
        program = self._program
        ports = Ports(
            sessions=program.sessions, content=program.content, clock=program.clock, ids=program.ids
        )
        self.sitting = Sitting(agent, opened, program.listening, ports)
        self.finished = None
        self.agent_id = agent.id
        return self.sitting
