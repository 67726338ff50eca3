"""Export of everything stored as one JSON document or as JSON Lines, written as it is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any, Literal, Protocol

import msgspec

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.form import Form, FormRef
from coachtui.domain.kinds import RECORD_KINDS, Kind, agents_in
from coachtui.domain.model import Model
from coachtui.domain.record import AgentRecord
from coachtui.domain.score import FormScorer
from coachtui.domain.session import ModelRef, Session
from coachtui.domain.value import dataclass
from coachtui.exchange import records
from coachtui.exchange.record_writer import Record, build_record
from coachtui.exchange.shapes import SCHEMA, SCHEMA_VERSION, AgentShape, LeadShape

JsonFormat = Literal["json", "jsonl"]


class Source(Protocol):
    """The source of an export."""

    @property
    def own_part(self) -> bool:
        """Whether it is one agent's own export, which cannot be imported again."""

    def sessions(self) -> Iterable[Session]:
        """Return the sessions by start; called once per array of the export."""

    def lead(self) -> Lead | None:
        """Return the lead, or ``None``."""

    def agents(self, named: Collection[str]) -> Iterable[Agent]:
        """Return the agents to list; ``named`` are the ids of those in the sessions."""

    def records(self, kind: Kind[Any]) -> Iterable[AgentRecord]:
        """Return the records of a kind beside the sessions."""

    def form(self, ref: FormRef) -> Form | None:
        """Return a form in the version asked for, or ``None`` when no copy is left."""

    def model(self, ref: ModelRef) -> Model | None:
        """Return a model in the version asked for, or ``None`` when no copy is left."""


class JsonExporter:
    """A writer of this program's JSON, version 1 (R90)."""

    def __init__(self, *, app: str, version: str, not_evidence: Callable[[], str]) -> None:
        """Take what every export says about itself.

        Args:
            app: Name of the program.
            version: Its version.
            not_evidence: Gives the line of R91 in the language in use.
        """
        self._app = app
        self._version = version
        self._not_evidence = not_evidence

    def session_json(
        self,
        session: Session,
        *,
        agents: Iterable[Agent],
        lead: Lead | None,
        forms: Iterable[Form],
        models: Iterable[Model],
        at: datetime,
    ) -> bytes:
        """Return one session as a complete export document.

        Args:
            session: The session.
            agents: Those in it.
            lead: The lead, if known.
            forms: Every form it was evaluated with, in the version used.
            models: Every model used in it.
            at: Time of the export.
        """
        source = _OneSession(
            session=session,
            the_lead=lead,
            the_agents=tuple(agents),
            forms={form.ref: form for form in forms},
            models={ModelRef(id=model.id, version=model.version): model for model in models},
        )
        return b"".join(self.document(source, at=at))

    def document(
        self, source: Source, *, at: datetime, form: JsonFormat = "json", pseudonymous: bool = False
    ) -> Iterator[bytes]:
        """Yield an export piece by piece; memory does not grow with the number of sessions.

        Sessions are read once for ``sessions`` and once for ``evaluations``. What is begun elsewhere between
        the two, a session or a contact, is left out of both; of a session that was not final at first, the
        evaluations are those of then.

        Args:
            source: The source of the export.
            at: Time of the export.
            form: One object (``json``), or one record a line (``jsonl``).
            pseudonymous: Whether the source is pseudonymous, which the export says about itself.
        """
        head: Record = {
            "schema": SCHEMA,
            "schema_version": SCHEMA_VERSION,
            "exported_at": at.isoformat(),
            "app": {"name": self._app, "version": self._version},
            "pseudonymous": pseudonymous,
            **({"own": True} if source.own_part else {}),
            "not_evidence": self._not_evidence(),
        }
        walk = _Walk(source, at)
        return _lines(head, walk) if form == "jsonl" else _object(head, walk)


def _object(head: Record, walk: _Walk) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    yield encode(head)[:-1]
    lead = walk.lead()
    yield b',\n"lead":' + encode(lead)
    for name, _kind, rows in walk.arrays():
        yield b',\n"' + name.encode() + b'":['
        between = b"\n"
        for row in rows:
            yield between + encode(row)
            between = b",\n"
        yield b"]"
    yield b"}\n"


def _lines(head: Record, walk: _Walk) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    yield encode({"record": "export", **head}) + b"\n"
    lead = walk.lead()
    if lead is not None:
        yield encode({"record": "lead", **lead}) + b"\n"
    for _name, kind, rows in walk.arrays():
        start = b'{"record":"' + kind.encode() + b'",'
        for row in rows:
            yield start + encode(row)[1:] + b"\n"


