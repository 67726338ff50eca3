"""Ports: what the use cases need from store, content, exchange and settings, as Protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import CoachError
from coachtui.domain.form import Form, FormRef
from coachtui.domain.listing import RecordRow, SessionRow
from coachtui.domain.model import Model
from coachtui.domain.passage import Passage
from coachtui.domain.record import AgentRecord, AnyRecord
from coachtui.domain.roster_sheet import RosterSheet
from coachtui.domain.saving import SaveState
from coachtui.domain.session import ModelRef, Session
from coachtui.domain.wording import Wording
from coachtui.services.record_port import RecordStore

if TYPE_CHECKING:
    from coachtui.domain.kinds import Kind

__all__ = [
    "Clock",
    "Content",
    "ContentRef",
    "ExportSource",
    "Exporter",
    "Files",
    "Ids",
    "JsonFormat",
    "Lease",
    "NewestSessions",
    "Pseudonyms",
    "RecordStore",
    "RosterReader",
    "SaveState",
    "Saver",
    "SessionStore",
    "Settings",
    "TeamStore",
    "TextWriter",
]


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """Return wall time with the local offset."""

    def tick(self) -> float:
        """Return monotonic seconds; only differences mean anything."""

    def asleep_s(self) -> float | None:
        """Return how many seconds the computer slept since it was started; ``None`` if it does not say."""


class Ids(Protocol):
    """The only source of new ids."""

    def new(self) -> str:
        """Return a new UUIDv7."""


class Saver(Protocol):
    """Saves revisions of sessions and other records to disk on a thread of its own.

    It keeps only the newest revision of each; one that cannot be saved does not delay the others.
    """

    def offer(self, record: AnyRecord, *, urgent: bool) -> None:
        """Accept the newest revision of a record.

        Args:
            record: The revision.
            urgent: Save at once; else after 400 ms without another, at most 1 s (R4).
        """

    def state(self) -> SaveState:
        """Return the current save state."""

    def unsaved(self) -> Sequence[AnyRecord]:
        """Return the revisions that are not on disk."""

    def flush(self, timeout_s: float) -> bool:
        """Save pending revisions and wait; return whether all are on disk."""

    def close(self) -> None:
        """Save pending revisions, then end the thread."""


class Lease(Protocol):
    """The lock on a session or agent, held by this window."""

    def release(self) -> None:
        """Release the lock."""


class NewestSessions(Protocol):
    """An agent's newest sessions, read from that agent's newest files, this year's at least.

    The index is never read, so it costs the same in a store of any size. Every method raises ``StoreError``
    or one of its kinds.
    """

    def open_session_of(self, agent_id: str) -> Session | None:
        """Return the newest session of an agent whose status is ``live``, or ``None``."""

    def sessions_of(self, agent_id: str) -> Iterator[Session]:
        """Yield an agent's sessions, newest first; each is built when it is asked for."""

    def rows_of(self, agent_id: str) -> list[SessionRow]:
        """Return a row per session of an agent, in order of start."""


class SessionStore(Protocol):
    """Sessions on disk. Reading needs no lock and works on a read-only disk.

    Every method raises ``StoreError`` or one of its kinds; nothing is ever half done.
    """

    @property
    def records(self) -> RecordStore:
        """Records of other kinds."""

    @property
    def newest(self) -> NewestSessions:
        """Each agent's newest sessions, read without the index."""

    def put(self, session: Session) -> None:
        """Save a session durably, one append and one fsync; with another agent, in that agent's file."""

    def get(self, session_id: str) -> Session | None:
        """Return a session, or ``None``."""

    def of_agent(self, agent_id: str) -> list[Session]:
        """Return all sessions of an agent by start; reads only that agent's files."""

    def remove(self, session: Session) -> None:
        """Delete a session for good."""

    def rows(self) -> list[SessionRow]:
        """Return the index row of every session, by start; repairs only outdated parts of the index."""

    def readable_rows(self) -> tuple[list[SessionRow], Mapping[str, CoachError]]:
        """Return the rows that can be read, and by agent id why others cannot."""

    def every_row(self) -> tuple[list[SessionRow], list[RecordRow], Mapping[str, CoachError]]:
        """Return the rows of sessions and of other records that can be read, from one index look-up."""

    def several(self, session_ids: Collection[str]) -> Iterator[Session]:
        """Yield those of the given sessions that are stored, reading each file once."""

    def every(self, order: Callable[[str], str] | None = None) -> Iterator[Session]:
        """Yield all sessions, file by file, without holding more than one file in memory.

        Args:
            order: Returns the sort key of an id: of agents, then of sessions in a file. ``None`` for storage
                order.
        """

    def lease(self, session_id: str) -> Lease:
        """Lock a session for this window.

        Raises:
            StoreBusy: ``session_open_elsewhere``.
        """

    def saver(self, on_state: Callable[[SaveState], None]) -> Saver:
        """Start a saver; ``on_state`` is called from its thread."""

    def keep_content(self, content_id: str, version: int, text: str) -> None:
        """Keep a copy of a form or model; does nothing when there is one."""

    def kept_content(self, content_id: str, version: int) -> str | None:
        """Return the text of a kept form or model, or ``None``."""

    def close(self) -> None:
        """Compact grown files, update the index and delete torn copies; failures are harmless."""


