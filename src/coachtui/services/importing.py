"""The use case of importing this program's own JSON: a preview first, then all or nothing (R90)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Any, Protocol

from coachtui.domain.agent import Agent, with_names_of
from coachtui.domain.errors import BadInput
from coachtui.domain.import_losses import has_redactions, import_loss, missing_agents
from coachtui.domain.incoming import (
    DifferingRecord,
    ImportCounts,
    IncomingFile,
    PackCopy,
    RecordKind,
    differing_fields,
)
from coachtui.domain.kinds import RECORD_KINDS, agents_in, kind_of
from coachtui.domain.merging import merge_imported
from coachtui.domain.progress import Progress, ignore_progress
from coachtui.domain.session import Session
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass
from coachtui.services.import_content import IncomingContent
from coachtui.services.name_sorting import sorted_by_name
from coachtui.services.private_forms import PrivateForms

if TYPE_CHECKING:
    from coachtui.domain.agent import Lead
    from coachtui.domain.kinds import Kind
    from coachtui.domain.record import AgentRecord
    from coachtui.services.ports import Content, TeamStore

_MANY = 500


class Importer(Protocol):
    """A reader of this program's own JSON."""

    def read(self, data: bytes, limit_mb: int) -> IncomingFile:
        """Return the contents of an export file.

        Raises:
            BadInput: It is none of this program's exports, or is damaged.
        """


