"""The use case of exporting what is stored, filtered or whole, as JSON (R90)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from coachtui.domain.agent import Agent, Lead, unlisted_agent
from coachtui.domain.errors import StoreError
from coachtui.domain.form import Form, FormRef
from coachtui.domain.kinds import Kind, kind_of
from coachtui.domain.model import Model
from coachtui.domain.record import AgentRecord
from coachtui.domain.session import ModelRef, Session
from coachtui.domain.value import dataclass
from coachtui.services.content_used import ContentUsed
from coachtui.services.name_sorting import sorted_by_name
from coachtui.services.private_forms import PrivateForms

if TYPE_CHECKING:
    from coachtui.services.ports import (
        Clock,
        Content,
        Exporter,
        ExportSource,
        JsonFormat,
        SessionStore,
        TeamStore,
    )

_Used = TypeVar("_Used", Form, Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFilter:
    """The filter of an export; ``None`` in a field means no restriction.

    Attributes:
        agent_id: Only sessions with this agent.
        session_id: Only this session.
        since: First local date of the start of a session.
        until: Last local date of the start of a session.
    """

    agent_id: str | None = None
    session_id: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def everything(self) -> bool:
        """Whether the filter excludes nothing."""
        return self == ExportFilter()

    @property
    def by_day(self) -> bool:
        """Whether the filter restricts days."""
        return self.since is not None or self.until is not None

    def takes(self, session: Session) -> bool:
        """Return whether a session passes the filter."""
        day = session.started_at.date()
        return (
            (self.agent_id is None or self.agent_id in session.agent_ids)
            and (self.session_id is None or session.id == self.session_id)
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
        )


class Export:
    """The use case of exporting stored records."""

    def __init__(
        self, sessions: SessionStore, team: TeamStore, content: Content, exporter: Exporter, clock: Clock
    ) -> None:
        """Take the ports it works with."""
        self._sessions = sessions
        self._team = team
        self._content = content
        self._exporter = exporter
        self._clock = clock

    def select(self, wanted: ExportFilter) -> Selection | None:
        """Return the records that pass a filter, or ``None`` when a given filter matches nothing."""
        selection = Selection(self._sessions, self._team, self._content, wanted)
        found = wanted.everything or next(iter(selection.sessions()), None) is not None
        return selection if found else None

    def document(
        self, source: ExportSource, form: JsonFormat, *, pseudonymous: bool = False
    ) -> Iterator[bytes]:
        """Yield the export piece by piece.

        Args:
            source: The source of the export.
            form: One JSON object, or one record per line.
            pseudonymous: Whether the source is pseudonymous.
        """
        at = self._clock.now()
        return self._exporter.document(source, at=at, form=form, pseudonymous=pseudonymous)

    def session_json(self, session: Session, *, whole: bool = False) -> bytes:
        """Return one session as a complete export document; it need not be saved yet.

        One that stands in for the store is written even where the list of people is gone with the store.

        Args:
            session: The session.
            whole: Whether private parts are included: only where the file stands in for the store.
        """
        source = Selection(self._sessions, self._team, self._content, ExportFilter())
        session = session if whole else source.shown(session)
        try:
            agents, lead = list(source.agents(session.agent_ids)), source.lead()
        except StoreError:
            if not whole:
                raise
            agents, lead = [unlisted_agent(agent_id) for agent_id in session.agent_ids], None
        return self._exporter.session_json(
            session,
            agents=agents,
            lead=lead,
            forms=[form for ref in session.forms_used if (form := source.form(ref)) is not None],
            models=[model for ref in session.models_used if (model := source.model(ref)) is not None],
            at=self._clock.now(),
        )

    def record_json(self, record: AgentRecord) -> bytes:
        """Return one record of another kind as a complete export document; it need not be saved yet.

        Private parts are included: it is only for a file that stands in for the store.
        """
        only = ExportFilter(agent_id=record.agent_id)
        around = Selection(self._sessions, self._team, self._content, only)
        return b"".join(self.document(_OneRecord(record, around), "json"))


class Selection:
    """The records that pass a filter, read lazily from the store, without private ones.

    Attributes:
        missing: Forms and models, by id and version, of which no copy is left.
        left_out: Ids of the private evaluations left out.
        own_part: Always false: it is not one agent's own export.
    """

    own_part = False

    def __init__(
        self, sessions: SessionStore, team: TeamStore, content: Content, wanted: ExportFilter
    ) -> None:
        """Take the ports to read from and the filter."""
        self._sessions = sessions
        self._team = team
        self._wanted = wanted
        self._used = ContentUsed(sessions, content)
        self._owned = PrivateForms(sessions, content)
        self.missing: list[FormRef | ModelRef] = []
        self.left_out: set[str] = set()

    def sessions(self, order: Callable[[str], str] | None = None) -> Iterator[Session]:
        """Yield the selected sessions; reads only the files they can be in.

        Args:
            order: Returns the sort key of an id: of agents, then of sessions in a file. ``None`` for storage
                order.
        """
        return map(self.shown, filter(self._wanted.takes, self._candidates(order)))

    def shown(self, session: Session) -> Session:
        """Return a session without its private parts, and count what was left out."""
        self.left_out.update(evaluation.id for evaluation in self._owned.evaluations_of(session))
        return self._owned.without_private(session)

    def records(self, kind: Kind[Any], order: Callable[[str], str] | None = None) -> Iterator[AgentRecord]:
        """Yield the selected records of a kind, without private ones.

        Those of one session are in it; a filter by days takes none, for they go across days.

        Args:
            kind: The kind.
            order: Returns the sort key of an id. ``None`` for storage order.
        """
        if self._wanted.session_id is not None or self._wanted.by_day:
            return
        agent_id, records = self._wanted.agent_id, self._sessions.records
        found = records.every(kind) if agent_id is None else records.of_agent(kind, agent_id)
        shown = (record for record in found if not kind.private(record))
        yield from shown if order is None else sorted(shown, key=lambda record: order(record.id))

    def lead(self) -> Lead | None:
        """Return the lead, or ``None``."""
        return self._team.lead()

    def agents(self, named: Collection[str]) -> Iterator[Agent]:
        """Yield the agents named, or all when the filter excludes nothing, sorted by name.

        An agent who is in no list any more goes along under a placeholder name.
        """
        known = self._team.agents()
        unlisted = set(named).difference(agent.id for agent in known)
        wanted = [agent for agent in known if self._wanted.everything or agent.id in named]
        return iter(sorted_by_name([*wanted, *map(unlisted_agent, sorted(unlisted))]))

    def form(self, ref: FormRef) -> Form | None:
        """Return a form in the version asked for, or ``None``."""
        return self._found(ref, self._used.form(ref))

    def model(self, ref: ModelRef) -> Model | None:
        """Return a model in the version asked for, or ``None``."""
        return self._found(ref, self._used.model(ref))

    def _found(self, ref: FormRef | ModelRef, used: _Used | None) -> _Used | None:
        if used is None:
            self.missing.append(ref)
        return used

    def _candidates(self, order: Callable[[str], str] | None) -> Iterable[Session]:
        if self._wanted.session_id is not None:
            session = self._sessions.get(self._wanted.session_id)
            return () if session is None else (session,)
        if self._wanted.agent_id is not None:
            found = self._sessions.of_agent(self._wanted.agent_id)
            return found if order is None else sorted(found, key=lambda session: order(session.id))
        return self._sessions.every(order)


class _OneRecord:
    """An export source with a single record and the people it refers to."""

    own_part = False

    def __init__(self, record: AgentRecord, around: Selection) -> None:
        self._record = record
        self.lead, self.agents, self.form, self.model = around.lead, around.agents, around.form, around.model

    def sessions(self) -> Iterable[Session]:
        """Return no sessions, and read nothing."""
        return ()

    def records(self, kind: Kind[Any]) -> Iterable[AgentRecord]:
        """Return the record, if it is of the kind asked for."""
        return (self._record,) if kind is kind_of(self._record) else ()