class TeamStore(Protocol):
    """Agents, the lead and the store's own notes."""

    def agents(self) -> list[Agent]:
        """Return all agents, including those who left, in order of creation."""

    def put_agents(self, agents: Iterable[Agent]) -> None:
        """Add or replace agents, all in one commit."""

    def lead(self) -> Lead | None:
        """Return the lead, or ``None`` before the first start."""

    def put_lead(self, lead: Lead) -> None:
        """Set the lead."""


class Content(Protocol):
    """The forms and models shipped with the program; parsed on first use."""

    def form(self, form_id: str) -> Form:
        """Return the newest version of a form.

        Raises:
            ContentError: ``no_such_form``, or the pack is damaged.
        """

    def model(self, model_id: str) -> Model:
        """Return the newest version of a model.

        Raises:
            ContentError: ``no_such_model``, or the pack is damaged.
        """

    def headline(self, model_id: str) -> Model:
        """Return a model without its steps, for a menu; far cheaper than ``model``.

        Raises:
            ContentError: ``no_such_model``.
        """

    def read_form(self, text: str) -> Form:
        """Return the form described by a kept copy."""

    def read_model(self, text: str) -> Model:
        """Return the model described by a kept copy."""

    def text(self, catalogue: str, text_id: str) -> dict[str, str]:
        """Return one text of a catalogue by language tag, e.g. ``("privacy", "not_evidence")``."""

    def smart_checks(self) -> tuple[tuple[str, Wording, Wording], ...]:
        """Return letter, name and question of the five SMART checks, in order (R40)."""

    def phase_names(self) -> Mapping[str, Wording]:
        """Return the names of the phases of a call by id (R21)."""

    def model_ids(self) -> tuple[str, ...]:
        """Return the ids of the models, in the order they are offered."""

    def form_ids(self) -> tuple[str, ...]:
        """Return the ids of all forms."""


class ExportSource(Protocol):
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
        """Return the records of another kind than sessions."""

    def form(self, ref: FormRef) -> Form | None:
        """Return a form in the given version, or ``None`` when no copy is left."""

    def model(self, ref: ModelRef) -> Model | None:
        """Return a model in the given version, or ``None`` when no copy is left."""


JsonFormat = Literal["json", "jsonl"]


class Exporter(Protocol):
    """A writer of this program's JSON."""

    def document(
        self, source: ExportSource, *, at: datetime, form: JsonFormat = "json", pseudonymous: bool = False
    ) -> Iterator[bytes]:
        """Yield an export piece by piece; memory does not grow with the number of sessions."""

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
        """Return one session as a complete export document."""


class TextWriter(Protocol):
    """A writer of readable texts in some format."""

    def document(self, passages: Iterable[Passage]) -> Iterator[bytes]:
        """Yield the text piece by piece."""


class Pseudonyms(Protocol):
    """A mapping of ids to pseudonyms; its key stays in the store."""

    def of(self, identifier: str) -> str:
        """Return the pseudonym of an id, always the same in one store.

        Raises:
            StoreError: The key cannot be read, or a first one cannot be kept.
        """


class RosterReader(Protocol):
    """A reader of lists of agents from other programs."""

    def read(self, data: bytes) -> RosterSheet:
        """Return the rows of a list of agents.

        Raises:
            BadInput: The file as a whole cannot be used; the code says why.
        """


class Files(Protocol):
    """Files outside the store, chosen by the user."""

    def write_new(self, folder: Path, name: str, data: bytes) -> Path:
        """Write a new file readable by its owner only, numbered if the name is taken; return its path.

        Raises:
            Refused: ``own_place``: it would stand among the program's own files.
            StoreError: ``cannot_write`` with the folder.
        """

    def write_together(self, folder: Path, stem: str, files: Mapping[str, bytes]) -> list[Path]:
        """Write files with the same stem; if one name is taken, all get the same number.

        Args:
            folder: The target folder.
            stem: Wanted name without ending.
            files: The whole content by ending.

        Raises:
            Refused: ``own_place``: it would stand among the program's own files.
            StoreError: ``cannot_write`` with the folder; none of them is left.
        """

    def names_in(self, folder: Path) -> list[str]:
        """Return the names of the files in a folder; none where it cannot be looked into."""

    def create(self, path: Path, *, force: bool = False) -> AbstractContextManager[BinaryIO]:
        """Open a file for writing; after a failure no partial file is left.

        Args:
            path: The file.
            force: Whether an existing file may be replaced.

        Raises:
            Refused: ``own_place``: it would stand among the program's own files.
            StoreError: ``file_exists`` with the file, or ``cannot_write`` with its folder.
        """

    def documents(self) -> Path:
        """Return the folder proposed for exports."""

    def named(self, text: str) -> Path:
        """Return the path that a text names; ``~`` and ``~user`` mean home folders.

        Raises:
            Refused: ``no_such_home``, ``no_current_folder`` or ``not_a_path``.
        """

    def read(self, path: Path, most: int) -> bytes:
        """Return the first bytes of a file from outside, ``most`` at most.

        Raises:
            BadInput: ``is_folder``, ``not_a_file`` or ``not_readable``.
        """


class Settings(Protocol):
    """The settings file of the user (config.toml)."""

    def get(self, key: str) -> str | None:
        """Return a setting, or ``None``."""

    def put(self, key: str, value: str) -> None:
        """Save a setting.

        Raises:
            StoreError: ``cannot_write``.
        """


ContentRef = FormRef | ModelRef
