"""Taking this program's own JSON in: counted first, then all of it or nothing (R90)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Any, Protocol

from coachtui.domain.agent import Agent, with_names_of
from coachtui.domain.errors import BadInput
from coachtui.domain.incoming import Counted, Differing, Incoming, PackCopy, RecordKind, what_differs
from coachtui.domain.joining import joined
from coachtui.domain.kinds import RECORD_KINDS, agents_in, kind_of
from coachtui.domain.narrowing import agents_without, has_words_left_out, lack
from coachtui.domain.progress import Progress, tell_nobody
from coachtui.domain.session import Session
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass
from coachtui.services.agent_owned import AgentOwned
from coachtui.services.by_name import by_name
from coachtui.services.import_content import IncomingContent

if TYPE_CHECKING:
    from coachtui.domain.agent import Lead
    from coachtui.domain.kinds import Kind
    from coachtui.domain.record import AgentRecord
    from coachtui.services.ports import Content, TeamStore

_MANY = 500


class Importer(Protocol):
    """Reads a file of this program's own JSON."""

    def read(self, data: bytes, limit_mb: int) -> Incoming:
        """Return what a file holds.

        Raises:
            BadInput: It is none of this program's exports, or is damaged.
        """


class IncomingStore(Protocol):
    """Takes records from a file into the store."""

    def stored(self, session_ids: Iterable[str]) -> Iterator[Session]:
        """Yield those of the sessions that are stored already."""

    def stored_records(self, kind: Kind[Any], agent_id: str) -> list[Any]:
        """Return the records of a kind that are stored of an agent already."""

    def erased(self) -> set[str]:
        """Return the ids of agents who were erased from this store."""

    def kept_content(self, content_id: str, version: int) -> str | None:
        """Return the text of a form or model as it was first used here, or ``None``."""

    def state(self) -> object:
        """Return what tells this state of the store from every other one."""

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
        """Store records, all or none; those with an id that is there already take its place.

        ``still`` is asked once nobody else can write: whether the store is what the lead was told of.

        Raises:
            StoreError: Nothing was taken in; or, as ``import_unfinished``, the next opening goes on with it.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What taking a file in would do.

    Attributes:
        incoming: The file.
        size: Its size in bytes.
        counts: Records by kind.
        differing: Records that are stored otherwise than the file has them.
        coming_back: Ids of agents who were erased here and come back with the file.
        namesakes: Names of new agents that somebody here has too, under another id.
        left_out_words: How many new records have words left out, in a file that has but one agent.
        worded: Forms and models, as ``id@version``, whose words are others here, and stay.
        without_words: Forms and models, as ``id@version``, of which neither file nor store has the text.
        new_agents: Agents to be added.
        new_packs: Forms and models to be kept.
        new_lead: The lead to be set, where the store has none.
        new_sessions: Ids of sessions to be added.
        new_records: Ids of records of other kinds to be added.
        state: What tells the store as it was then from every other state of it.
    """

    incoming: Incoming
    size: int
    counts: dict[RecordKind, Counted]
    differing: tuple[Differing, ...]
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
        """Whether the store would stay as it is, whatever is chosen."""
        return not (self._new or self.differing)

    @property
    def _new(self) -> bool:
        new = self.new_agents or self.new_packs or self.new_sessions or self.new_records or self.new_lead
        return bool(new)

    @property
    def choices(self) -> tuple[Differing, ...]:
        """What has to be chosen about: a form or model stays as it is here in any case."""
        return tuple(found for found in self.differing if found.kind != "content" and not found.stays)

    @property
    def staying(self) -> tuple[Differing, ...]:
        """Agents and sessions that stay as they are here, for the file lacks something of them."""
        return tuple(found for found in self.differing if found.stays)

    @property
    def whole(self) -> bool:
        """Whether all that the file says is taken in: no form or model of it stays as it is here either."""
        return not (self.staying or self.worded or any(found.kind == "content" for found in self.differing))

    @property
    def nothing_to_take(self) -> bool:
        """Whether the store stays as it is though the file says otherwise of something."""
        return bool(self.staying) and not self._new and not self.choices


