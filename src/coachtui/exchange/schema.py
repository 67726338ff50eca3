"""JSON Schema (2020-12) of the JSON export, version 1."""

from __future__ import annotations

from typing import Any, get_args

from coachtui.domain.agent import AgentStatus
from coachtui.domain.contact import CHANNELS
from coachtui.domain.evaluation import RaterRole
from coachtui.domain.form import CriticalKind
from coachtui.domain.kinds import RECORD_KINDS
from coachtui.domain.note import TAGS
from coachtui.domain.session import SessionKind, SessionStatus, Setting
from coachtui.exchange.json_export import SCHEMA, SCHEMA_VERSION
from coachtui.exchange.record_shapes import schemas

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_VERSION: Schema = {"type": "integer", "minimum": 1}
_FLAG: Schema = {"type": "boolean"}
_ID: Schema = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
    "description": "UUIDv7",
}
_TIME: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?[+-]\\d{2}:\\d{2}$",
    "description": "ISO 8601 with offset",
}
_SECONDS: Schema = {"type": "number", "minimum": 0, "description": "seconds, at most one decimal"}
_SCORE: Schema = {"type": ["number", "null"], "description": "percent, at most one decimal; null is no score"}
_PACK: Schema = {"type": "string", "description": "the form or model as TOML, for taking it in again"}
_OWN: Schema = {
    "type": "boolean",
    "description": "whether it is what one agent took along, which is not taken in again",
}
_WORDING: Schema = {"type": "object", "additionalProperties": _TEXT, "description": "text by language tag"}
_REF = {"id": _TEXT, "version": _VERSION}


def export_schema() -> Schema:
    """Return the schema: all is required but ``own``, former names, ``unfinished`` and the later kinds."""
    record = {
        "content": {"oneOf": [_form(), _model()]},
        "agent": _agent(),
        "session": _session(),
        "evaluation": _evaluation(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:coachtui:export:{SCHEMA_VERSION}",
        "title": "coachtui export",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "schema_version": {"const": SCHEMA_VERSION},
                "exported_at": _TIME,
                "app": _object({"name": {"const": "coachtui"}, "version": _TEXT}),
                "pseudonymous": _FLAG,
                "not_evidence": _TEXT,
                "content": _array({"$ref": "#/$defs/content"}),
                "lead": _or_null(_object({"id": _ID, "name": _TEXT})),
                "agents": _array({"$ref": "#/$defs/agent"}),
                "sessions": _array({"$ref": "#/$defs/session"}),
                "evaluations": _array({"$ref": "#/$defs/evaluation"}),
            },
            own=_OWN,
            **{kind.plural: _array({"$ref": f"#/$defs/{kind.type.__name__}"}) for kind in RECORD_KINDS},
        ),
        "$defs": {**record, **schemas()},
    }


