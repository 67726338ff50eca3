"""The JSON Schema (2020-12) of the JSON export, version 1, generated from its shapes."""

from __future__ import annotations

from typing import Any

import msgspec

from coachtui.domain.kinds import RECORD_KINDS
from coachtui.exchange.shapes import ARRAYS, SCHEMA_VERSION, HeadShape, LeadShape

Schema = dict[str, Any]

_TEMPLATE = "#/$defs/{name}"


def export_schema() -> Schema:
    """Return the schema; only ``own``, former names, ``unfinished`` and later kinds are optional."""
    every = [shape for _name, shapes in ARRAYS.values() for shape in shapes]
    parts = {**_parts([HeadShape, LeadShape, *every]), **_parts_of_kinds()}
    head = parts.pop(HeadShape.__name__)
    arrays = {plural: _array(name) for plural, (name, _shapes) in ARRAYS.items()}
    records = {name: _one_of([shape.__name__ for shape in shapes]) for name, shapes in ARRAYS.values()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:coachtui:export:{SCHEMA_VERSION}",
        "title": "coachtui export",
        "type": "object",
        "required": [*head["required"], "lead", *arrays],
        "properties": {
            **head["properties"],
            "lead": {"oneOf": [_ref(LeadShape.__name__), {"type": "null"}]},
            **arrays,
            **{kind.plural: _array(kind.type.__name__) for kind in RECORD_KINDS},
        },
        "$defs": {**records, **parts},
    }


def _parts(shapes: list[Any]) -> dict[str, Schema]:
    """Return the schemas of shapes and of their parts, by name."""
    _refs, parts = msgspec.json.schema_components(shapes, ref_template=_TEMPLATE)
    return parts


def _parts_of_kinds() -> dict[str, Schema]:
    """Return the schemas of all record kinds and of their parts; every field is required."""
    parts = _parts([kind.type for kind in RECORD_KINDS])
    for part in parts.values():
        if "properties" in part:
            part["required"] = list(part["properties"])
    return parts


def _ref(name: str) -> Schema:
    return {"$ref": _TEMPLATE.format(name=name)}


def _array(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _one_of(names: list[str]) -> Schema:
    return _ref(names[0]) if len(names) == 1 else {"oneOf": [_ref(name) for name in names]}
