"""An agent's own record: everything stored about one agent, to read and to take along (R85)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import CoachError
from coachtui.domain.form import Form, FormRef
from coachtui.domain.kinds import RECORD_KINDS, Kind
from coachtui.domain.model import Model
from coachtui.domain.names.redaction import NameRedactor
from coachtui.domain.parts import rewrite_texts
from coachtui.domain.privacy.own_parts import only_agent
from coachtui.domain.privacy.private_parts import without_private
from coachtui.domain.record import AgentRecord
from coachtui.domain.session import ModelRef, Session
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass
from coachtui.services.export import ExportFilter, Selection
from coachtui.services.private_forms import PrivateForms
from coachtui.services.session_file import file_stem

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.services.ports import Content, SessionStore, TeamStore
    from coachtui.services.program import Program


class OwnRecord:
    """An ``ExportSource`` of everything about one agent and nothing about others.

    The sessions are read at once, and redacted one by one when they are asked for.
    """

    def __init__(
        self,
        agent: Agent,
        sessions: SessionStore,
        team: TeamStore,
        content: Content,
        *,
        private: bool = False,
        leave: Iterable[str] = (),
    ) -> None:
        """Read the agent's sessions, shared ones included.

        Args:
            agent: The agent.
            sessions: Sessions on disk.
            team: Agents and lead.
            content: Forms and models.
            private: Whether what belongs to the agent alone goes along.
            leave: Words in texts that stay as they are, though they are somebody else's name.

        Raises:
            StoreError: The sessions cannot be read.
        """
        self._agent = agent
        self._all = Selection(sessions, team, content, ExportFilter())
        self._owned = PrivateForms(sessions, content)
        self._private = private
        self._sessions = sessions
        self._found = _sessions_with(sessions, agent.id)
        self._team = team
        self._names = self._others_names(leave)

    def _others_names(self, leave: Iterable[str] = (), *, doubtful_stay: bool = False) -> NameRedactor:
        return others_redactor(self._agent, self._team, leave, doubtful_stay=doubtful_stay)

    @property
    def own_part(self) -> bool:
        """Always true: it is one agent's own export, which cannot be imported again."""
        return True

    @property
    def missing(self) -> list[FormRef | ModelRef]:
        """Forms and models, by id and version, of which no copy is left."""
        return self._all.missing

    def has_private(self) -> bool:
        """Return whether anything about the agent is private."""
        records = any(kind.private(each) for kind, each in self._all_records())
        return records or any(map(self._has_private, self._found))

    def _has_private(self, session: Session) -> bool:
        private = self._owned.forms_of(session)
        shown = without_private(session, private)
        if shown is session:
            return False
        whole = only_agent(session, self._agent.id, str, private)
        return whole != only_agent(shown, self._agent.id, str)

    def private_count(self) -> int:
        """Return the number of the agent's private evaluations and records."""
        return sum(kind.private(each) for kind, each in self._all_records()) + sum(
            evaluation.agent_id == self._agent.id
            for session in self._found
            for evaluation in self._owned.evaluations_of(session)
        )

    def _all_records(self) -> Iterator[tuple[Kind[Any], AgentRecord]]:
        for kind in RECORD_KINDS:
            yield from ((kind, each) for each in self._sessions.records.of_agent(kind, self._agent.id))

    def doubtful_words(self) -> dict[str, int]:
        """Return the redacted words that may be everyday words, with how often each occurs."""
        names = self._others_names()
        for session in self._found:
            self._own(session, names)
        names.redact(self._agent.remember)
        for kind in RECORD_KINDS:
            for record in self._handed_out(kind):
                rewrite_texts(record, names.redact)
        return names.redacted.doubtful

    def taken_out(self) -> dict[str, int]:
        """Return the doubtful words redacted in what was read so far, with their counts."""
        return self._names.redacted.doubtful

    def sessions(self) -> Iterator[Session]:
        """Yield the agent's part of each session."""
        return (self._own(session, self._names) for session in self._found)

    def _own(self, session: Session, names: NameRedactor) -> Session:
        """Return the agent's part of a session, with the names of others redacted."""
        private = self._owned.forms_of(session)
        shown = session if self._private else without_private(session, private)
        return only_agent(shown, self._agent.id, names.redact, private)

    def records(self, kind: Kind[Any]) -> Iterator[AgentRecord]:
        """Yield the agent's records of a kind, with the names of others redacted."""
        return (rewrite_texts(record, self._names.redact) for record in self._handed_out(kind))

    def _handed_out(self, kind: Kind[Any]) -> Iterator[AgentRecord]:
        """Yield the records of a kind to be handed out, as they are stored."""
        found = self._sessions.records.of_agent(kind, self._agent.id)
        return (record for record in found if self._private or not kind.private(record))

    def lead(self) -> Lead | None:
        """Return the lead, or ``None``."""
        return self._all.lead()

    def agents(self, named: Collection[str]) -> Iterator[Agent]:  # noqa: ARG002  there is nobody else in it
        """Yield the agent."""
        yield replace(self._agent, remember=self._names.redact(self._agent.remember))

    def form(self, ref: FormRef) -> Form | None:
        """Return a form in the version asked for, or ``None``."""
        return self._all.form(ref)

    def model(self, ref: ModelRef) -> Model | None:
        """Return a model in the version asked for, or ``None``."""
        return self._all.model(ref)