class IncomingStore(Protocol):
    """The store as an import sees it."""

    def stored(self, session_ids: Iterable[str]) -> Iterator[Session]:
        """Yield those of the given sessions that are stored."""

    def stored_records(self, kind: Kind[Any], agent_id: str) -> list[Any]:
        """Return the stored records of a kind about an agent."""

    def erased(self) -> set[str]:
        """Return the ids of agents who were erased from this store."""

    def kept_content(self, content_id: str, version: int) -> str | None:
        """Return the text of a kept form or model, or ``None``."""

    def state(self) -> object:
        """Return a value that changes whenever the store does."""

    def take_in(
        self,
        *,
        lead: Lead | None,
        agents: Iterable[Agent],
        packs: Iterable[PackCopy],
        sessions: Iterable[Session],
        records: Iterable[AgentRecord],
        size: int,
        still: Callable[[], bool],
    ) -> None:
        """Store records, all or none; those with a known id replace the stored ones.

        ``still`` is called under the write lock: whether the store is unchanged since the preview.

        Raises:
            StoreError: Nothing was taken in; or, as ``import_unfinished``, the next opening goes on with it.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The preview of an import: what it would add and change.

    Attributes:
        incoming: The file.
        size: Its size in bytes.
        counts: Records by kind.
        differing: Records that differ from the stored ones.
        coming_back: Ids of agents who were erased here and would be imported again.
        namesakes: Names of new agents that stored agents with other ids have too.
        left_out_words: Number of new records with redacted words, in a file about one agent.
        worded: Forms and models, as ``id@version``, whose words differ; the store's stay.
        without_words: Forms and models, as ``id@version``, whose text neither file nor store has.
        new_agents: Agents to be added.
        new_packs: Forms and models to be added.
        new_lead: The lead to be set, where the store has none.
        new_sessions: Ids of sessions to be added.
        new_records: Ids of records of other kinds to be added.
        state: State of the store at the time, to detect changes since.
    """

    incoming: IncomingFile
    size: int
    counts: dict[RecordKind, ImportCounts]
    differing: tuple[DifferingRecord, ...]
    coming_back: tuple[str, ...]
    namesakes: tuple[str, ...]
    left_out_words: int
    worded: tuple[str, ...]
    without_words: tuple[str, ...]
    new_agents: tuple[Agent, ...]
    new_packs: tuple[PackCopy, ...]
    new_lead: Lead | None
    new_sessions: frozenset[str]
    new_records: frozenset[str]
    state: object = field(compare=False)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Keys of the file that this version does not know and cannot keep."""
        return self.incoming.left_out

    @property
    def nothing_new(self) -> bool:
        """Whether the import would change nothing, whatever is chosen."""
        return not (self._new or self.differing)

    @property
    def _new(self) -> bool:
        new = self.new_agents or self.new_packs or self.new_sessions or self.new_records or self.new_lead
        return bool(new)

    @property
    def choices(self) -> tuple[DifferingRecord, ...]:
        """Differences that somebody has to decide about; forms and models are never replaced."""
        return tuple(found for found in self.differing if found.kind != "content" and not found.stays)

    @property
    def staying(self) -> tuple[DifferingRecord, ...]:
        """Agents and sessions that are never replaced, because the file lacks something of them."""
        return tuple(found for found in self.differing if found.stays)

    @property
    def whole(self) -> bool:
        """Whether the whole file is imported, with no form or model that differs in the store."""
        return not (self.staying or self.worded or any(found.kind == "content" for found in self.differing))

    @property
    def nothing_to_take(self) -> bool:
        """Whether the import changes nothing although the file differs from the store."""
        return bool(self.staying) and not self._new and not self.choices


class Importing:
    """The use case of importing a file."""

    def __init__(self, store: IncomingStore, team: TeamStore, content: Content, importer: Importer) -> None:
        """Take the ports it works with."""
        self._store = store
        self._team = team
        self._content = content
        self._importer = importer
        self._owned = PrivateForms(store, content)

    def plan(self, data: bytes, limit_mb: int, progress: Progress = ignore_progress) -> ImportPlan:
        """Return the preview of an import; the whole file is checked and nothing is written.

        Args:
            data: The file.
            limit_mb: Largest file taken, in megabytes.
            progress: Called with the number of sessions compared, and of all.

        Raises:
            BadInput: It is none of this program's exports, is damaged, or does not fit together.
            StoreError: The store cannot be read.
        """
        return self._planned(self._importer.read(data, limit_mb), len(data), progress)

    def _planned(self, incoming: IncomingFile, size: int, progress: Progress) -> ImportPlan:
        state = self._store.state()
        tally = _RecordCounter()
        agents = self._compare_agents(incoming, tally)
        packs = IncomingContent(self._store, self._content, incoming.packs)
        tally.add(
            "content", ImportCounts(new=len(packs.new), same=packs.same, differing=len(packs.differing))
        )
        lead = self._compare_lead(incoming, tally)
        sessions = frozenset(self._compare_sessions(incoming, packs, tally, progress))
        records = frozenset(self._compare_records(incoming, tally))
        known = {name_key(agent.name) for agent in self._team.agents()}
        gone = self._store.erased()
        return ImportPlan(
            incoming=incoming,
            size=size,
            counts=tally.counts(),
            differing=(*packs.differing, *tally.differing),
            coming_back=tuple(agent.id for agent in agents if agent.id in gone),
            namesakes=tuple(agent.name for agent in sorted_by_name(agents) if name_key(agent.name) in known),
            left_out_words=tally.words_left_out if len(incoming.agents) == 1 else 0,
            worded=tuple(packs.worded),
            without_words=tuple(packs.missing),
            new_agents=agents,
            new_packs=tuple(packs.new),
            new_lead=lead,
            new_sessions=sessions,
            new_records=records,
            state=state,
        )

    def carry_out(self, plan: ImportPlan, *, replace: bool) -> None:
        """Carry out an import as previewed.

        Args:
            plan: The preview.
            replace: Whether stored agents and sessions that differ are replaced.

        Raises:
            StoreBusy: ``import_changed``: the store is not what the plan says any more; or a session that
                would be replaced is open in a window. Nothing was taken in.
            StoreError: Nothing was taken in; or, as ``import_unfinished``, the next opening goes on with it.
        """
        chosen = {found.id for found in plan.choices} if replace else set()
        wanted = plan.new_sessions | chosen
        here = {agent.id: agent for agent in self._team.agents()}
        agents = [with_names_of(a, here.get(a.id, a)) for a in plan.incoming.agents if a.id in chosen]
        self._store.take_in(
            lead=plan.new_lead,
            agents=[*plan.new_agents, *agents],
            packs=plan.new_packs,
            sessions=(
                self._replacing(session) if session.id in chosen else session
                for session in plan.incoming.sessions()
                if session.id in wanted
            ),
            records=[each for each in plan.incoming.records if each.id in plan.new_records | chosen],
            size=plan.size,
            still=lambda: self._still(plan),
        )

    def _still(self, plan: ImportPlan) -> bool:
        """Return whether the store is unchanged since the preview; compares in detail only if needed."""
        if self._store.state() == plan.state:
            return True
        return self._planned(plan.incoming, plan.size, ignore_progress) == plan

    def _compare_agents(self, incoming: IncomingFile, tally: _RecordCounter) -> tuple[Agent, ...]:
        stored = {agent.id: agent for agent in self._team.agents()}
        for agent in incoming.agents:
            known = stored.get(agent.id)
            tally.compare("agent", known, agent, with_names_of(agent, known or agent))
        return tuple(agent for agent in incoming.agents if agent.id not in stored)

    def _compare_records(self, incoming: IncomingFile, tally: _RecordCounter) -> Iterator[str]:
        """Yield the ids of new records of other kinds, after comparing all of the file's."""
        known = {agent.id for agent in (*self._team.agents(), *incoming.agents)}
        stored: dict[tuple[str, str], dict[str, AgentRecord]] = {}
        for record in incoming.records:
            kind = kind_of(record)
            if not known.issuperset(agents_in(record)):
                raise BadInput("import_no_agent", session=record.id)
            place = (kind.name, record.agent_id)
            if place not in stored:
                found = self._store.stored_records(kind, record.agent_id)
                stored[place] = {each.id: each for each in found}
            here = stored[place].get(record.id)
            if here is None:
                yield record.id
            tally.compare(kind.name, here, record, record)

    def _compare_lead(self, incoming: IncomingFile, tally: _RecordCounter) -> Lead | None:
        """Return the lead to set: a store belongs to one lead, who is never replaced."""
        own, theirs = self._team.lead(), incoming.lead
        if theirs is None:
            return None
        tally.count("lead", "new" if own is None else "same" if own == theirs else "differing")
        return theirs if own is None else None

    def _compare_sessions(
        self,
        incoming: IncomingFile,
        packs: IncomingContent,
        tally: _RecordCounter,
        progress: Progress,
    ) -> Iterator[str]:
        """Yield the ids of new sessions, after checking all of the file's."""
        known = {agent.id for agent in (*self._team.agents(), *incoming.agents)}
        batch: list[Session] = []
        for done, session in enumerate(incoming.sessions()):
            if not known.issuperset(session.agent_ids):
                raise BadInput("import_no_agent", session=session.id)
            packs.check(session)
            batch.append(session)
            if len(batch) == _MANY:
                yield from self._compare_batch(batch, tally)
                batch = []
                progress(done + 1, incoming.session_count)
        yield from self._compare_batch(batch, tally)
        if batch:
            progress(incoming.session_count, incoming.session_count)

    def _compare_batch(self, batch: list[Session], tally: _RecordCounter) -> Iterator[str]:
        stored = {session.id: session for session in self._store.stored([s.id for s in batch])}
        for session in batch:
            known = stored.get(session.id)
            if known is None:
                yield session.id
            tally.compare("session", known, session, self._joined(session, known) if known else session)

    def _replacing(self, session: Session) -> Session:
        for known in self._store.stored([session.id]):
            return self._joined(session, known)
        return session

    def _joined(self, session: Session, known: Session) -> Session:
        """Return a session of the file merged with the stored one."""
        return merge_imported(session, known, self._owned.forms_of(known))


