"""The shapes of the records in the JSON export, version 1; the only definition of its keys.

Each class is a record or a part of one, with its keys in the order they are written in. What is exported, the
JSON Schema, and which keys a file must have all follow from here. Keys never disappear within a version.

A ``NotRequired`` key is left out where it would be null or false. A ``LATER`` key was added after the first
release: it is always written, and files without it are still imported.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, TypedDict, get_origin, get_type_hints

from msgspec import Meta

from coachtui.domain.agent import AgentStatus
from coachtui.domain.contact import Channel
from coachtui.domain.evaluation import RaterRole
from coachtui.domain.form import CriticalKind
from coachtui.domain.note import Tag
from coachtui.domain.session import SessionKind, SessionStatus, Setting

SCHEMA = "coachtui-export"
SCHEMA_VERSION = 1

LATER = "later"
"""Marks a key that exports of this version have not had from the beginning."""

ID_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
"""A UUIDv7 as every record of this program has it."""

Id = Annotated[str, Meta(pattern=f"^{ID_PATTERN}$", description="UUIDv7")]
Time = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}:\d{2}$",
        description="ISO 8601 with offset",
        extra_json_schema={"format": "date-time"},
    ),
]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", extra_json_schema={"format": "date"})]
Seconds = Annotated[float, Meta(ge=0, description="seconds, at most one decimal")]
Score = Annotated[float | None, Meta(description="percent, at most one decimal; null is no score")]
Version = Annotated[int, Meta(ge=1)]
Weight = Annotated[float, Meta(ge=0)]
Wording = Annotated[dict[str, str], Meta(description="text by language tag")]
Pack = Annotated[str, Meta(description="the form or model as TOML, for taking it in again")]
Own = Annotated[
    bool, Meta(description="whether it is what one agent took along, which is not taken in again")
]


class ProgramShape(TypedDict):
    """The program that wrote an export."""

    name: Literal["coachtui"]
    version: str


class HeadShape(TypedDict):
    """What an export says of itself."""

    schema: Literal["coachtui-export"]
    schema_version: Literal[1]
    exported_at: Time
    app: ProgramShape
    pseudonymous: bool
    own: NotRequired[Own]
    not_evidence: str


class LeadShape(TypedDict):
    """The lead."""

    id: Id
    name: str


class AgentShape(TypedDict):
    """An agent."""

    id: Id
    name: str
    alias: str
    team: str
    start_date: Day | None
    language: str | None
    status: AgentStatus
    remember: str
    former_names: NotRequired[list[str]]


class RefShape(TypedDict):
    """Which form or model, in which version."""

    id: str
    version: Version


class PhaseShape(TypedDict):
    """A stretch of one phase of a call."""

    phase: str
    at_s: Seconds
    until_s: Seconds | None


class HoldShape(TypedDict):
    """A time the customer waited on hold."""

    at_s: Seconds
    until_s: Seconds | None


class ContactShape(TypedDict):
    """A contact of a session."""

    id: Id
    reference: str
    channel: Channel | None
    started_at: Time | None
    duration_s: Seconds | None
    phases: list[PhaseShape]
    holds: list[HoldShape]
    broken_off: bool


class LinkShape(TypedDict):
    """What a note is about: an item of a form, a step of a model or a goal."""

    form: NotRequired[str]
    item: NotRequired[str]
    model: NotRequired[str]
    step: NotRequired[str]
    goal: NotRequired[str]


Link = Annotated[
    LinkShape,
    Meta(
        extra_json_schema={
            "oneOf": [{"required": ["form", "item"]}, {"required": ["model", "step"]}, {"required": ["goal"]}]
        }
    ),
]


class NoteShape(TypedDict):
    """A note."""

    id: Id
    at: Time
    call_s: Seconds | None
    contact_id: Id | None
    tag: Tag | None
    text: str
    link: Link | None


class MarkShape(TypedDict):
    """A marked moment."""

    id: Id
    at: Time
    call_s: Seconds | None
    contact_id: Id | None


class StepShape(TypedDict):
    """What was recorded in a step of a model."""

    model: str
    step: str
    seconds: Seconds
    fields: dict[str, str]
    done: bool


class DraftShape(TypedDict):
    """A note still being typed; ``note_id`` names the note it edits, if any."""

    id: Id | None
    note_id: Id | None
    at: Time
    call_s: Seconds | None
    contact_id: Id | None
    tag: Tag | None
    text: str
    link: Link | None


class CorrectedShape(TypedDict):
    """What stood, or stands now: an answer or a text."""

    value: int | None
    na: bool
    not_reached: bool
    text: str | None


class CorrectionShape(TypedDict):
    """A change of a final session."""

    id: Id
    at: Time
    by: str
    why: str
    contact_id: Id | None
    evaluation_id: Id | None
    item: str | None
    note_id: Id | None
    model: str | None
    step: str | None
    field: str | None
    old: CorrectedShape | None
    new: CorrectedShape | None


class StatementShape(TypedDict):
    """What an agent says about a session."""

    id: Id
    at: Time
    agent_id: Id
    text: str
    unfinished: NotRequired[bool]


class SessionShape(TypedDict):
    """A session with everything captured in it but its evaluations, which are records of their own."""

    id: Id
    kind: SessionKind
    method: str
    setting: Setting
    agent_ids: list[Id]
    lead_id: str
    started_at: Time
    ended_at: Time | None
    status: SessionStatus
    forms: list[RefShape]
    model: str | None
    models: list[RefShape]
    contacts: list[ContactShape]
    notes: list[NoteShape]
    marks: list[MarkShape]
    steps: list[StepShape]
    drafts: list[DraftShape]
    corrections: Annotated[list[CorrectionShape], LATER]
    statements: Annotated[list[StatementShape], LATER]


class RaterShape(TypedDict):
    """Who filled a form in."""

    role: RaterRole
    id: str


class AnswerShape(TypedDict):
    """What was answered on an item."""

    value: Annotated[int, Meta(ge=0)] | None
    na: bool
    at: Time
    call_s: Seconds | None
    star: bool


class EvaluationShape(TypedDict):
    """The answers of one rater on one form about one contact, with what they come to."""

    id: Id
    session_id: Id
    contact_id: Id
    agent_id: Id
    rater: RaterShape
    form: RefShape
    status: Literal["draft", "final"]
    answers: Annotated[dict[str, AnswerShape], Meta(min_length=1)]
    not_reached: Annotated[list[str], LATER]
    score: Score
    score_low: Score
    score_high: Score
    sections: dict[str, Score]
    critical_breaches: list[str]


class ItemShape(TypedDict):
    """A point of a form."""

    id: str
    type: str
    weight: Weight
    na: bool
    critical: CriticalKind | None
    label: Wording


class SectionShape(TypedDict):
    """A named group of items."""

    id: str
    name: Wording
    weight: Weight
    items: list[ItemShape]


class FormShape(TypedDict):
    """A form whole, so that every id in an evaluation has its words."""

    id: str
    version: Version
    kind: Literal["form"]
    name: Wording
    sections: list[SectionShape]
    pack: Pack


class StepNameShape(TypedDict):
    """A step of a model."""

    id: str
    name: Wording


class ModelShape(TypedDict):
    """A coaching model with its steps."""

    id: str
    version: Version
    kind: Literal["model"]
    name: Wording
    steps: list[StepNameShape]
    pack: Pack


ARRAYS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "content": ("content", (FormShape, ModelShape)),
    "agents": ("agent", (AgentShape,)),
    "sessions": ("session", (SessionShape,)),
    "evaluations": ("evaluation", (EvaluationShape,)),
}
"""Every array of an export but those of ``domain.kinds``: what a record of it is called, and its shapes."""


def keys_of(shape: Any) -> frozenset[str]:
    """Return all keys that a record of a shape may have."""
    return frozenset(shape.__annotations__)


def first_keys_of(shape: Any) -> frozenset[str]:
    """Return the keys that records of a shape have had since the first release of this version."""
    hints = get_type_hints(shape, include_extras=True)
    return frozenset(
        key
        for key, hint in hints.items()
        if get_origin(hint) is not NotRequired and LATER not in getattr(hint, "__metadata__", ())
    )