class OwnRecordView(OwnRecord):
    """An own record for the screen: newest session first, unreadable forms shown by their ids."""

    def __init__(self, agent: Agent, sessions: SessionStore, team: TeamStore, content: Content) -> None:
        """Read the agent's sessions; private parts are left out, for two people look at the screen."""
        super().__init__(agent, sessions, team, content)
        self._found.reverse()

    def show_doubtful(self, *, shown: bool) -> None:
        """Show or redact doubtful words from now on."""
        self._names = self._others_names(doubtful_stay=shown)

    @property
    def count(self) -> int:
        """The number of sessions."""
        return len(self._found)

    def form(self, ref: FormRef) -> Form | None:
        """Return a form in the version asked for, or ``None``."""
        try:
            return super().form(ref)
        except CoachError:
            return None

    def model(self, ref: ModelRef) -> Model | None:
        """Return a model in the version asked for, or ``None``."""
        try:
            return super().model(ref)
        except CoachError:
            return None


def others_redactor(
    agent: Agent, team: TeamStore, leave: Iterable[str] = (), *, doubtful_stay: bool = False
) -> NameRedactor:
    """Return a redactor for the names of everybody but an agent and the lead.

    Args:
        agent: The agent.
        team: Agents and lead.
        leave: Words to keep although they are somebody else's name.
        doubtful_stay: Whether doubtful words are kept.
    """
    lead = team.lead()
    others = [name for each in team.agents() if each.id != agent.id for name in each.every_name]
    own = (agent.name, agent.alias, lead.name if lead is not None else "")
    return NameRedactor(others, own, frozenset(map(name_key, leave)), doubtful_stay=doubtful_stay)


def _sessions_with(store: SessionStore, agent_id: str) -> list[Session]:
    """Return all sessions an agent took part in, by start; a shared one may be in another's file."""
    with_them = {row.id for row in store.rows() if agent_id in row.agent_ids}
    return sorted(store.several(with_them), key=attrgetter("started_at"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFiles:
    """The files of an agent's own export.

    Attributes:
        data: The file with everything as JSON.
        text: The file to read.
        left_out: Number of private evaluations left out of both.
        missing: Forms and models, by id and version, of which no copy is left.
        doubtful: Doubtful words that were redacted.
    """

    data: Path
    text: Path
    left_out: int
    missing: tuple[FormRef | ModelRef, ...]
    doubtful: tuple[str, ...] = ()


def own_record(
    program: Program, agent: Agent, *, private: bool = False, leave: Iterable[str] = ()
) -> OwnRecord:
    """Return the own record of an agent.

    Args:
        program: The program's parts.
        agent: The agent.
        private: Whether private parts are included.
        leave: Words to keep although they are somebody else's name.

    Raises:
        StoreError: The sessions cannot be read.
    """
    return OwnRecord(agent, program.sessions, program.team, program.content, private=private, leave=leave)


def write_own(
    program: Program, agent: Agent, folder: Path, *, private: bool, leave: Collection[str] = ()
) -> OwnFiles:
    """Write an agent's own record to two new files, once both are complete in memory.

    Args:
        program: The program's parts.
        agent: The agent.
        folder: The target folder.
        private: Whether private parts are included.
        leave: Words to keep although they are somebody else's name.

    Raises:
        Refused: ``agent_erased``: another window has erased the agent; nothing was written.
        StoreError: ``cannot_write`` with the folder, or something stored cannot be read.
    """
    source = own_record(program, agent, private=private, leave=leave)
    data = b"".join(program.export.document(source, "json"))
    text = b"".join(program.text_export.text_document(source, next(source.agents(()))))
    program.roster.reload(agent)
    today = program.clock.now().date()
    left = set(map(name_key, leave))
    both = {".json": data, ".md": text}
    data_path, text_path = program.files.write_together(folder, file_stem(today, agent), both)
    return OwnFiles(
        data=data_path,
        text=text_path,
        left_out=0 if private else source.private_count(),
        missing=tuple(dict.fromkeys(source.missing)),
        doubtful=tuple(word for word in source.taken_out() if name_key(word) not in left),
    )
