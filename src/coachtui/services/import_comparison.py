"""Comparing an import file with the store: what is new, the same or different."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from coachtui.domain.agent import Agent, with_names_of
from coachtui.domain.errors import BadInput
from coachtui.domain.import_losses import has_redactions, import_loss, missing_agents
from coachtui.domain.incoming import DifferingRecord, ImportCounts, RecordKind, differing_fields
from coachtui.domain.kinds import RECORD_KINDS, agents_in, kind_of
from coachtui.domain.merging import merge_imported
from coachtui.domain.session import Session
from coachtui.domain.text import name_key
from coachtui.services.import_content import IncomingContent
from coachtui.services.import_plan import ImportPlan
from coachtui.services.name_sorting import sorted_by_name
from coachtui.services.private_forms import PrivateForms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coachtui.domain.agent import Lead
    from coachtui.domain.incoming import IncomingFile
    from coachtui.domain.kinds import Kind
    from coachtui.domain.progress import Progress
    from coachtui.domain.record import AgentRecord
    from coachtui.services.ports import Content, TeamStore

_MANY = 500


class ComparedStore(Protocol):
    """The store as a comparison with a file sees it."""

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


class ImportComparison:
    """Compares files with the store; reads both and changes neither."""

    def __init__(self, store: ComparedStore, team: TeamStore, content: Content) -> None:
        """Take the ports it works with."""
        self._store = store
        self._team = team
        self._content = content
        self._owned = PrivateForms(store, content)

    def plan(self, incoming: IncomingFile, size: int, progress: Progress) -> ImportPlan:
        """Return what importing a file would add and change, after checking all of it.

        Args:
            incoming: The file.
            size: Its size in bytes.
            progress: Called with the number of sessions compared, and of all.

        Raises:
            BadInput: It does not fit together.
            StoreError: The store cannot be read.
        """
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

    def merged(self, session: Session, known: Session) -> Session:
        """Return a session of the file merged with the stored one."""
        return merge_imported(session, known, self._owned.forms_of(known))

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
            tally.compare("session", known, session, self.merged(session, known) if known else session)


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