class Importing:
    """The use case of taking a file in."""

    def __init__(self, store: IncomingStore, team: TeamStore, content: Content, importer: Importer) -> None:
        """Take the ports it works with."""
        self._store = store
        self._team = team
        self._content = content
        self._importer = importer
        self._owned = AgentOwned(store, content)

    def plan(self, data: bytes, limit_mb: int, progress: Progress = tell_nobody) -> ImportPlan:
        """Return what taking the file in would do; nothing is written, and all of the file is checked.

        Args:
            data: The file.
            limit_mb: Largest file taken, in megabytes.
            progress: Told how many sessions of how many are compared.

        Raises:
            BadInput: It is none of this program's exports, is damaged, or does not fit together.
            StoreError: The store cannot be read.
        """
        return self._planned(self._importer.read(data, limit_mb), len(data), progress)

    def _planned(self, incoming: Incoming, size: int, progress: Progress) -> ImportPlan:
        state = self._store.state()
        tally = _Tally()
        agents = self._compare_agents(incoming, tally)
        packs = IncomingContent(self._store, self._content, incoming.packs)
        tally.add("content", Counted(new=len(packs.new), same=packs.same, differing=len(packs.differing)))
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
            namesakes=tuple(agent.name for agent in by_name(agents) if name_key(agent.name) in known),
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
        """Do what the plan says.

        Args:
            plan: The plan.
            replace: Whether agents and sessions that are stored otherwise become what the file says.

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
        """Whether the store is what a plan says, looked at again only where anything changed."""
        if self._store.state() == plan.state:
            return True
        return self._planned(plan.incoming, plan.size, tell_nobody) == plan

    def _compare_agents(self, incoming: Incoming, tally: _Tally) -> tuple[Agent, ...]:
        stored = {agent.id: agent for agent in self._team.agents()}
        for agent in incoming.agents:
            known = stored.get(agent.id)
            tally.compare("agent", known, agent, with_names_of(agent, known or agent))
        return tuple(agent for agent in incoming.agents if agent.id not in stored)

    def _compare_records(self, incoming: Incoming, tally: _Tally) -> Iterator[str]:
        """Yield the ids of records of other kinds that are new, having looked at every one of the file."""
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

    def _compare_lead(self, incoming: Incoming, tally: _Tally) -> Lead | None:
        """Return the lead to set: one store belongs to one lead, who is never replaced."""
        own, theirs = self._team.lead(), incoming.lead
        if theirs is None:
            return None
        tally.count("lead", "new" if own is None else "same" if own == theirs else "differing")
        return theirs if own is None else None

    def _compare_sessions(
        self,
        incoming: Incoming,
        packs: IncomingContent,
        tally: _Tally,
        progress: Progress,
    ) -> Iterator[str]:
        """Yield the ids of sessions that are new, having checked every session of the file."""
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

    def _compare_batch(self, batch: list[Session], tally: _Tally) -> Iterator[str]:
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
        """Return a session from the file with what must not be lost of the one stored."""
        return joined(session, known, self._owned.forms_of(known))


class _Tally:
    """Counts of new, same and differing records."""

    def __init__(self) -> None:
        self._counts: dict[tuple[RecordKind, str], int] = {}
        self.differing: list[Differing] = []
        self.words_left_out = 0

    def count(self, kind: RecordKind, how: str) -> None:
        self._counts[kind, how] = self._counts.get((kind, how), 0) + 1

    def add(self, kind: RecordKind, counted: Counted) -> None:
        for how in ("new", "same", "differing"):
            self._counts[kind, how] = getattr(counted, how)

    def counts(self) -> dict[RecordKind, Counted]:
        kinds = ("lead", "agent", "content", "session", *(kind.name for kind in RECORD_KINDS))
        return {
            kind: Counted(**{how: self._counts.get((kind, how), 0) for how in ("new", "same", "differing")})
            for kind in kinds
        }

    def compare(
        self,
        kind: RecordKind,
        stored: Session | Agent | AgentRecord | None,
        incoming: Session | Agent | AgentRecord,
        becomes: Session | Agent | AgentRecord,
    ) -> None:
        """Count a record; ``becomes`` is what would be stored of it."""
        if stored is None:
            self.count(kind, "new")
            self.words_left_out += has_words_left_out(incoming)
            return
        fields = what_differs(stored, becomes)
        self.count(kind, "differing" if fields else "same")
        if fields:
            start = getattr(incoming, "started_at", None)
            self.differing.append(
                Differing(
                    kind=kind,
                    id=incoming.id,
                    fields=fields,
                    agent_ids=_agents_of(incoming),
                    started_at=start.isoformat() if start is not None else "",
                    without=agents_without(stored, incoming),
                    stays=lack(stored, incoming),
                )
            )


def _agents_of(record: Session | Agent | AgentRecord) -> tuple[str, ...]:
    """Return the ids of the agents a record is about."""
    if isinstance(record, Session):
        return record.agent_ids
    return (record.id,) if isinstance(record, Agent) else agents_in(record)