class _Walk:
    """One pass over a source, which collects the agents, forms and models referred to."""

    def __init__(self, source: Source, at: datetime) -> None:
        self._source = source
        self._at = at
        self._from_the_future: set[str] = set()
        self._open: dict[str, Session] = {}
        self._agents: dict[str, None] = {}
        self._forms: dict[FormRef, Form | None] = {}
        self._scorers: dict[FormRef, FormScorer | None] = {}
        self._models: dict[ModelRef, None] = {}

    def lead(self) -> Record | None:
        lead = self._source.lead()
        return build_record(LeadShape, lead) if lead is not None else None

    def arrays(self) -> Iterator[tuple[str, str, Iterator[Record]]]:
        """Yield name, record kind and records of each array; to be consumed in this order."""
        yield "sessions", "session", self._sessions()
        yield "evaluations", "evaluation", self._evaluations()
        for kind in RECORD_KINDS:
            found = self._of_kind(kind)
            first = next(found, None)
            if first is not None:  # exports of before there was such a kind stay as they are
                yield kind.plural, kind.name, chain((first,), found)
        agents = self._source.agents(self._agents)
        yield "agents", "agent", (build_record(AgentShape, agent) for agent in agents)
        yield "content", "content", self._content()

    def _of_kind(self, kind: Kind[Any]) -> Iterator[Record]:
        for record in self._source.records(kind):
            self._agents.update(dict.fromkeys(agents_in(record)))
            yield build_record(kind.type, record)

    def _sessions(self) -> Iterator[Record]:
        for session in self._source.sessions():
            if session.started_at > self._at:
                self._from_the_future.add(session.id)
            if session.status != "final":
                self._open[session.id] = session
            self._agents.update(dict.fromkeys(session.agent_ids))
            self._models.update(dict.fromkeys(session.models_used))
            for ref in (*session.forms, *(evaluation.form for evaluation in session.evaluations)):
                self._form(ref)
            yield records.session_record(session)

    def _evaluations(self) -> Iterator[Record]:
        for session in self._source.sessions():
            if session.started_at > self._at and session.id not in self._from_the_future:
                continue
            if (as_written := self._open.pop(session.id, None)) is not None:
                yield from self._of_session(as_written)
            else:  # one that is open now was final when it was written
                reopened = session.status != "final"
                yield from self._of_session(session, until=self._at if reopened else None)
        for session in self._open.values():  # given to another agent, or erased, since it was written
            yield from self._of_session(session)

    def _of_session(self, session: Session, until: datetime | None = None) -> Iterator[Record]:
        """Yield the evaluations of a session, but for those about contacts that began after a moment."""
        later = {
            contact.id
            for contact in session.contacts
            if until is not None and contact.started_at is not None and contact.started_at > until
        }
        for evaluation in session.evaluations:
            if evaluation.contact_id not in later:
                scorer = self._scorer(evaluation.form)
                score = scorer.score(evaluation.answers) if scorer is not None else None
                yield records.evaluation_record(session, evaluation, score)

    def _form(self, ref: FormRef) -> Form | None:
        if ref not in self._forms:
            self._forms[ref] = self._source.form(ref)
        return self._forms[ref]

    def _scorer(self, ref: FormRef) -> FormScorer | None:
        if ref not in self._scorers:
            form = self._form(ref)
            self._scorers[ref] = FormScorer(form) if form is not None else None
        return self._scorers[ref]

    def _content(self) -> Iterator[Record]:
        for form in self._forms.values():
            if form is not None:
                yield records.form_record(form)
        for ref in self._models:
            model = self._source.model(ref)
            if model is not None:
                yield records.model_record(model)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OneSession:
    session: Session
    the_lead: Lead | None
    the_agents: tuple[Agent, ...]
    forms: dict[FormRef, Form]
    models: dict[ModelRef, Model]
    own_part: bool = False

    def sessions(self) -> Iterable[Session]:
        return (self.session,)

    def lead(self) -> Lead | None:
        return self.the_lead

    def agents(self, named: Collection[str]) -> Iterable[Agent]:
        return (agent for agent in self.the_agents if agent.id in named)

    def records(self, kind: Kind[Any]) -> Iterable[AgentRecord]:  # noqa: ARG002  one session is asked for
        return ()

    def form(self, ref: FormRef) -> Form | None:
        return self.forms.get(ref)

    def model(self, ref: ModelRef) -> Model | None:
        return self.models.get(ref)
