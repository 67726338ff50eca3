"""A session open in this window, with its desk and saver, until it is left."""

from __future__ import annotations

from collections.abc import Callable

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError, Refused
from coachtui.domain.form import Form
from coachtui.domain.live.commands import CloseStep, Heartbeat, MoveToAgent
from coachtui.domain.model import Model
from coachtui.domain.saving import SaveState
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass
from coachtui.services.content_used import ContentKeeper
from coachtui.services.desks.session_desk import SessionDesk
from coachtui.services.listening import Listening, OpeningResult
from coachtui.services.ports import Clock, Content, Ids, SessionStore


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPorts:
    """The ports an open session works with."""

    sessions: SessionStore
    content: Content
    clock: Clock
    ids: Ids


class OpenSession:
    """A session open in this window, with its agent, desk and saver."""

    def __init__(
        self, agent: Agent, opened: OpeningResult, listening: Listening, ports: SessionPorts
    ) -> None:
        """Open the desk; nothing is written before the first change.

        Args:
            agent: The agent listened to.
            opened: The session with its forms and lease.
            listening: The use case that opened it.
            ports: What it works with.
        """
        self._agents = {opened.session.agent_id: agent}
        self.opened = opened
        self.clock = ports.clock
        self._listening = listening
        self._ports = ports
        self._told: Callable[[SaveState], None] | None = None
        saver = ports.sessions.saver(self._tell)
        self.desk = SessionDesk(opened.session, opened.rules, ports.clock, saver)
        self._keeper = ContentKeeper(ports.sessions, ports.content)
        if opened.changed:
            self.desk.save()

    @property
    def session(self) -> Session:
        """The newest revision."""
        return self.desk.session

    @property
    def agent(self) -> Agent:
        """The agent whose session it is."""
        return self._agents[self.session.agent_id]

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms offered as tabs."""
        return self.opened.forms

    @property
    def read_only(self) -> bool:
        """Whether the session can no longer be changed."""
        return self.session.status == "final"

    def listen_to_saver(self, told: Callable[[SaveState], None]) -> None:
        """Call ``told`` from the saver's thread whenever the save state changes."""
        self._told = told

    def save_state(self) -> SaveState:
        """Return the current save state."""
        return self.desk.save_state()

    @property
    def closing(self) -> bool:
        """Whether the session is being closed and only waits for the disk."""
        return self.session.status != "live"

    def save(self) -> None:
        """Pass the newest revision to the saver again, for saving at once."""
        self.desk.save()

    def flush(self) -> bool:
        """Save what is pending now; return whether all is on disk."""
        return self.desk.flush()

    def new_id(self) -> str:
        """Return a new id."""
        return self._ports.ids.new()

    def models(self) -> tuple[Model, ...]:
        """Return the coaching models in the order they are offered.

        A model used in the session is complete and in the version used; the others have no steps.
        """
        used = {ref.id for ref in self.session.models_used}
        return tuple(
            self.whole_model(model_id) if model_id in used else self._ports.content.headline(model_id)
            for model_id in self._ports.content.model_ids()
        )

    def whole_model(self, model_id: str) -> Model:
        """Return a model with its steps, in the version this session used.

        A model whose version is lost is returned in the shipped version, with which the session goes on.
        """
        ref = next((ref for ref in self.session.models_used if ref.id == model_id), None)
        try:
            used = self._listening.used.model(ref) if ref is not None else None
        except CoachError:  # a damaged copy is told by where the session is read and by the check
            used = None
        return used or self._ports.content.model(model_id)

    def keep_content(self) -> bool:
        """Keep copies of the forms and models in use (R20).

        Returns:
            Whether all are there.
        """
        return self.session.empty or self._keeper.keep(self.session)

    def move_to(self, agent: Agent) -> None:
        """Move the session to the right agent; its record moves with the next save.

        Raises:
            Refused: ``session_final``, or ``agent_erased``: another window has erased that agent.
        """
        self._must_know(agent.id)
        self._agents[agent.id] = agent
        self.desk.conduct(MoveToAgent(agent_id=agent.id))

    def undo(self, *, letters: bool = False) -> None:
        """Undo the last command.

        Args:
            letters: Whether a text is taken back letter by letter, because it is being written.

        Raises:
            Refused: ``nothing_to_undo``, ``nothing_to_undo_since_opened``, ``session_final``, or
                ``agent_erased``: the session would go back to an agent who is not in the team any more.
        """
        step = self.desk.last(letters=letters)
        if step is None and self.opened.resumed and not self.read_only:
            raise Refused("nothing_to_undo_since_opened")
        if step is not None:
            self._must_be_there(step.before)
        self.desk.undo(letters=letters)

    def redo(self, *, letters: bool = False) -> None:
        """Redo the command that was undone last.

        Args:
            letters: As in ``undo``.

        Raises:
            Refused: ``nothing_to_redo``, or as ``undo``.
        """
        step = self.desk.next(letters=letters)
        if step is not None:
            self._must_be_there(step.after)
        self.desk.redo(letters=letters)

    def note_ids(self) -> tuple[str, ...]:
        """Return a new id for every unfinished note, for finishing the session."""
        return tuple(self.new_id() for _draft in self.session.drafts)

    def leave(self) -> bool:
        """Save, close and unlock the session; an empty one is removed.

        Returns:
            Whether everything is on disk.
        """
        if not self.read_only:
            self.desk.conduct(CloseStep())
            self.desk.conduct(Heartbeat())
        saved = self.flush()
        self.desk.close()
        self.keep_content()
        self._listening.leave(self.opened, self.session, stored=self.desk.stored)
        return saved

    def discard(self) -> None:
        """Delete the session for good and close it."""
        self.desk.close()
        if self.desk.stored or self.opened.resumed:
            self._ports.sessions.remove(self.session)
        if self.opened.lease is not None:
            self.opened.lease.release()

    def _must_be_there(self, wanted: Session) -> None:
        if wanted.agent_id != self.session.agent_id:
            self._must_know(wanted.agent_id)

    def _must_know(self, agent_id: str) -> None:
        if not self._listening.knows(agent_id):
            raise Refused("agent_erased")

    def _tell(self, state: SaveState) -> None:
        """Pass on a new save state and keep content copies; runs on the saver's thread."""
        if state.phase == "saved":
            self.keep_content()
        if self._told is not None:
            self._told(state)
