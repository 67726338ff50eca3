"""Keeping fields of stored documents that this version does not know, written by a newer version."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints


class _Inner(NamedTuple):
    """A field that holds further dataclasses: one, a list of them or a map to them."""

    shape: Literal["one", "list", "map"]
    kind: type


def unknown_fields(kind: type, document: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a document that its dataclass does not have.

    Args:
        kind: A dataclass.
        document: What was stored of it.

    Returns:
        The unknown fields; under a known field of further dataclasses, what is unknown in each of those,
        by its id, place or key. Empty where everything is known.
    """
    known = _fields(kind)
    found: dict[str, Any] = {}
    for name, value in document.items():
        if name not in known:
            found[name] = value
        elif (inner := known[name]) is not None:
            parts = _parts(inner.shape, value).items()
            nested = {key: more for key, part in parts if (more := unknown_fields(inner.kind, part))}
            found.update({name: nested} if nested else {})
    return found


def with_unknown(kind: type, document: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """Return a document with unknown fields put back into those of its parts that still exist.

    Args:
        kind: A dataclass.
        document: What is to be stored of it.
        kept: What ``unknown_fields`` found before.
    """
    known = _fields(kind)
    merged = dict(document)
    for name, value in kept.items():
        inner = known.get(name)
        if name not in known:
            merged[name] = value
        elif inner is not None and merged.get(name) is not None:
            parts = {
                key: with_unknown(inner.kind, part, value.get(key, {}))
                for key, part in _parts(inner.shape, merged[name]).items()
            }
            merged[name] = _joined(inner.shape, parts)
    return merged


def _parts(shape: str, value: Any) -> dict[str, dict[str, Any]]:
    if value is None:
        return {}
    if shape == "one":
        return {"": value}
    if shape == "list":
        return {str(part.get("id") or place): part for place, part in enumerate(value)}
    return dict(value)


def _joined(shape: str, parts: dict[str, dict[str, Any]]) -> Any:
    if shape == "one":
        return parts[""]
    return list(parts.values()) if shape == "list" else parts


@cache
def _fields(kind: type) -> dict[str, _Inner | None]:
    return {name: _inner(hint) for name, hint in get_type_hints(kind).items()}


def _inner(hint: Any) -> _Inner | None:
    kinds = [part for part in get_args(hint) or (hint,) if dataclasses.is_dataclass(part)]
    if len(kinds) != 1 or not isinstance(kinds[0], type):
        return None
    origin = get_origin(hint)
    if origin is tuple:
        return _Inner("list", kinds[0])
    return _Inner("map" if origin is dict else "one", kinds[0])