def _object(properties: dict[str, Schema], **optional: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": {**properties, **optional}}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"oneOf": [schema, {"type": "null"}]}


def _one_of(values: tuple[str, ...], *, nullable: bool = False) -> Schema:
    return {"enum": [*values, None] if nullable else list(values)}


def _form() -> Schema:
    item = {
        "id": _TEXT,
        "type": _TEXT,
        "weight": {"type": "number", "minimum": 0},
        "na": _FLAG,
        "critical": _one_of(get_args(CriticalKind), nullable=True),
        "label": _WORDING,
    }
    section = {
        "id": _TEXT,
        "name": _WORDING,
        "weight": {"type": "number", "minimum": 0},
        "items": _array(_object(item)),
    }
    return _object(
        {
            **_REF,
            "kind": {"const": "form"},
            "name": _WORDING,
            "sections": _array(_object(section)),
            "pack": _PACK,
        }
    )


def _model() -> Schema:
    step = {"id": _TEXT, "name": _WORDING}
    return _object(
        {
            **_REF,
            "kind": {"const": "model"},
            "name": _WORDING,
            "steps": _array(_object(step)),
            "pack": _PACK,
        }
    )


def _agent() -> Schema:
    return _object(
        {
            "id": _ID,
            "name": _TEXT,
            "alias": _TEXT,
            "team": _TEXT,
            "start_date": _or_null({"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
            "language": _or_null(_TEXT),
            "status": _one_of(get_args(AgentStatus)),
            "remember": _TEXT,
        },
        former_names=_array(_TEXT),
    )


def _session() -> Schema:
    return _object(
        {
            "id": _ID,
            "kind": _one_of(get_args(SessionKind)),
            "method": _TEXT,
            "setting": _one_of(get_args(Setting)),
            "agent_ids": _array(_ID),
            "lead_id": _TEXT,
            "started_at": _TIME,
            "ended_at": _or_null(_TIME),
            "status": _one_of(get_args(SessionStatus)),
            "forms": _array(_object(_REF)),
            "model": _or_null(_TEXT),
            "models": _array(_object(_REF)),
            "contacts": _array(_contact()),
            "notes": _array(_object({"id": _ID, **_written()})),
            "marks": _array(_object({"id": _ID, **_moment()})),
            "steps": _array(_step()),
            "drafts": _array(_object({"id": _or_null(_ID), "note_id": _or_null(_ID), **_written()})),
            "corrections": _array(_correction()),
            "statements": _array(_statement()),
        }
    )


def _contact() -> Schema:
    stretch = {"at_s": _SECONDS, "until_s": _or_null(_SECONDS)}
    return _object(
        {
            "id": _ID,
            "reference": _TEXT,
            "channel": _one_of(CHANNELS, nullable=True),
            "started_at": _or_null(_TIME),
            "duration_s": _or_null(_SECONDS),
            "phases": _array(_object({"phase": _TEXT, **stretch})),
            "holds": _array(_object(stretch)),
            "broken_off": _FLAG,
        }
    )


def _moment() -> dict[str, Schema]:
    return {"at": _TIME, "call_s": _or_null(_SECONDS), "contact_id": _or_null(_ID)}


def _written() -> dict[str, Schema]:
    links = (
        {"form": _TEXT, "item": _TEXT},
        {"model": _TEXT, "step": _TEXT},
        {"goal": _TEXT},
    )
    link = {"oneOf": [{"type": "null"}, *(_object(dict(link)) for link in links)]}
    return {**_moment(), "tag": _one_of(TAGS, nullable=True), "text": _TEXT, "link": link}


def _correction() -> Schema:
    stood = _or_null(
        _object(
            {
                "value": {"type": ["integer", "null"]},
                "na": _FLAG,
                "not_reached": _FLAG,
                "text": {"type": ["string", "null"]},
            }
        )
    )
    return _object(
        {
            "id": _ID,
            "at": _TIME,
            "by": _TEXT,
            "why": _TEXT,
            "contact_id": _or_null(_ID),
            "evaluation_id": _or_null(_ID),
            "item": _or_null(_TEXT),
            "note_id": _or_null(_ID),
            "model": _or_null(_TEXT),
            "step": _or_null(_TEXT),
            "field": _or_null(_TEXT),
            "old": stood,
            "new": stood,
        }
    )


def _statement() -> Schema:
    return _object({"id": _ID, "at": _TIME, "agent_id": _ID, "text": _TEXT}, unfinished=_FLAG)


def _step() -> Schema:
    return _object(
        {
            "model": _TEXT,
            "step": _TEXT,
            "seconds": _SECONDS,
            "fields": {"type": "object", "additionalProperties": _TEXT},
            "done": _FLAG,
        }
    )


def _evaluation() -> Schema:
    answer = {
        "value": {"type": ["integer", "null"], "minimum": 0},
        "na": _FLAG,
        "at": _TIME,
        "call_s": _or_null(_SECONDS),
        "star": _FLAG,
    }
    return _object(
        {
            "id": _ID,
            "session_id": _ID,
            "contact_id": _ID,
            "agent_id": _ID,
            "rater": _object({"role": _one_of(get_args(RaterRole)), "id": _TEXT}),
            "form": _object(_REF),
            "status": _one_of(("draft", "final")),
            "answers": {"type": "object", "minProperties": 1, "additionalProperties": _object(answer)},
            "not_reached": _array(_TEXT),
            "score": _SCORE,
            "score_low": _SCORE,
            "score_high": _SCORE,
            "sections": {"type": "object", "additionalProperties": _SCORE},
            "critical_breaches": _array(_TEXT),
        }
    )