class _RecordCounter:
    """Counters of new, same and differing records by kind."""

    def __init__(self) -> None:
        self._counts: dict[tuple[RecordKind, str], int] = {}
        self.differing: list[DifferingRecord] = []
        self.words_left_out = 0

    def count(self, kind: RecordKind, how: str) -> None:
        self._counts[kind, how] = self._counts.get((kind, how), 0) + 1

    def add(self, kind: RecordKind, counted: ImportCounts) -> None:
        for how in ("new", "same", "differing"):
            self._counts[kind, how] = getattr(counted, how)

    def counts(self) -> dict[RecordKind, ImportCounts]:
        kinds = ("lead", "agent", "content", "session", *(kind.name for kind in RECORD_KINDS))
        return {
            kind: ImportCounts(
                **{how: self._counts.get((kind, how), 0) for how in ("new", "same", "differing")}
            )
            for kind in kinds
        }

    def compare(
        self,
        kind: RecordKind,
        stored: Session | Agent | AgentRecord | None,
        incoming: Session | Agent | AgentRecord,
        becomes: Session | Agent | AgentRecord,
    ) -> None:
        """Compare a record with the stored one and count it; ``becomes`` is what would be stored."""
        if stored is None:
            self.count(kind, "new")
            self.words_left_out += has_redactions(incoming)
            return
        fields = differing_fields(stored, becomes)
        self.count(kind, "differing" if fields else "same")
        if fields:
            start = getattr(incoming, "started_at", None)
            self.differing.append(
                DifferingRecord(
                    kind=kind,
                    id=incoming.id,
                    fields=fields,
                    agent_ids=_agents_of(incoming),
                    started_at=start.isoformat() if start is not None else "",
                    without=missing_agents(stored, incoming),
                    stays=import_loss(stored, incoming),
                )
            )


def _agents_of(record: Session | Agent | AgentRecord) -> tuple[str, ...]:
    """Return the ids of the agents a record is about."""
    if isinstance(record, Session):
        return record.agent_ids
    return (record.id,) if isinstance(record, Agent) else agents_in(record)
