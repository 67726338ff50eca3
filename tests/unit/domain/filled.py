"""A record with every field filled, made from the types alone: a field that is new is filled too."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

WHEN = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
MOMENTS = {datetime: WHEN, date: WHEN.date()}


def filled(kind: Any, **given: Any) -> Any:
    """Return a record in which every text is ``<Class.field>`` and every tuple has one part.

    Args:
        kind: The class.
        given: Values by name of the field; a field of that name has that value in every class within.
    """
    return _value(kind, "", given)


def texts(value: object) -> Iterator[str]:
    """Yield every text in a record, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts(part)
    elif dataclasses.is_dataclass(value):
        for entry in dataclasses.fields(value):
            yield from texts(getattr(value, entry.name))


def marks(value: object) -> set[str]:
    """Return the texts of a record that are still what they were filled with."""
    return {text for text in texts(value) if text.startswith("<") and text.endswith(">")}


def _value(kind: Any, name: str, given: dict[str, Any]) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return inner[0]
    if origin in (Union, UnionType):
        return _value(next(each for each in inner if each is not NoneType), name, given)
    if origin is tuple:
        return (_value(inner[0], name, given),)
    if origin is dict:
        return {"key": _value(inner[1], name, given)}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(
            **{
                entry.name: given[entry.name]
                if entry.name in given
                else _value(hints[entry.name], f"{kind.__name__}.{entry.name}", given)
                for entry in dataclasses.fields(kind)
            }
        )
    return f"<{name}>" if kind is str else MOMENTS[kind] if kind in MOMENTS else kind(1)
