"""Parsing of this program's own JSON, with everything checked before it is used (R90)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from coachtui.domain.errors import BadInput
from coachtui.domain.incoming import PackCopy
from coachtui.domain.kinds import RECORD_KINDS, kind_named
from coachtui.exchange import import_shapes as shapes
from coachtui.exchange.shapes import ARRAYS, SCHEMA, SCHEMA_VERSION, HeadShape, keys_of
from coachtui.exchange.strict_json import RecordSpan, StrictJson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coachtui.domain.agent import Agent, Lead
    from coachtui.domain.kinds import Kind
    from coachtui.domain.record import AgentRecord
    from coachtui.domain.session import Session

MEGABYTE = 1_000_000

SIZE_LIMIT_MB = 50
"""Largest file taken unless another limit is given, in megabytes."""

_KINDS = {
    **{plural: name for plural, (name, _shapes) in ARRAYS.items()},
    **{kind.plural: kind.name for kind in RECORD_KINDS},
}
_HEAD = keys_of(HeadShape)
_LINE_HEAD = "export"


class JsonImporter:
    """A reader of exports; implements the port ``services.importing.Importer``."""

    def read(self, data: bytes, limit_mb: int = SIZE_LIMIT_MB) -> ReadExport:
        """Return the contents of an export file.

        Args:
            data: The file, as JSON or as JSON lines.
            limit_mb: Largest file taken, in megabytes.

        Raises:
            BadInput: It is none of this program's exports, or is damaged; the code says why, ``line`` where.
        """
        if len(data) > limit_mb * MEGABYTE:
            raise BadInput("import_too_large", limit_mb=limit_mb)
        return ReadExport(StrictJson(data))


class ReadExport:
    """An export file whose records were located; implements ``domain.incoming.IncomingFile``.

    Only the position of each session and evaluation is kept, so memory hardly exceeds the file's size.
    """

    def __init__(self, file: StrictJson) -> None:
        """Locate the records of a file.

        Raises:
            BadInput: It is not an export of this program.
        """
        self._file = file
        self._head: dict[str, Any] = {}
        self._sessions: dict[str, RecordSpan] = {}
        self._evaluations: dict[str, list[RecordSpan]] = {}
        self._ids: set[str] = set()
        self._agents: dict[str, Agent] = {}
        self._packs: dict[tuple[str, int], PackCopy] = {}
        self._records: list[AgentRecord] = []
        self._lead: Lead | None = None
        self._left_out: dict[str, None] = {}
        self._take_lines() if file.in_lines else self._take_object()
        self._check_head()

    @property
    def lead(self) -> Lead | None:
        """The lead from whose store the file was exported, or ``None``."""
        return self._lead

    @property
    def agents(self) -> tuple[Agent, ...]:
        """The agents in the file."""
        return tuple(self._agents.values())

    @property
    def packs(self) -> tuple[PackCopy, ...]:
        """Forms and models."""
        return tuple(self._packs.values())

    @property
    def records(self) -> tuple[AgentRecord, ...]:
        """The records of other kinds than sessions."""
        return tuple(self._records)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Keys that this version does not know and cannot keep."""
        return tuple(self._left_out)

    @property
    def session_count(self) -> int:
        """The number of sessions."""
        return len(self._sessions)

    def sessions(self) -> Iterator[Session]:
        """Yield the sessions with their evaluations, in file order.

        Raises:
            BadInput: One is not as this program writes it.
        """
        for session_id, member in self._sessions.items():
            evaluations = [self._record(found) for found in self._evaluations.get(session_id, ())]
            record = self._record(member)
            try:
                session = shapes.session_of(record, evaluations)
            except BadInput as error:
                self._refuse(error, member)
            self._note_unknown("sessions", shapes.unknown_in_session(record, session))
            for evaluation in evaluations:
                self._note_unknown("evaluations", shapes.unknown_in_evaluation(evaluation))
            yield session

    def _take_object(self) -> None:
        for member in self._file.members():
            kind = _KINDS.get(member.key)
            if kind is not None and member.listed:
                self._take(kind, self._record(member), member)
            elif kind is not None:
                self._refuse(BadInput("import_shape", place=member.key), member)
            elif member.key == "lead":
                self._take_lead(self._file.value(member), member)
            elif member.key in _HEAD and not member.listed:
                self._head[member.key] = self._file.value(member)
            else:
                self._file.value(member)
                self._left_out[shapes.shown_key(member.key)] = None

    def _take_lines(self) -> None:
        for member in self._file.lines():
            record = self._record(member)
            kind = record.get("record")
            if not self._head and kind == _LINE_HEAD:
                self._head = {key: value for key, value in record.items() if key in _HEAD}
            elif kind == "lead":
                self._take_lead(record, member)
            elif isinstance(kind, str) and kind in _KINDS.values():
                self._take(kind, record, member)
            elif isinstance(kind, str) and self._head:
                self._left_out[shapes.shown_key(kind)] = None
            else:
                self._refuse(BadInput("import_not_ours"), member)

    def _take(self, kind: str, record: dict[str, Any], member: RecordSpan) -> None:
        try:
            if kind in self._takers:
                self._takers[kind](self, record, member)
            else:
                self._take_record(kind_named(kind), record)
        except BadInput as error:
            self._refuse(error, member)

    def _take_session(self, record: dict[str, Any], member: RecordSpan) -> None:
        shapes.check_session_keys(record)
        self._sessions[self._new_id(record)] = member

    def _take_evaluation(self, record: dict[str, Any], member: RecordSpan) -> None:
        shapes.check_evaluation_keys(record)
        self._new_id(record)
        self._evaluations.setdefault(shapes.id_in(record, "session_id"), []).append(member)

    def _take_agent(self, record: dict[str, Any], _member: RecordSpan) -> None:
        agent = shapes.agent_of(record)
        self._note_unknown("agents", shapes.unknown_in_agent(record))
        self._agents[self._new_id(record)] = agent

    def _take_record(self, kind: Kind[Any], record: dict[str, Any]) -> None:
        found = shapes.record_of(kind, record)
        self._new_id(record)
        self._note_unknown(kind.plural, shapes.unknown_in_record(record, found))
        self._records.append(found)

    def _take_content(self, record: dict[str, Any], _member: RecordSpan) -> None:
        pack = shapes.pack_of(record)
        if self._packs.setdefault((pack.id, pack.version), pack) != pack:
            raise BadInput("import_id_twice")

    def _take_lead(self, value: Any, member: RecordSpan) -> None:
        if value is None:
            return
        try:
            lead = shapes.lead_of(value)
        except BadInput as error:
            self._refuse(error, member)
        if self._lead is not None:
            self._refuse(BadInput("import_id_twice"), member)
        self._lead = lead

    _takers = {
        "session": _take_session,
        "evaluation": _take_evaluation,
        "agent": _take_agent,
        "content": _take_content,
    }

    def _new_id(self, record: dict[str, Any]) -> str:
        """Return the id of a record; no other record of the file may have it."""
        found = shapes.id_in(record, "id")
        if found in self._ids:
            raise BadInput("import_id_twice")
        self._ids.add(found)
        return found

    def _record(self, member: RecordSpan) -> dict[str, Any]:
        value = self._file.value(member)
        if not isinstance(value, dict):
            self._refuse(BadInput("import_shape", place=member.key), member)
        return value

    def _check_head(self) -> None:
        if self._head.get("schema") != SCHEMA:
            raise BadInput("import_not_ours", line=1)
        version = self._head.get("schema_version")
        if isinstance(version, bool) or version != SCHEMA_VERSION:
            raise BadInput("import_version", known=SCHEMA_VERSION)
        if self._head.get("pseudonymous") is not False:
            raise BadInput("import_pseudonymous")
        if self._head.get("own", False) is not False:
            raise BadInput("import_own")
        stray = self._evaluations.keys() - self._sessions.keys()
        if stray:
            self._refuse(BadInput("import_no_session"), self._evaluations[min(stray)][0])

    def _note_unknown(self, where: str, keys: Iterator[str]) -> None:
        for key in keys:
            self._left_out[f"{where}.{key}"] = None

    def _refuse(self, error: BadInput, member: RecordSpan) -> NoReturn:
        raise BadInput(error.code, **{"line": self._file.line(member.start), **error.facts}) from None
